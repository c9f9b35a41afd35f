import type { Attendee } from '../../calendar.ts';
import { asRecipient, userOf } from '../../directory.ts';
import {
  addMeetingCopies,
  cancelOccurrences,
  type EventCopy,
  moveOccurrence,
} from '../../rows/calendar-rows.ts';
import { addTranscript, joinUrlOf, meetingId } from '../../teams-meetings.ts';
import { datesOf, type Pattern, type Recurrence } from '../../recurrence.ts';
import { bodyOf, dateIn, instantIn, type Loading, zoneFor } from './loading.ts';
import type { Path } from '../file-problems.ts';
import type { TenantFile } from '../schema/tenant-file.ts';

type EventData = TenantFile['events'][number];

const DAY = 86_400_000;
const MINUTE = 60_000;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Adds events to the calendars of the organiser and the attendees. */
export function loadEvents(loading: Loading): void {
  for (const [index, event] of loading.file.events.entries()) loadEvent(loading, event, ['events', index]);
}

function loadEvent(loading: Loading, event: EventData, path: Path): void {
  const { names, problems, tenant } = loading;
  const organizer = names.party(event.organizer, [...path, 'organizer']);
  const owner = organizer?.oid;
  const attendees = attendeesOf(loading, event, { owner, path });
  const times = timesOf(loading, event, owner, path);
  const recurrence = event.series ? recurrenceOf(loading, event, owner, path) : null;
  const body = bodyOf(loading, event, path);
  if (!organizer || !times) return;
  const copies = addMeetingCopies(tenant, event.cancelled ? undefined : owner, {
    ...detailsOf(event),
    ...times,
    body,
    zone: event.allDay ? 'UTC' : zoneFor(loading, owner).name,
    organizer: organizer.recipient,
    attendees: attendees.map((one) => ({
      ...one,
      status: { ...one.status, time: new Date(times.start - 9 * DAY).toISOString() },
    })),
    recurrence,
  });
  if (copies.length === 0)
    problems.add(path, () => "would be in nobody's calendar: add an organizer or attendee from the company.");
  loadTranscripts(loading, event, copies, path);
  if (recurrence) loadExceptions(loading, { event, copies, recurrence, owner, path });
  else if (event.moved.length > 0 || event.cancelledDates.length > 0)
    problems.add(path, () => 'only a series can have cancelledDates or moved: add "series".');
}

/** Adds the transcripts of an online meeting. The transcripts belong to the meeting's organiser. */
function loadTranscripts(
  loading: Loading,
  { transcripts, online }: EventData,
  copies: readonly EventCopy[],
  path: Path,
): void {
  if (transcripts.length === 0) return;
  const [owner, event] = copies.find(([, one]) => one.isOrganizer) ?? [];
  if (!online || owner === undefined || event === undefined) {
    loading.problems.add(
      [...path, 'transcripts'],
      () => 'need "online": true and an organizer in the company.',
    );
    return;
  }
  const meeting = meetingId(owner, joinUrlOf(event));
  for (const { at, spoken } of transcripts)
    addTranscript(loading.tenant, meeting, {
      at: instantIn(loading, at, owner),
      spoken: spoken.map(({ by, text }) => [by, text]),
    });
}

function detailsOf(event: EventData) {
  return {
    subject: event.subject,
    isAllDay: event.allDay,
    online: event.online,
    ...(event.location !== undefined && { location: event.location }),
    more: {
      sensitivity: event.sensitivity,
      categories: event.categories,
      ...(event.showAs && { showAs: event.showAs }),
      ...(event.cancelled && { isCancelled: true, showAs: 'free' }),
    },
  };
}

/** Returns an event's attendees. Replaces each group with its members other than the organiser. */
function attendeesOf(
  { names, tenant }: Loading,
  event: EventData,
  { owner, path }: { readonly owner: string | undefined; readonly path: Path },
): readonly Attendee[] {
  return event.attendees.flatMap((given, index): readonly Attendee[] => {
    const attendee = typeof given === 'string' ? { who: given, kind: 'required', response: 'none' } : given;
    const place = [...path, 'attendees', index, ...(typeof given === 'string' ? [] : ['who'])];
    const party = names.party(attendee.who, place);
    if (!party) return [];
    const isGroup = party.oid === undefined && party.mailboxes.length > 0;
    const recipients = isGroup
      ? party.mailboxes.filter((oid) => oid !== owner).map((oid) => asRecipient(userOf(tenant, oid)))
      : [party.recipient];
    const status = { response: attendee.response, time: '' };
    return recipients.map((recipient) => ({ ...recipient, type: attendee.kind, status }));
  });
}

/** Returns the start and end of an event as instants. An all-day event starts and ends at midnight in UTC. */
function timesOf(loading: Loading, event: EventData, owner: string | undefined, path: Path) {
  const { problems } = loading;
  const at = (text: string) =>
    event.allDay ? Date.parse(`${dateIn(loading, text, owner)}T00:00:00Z`) : instantIn(loading, text, owner);
  if (event.end !== undefined && event.minutes !== undefined)
    problems.add(path, () => 'must have either end or minutes, not both.');
  const start = at(event.start);
  const length = event.allDay ? DAY : (event.minutes ?? 30) * MINUTE;
  const end = event.end === undefined ? start + length : at(event.end);
  if (end > start) return { start, end };
  problems.add([...path, 'end'], () =>
    event.allDay
      ? 'must be after the start: for an all-day event, give the day after its last day.'
      : 'must be after the start.',
  );
  return undefined;
}

function recurrenceOf(loading: Loading, event: EventData, owner: string | undefined, path: Path): Recurrence {
  const { problems } = loading;
  const { every, interval, until, times, index, days } = event.series!;
  const place = [...path, 'series'];
  if (until !== undefined && times !== undefined)
    problems.add(place, () => 'must have either until or times, not both.');
  if (index !== undefined && (days === undefined || every === 'week' || every === 'day'))
    problems.add([...place, 'index'], () => 'needs "days", and "every" must be month or year.');
  const startDate = dateIn(loading, event.start, owner);
  const endDate = until === undefined ? undefined : dateIn(loading, until, owner);
  if (endDate !== undefined && endDate < startDate)
    problems.add([...place, 'until'], () => 'must not be before the start.');
  return {
    pattern: { ...patternOf(event.series!, startDate), interval },
    range: {
      type: endDate !== undefined ? 'endDate' : times !== undefined ? 'numbered' : 'noEnd',
      startDate,
      endDate: endDate ?? '0001-01-01',
      numberOfOccurrences: times ?? 0,
      recurrenceTimeZone: zoneFor(loading, owner).name,
    },
  };
}

function patternOf(
  { every, days, index }: NonNullable<EventData['series']>,
  startDate: string,
): Omit<Pattern, 'interval'> {
  const first = new Date(`${startDate}T00:00:00Z`);
  const ownDay = [weekdays[first.getUTCDay()]!];
  const date = { dayOfMonth: first.getUTCDate() };
  const month = { month: first.getUTCMonth() + 1 };
  const nth = index === undefined ? undefined : { index, daysOfWeek: days ?? ownDay };
  if (every === 'day') return { type: 'daily' };
  if (every === 'week') return { type: 'weekly', daysOfWeek: days ?? ownDay, firstDayOfWeek: 'monday' };
  if (every === 'month')
    return nth ? { type: 'relativeMonthly', ...nth } : { type: 'absoluteMonthly', ...date };
  return nth ? { type: 'relativeYearly', ...month, ...nth } : { type: 'absoluteYearly', ...month, ...date };
}

type Series = {
  readonly event: EventData;
  readonly copies: readonly EventCopy[];
  readonly recurrence: Recurrence;
  readonly owner: string | undefined;
  readonly path: Path;
};

/** Moves and cancels occurrences. Reports dates on which the series does not occur. */
function loadExceptions(loading: Loading, { event, copies, recurrence, owner, path }: Series): void {
  const dateOf = (text: string, place: Path): string | undefined => {
    const date = dateIn(loading, text, owner);
    if (datesOf(recurrence, date).includes(date)) return date;
    loading.problems.add(place, () => `the series does not occur on ${date}.`);
    return undefined;
  };
  const dropped = event.cancelledDates.flatMap(
    (text, index) => dateOf(text, [...path, 'cancelledDates', index]) ?? [],
  );
  const moves = event.moved.flatMap((move, index) => {
    const date = dateOf(move.date, [...path, 'moved', index, 'date']);
    return date === undefined ? [] : [{ ...move, date, at: instantIn(loading, move.start, owner) }];
  });
  for (const copy of copies) {
    for (const { date, at, minutes, subject } of moves)
      moveOccurrence(loading.tenant, copy, {
        date,
        subject: subject ?? event.subject,
        times: ({ start, end }) => ({
          start: at,
          end: at + (minutes === undefined ? end - start : minutes * MINUTE),
        }),
      });
    if (dropped.length > 0) cancelOccurrences(loading.tenant, copy, dropped);
  }
}
