import type { CellContent, ReadCell } from './read-cells.ts';

/** The number of days from Excel's day 0 to 1 January 1970. */
const EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;

/**
 * Whether writing a value would leave a cell as it is. The displayed text is not enough: it hides formulas, rounds
 * numbers, and can have a date order that Excel would read differently.
 */
export function isSameContent({ stored }: ReadCell, value: CellContent): boolean {
  return typeof value === 'string' ? isSameText(stored, value) : stored === value;
}

/** Whether a cell holds the value that a text stands for, such as 6000 for `6,000.00` or `6000`. */
export function isSameText(stored: CellContent, text: string): boolean {
  const given = text.trim();
  if (typeof stored === 'number') return stored === numberIn(given);
  if (typeof stored === 'boolean') return given.toUpperCase() === String(stored).toUpperCase();
  return (stored ?? '') === text;
}

/** Returns the number that Excel would store for a text, such as an ISO date; undefined if Excel would store text. */
export function numberIn(text: string): number | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return Date.parse(`${text}T00:00:00Z`) / DAY_MS + EPOCH_DAYS;
  if (!/^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?%?$/.test(text)) return undefined;
  const number = Number(text.replaceAll(/[,%]/g, ''));
  return text.endsWith('%') ? number / 100 : number;
}
