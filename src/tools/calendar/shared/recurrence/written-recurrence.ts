import { addDays, isDate, weekdayNames } from '../../../input/written-day.ts';
import { indexes, isDayOf, weekdayNameOf } from './pattern-days.ts';

const pattern =
  /^(?:(daily|weekdays|weekly|monthly|yearly)|every (?:(\d{1,2}) )?(day|weekday|week|month|year)s?)(?: on (?:the )?([a-z0-9, ]{1,60}?))?(?: (?:until (\d{4}-\d\d-\d\d)|(\d{1,3}) times))?$/;

export const RECURRENCE_FORMS =
  '"daily", "weekdays", "weekly on mon, wed", "every 2 weeks", "monthly on 15", "monthly on first monday" or "yearly", optionally followed by "until 2027-06-30" or "10 times"';

/** The parts of Graph's `recurrencePattern` that determine the days. */
type Pattern = {
  readonly type: string;
  readonly daysOfWeek?: readonly (string | undefined)[];
  readonly firstDayOfWeek?: string;
  readonly dayOfMonth?: number;
  readonly month?: number;
  readonly index?: string;
};

export type Recurrence = {
  readonly pattern: object;
  readonly range: Readonly<Record<string, unknown>> & { readonly startDate: string };
};

/**
 * Converts text such as `every 2 weeks on tue until 2027-06-30` to a Graph recurrence, which begins on its first day on
 * or after `from`. Returns undefined if the text is not understood, or if the series ends before it begins.
 */
export function recurrenceOf(text: string, from: string, timeZone: string): Recurrence | undefined {
  const said = text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const [, plain, count, unit, on, endDate, times] = pattern.exec(said) ?? [];
  const word = plain ?? unit;
  if (word === undefined) return undefined;
  const shape = patternOf(word, on, from);
  if (shape === undefined || count === '0' || times === '0') return undefined;
  // Graph repeats weekdays by the week, so Graph has no pattern for every second weekday.
  if (word.startsWith('weekday') && Number(count ?? 1) > 1) return undefined;
  const startDate = firstDay(shape, from);
  if (endDate !== undefined && (!isDate(endDate) || endDate < startDate)) return undefined;
  return {
    pattern: { interval: Number(count ?? 1), ...shape },
    range: {
      startDate,
      recurrenceTimeZone: timeZone,
      ...rangeOf(endDate, times),
    },
  };
}

/** Returns the end of a recurrence. */
function rangeOf(endDate: string | undefined, times: string | undefined): Readonly<Record<string, unknown>> {
  if (endDate !== undefined) return { type: 'endDate', endDate };
  return times === undefined ? { type: 'noEnd' } : { type: 'numbered', numberOfOccurrences: Number(times) };
}

/**
 * Returns the pattern of a recurrence (Graph's `recurrencePattern`), or undefined if the words do not make sense
 * together.
 */
function patternOf(word: string, on: string | undefined, startDate: string): Pattern | undefined {
  const [, month = 1, day = 1] = startDate.split('-').map(Number);
  if (word.startsWith('week') && !word.startsWith('weekday')) return weekly(on, startDate);
  if (word.startsWith('month'))
    return on === undefined ? { type: 'absoluteMonthly', dayOfMonth: day } : monthly(on);
  if (on !== undefined) return undefined;
  if (word.startsWith('weekday')) return { type: 'weekly', daysOfWeek: weekdayNames.slice(0, 5) };
  if (word.startsWith('year')) return { type: 'absoluteYearly', dayOfMonth: day, month };
  return { type: 'daily' };
}

function weekly(on: string | undefined, startDate: string): Pattern | undefined {
  const written = on?.split(/, ?| and | /).filter(Boolean);
  const named = written === undefined ? [weekdayNameOf(startDate)] : written.map(dayOf);
  if (named.includes(undefined)) return undefined;
  return { type: 'weekly', daysOfWeek: named, firstDayOfWeek: 'monday' };
}

function monthly(on: string): Pattern | undefined {
  const number = Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(on)?.[1]);
  if (!Number.isNaN(number))
    return number >= 1 && number <= 31 ? { type: 'absoluteMonthly', dayOfMonth: number } : undefined;
  const [index = '', weekday = ''] = on.split(' ');
  const named = dayOf(weekday);
  if (!indexes.includes(index) || named === undefined) return undefined;
  return { type: 'relativeMonthly', index, daysOfWeek: [named] };
}

/**
 * Returns the first day on or after `from` that matches the pattern. Every pattern has such a day within two months.
 */
function firstDay(pattern: Pattern, from: string): string {
  for (let day = from; day < addDays(from, 62); day = addDays(day, 1)) if (isDayOf(pattern, day)) return day;
  return from;
}

function dayOf(text: string): string | undefined {
  return text.length < 3 ? undefined : weekdayNames.find((day) => day.startsWith(text.replace(/s$/, '')));
}
