import { weekdayNames, weekdayOf } from '../../../input/written-day.ts';

/** Which of the weekdays in a month a pattern means. */
export const indexes = ['first', 'second', 'third', 'fourth', 'last'];

/**
 * The parts of Graph's `recurrencePattern` that determine the days. Graph also returns parts that do not apply to the
 * type.
 */
type Pattern = {
  readonly type?: string | null | undefined;
  readonly daysOfWeek?: readonly (string | undefined)[] | null | undefined;
  readonly dayOfMonth?: number | null | undefined;
  readonly month?: number | null | undefined;
  readonly index?: string | null | undefined;
};

/** Whether a pattern without regard to its interval includes a date. */
export function isDayOf({ type, daysOfWeek, dayOfMonth, month, index }: Pattern, date: string): boolean {
  if (type?.endsWith('Yearly') && Number(date.slice(5, 7)) !== month) return false;
  if (type?.startsWith('absolute')) return dayIn(date) === Math.min(dayOfMonth ?? 0, lastDayOf(date));
  if (type === 'daily') return true;
  return daysOfWeek?.includes(weekdayNameOf(date)) === true && (type === 'weekly' || isIn(index, date));
}

/** Whether a date is in the first to fourth or in the last seven days of its month. */
function isIn(index: string | null | undefined, date: string): boolean {
  const day = dayIn(date);
  return index === 'last'
    ? day > lastDayOf(date) - 7
    : Math.ceil(day / 7) === indexes.indexOf(index ?? '') + 1;
}

function dayIn(date: string): number {
  return Number(date.slice(8, 10));
}

/** Returns the number of days in the month of a date. */
function lastDayOf(date: string): number {
  return new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();
}

export function weekdayNameOf(date: string): string | undefined {
  return weekdayNames[weekdayOf(date)];
}
