import { hasOffset, instantInZone, localTime } from '../../../base/zones/time-zones.ts';
import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import { plainTimes, rangeTimes, type MailboxZone } from '../../input/mailbox-zone.ts';
import { addDays } from '../../input/written-day.ts';

/** A time in the form that Graph accepts: a local time and its time zone. */
export type GraphTime = { readonly dateTime: string; readonly timeZone: string };

export type EventTimes = { readonly start: GraphTime; readonly end: GraphTime };

type GivenTimes = {
  readonly start: string;
  readonly end?: string | undefined;
  readonly all_day?: boolean | undefined;
};

/**
 * Returns the start and end of an event. Throws `ToolError('bad_argument')` if the end is not after the start, or if a
 * time of day is missing. `hint` is added to the error about a missing start time.
 *
 * Without `end`, an event lasts for `minutes`. An all-day event lasts for one day or for the period that `start` names,
 * such as `next week`.
 */
export function eventTimes(
  given: GivenTimes,
  zone: MailboxZone,
  { call, minutes, hint = '' }: { call: ToolCall; minutes: number; hint?: string },
): EventTimes {
  const timesIn = given.all_day === true ? rangeTimes : plainTimes;
  const { start = '', end } = timesIn(given, { now: call.now(), iana: zone.iana });
  if (given.all_day === true) {
    const first = dayOf(start, zone);
    return checked(`${first}T00:00:00`, `${dayAfter(end ?? first, first, zone)}T00:00:00`, zone);
  }
  if (!start.includes('T'))
    throw new ToolError(
      'bad_argument',
      `start has no time of day. Give one, such as 2026-11-21T09:30${hint}.`,
    );
  const from = localOf(start, zone);
  if (end === undefined) return checked(from, later(from, minutes, zone), zone);
  if (!end.includes('T'))
    throw new ToolError('bad_argument', 'end has no time of day. Give one, such as 2026-11-21T10:00.');
  return checked(from, localOf(end, zone), zone);
}

const midnight = /T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:\d\d)?$/;

/** Returns the day of a moment. For midnight with an offset, returns the written day, not the day in the zone. */
function dayOf(moment: string, zone: MailboxZone): string {
  return (hasOffset(moment) && !midnight.test(moment) ? localOf(moment, zone) : moment).slice(0, 10);
}

/**
 * Returns the day after the last day of an all-day event. An end without a time is the last day. An end at midnight is
 * already the day after, unless it is on the first day.
 */
function dayAfter(end: string, first: string, zone: MailboxZone): string {
  const day = dayOf(end, zone);
  const isMidnight = midnight.test(end) || (hasOffset(end) && midnight.test(localOf(end, zone)));
  return isMidnight && day > first ? day : addDays(day, 1);
}

/** Converts a time, with or without an offset, to local time in the mailbox's zone. */
export function localOf(moment: string, { iana }: MailboxZone): string {
  if (hasOffset(moment)) return localTime(new Date(moment), iana);
  return moment.length === 16 ? `${moment}:00` : moment.slice(0, 19);
}

export function later(local: string, minutes: number, { iana }: MailboxZone): string {
  const length = minutes * 60_000;
  const end = localTime(new Date(instantInZone(local, iana).getTime() + length), iana);
  // When clocks are set back, the end can be earlier than the start in local time. Graph refuses such an end.
  return end > local ? end : new Date(Date.parse(`${local}Z`) + length).toISOString().slice(0, 19);
}

/**
 * Returns the days to which a confirmation is bound, because `tomorrow` means another day after midnight. Leaves out
 * the times of day, because `in 2 hours` means a later time at the confirmation than at the preview.
 */
export function daysOf(times: EventTimes | undefined): readonly string[] {
  return times === undefined ? [] : [times.start, times.end].map(({ dateTime }) => dateTime.slice(0, 10));
}

/** Returns a note if an event is already over, because users easily overlook a wrong year or day. */
export function pastNote({ end }: EventTimes, { iana }: MailboxZone, now: Date): string {
  return end.dateTime <= localTime(now, iana) ? ', in the past' : '';
}

export function graphTime(local: string, { windows }: Pick<MailboxZone, 'windows'>): GraphTime {
  return { dateTime: local, timeZone: windows };
}

function checked(start: string, end: string, zone: MailboxZone): EventTimes {
  if (end <= start)
    throw new ToolError(
      'bad_argument',
      `The event would end before it starts: end must be later than start (start ${start}, end ${end}).`,
    );
  return { start: graphTime(start, zone), end: graphTime(end, zone) };
}

export function asAttendee(address: string, type: 'required' | 'optional' = 'required') {
  return { emailAddress: { address }, type };
}
