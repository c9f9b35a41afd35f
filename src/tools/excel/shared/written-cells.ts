import * as z from 'zod';

import type { CellContent } from './read-cells.ts';

/** Excel's limit on the length of a cell's text, in characters. */
const LONGEST_TEXT = 32_767;
/** Maximum number of rows and of columns. In addition, all arguments together can have at most 1,000 entries. */
const MOST_ROWS = 500;
const MOST_COLUMNS = 500;

function isCell(value: unknown): value is CellContent {
  if (typeof value === 'string') return value.length <= LONGEST_TEXT;
  return (
    value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

/**
 * A number, text, true or false; null leaves a cell unchanged. The schema declares a string, because some clients
 * accept only one type per value.
 */
const cellInput = z
  .unknown()
  .refine(isCell, 'must be text, a number, true, false or null')
  .meta({ type: 'string', maxLength: LONGEST_TEXT }) as unknown as z.ZodType<CellContent>;

export const rowsInput = (what: string) =>
  z.array(z.array(cellInput).min(1).max(MOST_COLUMNS)).min(1).max(MOST_ROWS).describe(what);

export type WrittenRows = readonly (readonly CellContent[])[];

/** Whether Excel would interpret the content as a formula. */
export function isFormula(value: CellContent | undefined): boolean {
  return typeof value === 'string' && /^=./s.test(value);
}

/**
 * Prepares a value for Excel, which interprets text as if a user had typed it. An apostrophe preserves text that starts
 * like a formula, such as `- a point` and `@name`. An apostrophe also preserves digits that Excel would change in a
 * number.
 */
export function toSend(value: CellContent): CellContent {
  if (typeof value !== 'string') return value;
  return isLikeFormula(value) || isCode(value) ? `'${value}` : value;
}

function isLikeFormula(text: string): boolean {
  return /^[-+@]/.test(text) && !/^[-+]?[\d.,\s]+%?$/.test(text);
}

/**
 * Whether text is a code, such as a postcode, an account number, a phone number, a range or a score. As a number, the
 * code would lose its leading zeros, its plus sign or the digits after the fifteenth. Excel would also turn `12E3` into
 * 12000, and `3-4` or `3/4` into a date.
 */
function isCode(text: string): boolean {
  return /^\s*(?:0\d+|\d{16,}|\+\d[\d\s]{6,}|\d+E[-+]?\d+|\d{1,2}[-/]\d{1,2})\s*$/i.test(text);
}

/** Returns the common width of the rows; undefined if their lengths differ. */
export function widthOf(rows: WrittenRows): number | undefined {
  const [first, ...others] = rows;
  return others.every((row) => row.length === first?.length) ? first?.length : undefined;
}
