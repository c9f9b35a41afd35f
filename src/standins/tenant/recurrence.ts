/** Graph's recurrence pattern. */
export type Pattern = {
  readonly type:
    | 'daily'
    | 'weekly'
    | 'absoluteMonthly'
    | 'relativeMonthly'
    | 'absoluteYearly'
    | 'relativeYearly';
  readonly interval: number;
  readonly daysOfWeek?: readonly string[];
  readonly firstDayOfWeek?: string;
  readonly dayOfMonth?: number;
  readonly month?: number;
  readonly index?: 'first' | 'second' | 'third' | 'fourth' | 'last';
};

/** Graph's recurrence range. */
export type Range = {
  readonly type: 'noEnd' | 'endDate' | 'numbered';
  readonly startDate: string;
  readonly endDate?: string;
  readonly numberOfOccurrences?: number;
  readonly recurrenceTimeZone?: string;
};

export type Recurrence = { readonly pattern: Pattern; readonly range: Range };

const DAY = 86_400_000;
/** The maximum number of days to examine when expanding a series: about eleven years. */
const MAX_DAYS = 4_000;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const indexes = ['first', 'second', 'third', 'fourth'];

/** Returns the dates (`YYYY-MM-DD`) of a series up to and including `last`. May omit dates before `from`. */
export function datesOf(recurrence: Recurrence, last: string, from = ''): readonly string[] {
  const { pattern, range } = recurrence;
  const start = dayOf(range.startDate);
  const end =
    range.type === 'endDate' && range.endDate ? Math.min(dayOf(range.endDate), dayOf(last)) : dayOf(last);
  const maximum = range.type === 'numbered' ? (range.numberOfOccurrences ?? 1) : Number.POSITIVE_INFINITY;
  // The occurrences of a numbered series must be counted from the start of the series.
  const begin = from === '' || range.type === 'numbered' ? start : Math.max(start, dayOf(from));
  const dates: string[] = [];
  for (let day = begin; day <= Math.min(end, begin + MAX_DAYS) && dates.length < maximum; day += 1)
    if (occursOn(pattern, start, day)) dates.push(new Date(day * DAY).toISOString().slice(0, 10));
  return dates;
}

function dayOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/** A day to check, and the number of days and months since the first day of the series. */
type Day = { readonly date: Date; readonly first: Date; readonly days: number; readonly months: number };

const rules: Readonly<Record<Pattern['type'], (pattern: Pattern, day: Day) => boolean>> = {
  daily: (pattern, { days }) => days % intervalOf(pattern) === 0,
  weekly: (pattern, { date, first, days }) => {
    const begins = Math.max(0, weekdays.indexOf(pattern.firstDayOfWeek ?? 'sunday'));
    const intoWeek = (first.getUTCDay() - begins + 7) % 7;
    return Math.floor((days + intoWeek) / 7) % intervalOf(pattern) === 0 && onWeekday(pattern, date);
  },
  absoluteMonthly: (pattern, { date, months }) =>
    months % intervalOf(pattern) === 0 && isDayOfMonth(pattern, date),
  relativeMonthly: (pattern, { date, months }) =>
    months % intervalOf(pattern) === 0 && onWeekday(pattern, date) && isNth(pattern, date),
  absoluteYearly: (pattern, day) => inYear(pattern, day) && isDayOfMonth(pattern, day.date),
  relativeYearly: (pattern, day) =>
    inYear(pattern, day) && onWeekday(pattern, day.date) && isNth(pattern, day.date),
};

/**
 * Returns whether a series occurs on a day. `start` (the first day of the series) and `day` are numbers of days since
 * 1970.
 */
function occursOn(pattern: Pattern, start: number, day: number): boolean {
  const [first, date] = [new Date(start * DAY), new Date(day * DAY)];
  const months =
    (date.getUTCFullYear() - first.getUTCFullYear()) * 12 + date.getUTCMonth() - first.getUTCMonth();
  return rules[pattern.type](pattern, { date, first, days: day - start, months });
}

function intervalOf(pattern: Pattern): number {
  return Math.max(1, pattern.interval);
}

function inYear(pattern: Pattern, { date, months }: Day): boolean {
  return date.getUTCMonth() + 1 === pattern.month && Math.floor(months / 12) % intervalOf(pattern) === 0;
}

function onWeekday(pattern: Pattern, date: Date): boolean {
  return (pattern.daysOfWeek ?? []).some((name) => name.toLowerCase() === weekdays[date.getUTCDay()]);
}

/**
 * Returns whether a date is the pattern's day of the month. If the month has no such day, Exchange uses the last day of
 * the month.
 */
function isDayOfMonth({ dayOfMonth = 0 }: Pattern, date: Date): boolean {
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.getUTCDate() === Math.min(dayOfMonth, last);
}

function isNth(pattern: Pattern, date: Date): boolean {
  const day = date.getUTCDate();
  if (pattern.index === 'last') {
    const next = new Date(date.getTime() + 7 * DAY);
    return next.getUTCMonth() !== date.getUTCMonth();
  }
  return Math.floor((day - 1) / 7) === indexes.indexOf(pattern.index ?? 'first');
}
