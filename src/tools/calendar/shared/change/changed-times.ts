import { findTimeZone, instantInZone, localTime } from '../../../../base/zones/time-zones.ts';
import { ToolError } from '../../../../errors.ts';
import type { ToolCall } from '../../../define.ts';
import { plainTimes, type MailboxZone } from '../../../input/mailbox-zone.ts';
import { addDays, daysBetween } from '../../../input/written-day.ts';
import { weekdayIn } from '../../../output/words.ts';
import { eventTimes, graphTime, localOf, type EventTimes } from '../graph-times.ts';
import type { KnownEvent } from '../known-event.ts';
import { isDayOf } from '../recurrence/pattern-days.ts';

const DAY_MINUTES = 24 * 60;
const HOUR_MS = 3_600_000;

const DAYS_FOLLOW =
  'The days of a series follow from its recurrence, which cannot be changed here. Change one occurrence with scope=occurrence, create a new series, or, unless the series is all-day, give a new time of day.';

type GivenTimes = { readonly start?: string | undefined; readonly end?: string | undefined };

/** Returns the new times of an event; undefined if neither a start nor an end is given. */
export function changedTimes(
  given: GivenTimes,
  event: KnownEvent,
  { call, zone }: { call: ToolCall; zone: MailboxZone },
): EventTimes | undefined {
  const [from, to] = [event.start.dateTime.slice(0, 19), event.end.dateTime.slice(0, 19)];
  const minutes =
    (instantInZone(to, zone.iana).getTime() - instantInZone(from, zone.iana).getTime()) / 60_000;
  const { start, end } = timesWithDays(given, { from, to, minutes }, { call, zone });
  if (start === undefined && end === undefined) return undefined;
  const isSeries = event.type === 'seriesMaster';
  if (isSeries && (event.isAllDay === true || ![start, end].some((time) => time?.includes('T'))))
    throw new ToolError('bad_argument', DAYS_FOLLOW);
  if (event.isAllDay === true) return allDayTimes({ start, end }, { from, to }, { call, zone });
  const isNewEnd = isSeries && start === undefined && end?.includes('T') === true;
  const last = isNewEnd ? endOfOccurrence(localOf(end, zone), { from, to }) : end;
  const times = eventTimes({ start: withTimeOf(from, start ?? from), end: last }, zone, { call, minutes });
  return isSeries ? seriesTimes(times, event, zone) : times;
}

/**
 * Adds a day to each time of day. If a start is given, both times are on the event's first day. An end given alone is
 * on the event's last day. However, if the event is shorter than a day (it can still end at midnight), an end later
 * than the start is on the first day.
 */
function timesWithDays(
  given: GivenTimes,
  { from, to, minutes }: { from: string; to: string; minutes: number },
  { call, zone }: { call: ToolCall; zone: MailboxZone },
): GivenTimes {
  const timesOn = (day: string) => plainTimes(given, { now: call.now(), iana: zone.iana, day });
  const onFirstDay = timesOn(from.slice(0, 10));
  if (given.start !== undefined) return onFirstDay;
  const isOnFirstDay = minutes < DAY_MINUTES && localOf(onFirstDay.end ?? '', zone) > from;
  return isOnFirstDay ? onFirstDay : timesOn(to.slice(0, 10));
}

/**
 * Returns the new end of the occurrence from `from` to `to`, with the time of day of `end`. A time of day before the
 * start is on the next day. However, if the occurrence ended on its first day and would become longer than 12 hours,
 * the end stays on the first day, because the time is probably a mistake.
 */
function endOfOccurrence(end: string, { from, to }: { from: string; to: string }): string {
  const clock = end.slice(10);
  const day = from.slice(0, 10);
  const next = addDays(day, 1);
  const isOvernight =
    to.slice(0, 10) > day || Date.parse(`${next}${clock}Z`) - Date.parse(`${from}Z`) <= 12 * HOUR_MS;
  return (clock > from.slice(10) || !isOvernight ? day : next) + clock;
}

/**
 * Changes only the time of day of a series, because the recurrence determines the dates. Throws
 * `ToolError('bad_argument')` if the new start is not on a day of the series.
 *
 * Returns times in the series' own time zone. With times in another zone, the occurrences could move to other days and
 * would follow that zone's daylight saving time.
 */
function seriesTimes(times: EventTimes, event: KnownEvent, zone: MailboxZone): EventTimes {
  const own = findTimeZone(event.originalStartTimeZone ?? '') ?? zone;
  const inOwn = (local: string) =>
    own.iana === zone.iana ? local : localTime(instantInZone(local, zone.iana), own.iana);
  const from = inOwn(event.start.dateTime.slice(0, 19));
  const first = from.slice(0, 10);
  const [start, end] = [inOwn(times.start.dateTime), inOwn(times.end.dateTime)];
  const day = start.slice(0, 10);
  const pattern = event.recurrence?.pattern;
  if (pattern && isDayOf(pattern, first) && !isDayOf(pattern, day))
    throw new ToolError(
      'bad_argument',
      `${weekdayIn(day)} ${day} (${own.windows}) is not a day of this series. ${DAYS_FOLLOW}`,
    );
  const last = addDays(first, daysBetween(day, end.slice(0, 10)));
  return { start: graphTime(first + start.slice(10), own), end: graphTime(last + end.slice(10), own) };
}

/**
 * If `start` is only a date, adds the time of day of `local`, so that the event moves to another day but keeps its
 * time.
 */
function withTimeOf(local: string, start: string): string {
  return start.includes('T') ? start : start + local.slice(10);
}

function allDayTimes(
  { start, end }: GivenTimes,
  { from, to }: { from: string; to: string },
  { call, zone }: { call: ToolCall; zone: MailboxZone },
): EventTimes {
  if ([start, end].some((time) => time !== undefined && hasTimeOfDay(localOf(time, zone))))
    throw new ToolError(
      'bad_argument',
      'The event lasts all day: give start and end as dates, such as 2026-11-21. For a time of day, create a new event and delete this one.',
    );
  const times = eventTimes({ start: start ?? from, end, all_day: true }, zone, { call, minutes: 0 });
  if (end !== undefined) return times;
  const days = daysBetween(from.slice(0, 10), to.slice(0, 10));
  const last = addDays(times.start.dateTime.slice(0, 10), days);
  return { ...times, end: { ...times.end, dateTime: `${last}T00:00:00` } };
}

function hasTimeOfDay(local: string): boolean {
  return local.includes('T') && !local.endsWith('T00:00:00');
}
