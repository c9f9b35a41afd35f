import { isExponent } from '../exponent.ts';

/** A piece of text and its position, as pdf.js returns it. */
export type PlacedText = {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly transform: readonly unknown[];
  readonly width: number;
};

/** Text of this size in points or smaller counts as hidden. The Word reader uses the same limit. */
export const SMALLEST_POINTS = 1;

/** Text pieces on a line are separate words if the gap between them is larger than this fraction of the text size. */
const WORD_GAP = 0.15;

/**
 * Maximum size of superscript text and its minimum height above the line, as fractions of the size of the text before
 * it.
 */
const [SUPERSCRIPT_SIZE, SUPERSCRIPT_RISE] = [0.9, 0.15];

/** A gap that is wider than this multiple of the text size separates columns, as in a table. */
const COLUMN_GAP = 1.5;

/** The last column, in characters, in which an aligned text can begin. */
const LAST_COLUMN = 300;

/**
 * Joins the text pieces of a page. In lines with wide gaps, such as the rows of a table, spaces keep the columns
 * aligned, even if cells are empty. Text that is too small to be seen is left out.
 */
export function joinTexts(pieces: readonly PlacedText[]): string {
  const lines = linesOf(
    pieces.map((piece) => (sizeOf(piece) <= SMALLEST_POINTS ? { ...piece, str: '' } : piece)),
  ).map(withExponents);
  const aligned = new Set(lines.filter(hasColumns));
  const grid = gridOf([...aligned]);
  return lines
    .map((line) => {
      const text = aligned.has(line) ? alignedText(line, grid) : plainText(line);
      return line.at(-1)?.hasEOL === true ? `${text}\n` : text;
    })
    .join('');
}

type Line = readonly PlacedText[];

function linesOf(pieces: readonly PlacedText[]): readonly Line[] {
  const lines: PlacedText[][] = [[]];
  for (const piece of pieces) {
    lines.at(-1)?.push(piece);
    if (piece.hasEOL) lines.push([]);
  }
  return lines;
}

/** Marks superscript numbers that follow a number. */
function withExponents(line: Line): Line {
  let last: PlacedText | undefined;
  return line.map((piece) => {
    const isMarked = last !== undefined && isSuperscript(last, piece) && isExponent(last.str, piece.str);
    if (piece.str !== '') last = piece;
    return isMarked ? { ...piece, str: `^${piece.str}` } : piece;
  });
}

/** Whether a piece is smaller and higher than the piece directly before it. */
function isSuperscript(before: PlacedText, piece: PlacedText): boolean {
  const size = sizeOf(before);
  const [left, base] = placeOf(piece);
  const [leftBefore, baseBefore] = placeOf(before);
  return (
    sizeOf(piece) <= SUPERSCRIPT_SIZE * size &&
    base - baseBefore >= SUPERSCRIPT_RISE * size &&
    Math.abs(left - leftBefore - before.width) <= WORD_GAP * size
  );
}

/**
 * Joins the pieces of a line. Inserts spaces between pieces that run from right to left, as in Arabic and Hebrew,
 * because pdf.js inserts none.
 */
function plainText(line: Line): string {
  let text = '';
  let last: PlacedText | undefined;
  for (const piece of line) {
    if (piece.str !== '' && last !== undefined && areApart(last, piece) && !/\s$/.test(last.str)) text += ' ';
    text += piece.str;
    if (piece.str !== '') last = piece;
  }
  return text;
}

/** Whether a line runs from left to right and has a wide gap between two texts. pdf.js returns a gap as a space. */
function hasColumns(line: Line): boolean {
  const texts = line.filter(({ str }) => str.trim() !== '');
  const isLevel = texts.every(({ transform }) => transform[1] === 0 && Number(transform[0]) > 0);
  const isInOrder = texts.every((piece, at) => placeOf(piece)[0] >= placeOf(texts[at - 1] ?? piece)[0]);
  return isLevel && isInOrder && texts.some((piece, at) => at > 0 && isFar(texts[at - 1] ?? piece, piece));
}

function isFar(one: PlacedText, other: PlacedText): boolean {
  return placeOf(other)[0] - placeOf(one)[0] - one.width > COLUMN_GAP * sizeOf(one);
}

/** The left edge of the text, and the width of one character, in page units. */
type Grid = { readonly left: number; readonly step: number };

function gridOf(lines: readonly Line[]): Grid {
  const texts = lines.flat().filter(({ str }) => str.trim() !== '');
  const width = texts.reduce((sum, piece) => sum + piece.width, 0);
  const length = texts.reduce((sum, piece) => sum + piece.str.length, 0);
  const left = texts.reduce((least, piece) => Math.min(least, placeOf(piece)[0]), Infinity);
  return { left, step: Math.max(1, width / Math.max(1, length)) };
}

function alignedText(line: Line, { left, step }: Grid): string {
  let text = '';
  for (const cell of cellsOf(line)) {
    const column = Math.min(LAST_COLUMN, Math.round((cell.left - left) / step));
    text = text.padEnd(Math.max(column, text === '' ? 0 : text.length + 2)) + cell.text.trimEnd();
  }
  return text;
}

/** Splits a line at its wide gaps. */
function cellsOf(line: Line): readonly { readonly left: number; text: string }[] {
  const cells: { readonly left: number; text: string }[] = [];
  let last: PlacedText | undefined;
  for (const piece of line) {
    const isText = piece.str.trim() !== '';
    const cell = cells.at(-1);
    if (isText && (last === undefined || isFar(last, piece)))
      cells.push({ left: placeOf(piece)[0], text: piece.str });
    else if (cell !== undefined) cell.text += piece.str;
    if (isText) last = piece;
  }
  return cells;
}

/** Whether two pieces are on the same horizontal line with a gap between them, in either order. */
function areApart(one: PlacedText, other: PlacedText): boolean {
  const size = sizeOf(one);
  const [left, base] = placeOf(one);
  const [otherLeft, otherBase] = placeOf(other);
  if (/^\s/.test(other.str) || Math.abs(base - otherBase) > size / 2) return false;
  const gap = Math.max(otherLeft - (left + one.width), left - (otherLeft + other.width));
  return gap > WORD_GAP * size;
}

function sizeOf({ transform }: PlacedText): number {
  const [, , across = 0, up = 0] = transform as readonly number[];
  return Math.hypot(across, up);
}

function placeOf({ transform }: PlacedText): readonly [left: number, base: number] {
  const [, , , , left = 0, base = 0] = transform as readonly number[];
  return [left, base];
}
