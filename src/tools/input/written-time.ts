import { hasOffset, localTime, utcSeconds } from '../../base/zones/time-zones.ts';
import { clockIn, partOfDayIn } from './written-clock.ts';
import {
  addDays,
  addMonths,
  daysIn,
  isBareWeekday,
  isDate,
  type DayReference,
  type Days,
} from './written-day.ts';

/** The reference point for relative times. */
export type Reference = {
  readonly now: Date;
  /** The user's time zone, as an `Intl` name. */
  readonly iana: string;
  /** Whether a day such as `monday` means the most recent one instead of the next one. */
  readonly past?: boolean;
  /** The day of a time that is written without a day, such as `at 9`. Default: today. */
  readonly day?: string | undefined;
  /**
   * The first day of the period that ends at this time. A weekday or a date without a year is resolved to this day or a
   * later one.
   */
  readonly from?: string | undefined;
};

/**
 * The first and last moment of a written time. Each is a date, a local time such as `2026-11-21T09:30:00`, or a time
 * with an offset.
 */
export type Moments = { readonly first: string; readonly last: string };

const isoTime =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?) ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$/i;
/** The units that are exact durations, in milliseconds. */
const unitMs: Readonly<Record<string, number>> = { min: 60_000, minute: 60_000, hour: 3_600_000 };
const unitDays: Readonly<Record<string, number>> = { day: 1, week: 7, fortnight: 14 };
const unitMonths: Readonly<Record<string, number>> = { month: 1, year: 12 };
const amount = '(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)';
const unit = '(min|minute|hour|day|week|fortnight|month|year)s?';
const ahead = new RegExp(`^(?:in |(?:the )?next )${amount} ${unit}$|^${amount} ${unit} from now$`);
const ago = new RegExp(`^${amount} ${unit} ago$|^(?:the |in the )?(?:last|past) ${amount} ${unit}$`);
const fromOrUntilNow = new RegExp(`^(?:(?:in )?the )?(?:next|last|past) ${amount} ${unit}$`);
const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/**
 * Parses a time written in English: ISO 8601, `now`, `tomorrow at 9am`, `next monday`, `21 Nov 2026`, `next week`, `in
 * 2 hours`. On a Monday at noon, `monday 9am` is a week later, because 9 am has passed. Returns undefined for anything
 * else, including ambiguous dates such as 11/12/2026.
 */
export function momentsIn(text: string, reference: Reference): Moments | undefined {
  const iso = isoMoment(text.trim());
  if (iso !== undefined) return { first: iso, last: iso };
  const said = wordsOf(text);
  if (said === '' || said === 'this') return undefined;
  if (said === 'now') return at(reference.now);
  const distant = distance(said, reference);
  if (distant !== undefined) return distant;
  for (const [day, time] of dayAndTimeIn(said)) {
    const moments = momentsOn(day, time, reference);
    if (moments !== undefined) return moments;
  }
  return undefined;
}

/** Parses a time of day on a written day, or on the day of the reference if no day is written. */
function momentsOn(day: string, time: string, reference: Reference): Moments | undefined {
  const { past = false, day: firstDay = '' } = reference;
  const momentsFrom = (from: DayReference) => {
    const days = daysIn(day || firstDay, from);
    return days && (day === 'tonight' ? tonight(days, time) : within(days, time));
  };
  const dayReference = dayReferenceOf(reference);
  const moments = momentsFrom(dayReference);
  if (moments === undefined || !mayMove(day, reference) || !isOnWrongSide(moments, reference)) return moments;
  const moved = momentsFrom({ ...dayReference, today: addDays(dayReference.today, past ? -1 : 1) });
  // The end of a period in the past is not moved to a day before the first day of the period.
  return past && moved && moved.first < firstDay ? moments : moved;
}

/** Maximum number of words in a time of day, as in `at 9 pm`. */
const MAX_TIME_WORDS = 3;

/** Returns the ways to split text into a day and a time of day. The time can follow or precede the day. */
function dayAndTimeIn(said: string): readonly (readonly [day: string, time: string])[] {
  const words = said.split(' ');
  const joined = (from: number, to: number) => words.slice(from, to).join(' ');
  const counts = Array.from({ length: Math.min(MAX_TIME_WORDS, words.length) }, (_, index) => index + 1);
  return [
    [said, ''],
    ...counts.map((count) => [joined(0, -count), joined(-count, words.length)] as const),
    ...counts.map((count) => [joined(count, words.length).replace(/^on /, ''), joined(0, count)] as const),
  ];
}

/**
 * Whether a time can move to another day: a time on a bare weekday can, but in the future not the end of a period whose
 * first day is known. If times must be in the past, a time without a day can also move.
 */
function mayMove(day: string, { past = false, from }: Reference): boolean {
  return past ? day === '' || isBareWeekday(day) : from === undefined && isBareWeekday(day);
}

/**
 * Whether a time has passed although it must be in the future, or is ahead although it must be in the past (`past`).
 * Always false for a day without a time.
 */
function isOnWrongSide({ first, last }: Moments, { now, iana, past = false }: Reference): boolean {
  const present = localTime(now, iana);
  return first.includes('T') && (past ? first > present : last < present);
}

/** Like `momentsIn`, but `next 2 weeks` means the two weeks from now, and `last 7 days` the seven days until now. */
export function periodIn(text: string, reference: Reference): Moments | undefined {
  const moments = momentsIn(text, reference);
  const said = wordsOf(text);
  if (moments === undefined || !fromOrUntilNow.test(said)) return moments;
  const now = utcSeconds(reference.now);
  return ago.test(said) ? { ...moments, last: now } : { ...moments, first: now };
}

/**
 * Parses one or more days without a time of day: `2026-11-21`, `tomorrow`, `next monday`, `in 2 weeks`, `next week`.
 * Returns undefined for anything else.
 */
export function daysWithoutTime(text: string, reference: Reference): Days | undefined {
  const said = wordsOf(text);
  if (said === '' || said === 'this' || said === 'tonight') return undefined;
  const distant = distance(said, reference)?.first;
  if (distant !== undefined) {
    // A distance in minutes or hours, such as `in 2 hours`, results in a time with an offset; a distance in days or
    // longer units does not.
    const day = distant.slice(0, 10);
    return hasOffset(distant) ? undefined : { first: day, last: day };
  }
  return daysIn(said, dayReferenceOf(reference));
}

/** Returns text in lower case, with single spaces in place of commas and white space. */
function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[,\s]+/g, ' ')
    .trim();
}

function dayReferenceOf({ now, iana, past = false, from }: Reference): DayReference {
  return { today: localTime(now, iana).slice(0, 10), past, from };
}

function isoMoment(text: string): string | undefined {
  const [, date, time, offset = ''] = isoTime.exec(text) ?? [];
  if (date === undefined) return undefined;
  const zone = offset
    .toUpperCase()
    .replace(/^(?:UTC|GMT)$/, 'Z')
    .replace(/(\d\d)(\d\d)$/, '$1:$2');
  const moment = time === undefined ? date : `${date}T${time}${zone}`;
  if (!isDate(date) || Number.isNaN(Date.parse(moment))) return undefined;
  return time?.startsWith('24') ? timeOn(date, '24:00:00') + zone : moment;
}

/** Returns the time on a day. 24:00 becomes midnight of the next day, because Graph does not document 24:00. */
function timeOn(day: string, clock: string): string {
  return clock === '24:00:00' ? `${addDays(day, 1)}T00:00:00` : `${day}T${clock}`;
}

function at(moment: Date): Moments {
  const text = utcSeconds(moment);
  return { first: text, last: text };
}

/**
 * Parses a distance such as `in 2 hours`. Minutes and hours are exact durations. Days and longer units keep the local
 * time of day.
 */
function distance(said: string, { now, iana }: Reference): Moments | undefined {
  const [forth, back] = [ahead.exec(said), ago.exec(said)];
  const parts = (forth ?? back)?.slice(1).filter((part) => part !== undefined);
  if (parts === undefined) return undefined;
  const [word = '', unit = ''] = parts;
  const count = numberIn(word) * (forth === null ? -1 : 1);
  const exactMs = unitMs[unit];
  if (exactMs !== undefined) return at(new Date(now.getTime() + count * exactMs));
  const [date = '', time = ''] = localTime(now, iana).split('T');
  const day = moved(date, count, unit);
  return { first: `${day}T${time}`, last: `${day}T${time}` };
}

function moved(date: string, count: number, unit: string): string {
  const months = unitMonths[unit];
  return months === undefined
    ? addDays(date, count * (unitDays[unit] ?? 0))
    : addMonths(date, count * months);
}

function numberIn(word: string): number {
  if (word.startsWith('a')) return 1;
  const index = numbers.indexOf(word);
  return index < 0 ? Number(word) : index;
}

/**
 * Returns the time for the words after `tonight`: `at 8` means 20:00, but `at 4` means 4:00. Midnight and the morning are
 * on the next day.
 */
function tonight(days: Days, time: string): Moments | undefined {
  const clock = clockIn(time);
  if (clock === undefined) return within(days, time || 'evening');
  const hour = Number(clock.slice(0, 2));
  const isBare = !/[ap]\.?m/.test(time);
  const hours = isBare && hour >= 5 && hour <= 12 ? hour + 12 : hour;
  const day = hours < 12 || hours === 24 ? addDays(days.first, 1) : days.first;
  const moment = `${day}T${String(hours % 24).padStart(2, '0')}${clock.slice(2)}`;
  return { first: moment, last: moment };
}

/** `rest` is a time of day, a part of the day such as `morning`, or empty. */
function within({ first, last }: Days, rest: string): Moments | undefined {
  if (rest === '') return { first, last };
  if (first !== last) return undefined;
  const clock = clockIn(rest);
  const part = clock === undefined ? partOfDayIn(rest) : { start: clock, end: clock };
  return part && { first: timeOn(first, part.start), last: timeOn(first, part.end) };
}
