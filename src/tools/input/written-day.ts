/** The first and last day of a period that was given as text, each in the form `2026-11-21`. */
export type Days = { readonly first: string; readonly last: string };

export type DayReference = {
  readonly today: string;
  readonly past: boolean;
  /** A weekday or a date without a year is resolved to this day or a later one. */
  readonly from?: string | undefined;
};

const DAY_MS = 86_400_000;
export const weekdayNames = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const monthNames =
  'january february march april may june july august september october november december'.split(' ');
const near: Readonly<Record<string, number>> = {
  today: 0,
  tonight: 0,
  tomorrow: 1,
  yesterday: -1,
  'day after tomorrow': 2,
  'the day after tomorrow': 2,
  'day before yesterday': -2,
  'the day before yesterday': -2,
};
const weekday = /^(?:on )?(?:(next|this|coming|last) )?([a-z]{3,9})\.?$/;
const span = /^(?:(next|this|last|the|current|previous) )?(week|weekend|month|year)$/;
const spanSteps: Readonly<Record<string, number>> = { next: 1, last: -1, previous: -1 };
const dayFirst = /^(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?([a-z]{3,9})\.?(?: (\d{4}))?$/;
const monthFirst = /^(?:on )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const iso = /^\d{4}-\d\d-\d\d$/;
const weekdayAndDate = /^(?:on )?([a-z]{3,9})\.? (.*\d{4}.*)$/;

/**
 * Parses one or more days: `tomorrow`, `next monday`, `21 Nov`, `next week`. Empty text means today, because a time can
 * be written without a day.
 */
export function daysIn(text: string, reference: DayReference): Days | undefined {
  const day = /^(?:this|)$/.test(text) ? reference.today : dayIn(text, reference);
  return day === undefined ? spanIn(text, reference.today) : { first: day, last: day };
}

/**
 * Returns the day that a text stands for; undefined if the text is not one day. A weekday before a date, as in `Mon
 * 2026-11-23`, must be the day on which the date falls.
 */
function dayIn(text: string, reference: DayReference): string | undefined {
  if (iso.test(text)) return isDate(text) ? text : undefined;
  const offset = Object.hasOwn(near, text) ? near[text] : undefined;
  if (offset !== undefined) return addDays(reference.today, offset);
  const [, dayName = '', date = ''] = weekdayAndDate.exec(text) ?? [];
  const expected = indexOf(weekdayNames, dayName);
  if (expected === undefined) return notBefore(reference, text);
  const day = dayIn(date, reference);
  return day !== undefined && weekdayOf(day) === expected ? day : undefined;
}

/**
 * Parses a weekday or a date. If the result would be before `from`, returns the first matching day on or after `from`.
 */
function notBefore({ from = '', ...reference }: DayReference, text: string): string | undefined {
  const day = nearestDay(text, reference);
  if (day === undefined || day >= from || /^(?:on )?(?:last|this) /.test(text)) return day;
  return nearestDay(text.replace(/^(?:on )?next /, ''), { today: from, past: false });
}

function nearestDay(text: string, reference: DayReference): string | undefined {
  const [, which, name = ''] = weekday.exec(text) ?? [];
  const index = indexOf(weekdayNames, name);
  return index === undefined ? dateIn(text, reference) : onWeekday(index, which, reference);
}

/**
 * Returns the date of a weekday. `next tuesday` is the Tuesday of next week, even on a Monday. `last tuesday` is the
 * most recent Tuesday before today.
 */
function onWeekday(index: number, which: string | undefined, { today, past }: DayReference): string {
  const ahead = (index - weekdayOf(today) + 7) % 7;
  if (which === 'next') return addDays(today, 7 - weekdayOf(today) + index);
  if (ahead === 0 && which === 'last') return addDays(today, -7);
  const isBack = which === 'last' || (which === undefined && past);
  return addDays(today, isBack && ahead > 0 ? ahead - 7 : ahead);
}

/** Whether the text is a weekday without `this`, `next` or `last`. */
export function isBareWeekday(text: string): boolean {
  const [, which, name = ''] = weekday.exec(text) ?? [];
  return which === undefined && indexOf(weekdayNames, name) !== undefined;
}

/** Parses a date. Without a year, the date is the nearest one in the expected direction. */
function dateIn(text: string, { today, past }: DayReference): string | undefined {
  const [, dotDay, dotMonth, dotYear] = dotted.exec(text) ?? [];
  if (dotYear !== undefined) return dateOf(Number(dotYear), Number(dotMonth), Number(dotDay));
  const [, day1, month1 = '', year1] = dayFirst.exec(text) ?? [];
  const [, month2 = '', day2, year2] = monthFirst.exec(text) ?? [];
  const month = indexOf(monthNames, month1 || month2);
  if (month === undefined) return undefined;
  const [day, year] = [Number(day1 ?? day2), year1 ?? year2];
  return year === undefined ? nearest(month + 1, day, { today, past }) : dateOf(Number(year), month + 1, day);
}

function nearest(month: number, day: number, { today, past }: DayReference): string | undefined {
  const thisYear = Number(today.slice(0, 4));
  const near = dateOf(thisYear, month, day);
  if (near !== undefined && (past ? near <= today : near >= today)) return near;
  return dateOf(thisYear + (past ? -1 : 1), month, day);
}

function spanIn(text: string, today: string): Days | undefined {
  const [, which = 'this', length] = span.exec(text) ?? [];
  if (length === undefined) return undefined;
  const steps = spanSteps[which] ?? 0;
  if (length.startsWith('week')) {
    const monday = addDays(today, 7 * steps - weekdayOf(today));
    return { first: length === 'week' ? monday : addDays(monday, 5), last: addDays(monday, 6) };
  }
  const months = length === 'year' ? 12 : 1;
  const start = addMonths(
    length === 'year' ? `${today.slice(0, 4)}-01-01` : `${today.slice(0, 7)}-01`,
    steps * months,
  );
  return { first: start, last: addDays(addMonths(start, months), -1) };
}

/** Accepts full names and abbreviations such as `mon`, `tues` and `sept`. */
function indexOf(names: readonly string[], text: string): number | undefined {
  const index = text.length < 3 ? -1 : names.findIndex((name) => name.startsWith(text));
  return index < 0 ? undefined : index;
}

/** Returns the day of the week, where 0 is Monday. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Returns the number of days from one date to another. */
export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS);
}

/** Adds months to a date. If the resulting month has no such day, returns its last day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

function dateOf(year: number, month: number, day: number): string | undefined {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDate(text) ? text : undefined;
}

/**
 * Exchange counts time from 1601. In the year 9999, adding a zone's offset or a week would lead to a year with five digits,
 * which Graph refuses.
 */
const [FIRST_DATE, LAST_DATE] = ['1601-01-01', '9998-12-31'];

/**
 * Whether text of the form `2026-11-21` is a date that exists. Excludes 0001-01-01 and 9999-12-31, because programs use
 * these placeholders for an absent date. `Date` would convert 31 February to 3 March.
 */
export function isDate(text: string): boolean {
  if (text < FIRST_DATE || text > LAST_DATE) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
