import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { count, text } from './graph-schema.ts';

/**
 * The recurrence of a series of events or of a To Do task. Graph also returns properties that do not apply to the type, such
 * as `month: 0`.
 */
export const recurrence = z
  .object({
    pattern: z
      .object({
        type: text,
        interval: count,
        daysOfWeek: z.array(z.string()).nullish(),
        dayOfMonth: count,
        month: count,
        index: text,
      })
      .nullish(),
    range: z.object({ type: text, endDate: text, numberOfOccurrences: count }).nullish(),
  })
  .nullish();

type Recurrence = NonNullable<z.output<typeof recurrence>>;
type Pattern = NonNullable<Recurrence['pattern']>;

const units: Readonly<Record<string, readonly [every: string, unit: string]>> = {
  daily: ['daily', 'days'],
  weekly: ['weekly', 'weeks'],
  absoluteMonthly: ['monthly', 'months'],
  relativeMonthly: ['monthly', 'months'],
  absoluteYearly: ['yearly', 'years'],
  relativeYearly: ['yearly', 'years'],
};

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/**
 * Describes a recurrence, such as `every 2 weeks on tuesday until 2027-06-30`; an empty string if there is no
 * recurrence. create_event accepts these words, except the day of a yearly series and several weekdays in a month.
 */
export function recurrenceWords(given: z.output<typeof recurrence>): string {
  const { pattern, range } = given ?? {};
  const [every, unit] = units[pattern?.type ?? ''] ?? [];
  if (!pattern || every === undefined) return '';
  const interval = pattern.interval ?? 1;
  const days = daysOf(pattern);
  return [interval > 1 ? `every ${interval} ${unit}` : every, days && `on ${days}`, endOf(range)]
    .filter(Boolean)
    .join(' ');
}

function daysOf({ type, daysOfWeek, dayOfMonth, month, index }: Pattern): string {
  const monthName = type?.endsWith('Yearly') ? (months[(month ?? 0) - 1] ?? '') : '';
  const weekdays = (daysOfWeek ?? []).join(', ');
  if (type?.startsWith('absolute')) return [dayOfMonth, monthName].filter(Boolean).join(' ');
  if (type === 'weekly') return weekdays;
  if (!type?.startsWith('relative')) return '';
  return [index, weekdays, monthName && `of ${monthName}`].filter(Boolean).join(' ');
}

/** Returns the end of a recurrence; an empty string if it has no end. */
function endOf(range: Recurrence['range']): string {
  if (range?.type === 'endDate' && range.endDate) return `until ${range.endDate}`;
  return range?.type === 'numbered' && range.numberOfOccurrences
    ? counted(range.numberOfOccurrences, 'time')
    : '';
}
