import * as z from 'zod';

import { drivePath, path } from '../../graph/request/graph-path.ts';
import { prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { defineTool, type Page, type ToolResult } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';
import { facet, identitySet, recipient, text, zonedTime } from '../output/graph-schema.ts';
import { idColumn, rowOf, selectFor, type Column } from '../output/row.ts';
import { cursor, id } from '../input/common-input.ts';
import { pathOfDrive } from '../files/shared/item.ts';
import { findFolder, folderPath } from '../mail/shared/folder.ts';
import { personOf } from '../output/person.ts';
import { renderTable, describeRest } from '../output/table.ts';
import { minute } from '../output/words.ts';

const PAGE = 50;
/** The current state of a calendar is reached only by paging through its events, at most 1,000 of them. */
const MAX_PAGES = 20;
const CALENDAR_DAYS = 90;
/** Graph keeps the filter of the first request. */
const ONLY_NEW_MAIL =
  'Microsoft Graph will report only mail that arrives from now on, and no changes to older mail.';

export const getChanges = defineTool({
  name: 'get_changes',
  title: 'Changes',
  area: 'core',
  order: 40,
  presets: ['default'],
  about: 'Get items added, changed or removed since an earlier call, using the cursor it returned.',
  intents: [
    'what has changed since this morning',
    'has new mail arrived',
    'which files were edited since I last asked',
    'sync my calendar',
    'who joined or left the company',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  scopesElsewhere: {
    mail: ['Mail.ReadBasic'],
    calendar: ['Calendars.Read'],
    files: ['Files.Read'],
    users: ['User.Read.All'],
    groups: ['GroupMember.Read.All'],
  },
  operation: 'GET',
  example: { as: 'ana.silva', args: { of: 'mail' } },
  input: {
    of: z
      .enum(['mail', 'calendar', 'files', 'users', 'groups'])
      .optional()
      .describe('First call: what to watch.'),
    id: id('Mail folder (default: inbox), calendar or drive id.').optional(),
    cursor: cursor('Later calls: the cursor from the previous call.').optional(),
  },
  check: (args) =>
    (args.of === undefined) === (args.cursor === undefined)
      ? 'give either "of" or "cursor", not both'
      : undefined,
  async run(args, call) {
    if (args.cursor !== undefined) return call.resume(args.cursor);
    const watched = watches[args.of ?? 'mail'];
    const folder = args.of === 'mail' ? args.id : undefined;
    const at = folder === undefined ? args.id : (await findFolder(folder, undefined, call)).name;
    const first = await call.page(watched.request(at, call.now()));
    if (!first.isFirst) return watched.render(first);
    const start = renderStart(await lastPage(first));
    return args.of === 'mail' ? { text: `${start.text}\n${ONLY_NEW_MAIL}` } : start;
  },
});

/** Data that can be watched: how to request its changes and how to show a page of them. */
type Watch = {
  readonly request: (id: string | undefined, now: Date) => GraphRequest;
  readonly render: (page: Page) => ToolResult;
};

/** Graph marks removed items with one of these properties. */
const removal = { '@removed': facet({}), deleted: facet({}) };

type Change = { readonly id: string; readonly '@removed'?: unknown; readonly deleted?: unknown };

/** `request` receives the properties that the columns need. */
function watch<Row extends Change>(
  things: string,
  schema: z.ZodType<Row>,
  {
    columns,
    request,
  }: {
    readonly columns: readonly Column<Row>[];
    readonly request: (select: readonly string[], id: string | undefined, now: Date) => GraphRequest;
  },
): Watch {
  const select = selectFor(columns);
  return {
    request: (id, now) => request(select, id, now),
    render: (page) => {
      const later = `To see later changes, call get_changes with this cursor:\n${page.cursor}`;
      return renderTable({
        what: `changed ${things}`,
        columns: [{ name: 'change', textOf: changeOf, longest: undefined }, ...columns, idColumn],
        rows: itemsOf(page.answer, schema),
        follows: page.next === undefined && page.cursor !== undefined ? later : describeRest(page),
      });
    },
  };
}

/** Graph does not distinguish new items from changed ones. */
function changeOf(row: Change): string {
  return row['@removed'] || row.deleted ? 'removed' : 'new or changed';
}

const mail = rowOf({ receivedDateTime: text, from: recipient.nullish(), subject: text, ...removal });
const event = rowOf({ start: zonedTime.nullish(), subject: text, ...removal });
const file = rowOf({ name: text, lastModifiedDateTime: text, lastModifiedBy: identitySet, ...removal });
const directoryObject = rowOf({ displayName: text, mail: text, jobTitle: text, ...removal });

/** Mail and calendars do not support the token `latest`, so the first request covers items from now on. */
const watches: Readonly<Record<'mail' | 'calendar' | 'files' | 'users' | 'groups', Watch>> = {
  // With immutable ids, Graph loses items that move away and back.
  mail: watch('messages among the mail received since the first call', mail.schema, {
    columns: [
      mail.column('received', ['receivedDateTime'], (row) => row.receivedDateTime, { show: minute }),
      mail.column('from', ['from'], (row) => personOf(row.from)),
      mail.column('subject', ['subject'], (row) => row.subject),
    ],
    request: (select, folder, now) =>
      read(
        `/me${folderPath(folder ?? 'inbox')}/messages/delta`,
        { select: [...select, 'isRead'], filter: [`receivedDateTime ge ${now.toISOString()}`] },
        { headers: prefer(`odata.maxpagesize=${PAGE}`) },
      ),
  }),
  calendar: watch(`events in the ${CALENDAR_DAYS}-day range`, event.schema, {
    columns: [
      event.column('start (UTC)', ['start'], (row) => row.start?.dateTime, { show: minute }),
      event.column('subject', ['subject'], (row) => row.subject),
    ],
    // Delta queries for a calendar view do not support $select.
    request: (_select, calendar, now) =>
      read(
        `/me${calendar === undefined ? '' : path`/calendars/${calendar}`}/calendarView/delta`,
        {},
        {
          parameters: { startDateTime: now.toISOString(), endDateTime: daysAfter(now, CALENDAR_DAYS) },
          headers: prefer(`odata.maxpagesize=${PAGE}`),
        },
      ),
  }),
  files: watch('files and folders', file.schema, {
    columns: [
      file.column('name', ['name'], (row) => row.name),
      file.column('changed (UTC)', ['lastModifiedDateTime'], (row) => row.lastModifiedDateTime, {
        show: minute,
      }),
      file.column('by', ['lastModifiedBy'], (row) => row.lastModifiedBy?.user?.displayName),
    ],
    request: (select, drive) =>
      read(
        `${pathOfDrive(drive)}/${drivePath('')}/delta`,
        { select: [...select, 'size', 'folder', 'deleted'] },
        { parameters: { token: 'latest' } },
      ),
  }),
  users: watch('users', directoryObject.schema, {
    columns: [
      directoryObject.column('name', ['displayName'], (row) => row.displayName),
      directoryObject.column('mail', ['mail'], (row) => row.mail),
      directoryObject.column('title', ['jobTitle'], (row) => row.jobTitle),
    ],
    request: (select) => read('/users/delta', { select }, { parameters: { $deltatoken: 'latest' } }),
  }),
  groups: watch('groups', directoryObject.schema, {
    columns: [
      directoryObject.column('name', ['displayName'], (row) => row.displayName),
      directoryObject.column('mail', ['mail'], (row) => row.mail),
    ],
    request: (select) => read('/groups/delta', { select }, { parameters: { $deltatoken: 'latest' } }),
  }),
};

/** Follows the pages to the current state, the baseline for later changes. */
async function lastPage(first: Page): Promise<Page> {
  let page = first;
  for (let pages = 1; page.next !== undefined && pages < MAX_PAGES; pages += 1) {
    // oxlint-disable-next-line no-await-in-loop
    page = await page.next();
  }
  return page;
}

function renderStart({ cursor: next }: Page): ToolResult {
  return {
    text:
      next === undefined
        ? 'Microsoft Graph returned no link for later changes, so they cannot be tracked.'
        : `Recorded the current state. To see what changes from now on, call get_changes with this cursor:\n${next}`,
  };
}

function daysAfter(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString();
}
