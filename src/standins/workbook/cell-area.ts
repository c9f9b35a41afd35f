/** The size of a worksheet in Excel. */
export const ROWS = 1_048_576;
export const COLUMNS = 16_384;

/** A rectangle of cells. All four edges are zero-based and inclusive. */
export type CellArea = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

const cells = /^\$?([a-z]{1,3})\$?(\d{1,7})(?::\$?([a-z]{1,3})\$?(\d{1,7}))?$/i;
const wholeColumns = /^\$?([a-z]{1,3}):\$?([a-z]{1,3})$/i;
const wholeRows = /^\$?(\d{1,7}):\$?(\d{1,7})$/;

/** Parses an address without a worksheet, such as `A1`, `$A$1:B2`, `A:C` or `2:10`. */
export function areaOf(address: string): CellArea | undefined {
  const [, left, top, right = left, bottom = top] = cells.exec(address) ?? [];
  if (left && top && right && bottom)
    return between([left, right].map(columnOf), [Number(top) - 1, Number(bottom) - 1]);
  const [, first, last] = wholeColumns.exec(address) ?? [];
  if (first && last) return between([first, last].map(columnOf), [0, ROWS - 1]);
  const [, from, to] = wholeRows.exec(address) ?? [];
  if (from && to) return between([0, COLUMNS - 1], [Number(from) - 1, Number(to) - 1]);
  return undefined;
}

function between(columns: readonly number[], rows: readonly number[]): CellArea | undefined {
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  return right < COLUMNS && top >= 0 && bottom < ROWS ? { top, left, bottom, right } : undefined;
}

function columnOf(letters: string): number {
  return letters
    .toUpperCase()
    .split('')
    .reduce((sum, letter) => (sum + 1) * 26 + letter.charCodeAt(0) - 65, -1);
}

function lettersOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last;
}

/** Formats an area as Excel does: whole columns without row numbers, and whole rows without column letters. */
export function addressOf({ top, left, bottom, right }: CellArea): string {
  const [from, to] = [lettersOf(left), lettersOf(right)];
  if (top === 0 && bottom === ROWS - 1) return `${from}:${to}`;
  if (left === 0 && right === COLUMNS - 1) return `${top + 1}:${bottom + 1}`;
  const start = `${from}${top + 1}`;
  const end = `${to}${bottom + 1}`;
  return start === end ? start : `${start}:${end}`;
}

export function sizeOf({ top, left, bottom, right }: CellArea): {
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
} {
  const [rows, columns] = [bottom - top + 1, right - left + 1];
  return { rows, columns, cells: rows * columns };
}

export function overlap(a: CellArea, b: CellArea): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

/** Quotes a worksheet's name for use in an address, unless the name is a plain word. */
export function quoted(sheet: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`;
}

/** Splits an address such as `'Q''s sheet'!A1:B2`. `sheet` is undefined if the address contains no worksheet name. */
export function splitAddress(text: string): { readonly sheet: string | undefined; readonly rest: string } {
  const at = text.lastIndexOf('!');
  if (at < 0) return { sheet: undefined, rest: text };
  const name = text.slice(0, at);
  const isQuoted = name.length > 1 && name.startsWith("'") && name.endsWith("'");
  return { sheet: isQuoted ? name.slice(1, -1).replaceAll("''", "'") : name, rest: text.slice(at + 1) };
}
