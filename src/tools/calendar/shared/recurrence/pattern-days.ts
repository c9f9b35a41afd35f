import { weekdayNames, weekdayOf } from '../../../input/written-day.ts';

/** Which of the weekdays in a month a pattern means. */
export const indexes = ['first', 'second', 'third', 'fourth', 'last'];

/** The parts of Graph's `recurrencePattern` that determine the days. */
type Pattern = {
  readonly type: string;
  readonly daysOfWeek?: readonly (string | undefined)[];
  readonly dayOfMonth?: number;
  readonly index?: string;
};

/** Whether a pattern without regard to its interval includes a date. */
export function isDayOf({ type, daysOfWeek, dayOfMonth = 0, index = '' }: Pattern, date: string): boolean {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (type === 'absoluteMonthly') return day === Math.min(dayOfMonth, last);
  if (daysOfWeek !== undefined && !daysOfWeek.includes(weekdayNameOf(date))) return false;
  if (type !== 'relativeMonthly') return true;
  return index === 'last' ? day > last - 7 : Math.ceil(day / 7) === indexes.indexOf(index) + 1;
}

export function weekdayNameOf(date: string): string | undefined {
  return weekdayNames[weekdayOf(date)];
}
