/** A piece of text and its position, as pdf.js returns it. */
export type PlacedText = {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly transform: readonly unknown[];
  readonly width: number;
};

/** Text of this size in points or smaller counts as hidden. The Word reader uses the same limit. */
const SMALLEST_POINTS = 1;

/** Text pieces on a line are separate words if the gap between them is larger than this share of the text size. */
const WORD_GAP = 0.15;

/**
 * Joins the text pieces of a page. pdf.js inserts no spaces between pieces that run from right to left, as in Arabic
 * and Hebrew, so a space is inserted where there is a gap. Text that is too small to be seen is left out.
 */
export function joinTexts(pieces: readonly PlacedText[]): string {
  let text = '';
  let last: PlacedText | undefined;
  for (const piece of pieces) {
    const shown = sizeOf(piece) <= SMALLEST_POINTS ? '' : piece.str;
    if (shown !== '' && last !== undefined && areApart(last, piece) && !/\s$/.test(text)) text += ' ';
    text += shown + (piece.hasEOL ? '\n' : '');
    if (piece.hasEOL) last = undefined;
    else if (shown !== '') last = piece;
  }
  return text;
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
