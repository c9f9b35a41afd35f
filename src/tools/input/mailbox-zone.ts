import {
  canonicalZone,
  findTimeZone,
  hasOffset,
  instantOf,
  localClock,
  localTime,
  utcSeconds,
} from '../../base/zones/time-zones.ts';
import { ToolError } from '../../errors.ts';
import type { ToolCall } from '../define.ts';
import { mailboxSettings } from './mailbox-settings.ts';
import { addDays } from './written-day.ts';
import { momentsIn, periodIn, type Reference } from './written-time.ts';

/** The time zone for the times in a call. */
export type MailboxZone = {
  /** The name for Microsoft Graph. Graph supports every Windows name but not every IANA name. */
  readonly windows: string;
  /** The name for `Intl`. */
  readonly iana: string;
  /** The name shown in the result, with the reason if it is not the expected zone. */
  readonly shown: string;
};

const utc = { windows: 'UTC', iana: 'UTC' };

/**
 * Returns the given zone, or the mailbox's zone if no zone is given. If Graph does not accept the mailbox's zone (for
 * example, `Customized Time Zone`), falls back to the zone of the mailbox's working hours and then to UTC. Throws
 * `ToolError('bad_argument')` if the given zone does not exist or Microsoft 365 does not offer it.
 */
export async function mailboxZone(given: string | undefined, call: ToolCall): Promise<MailboxZone> {
  if (given !== undefined) return givenZone(given);
  const settings = await mailboxSettings(call, ['timeZone', 'workingHours']);
  if (!settings?.timeZone) return { ...utc, shown: 'UTC' };
  const own = findTimeZone(settings.timeZone.replace(/^tzone:\/\/Microsoft\/Utc$/i, 'UTC'));
  if (own) return { ...own, shown: own.name };
  const working = findTimeZone(settings.workingHours?.timeZone?.name ?? '');
  const unusable = "the mailbox's own time zone is customised or unknown";
  return working
    ? { ...working, shown: `${working.name}, the zone of the working hours (${unusable})` }
    : { ...utc, shown: `UTC (${unusable}; the user can choose one in the settings of Outlook)` };
}

/** Returns a function that converts UTC times from Graph to local times and leaves other text unchanged. */
export function localTimes({ iana }: MailboxZone): (utc: string) => string {
  const clock = localClock(iana);
  return (utc) => {
    const instant = new Date(utc);
    return Number.isNaN(instant.getTime()) ? utc : clock(instant);
  };
}

function givenZone(given: string): MailboxZone {
  const zone = findTimeZone(given);
  if (zone) return { ...zone, shown: zone.name };
  // Antarctica/Troll and zones that are newer than CLDR's table have no corresponding Windows zone.
  const iana = canonicalZone(given.trim());
  if (iana !== undefined)
    throw new ToolError(
      'bad_argument',
      `Microsoft 365 does not offer the time zone ${iana}. Give another zone with the same local time, or an offset such as UTC+2.`,
    );
  throw new ToolError(
    'bad_argument',
    'time_zone is not the name of a time zone. Give one such as Europe/Lisbon, GMT Standard Time, UTC or UTC+2.',
  );
}

type GivenTimes = { readonly start?: string | undefined; readonly end?: string | undefined };

/**
 * Replaces expressions such as `tomorrow` with the dates and times that they stand for. Leaves other text unchanged. An
 * end without a day, such as `17:00`, is on the start's day. An end such as `friday` is the first Friday on or after
 * the start.
 */
export function plainTimes({ start, end }: GivenTimes, reference: Reference): GivenTimes {
  const moments = (text: string | undefined, from: Reference) =>
    text === undefined ? undefined : momentsIn(text, from);
  const first = moments(start, reference)?.first;
  const day = first === undefined ? reference.day : localDay(first, reference.iana);
  return { start: first, end: moments(end, { ...reference, day, from: day })?.last };
}

/** Like `plainTimes`, but if no end is given, a start such as `next month` or `next 2 weeks` stands for the whole period. */
export function rangeTimes(given: GivenTimes, reference: Reference): GivenTimes {
  const times = plainTimes(given, reference);
  if (given.start === undefined || times.end !== undefined) return times;
  const period = periodIn(given.start, reference);
  return period === undefined || period.first === period.last
    ? times
    : { start: period.first, end: period.last };
}

function localDay(moment: string, iana: string): string {
  return (hasOffset(moment) ? localTime(new Date(moment), iana) : moment).slice(0, 10);
}

type GivenPeriod = { readonly since?: string | undefined; readonly before?: string | undefined };

/** Returns the bounds in UTC. A `before` without a day is on the day of `since`. Throws `ToolError('bad_argument')` if `before` is not after `since`. */
export function utcPeriod(given: GivenPeriod, reference: Reference): GivenPeriod {
  const since = given.since === undefined ? undefined : utcOf(given.since, reference);
  const day = since === undefined ? undefined : localDay(since, reference.iana);
  const before = given.before === undefined ? undefined : utcOf(given.before, { ...reference, day });
  if (since !== undefined && before !== undefined && before <= since)
    throw new ToolError(
      'bad_argument',
      `The period is empty: before (${before}) must be later than since (${since}). For one day, give the day as since and the next day as before.`,
    );
  return { since, before };
}

/** Returns the UTC time at which a written date or time starts. A date starts at midnight in the reference zone. */
export function utcOf(text: string, reference: Reference): string {
  return utcSeconds(instantOf(momentsIn(text, reference)?.first ?? text, reference.iana));
}

/** Returns the UTC time at which a written date or time ends. A date ends at midnight in the reference zone. */
export function utcEndOf(text: string, reference: Reference): string {
  const { end = text } = plainTimes({ end: text }, reference);
  return utcSeconds(instantOf(end.includes('T') ? end : addDays(end, 1), reference.iana));
}
