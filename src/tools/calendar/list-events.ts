import { z } from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer, timeZone } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { field, itemsOf, text } from '../output/fields.ts';
import { id, ids, mailbox, moment, owner, top } from '../input/common-input.ts';
import { mailboxSettings } from '../input/mailbox-settings.ts';
import { listing, whatFollows } from '../output/table.ts';
import { minute, words } from '../output/words.ts';
import { rangeOf, touches } from './shared/range.ts';

/** Lists what stands in a calendar between two times, recurring events expanded. */
export const listEvents = defineTool({
  name: 'list_events',
  title: 'List events',
  area: 'calendar',
  order: 10,
  presets: ['default', 'lite'],
  about: 'List events and meetings in a time range, recurring ones expanded. Default: next 7 days.',
  intents: [
    'what meetings do I have next week',
    'my calendar for tomorrow',
    'am I free on Tuesday afternoon',
    'when is the stand-up',
    'appointments today',
    'what is in the team calendar',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Calendars.ReadBasic'],
  optionalScopes: ['MailboxSettings.Read'],
  sharedScopes: ['Calendars.Read.Shared'],
  operation: 'GET /me/calendarView',
  example: { as: 'ana.silva', args: { start: '2026-11-01', end: '2027-01-31', top: 25 } },
  input: {
    start: moment('Local time unless it has an offset. Default: now.').optional(),
    end: moment('A date counts whole. Default: 7 days after start.').optional(),
    time_zone: z.string().max(60).optional().describe("Such as Europe/Lisbon. Default: the mailbox's own."),
    calendar: id('Calendar id, if not the main one.').optional(),
    mailbox: mailbox(),
    top: top(100),
    ids: ids(),
  },
  async run(args, call) {
    const range = rangeOf(args, call.now());
    const zone = args.time_zone ?? (text(await mailboxSettings(call, ['timeZone']), 'timeZone') || 'UTC');
    const base = owner(args.mailbox) + (args.calendar === undefined ? '' : path`/calendars/${args.calendar}`);
    const page = await call.page(
      read(
        `${base}/calendarView`,
        { select: properties, orderby: 'start/dateTime', top: args.top },
        {
          parameters: { startDateTime: range.from, endDateTime: range.to },
          headers: prefer(immutableIds, timeZone(zone)),
        },
      ),
    );
    // The range is widened where its zone is not known, so a page may hold fewer of it than were asked for.
    const rows = itemsOf(page.answer).filter((event) =>
      touches(range, text(event, 'start.dateTime').slice(0, 19), text(event, 'end.dateTime').slice(0, 19)),
    );
    return listing({
      what: `events, times in ${zone}`,
      columns: [
        { name: 'when', of: whenOf },
        { name: 'subject', of: (row) => text(row, 'subject') },
        { name: 'where', of: whereOf, longest: 60 },
        { name: 'organiser', of: (row) => text(row, 'organizer.emailAddress.name'), longest: 60 },
        { name: 'my answer', of: (row) => answers[text(row, 'responseStatus.response')] ?? '' },
        { name: 'flags', of: flagsOf },
        args.ids && { name: 'id', of: (row) => text(row, 'id'), longest: 512 },
      ],
      rows,
      follows: whatFollows(page),
    });
  },
});

const properties = [
  'id',
  'subject',
  'start',
  'end',
  'isAllDay',
  'location',
  'organizer',
  'responseStatus',
  'showAs',
  'type',
  'isCancelled',
  'isOnlineMeeting',
  'sensitivity',
];

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Mon 2026-11-23 09:00-09:30`; the second day is named where it is another one. */
function whenOf(event: unknown): string {
  const [start, end] = [text(event, 'start.dateTime'), text(event, 'end.dateTime')];
  const day = start.slice(0, 10);
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
  if (field(event, 'isAllDay') === true) return `${weekday} ${day} ${daysBetween(day, end.slice(0, 10))}`;
  const until = end.startsWith(day) ? end.slice(11, 16) : minute(end);
  return `${weekday} ${day} ${start.slice(11, 16)}-${until}`;
}

function daysBetween(first: string, after: string): string {
  const days = Math.round((Date.parse(after) - Date.parse(first)) / 86_400_000);
  return days > 1 ? `all day, ${days} days` : 'all day';
}

function whereOf(event: unknown): string {
  return text(event, 'location.displayName') || (field(event, 'isOnlineMeeting') === true ? 'online' : '');
}

const answers: Readonly<Record<string, string>> = {
  organizer: 'I organise',
  accepted: 'accepted',
  tentativelyAccepted: 'tentative',
  declined: 'declined',
  notResponded: 'not answered',
};

function flagsOf(event: unknown): string {
  const type = text(event, 'type');
  const shown = text(event, 'showAs');
  return words(
    field(event, 'isCancelled') === true && 'cancelled',
    (type === 'occurrence' || type === 'exception') && 'recurring',
    field(event, 'isOnlineMeeting') === true && 'online',
    text(event, 'sensitivity') === 'private' && 'private',
    (shown === 'free' || shown === 'oof') && shown,
  );
}
