import * as z from 'zod';

import { findCalendar } from '../calendar/shared/find-calendar.ts';
import { defineTool, type Page, type ToolCall, type ToolResult } from '../define.ts';
import { cursor, id } from '../input/common-input.ts';
import { findFolder } from '../mail/shared/folder.ts';
import { watches } from './shared/watches.ts';

/** Maximum number of pages. A call pages through up to 1,000 events to get a calendar's current state. */
const MAX_PAGES = 20;
export const getChanges = defineTool({
  name: 'get_changes',
  title: 'Changes',
  area: 'core',
  order: 40,
  presets: [],
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
  check: (args) => {
    if ((args.of === undefined) === (args.cursor === undefined))
      return 'give either "of" or "cursor", not both';
    return args.id !== undefined && (args.of === 'users' || args.of === 'groups')
      ? 'id applies only to mail, calendar and files; changes to users or groups always cover all of them'
      : undefined;
  },
  async run(args, call) {
    if (args.cursor !== undefined) return call.resume(args.cursor);
    const watched = watches[args.of ?? 'mail'];
    const at = args.id === undefined ? undefined : await placeOf(args.of, args.id, call);
    const first = await call.page(watched.request(at, call.now()));
    if (!first.isFirst) return watched.render(first, call);
    const start = renderStart(await lastPage(first));
    return watched.limits === undefined ? start : { text: `${start.text}\n${watched.limits}` };
  },
});

/** Returns the folder or calendar whose changes are wanted. Folders and calendars can be given by name. */
async function placeOf(of: string | undefined, given: string, call: ToolCall): Promise<string> {
  if (of === 'mail') return (await findFolder(given, undefined, call)).name;
  return of === 'calendar' ? findCalendar(given, undefined, call) : given;
}

/** Follows the pages to the current state. Later changes are relative to this state. */
async function lastPage(first: Page): Promise<Page> {
  let page = first;
  for (let pages = 1; page.next !== undefined && pages < MAX_PAGES; pages += 1) {
    // oxlint-disable-next-line no-await-in-loop
    page = await page.next();
  }
  return page;
}

function renderStart({ cursor: position, next }: Page): ToolResult {
  if (position === undefined)
    return { text: 'Microsoft Graph returned no link for later changes, so they cannot be tracked.' };
  const recorded =
    next === undefined
      ? 'Recorded the current state. To see what changes from now on,'
      : 'Recorded only part of the current state, because there are too many items. The next calls will also list items that have not changed. To continue,';
  return { text: `${recorded} call get_changes with this cursor:\n${position}` };
}
