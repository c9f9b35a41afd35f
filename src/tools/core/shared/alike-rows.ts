import { isRecord } from '../../../base/is-record.ts';

/**
 * Minimum number of rows in a table. In a smaller table, the line of column names costs more tokens than the table
 * saves.
 */
const FEWEST_ROWS = 3;
/** Minimum fraction of cells that must have a value. */
const FEWEST_FILLED = 0.7;
/** Maximum length of an object in a cell, in characters of JSON. */
const LONGEST_NESTED = 200;

/** Items formatted as lines. `names` is the line of column names; undefined if each line is one item as JSON. */
export type Lines = { readonly names: string | undefined; readonly lines: readonly string[] };

/**
 * Formats items as a table if they are alike: records with about the same properties, whose values fit on one line. The
 * property names are then written only once. Otherwise, formats each item as JSON. Neither form omits anything.
 */
export function linesOf(items: readonly unknown[]): Lines {
  const json = (): Lines => ({
    names: undefined,
    lines: items.map((item) => JSON.stringify(item) ?? 'null'),
  });
  if (items.length < FEWEST_ROWS || !items.every(isRecord)) return json();
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const filled = items.reduce((sum, item) => sum + Object.keys(item).length, 0);
  if (filled < FEWEST_FILLED * names.length * items.length || names.some((name) => !fitsCell(name)))
    return json();
  const lines: string[] = [];
  for (const item of items) {
    const cells = names.map((name) => cellOf(item[name]));
    if (cells.includes(undefined)) return json();
    lines.push(cells.join(' | '));
  }
  return { names: names.join(' | '), lines };
}

/** Returns undefined if a value does not fit into a cell. */
function cellOf(value: unknown): string | undefined {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const isLong = typeof value === 'object' && text.length > LONGEST_NESTED;
  return !isLong && fitsCell(text) ? text : undefined;
}

function fitsCell(text: string): boolean {
  return !text.includes('|') && !text.includes('\n');
}
