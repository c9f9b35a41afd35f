import * as z from 'zod';

import { hasOffset, localTime } from '../../base/zones/time-zones.ts';
import { immutableIds, prefer, timeZone } from '../../graph/request/prefer.ts';
import { listTool } from '../list-tool.ts';
import { flag, recipient, text, zonedTime } from '../output/graph-schema.ts';
import { id, mailbox, moment } from '../input/common-input.ts';
import { mailboxZone, rangeTimes, type MailboxZone } from '../input/mailbox-zone.ts';
import { rowOf } from '../output/row.ts';
import { cell } from '../output/untrusted.ts';
import { listOf, minute } from '../output/words.ts';
import { whenOf } from './shared/event-time.ts';
import { calendarPath } from './shared/find-calendar.ts';
import { rangeOf, touches } from './shared/range.ts';

const event = rowOf({
  subject: text,
  start: zonedTime,
  end: zonedTime,
  isAllDay: flag,
  location: z.object({ displayName: text }).nullish(),
  organizer: recipient.nullish(),
  responseStatus: z.object({ response: text }).nullish(),
  showAs: text,
  type: text,
  isCancelled: flag,
  isOnlineMeeting: flag,
  sensitivity: text,
});

/** Number of events per request, so that one page from Graph usually covers the whole range. */
const SCANNED = 200;

type Event = z.output<typeof event.schema>;

export const listEvents = listTool({
  name: 'list_events',
  title: 'List events',
  area: 'calendar',
  order: 10,
  presets: ['default', 'lite'],
  about: 'List events and meetings in a time range, expanding recurring ones. Default: next 7 days.',
  intents: [
    'what meetings do I have next week',
    'my calendar for tomorrow',
    'am I free on Tuesday afternoon',
    'when is the stand-up',
    'appointments today',
    'what is in the team calendar',
  ],
  openWorld: true,
  scopes: ['Calendars.ReadBasic'],
  optionalScopes: ['MailboxSettings.Read'],
  sharedScopes: ['Calendars.Read.Shared'],
  operation: 'GET /me/calendarView',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { start: '2026-11-01', end: '2027-01-31', top: 25 } },
  input: {
    start: moment('Example: next monday. Default: now.').optional(),
    end: moment('Inclusive. Default: 7 days later.').optional(),
    time_zone: z.string().max(60).optional().describe("Default: the mailbox's."),
    calendar: id('Name or id. Default: main.').optional(),
    mailbox: mailbox(),
  },
  maxTop: 75,
  budget: { withIds: 2_600, withoutIds: 1_500 },
  row: event,
  columns: [
    event.column('when', ['start', 'end', 'isAllDay'], whenOf),
    event.column('subject', ['subject'], (row) => row.subject),
    event.column('where', ['location', 'isOnlineMeeting'], whereOf, { longest: 60 }),
    event.column('organiser', ['organizer'], (row) => row.organizer?.emailAddress?.name, { longest: 60 }),
    event.column('my answer', ['responseStatus'], (row) => answers[row.responseStatus?.response ?? '']),
    event.column('flags', ['showAs', 'type', 'isCancelled', 'isOnlineMeeting', 'sensitivity'], flagsOf),
  ],
  async request(args, call) {
    const zone = await mailboxZone(args.time_zone, call);
    const reference = { now: call.now(), iana: zone.iana };
    const times = rangeTimes(args, reference);
    const range = rangeOf(times, reference);
    const base = await calendarPath(args.calendar, args.mailbox, call);
    return {
      path: `${base}/calendarView`,
      orderby: 'start/dateTime',
      parameters: { startDateTime: range.from, endDateTime: range.to },
      headers: prefer(immutableIds, timeZone(zone.windows)),
      what: `${placeOf(args)} ${periodOf(times, zone)}, times in ${zone.shown}`,
      scan: SCANNED,
      skipsRows: true,
      // `rangeOf` widens local ranges, so a page can contain events outside the requested range.
      keep: ({ start, end }) => touches(range, start.dateTime.slice(0, 19), end.dateTime.slice(0, 19)),
    };
  },
});

type Place = { readonly calendar?: string | undefined; readonly mailbox?: string | undefined };

function placeOf({ calendar, mailbox: address }: Place): string {
  return listOf(
    'events',
    calendar !== undefined && `in the calendar "${cell(calendar)}"`,
    address !== undefined && `of ${cell(address)}`,
  ).join(' ');
}

/** Describes the range with dates, so that the result shows how words such as `next week` were understood. */
function periodOf({ start, end }: ReturnType<typeof rangeTimes>, zone: MailboxZone): string {
  const shown = (moment: string) =>
    minute(hasOffset(moment) ? localTime(new Date(moment), zone.iana) : moment);
  const last = end === undefined ? '7 days later' : shown(end);
  return `from ${start === undefined ? 'now' : shown(start)} to ${last}`;
}

function whereOf({ location, isOnlineMeeting }: Pick<Event, 'location' | 'isOnlineMeeting'>): string {
  return location?.displayName || (isOnlineMeeting === true ? 'online' : '');
}

const answers: Readonly<Record<string, string>> = {
  organizer: 'I organise',
  accepted: 'accepted',
  tentativelyAccepted: 'tentative',
  declined: 'declined',
  notResponded: 'not answered',
};

function flagsOf(
  event: Pick<Event, 'showAs' | 'type' | 'isCancelled' | 'isOnlineMeeting' | 'sensitivity'>,
): readonly string[] {
  const { type, showAs } = event;
  return listOf(
    event.isCancelled === true && 'cancelled',
    (type === 'occurrence' || type === 'exception') && 'recurring',
    event.isOnlineMeeting === true && 'online',
    event.sensitivity === 'private' && 'private',
    (showAs === 'free' || showAs === 'oof') && showAs,
  );
}
