import * as z from 'zod';

import { count, text } from '../../output/graph-schema.ts';
import { words } from '../../output/words.ts';

/** How a To Do task repeats. Graph also returns properties that do not apply to the type, such as `month: 0`. */
export const recurrence = z
  .object({
    pattern: z
      .object({
        type: text,
        interval: count,
        daysOfWeek: z.array(z.string()).nullish(),
        index: text,
        dayOfMonth: count,
        month: count,
      })
      .nullish(),
    range: z.object({ type: text, endDate: text, numberOfOccurrences: count }).nullish(),
  })
  .nullish();

type Recurrence = NonNullable<z.output<typeof recurrence>>;

/** Describes a repetition, such as `weekly, interval 2, monday, friday, until 2027-06-30`. */
export function repetitionInWords({ pattern, range }: Recurrence): string {
  const every = pattern?.interval ?? 1;
  return words(pattern?.type, every > 1 && `interval ${every}`, daysOf(pattern ?? {}), endOf(range ?? {}));
}

function daysOf({ type, daysOfWeek, index, dayOfMonth, month }: NonNullable<Recurrence['pattern']>): string {
  return words(
    type?.startsWith('relative') && index,
    ...(daysOfWeek ?? []),
    type?.startsWith('absolute') && `day ${dayOfMonth}`,
    type?.endsWith('Yearly') && `month ${month}`,
  );
}

function endOf({ type, endDate, numberOfOccurrences }: NonNullable<Recurrence['range']>): string {
  return words(
    type === 'endDate' && `until ${endDate}`,
    type === 'numbered' && `${numberOfOccurrences} times`,
  );
}
