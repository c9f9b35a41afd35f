import { z } from 'zod';

import { isRecord } from '../../base/is-record.ts';
import { drivePath, path } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { defineTool, type Page, type ToolResult } from '../define.ts';
import { itemsOf, field, text } from '../output/fields.ts';
import { cursor, id } from '../input/common-input.ts';
import { pathOfDrive } from '../files/shared/item.ts';
import { folderPath } from '../mail/shared/folder.ts';
import { personOf } from '../output/person.ts';
import { listing, whatFollows, type Column } from '../output/table.ts';
import { minute } from '../output/words.ts';

const PAGE = 50;
/** To note how a calendar stands, its events are paged through: at most a thousand. */
const MOST_PAGES = 20;
const CALENDAR_DAYS = 90;

/** Notes how something stands now, and tells later what has changed since. */
export const getChanges = defineTool({
  name: 'get_changes',
  title: 'What has changed',
  area: 'core',
  order: 40,
  presets: ['default'],
  about: 'Tell what was added, changed or removed since an earlier call, which gave a cursor.',
  intents: [
    'what has changed since this morning',
    'tell me when new mail comes',
    'which files were edited since I last asked',
    'sync my calendar',
    'who joined or left the company',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  optionalScopes: ['Mail.ReadBasic', 'Calendars.Read', 'Files.Read', 'User.Read.All', 'GroupMember.Read.All'],
  operation: 'GET',
  example: { as: 'ana.silva', args: { of: 'mail' } },
  input: {
    of: z
      .enum(['mail', 'calendar', 'files', 'users', 'groups'])
      .optional()
      .describe('First call: what to watch from now on.'),
    id: id('Mail folder (default: inbox), calendar or drive.').optional(),
    cursor: cursor('Later calls: from the last one.').optional(),
  },
  check: (args) =>
    (args.of === undefined) === (args.cursor === undefined) ? 'give either of or cursor' : undefined,
  async run(args, call) {
    if (args.cursor !== undefined) return call.resume(args.cursor);
    const watched = watches[args.of ?? 'mail'];
    const first = await call.page(watched.request(args.id, call.now()));
    return first.isFirst ? noted(await lastOf(first)) : told(watched, first);
  },
});

/** What can be watched: how to ask, and what to tell of each thing. */
type Watch = {
  readonly request: (id: string | undefined, now: Date) => GraphRequest;
  readonly things: string;
  readonly columns: readonly Column[];
};

const properties = (...names: readonly string[]) => ['id', ...names];
const column = (name: string, way: string): Column => ({ name, of: (row) => text(row, way) });

/** Where Graph offers no `latest`, it is asked for what is still to come. */
const watches = {
  mail: {
    request: (folder, now) =>
      read(
        `/me${folderPath(folder ?? 'inbox')}/messages/delta`,
        {
          select: properties('receivedDateTime', 'from', 'subject', 'isRead'),
          filter: [`receivedDateTime ge ${now.toISOString()}`],
        },
        { headers: prefer(immutableIds, `odata.maxpagesize=${PAGE}`) },
      ),
    things: 'messages',
    columns: [
      { name: 'received', of: (row) => minute(text(row, 'receivedDateTime')) },
      { name: 'from', of: (row) => personOf(field(row, 'from')) },
      column('subject', 'subject'),
    ],
  },
  calendar: {
    request: (calendar, now) =>
      read(
        `/me${calendar === undefined ? '' : path`/calendars/${calendar}`}/calendarView/delta`,
        {},
        {
          parameters: { startDateTime: now.toISOString(), endDateTime: daysAfter(now, CALENDAR_DAYS) },
          headers: prefer(immutableIds, `odata.maxpagesize=${PAGE}`),
        },
      ),
    things: `events of ${CALENDAR_DAYS} days`,
    columns: [
      { name: 'start (UTC)', of: (row) => minute(text(row, 'start.dateTime')) },
      column('subject', 'subject'),
    ],
  },
  files: {
    request: (drive) => {
      const root = `${pathOfDrive(drive)}/${drivePath('')}/delta`;
      const select = properties(
        'name',
        'size',
        'folder',
        'deleted',
        'lastModifiedDateTime',
        'lastModifiedBy',
      );
      return read(root, { select }, { parameters: { token: 'latest' } });
    },
    things: 'files and folders',
    columns: [
      column('name', 'name'),
      { name: 'changed (UTC)', of: (row) => minute(text(row, 'lastModifiedDateTime')) },
      column('by', 'lastModifiedBy.user.displayName'),
    ],
  },
  users: {
    request: () =>
      read(
        '/users/delta',
        { select: properties('displayName', 'mail', 'jobTitle') },
        { parameters: { $deltatoken: 'latest' } },
      ),
    things: 'people',
    columns: [column('name', 'displayName'), column('mail', 'mail'), column('title', 'jobTitle')],
  },
  groups: {
    request: () =>
      read(
        '/groups/delta',
        { select: properties('displayName', 'mail') },
        { parameters: { $deltatoken: 'latest' } },
      ),
    things: 'groups',
    columns: [column('name', 'displayName'), column('mail', 'mail')],
  },
} as const satisfies Record<string, Watch>;

/** Pages on to where things stand now; only what changes from there on is told. */
async function lastOf(first: Page): Promise<Page> {
  let page = first;
  for (let pages = 1; page.next !== undefined && pages < MOST_PAGES; pages += 1) {
    // Each page names the next.
    // oxlint-disable-next-line no-await-in-loop
    page = await page.next();
  }
  return page;
}

function noted({ cursor: next }: Page): ToolResult {
  return {
    text:
      next === undefined
        ? 'Microsoft Graph gave no place to go on from, so changes cannot be told.'
        : `Noted how it stands now. To see what changes from here on, call get_changes with this cursor:\n${next}`,
  };
}

function told({ things, columns }: Watch, page: Page): ToolResult {
  const rows = itemsOf(page.answer);
  const later = `To see what changes after that, call get_changes with this cursor:\n${page.cursor}`;
  return listing({
    what: `changed ${things}`,
    columns: [
      { name: 'change', of: changeOf },
      ...columns,
      { name: 'id', of: (row) => text(row, 'id'), longest: 512 },
    ],
    rows,
    follows: page.next === undefined && page.cursor !== undefined ? later : whatFollows(page),
  });
}

/** Graph does not tell new things from changed ones. */
function changeOf(row: unknown): string {
  const isGone = isRecord(field(row, '@removed')) || isRecord(field(row, 'deleted'));
  return isGone ? 'removed' : 'new or changed';
}

function daysAfter(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString();
}
