import { weekdayNames, weekdayOf } from '../../../input/written-day.ts';

/** The values of a pattern's `index`: which of the weekdays in the month is meant. */
export const indexes = ['first', 'second', 'third', 'fourth', 'last'];

/**
 * The properties of Graph's `recurrencePattern` that determine the days. Graph also returns properties that do not
 * apply to the pattern's type.
 */
type Pattern = {
  readonly type?: string | null | undefined;
  readonly daysOfWeek?: readonly (string | undefined)[] | null | undefined;
  readonly dayOfMonth?: number | null | undefined;
  readonly month?: number | null | undefined;
  readonly index?: string | null | undefined;
};

/** Whether a pattern includes a date, ignoring the pattern's interval. */
export function isDayOf({ type, daysOfWeek, dayOfMonth, month, index }: Pattern, date: string): boolean {
  if (type?.endsWith('Yearly') && Number(date.slice(5, 7)) !== month) return false;
  if (type?.startsWith('absolute')) return dayIn(date) === Math.min(dayOfMonth ?? 0, lastDayOf(date));
  if (type === 'daily') return true;
  return daysOfWeek?.includes(weekdayNameOf(date)) === true && (type === 'weekly' || isIn(index, date));
}

/** Whether a date is the first, second, third, fourth or last of its weekday in the month, as `index` says. */
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
