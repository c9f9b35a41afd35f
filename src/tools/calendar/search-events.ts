import * as z from 'zod';

import { defineTool } from '../define.ts';
import { mailbox, moment, person } from '../input/common-input.ts';
import { mailboxZone } from '../input/mailbox-zone.ts';
import { idColumn } from '../output/row.ts';
import { renderTable } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { firstOf } from '../output/words.ts';
import { whenOf } from './shared/event-time.ts';
import {
  DEFAULT_DAYS,
  eventRow,
  MAX_SEARCHED,
  searchCalendar,
  type EventRow,
} from './shared/search-calendar.ts';

const MAX_ATTENDEES = 4;
/** Maximum length of an attendee's name, in characters. */
const MAX_NAME = 60;

const columns = [
  eventRow.column('when', ['start', 'end', 'isAllDay'], whenOf),
  eventRow.column(
    'subject',
    ['subject', 'isCancelled'],
    (row) => `${row.isCancelled === true ? 'cancelled: ' : ''}${row.subject ?? ''}`,
  ),
  eventRow.column('organiser', ['organizer'], (row) => row.organizer?.emailAddress?.name, { longest: 60 }),
  eventRow.column('attendees', ['attendees'], attendeesText, { longest: (MAX_ATTENDEES + 1) * MAX_NAME }),
  idColumn,
];

const follows = {
  matches: 'There are more: raise max or choose a shorter range.',
  searched: `Only the first ${MAX_SEARCHED} events in the range were searched: choose a shorter range.`,
  none: 'That is all.',
};

export const searchEvents = defineTool({
  name: 'search_events',
  title: 'Search events',
  area: 'calendar',
  order: 30,
  presets: [],
  about:
    'Search events by words or attendee, e.g. when I last met or will next meet someone; upcoming events first.',
  intents: [
    'my next meeting with Ben',
    'when is the budget review',
    'find the workshop in my calendar',
    'meetings about the launch',
    'when did I last meet Carla',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Calendars.Read'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  sharedScopes: ['Calendars.Read.Shared'],
  operation: 'GET /me/calendarView',
  supportingReads: ['/me', '/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { attendee: 'ben', max: 5 } },
  input: {
    query: z.string().min(1).max(200).optional().describe('Words that must all occur.'),
    attendee: person().optional().describe('Name or address.'),
    start: moment('Default: now.').optional(),
    end: moment(`Default: ${DEFAULT_DAYS} days later.`).optional(),
    latest_first: z.boolean().default(false).describe('Newest first.'),
    include_cancelled: z.boolean().default(false).describe('Include cancelled events.'),
    max: z.int().min(1).max(50).default(25).describe('Rows.'),
    mailbox: mailbox(),
  },
  check: ({ query, attendee }) =>
    query === undefined && attendee === undefined ? 'give query or attendee' : undefined,
  async run({ latest_first: latestFirst, include_cancelled: withCancelled, max, ...args }, call) {
    const zone = await mailboxZone(undefined, call);
    const keep = ({ isCancelled }: EventRow) => withCancelled || isCancelled !== true;
    const found = await searchCalendar({ ...args, latestFirst, keep }, { call, zone, most: max });
    const what = `matching events in the main calendar from ${found.from} to ${found.to}, times in ${zone.shown}`;
    return renderTable({ what, columns, rows: found.rows, follows: follows[found.cut ?? 'none'] });
  },
});

function attendeesText({ attendees }: Pick<EventRow, 'attendees'>): string {
  const names = (attendees ?? []).map(({ emailAddress }) =>
    cell(emailAddress?.name || emailAddress?.address || '', MAX_NAME),
  );
  return firstOf(names, MAX_ATTENDEES);
}
