/** The size of a worksheet. */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

/** A rectangle of cells. Rows and columns are numbered from 1; the last row and the last column are included. */
export type SheetRange = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

const cells = /^\$?([a-z]{1,3})\$?(\d{1,7})(?::\$?([a-z]{1,3})\$?(\d{1,7}))?$/i;
const columns = /^\$?([a-z]{1,3})(?::\$?([a-z]{1,3}))$/i;
const rows = /^\$?(\d{1,7}):\$?(\d{1,7})$/;

/** Parses an address such as `B2`, `$A$1:C9`, `A:C` or `2:10`; undefined if the text is not an address. */
export function parseRange(address: string): SheetRange | undefined {
  const [, left, top, right = left, bottom = top] = cells.exec(address) ?? [];
  if (left && top && right && bottom) {
    return between([left, right].map(columnNumber), [Number(top), Number(bottom)]);
  }
  const [, first, last] = columns.exec(address) ?? [];
  if (first && last) return between([first, last].map(columnNumber), [1, MAX_ROWS]);
  const [, from, to] = rows.exec(address) ?? [];
  return from && to ? between([1, MAX_COLUMNS], [Number(from), Number(to)]) : undefined;
}

function between(across: readonly number[], down: readonly number[]): SheetRange | undefined {
  const [left, right] = [Math.min(...across), Math.max(...across)];
  const [top, bottom] = [Math.min(...down), Math.max(...down)];
  return top >= 1 && bottom <= MAX_ROWS && right <= MAX_COLUMNS ? { top, left, bottom, right } : undefined;
}

export function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

export function columnLetters(number: number): string {
  const last = String.fromCharCode(65 + ((number - 1) % 26));
  return number <= 26 ? last : columnLetters(Math.floor((number - 1) / 26)) + last;
}

export function addressOfRange({ top, left, bottom, right }: SheetRange): string {
  const start = `${columnLetters(left)}${top}`;
  const end = `${columnLetters(right)}${bottom}`;
  return start === end ? start : `${start}:${end}`;
}

export function cellCount({ top, left, bottom, right }: SheetRange): number {
  return (bottom - top + 1) * (right - left + 1);
}

/** Returns the cells in both ranges; undefined if the ranges do not overlap. */
export function intersection(a: SheetRange, b: SheetRange): SheetRange | undefined {
  const [top, bottom] = [Math.max(a.top, b.top), Math.min(a.bottom, b.bottom)];
  const [left, right] = [Math.max(a.left, b.left), Math.min(a.right, b.right)];
  return top > bottom || left > right ? undefined : { top, left, bottom, right };
}

/**
 * Splits an address such as `'Q''s plan'!A1:B2` into the name of the worksheet (if the address contains one) and the
 * rest of the address.
 */
export function splitSheet(address: string): { readonly sheet: string | undefined; readonly rest: string } {
  const text = address.trim().replace(/^=/, '');
  const at = text.lastIndexOf('!');
  return at < 0
    ? { sheet: undefined, rest: text }
    : { sheet: unquotedName(text.slice(0, at)), rest: text.slice(at + 1).trim() };
}

/**
 * Returns the plain name of a worksheet. In an address, apostrophes enclose the name and are doubled within it, but
 * Graph does not accept that form as a name.
 */
export function unquotedName(given: string): string {
  const name = given.trim().replace(/!$/, '');
  return name.length > 2 && name.startsWith("'") && name.endsWith("'")
    ? name.slice(1, -1).replaceAll("''", "'")
    : name;
}

/** Returns the name of a worksheet in the form used in addresses. */
export function quotedName(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
