/** Converts column letters to a zero-based column: `AB` to 27. */
export function columnIndex(letters: string): number {
  return letters.split('').reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Converts a zero-based column to its letters: 27 to `AB`. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** Parses a cell reference such as `AB4`: the zero-based column and the row. Returns undefined for any other text. */
export function parseReference(reference: string): { column: number; row: number } | undefined {
  const [, letters, row] = /^([A-Z]{1,3})([0-9]{1,7})$/.exec(reference) ?? [];
  return letters === undefined ? undefined : { column: columnIndex(letters), row: Number(row) };
}

export type CellRange = Readonly<Record<'top' | 'bottom' | 'left' | 'right', number>>;

/** Parses a range such as `A1` or `A1:B9`. Returns undefined for any other text. */
export function rangeOf(text: string): CellRange | undefined {
  const [first, last = first] = text.split(':').map(parseReference);
  if (first === undefined || last === undefined) return undefined;
  return { top: first.row, bottom: last.row, left: first.column, right: last.column };
}
