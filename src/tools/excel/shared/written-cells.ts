import * as z from 'zod';

import type { CellContent } from './read-cells.ts';

/** Excel's limit, in characters. */
const LONGEST_TEXT = 32_767;
/** Arguments have at most 1,000 entries together. */
const MOST_ROWS = 500;
const MOST_COLUMNS = 500;

function isCell(value: unknown): value is CellContent {
  if (typeof value === 'string') return value.length <= LONGEST_TEXT;
  return (
    value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

/** A number, text, true or false; null leaves a cell as it is. Clients see a string, because their schemas need one type. */
const cellInput = z
  .unknown()
  .refine(isCell, 'must be text, a number, true, false or null')
  .meta({ type: 'string', maxLength: LONGEST_TEXT }) as unknown as z.ZodType<CellContent>;

export const rowsInput = (what: string) =>
  z.array(z.array(cellInput).min(1).max(MOST_COLUMNS)).min(1).max(MOST_ROWS).describe(what);

export type WrittenRows = readonly (readonly CellContent[])[];

/** Whether Excel would take a text for a formula. */
export function isFormula(value: CellContent | undefined): boolean {
  return typeof value === 'string' && /^=./s.test(value);
}

/**
 * Returns a value for Excel, which reads text as if somebody typed it. An apostrophe keeps text that begins like a
 * formula, such as `- a point` and `@name`, what it is.
 */
export function toSend(value: CellContent): CellContent {
  if (typeof value !== 'string') return value;
  return /^[-+@]/.test(value) && !/^[-+]?[\d.,\s]+%?$/.test(value) ? `'${value}` : value;
}

/** Returns the width of rows that are equally long; undefined if they are not. */
export function widthOf(rows: WrittenRows): number | undefined {
  const [first, ...others] = rows;
  return others.every((row) => row.length === first?.length) ? first?.length : undefined;
}
