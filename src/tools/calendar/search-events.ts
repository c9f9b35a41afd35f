import * as z from 'zod';

import { utcSeconds } from '../../base/zones/time-zones.ts';
import { immutableIds, prefer, timeZone } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type Page } from '../define.ts';
import { mailbox, moment, owner, person } from '../input/common-input.ts';
import { beginningOf, foldName } from '../input/pick-by-name.ts';
import { mailboxZone, plainTimes } from '../input/mailbox-zone.ts';
import { itemsOf } from '../output/graph-data.ts';
import { flag, recipient, text, zonedTime } from '../output/graph-schema.ts';
import { idColumn, rowOf } from '../output/row.ts';
import { renderTable } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { firstOf } from '../output/words.ts';
import { whenOf } from './shared/event-time.ts';
import { rangeOf, touches } from './shared/range.ts';

const PAGE = 200;
const MAX_PAGES = 5;
const DEFAULT_DAYS = 180;
const MAX_ATTENDEES = 4;
/** In characters. */
const MAX_NAME = 60;

const event = rowOf({
  subject: text,
  bodyPreview: text,
  start: zonedTime,
  end: zonedTime,
  isAllDay: flag,
  isCancelled: flag,
  location: z.object({ displayName: text }).nullish(),
  organizer: recipient.nullish(),
  attendees: z.array(recipient).nullish(),
});
type Row = z.output<typeof event.schema>;

const columns = [
  event.column('when', ['start', 'end', 'isAllDay'], whenOf),
  event.column(
    'subject',
    ['subject', 'isCancelled'],
    (row) => `${row.isCancelled === true ? 'cancelled: ' : ''}${row.subject ?? ''}`,
  ),
  event.column('organiser', ['organizer'], (row) => row.organizer?.emailAddress?.name, { longest: 60 }),
  event.column('attendees', ['attendees'], attendeesText, { longest: (MAX_ATTENDEES + 1) * MAX_NAME }),
  idColumn,
];

export const searchEvents = defineTool({
  name: 'search_events',
  title: 'Search events',
  area: 'calendar',
  order: 30,
  presets: ['default'],
  about:
    'Search events by words in subject, place or text, or by attendee; upcoming first, max=1 for the next one.',
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
  optionalScopes: ['MailboxSettings.Read'],
  sharedScopes: ['Calendars.Read.Shared'],
  operation: 'GET /me/calendarView',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { attendee: 'ben', max: 5 } },
  input: {
    query: z.string().max(200).optional().describe('Words that must all occur.'),
    attendee: person().optional().describe('Name or address, also of the organiser.'),
    start: moment('Default: now.').optional(),
    end: moment(`Default: ${DEFAULT_DAYS} days after start.`).optional(),
    latest_first: z.boolean().default(false).describe('For the past: newest first.'),
    include_cancelled: z.boolean().default(false).describe('Also cancelled ones.'),
    max: z.int().min(1).max(100).default(25).describe('Number of events.'),
    mailbox: mailbox(),
  },
  check: ({ query, attendee }) =>
    query === undefined && attendee === undefined ? 'give query or attendee' : undefined,
  async run(args, call) {
    const zone = await mailboxZone(undefined, call);
    const given = plainTimes(args, { now: call.now(), iana: zone.iana });
    const start = given.start ?? utcSeconds(call.now());
    const end =
      given.end ?? new Date(Date.parse(start) + DEFAULT_DAYS * 86_400_000).toISOString().slice(0, 10);
    const range = rangeOf({ start, end }, call.now());
    const first = read(
      `${owner(args.mailbox)}/calendarView`,
      {
        select: ['id', ...columns.flatMap(({ properties }) => properties), 'bodyPreview', 'location'].filter(
          (name, index, all) => all.indexOf(name) === index,
        ),
        orderby: `start/dateTime${args.latest_first ? ' desc' : ''}`,
        top: PAGE,
      },
      {
        parameters: { startDateTime: range.from, endDateTime: range.to },
        headers: prefer(immutableIds, timeZone(zone.windows)),
      },
    );
    const found: Row[] = [];
    let page: Page | undefined = await call.page(first);
    for (let pages = 1; page !== undefined; pages += 1) {
      found.push(
        ...itemsOf(page.answer, event.schema).filter(
          (row) =>
            touches(range, row.start.dateTime.slice(0, 19), row.end.dateTime.slice(0, 19)) &&
            (args.include_cancelled || row.isCancelled !== true) &&
            hasWords(row, args.query) &&
            hasPerson(row, args.attendee),
        ),
      );
      if (page.next === undefined || found.length > args.max || pages >= MAX_PAGES) break;
      // oxlint-disable-next-line no-await-in-loop
      page = await page.next();
    }
    const isCut = page?.next !== undefined && found.length <= args.max;
    const rows = found.slice(0, args.max);
    const follows =
      found.length > rows.length
        ? 'There are more: raise max or choose a shorter range.'
        : isCut
          ? `Only the first ${PAGE * MAX_PAGES} events in the range were searched: choose a shorter range.`
          : 'That is all.';
    const what = `matching events from ${start.slice(0, 10)} to ${end.slice(0, 10)}, times in ${zone.shown}`;
    return renderTable({ what, columns, rows, follows });
  },
});

/** Subject, place and the beginning of the text; Graph does not search events. */
function hasWords(row: Row, query: string | undefined): boolean {
  const text =
    `${row.subject ?? ''} ${row.location?.displayName ?? ''} ${row.bodyPreview ?? ''}`.toLowerCase();
  return (query ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function hasPerson({ organizer, attendees }: Row, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const part = foldName(beginningOf(wanted) ?? wanted);
  return [organizer, ...(attendees ?? [])].some((one) =>
    foldName(`${one?.emailAddress?.name ?? ''} ${one?.emailAddress?.address ?? ''}`).includes(part),
  );
}

function attendeesText({ attendees }: Pick<Row, 'attendees'>): string {
  const names = (attendees ?? []).map(({ emailAddress }) =>
    cell(emailAddress?.name || emailAddress?.address || '', MAX_NAME),
  );
  return firstOf(names, MAX_ATTENDEES);
}
