import { wholeCharacters } from '../base/text/whole-characters.ts';
import { tooLarge, formatCount } from './unreadable.ts';
import { LONGEST_TEXT } from './document-limits.ts';

/** A range of UTF-16 code units. */
export type SliceRange = { readonly from: number; readonly length: number };

/** How long to keep reading after the range, so that the next pages can be cached. */
export type ReadAhead = {
  /** The position in the text at which the first piece starts, and the number of pieces before it. */
  readonly begin: { readonly at: number; readonly pieces: number };
  /**
   * Time budget, in milliseconds, for reading the range and then reading ahead. If the range alone takes longer than
   * half the budget, the budget becomes twice the time that the range took, up to `LONGEST_AHEAD_MS`.
   */
  readonly ms: number;
};

/**
 * Part of a document's text. `more` is true if text follows. With `ReadAhead`, the part can be longer than the range
 * and ends with a complete piece, and `pieces` is the number of pieces up to the end of the part.
 */
export type TextSlice = { readonly text: string; readonly more: boolean; readonly pieces?: number };

/** Returns a range of text that arrives in pieces. Stops reading at the end of the range. */
export async function sliceText(
  pieces: Iterable<string> | AsyncIterable<string>,
  { from, length }: SliceRange,
): Promise<TextSlice> {
  const chunks: string[] = [];
  let [seen, taken] = [0, 0];
  for await (const piece of pieces) {
    const start = Math.max(0, from - seen);
    seen += piece.length;
    if (seen > LONGEST_TEXT) throw tooLong();
    if (start >= piece.length) continue;
    chunks.push(start === 0 ? piece : piece.slice(start));
    taken += piece.length - start;
    if (taken > length) break;
  }
  const text = chunks.join('');
  const slice = wholeCharacters(text, length);
  return { text: slice, more: text.length > slice.length };
}

/**
 * Maximum time in milliseconds to read a range and read ahead. It is well below the thread's time limit, because a
 * thread that reaches that limit returns no text.
 */
const LONGEST_AHEAD_MS = 10_000;

/** Like `sliceText`, but reads further than the slice and returns all text from position `from` on that was read. */
export async function readAhead(
  pieces: Iterable<string> | AsyncIterable<string>,
  { from, length }: SliceRange,
  { begin, ms }: ReadAhead,
  now: () => number,
): Promise<TextSlice> {
  const started = now();
  const chunks: string[] = [];
  let [seen, count, isEnough] = [begin.at, begin.pieces, false];
  let stopsAt = Infinity;
  for await (const piece of pieces) {
    const isBlank = piece.trim() === '';
    if (isEnough && !isBlank && (now() >= stopsAt || seen + piece.length > LONGEST_TEXT)) {
      return { text: chunks.join(''), more: true, pieces: count };
    }
    chunks.push(piece.slice(Math.max(0, from - seen)));
    seen += piece.length;
    count += 1;
    if (seen > LONGEST_TEXT) throw tooLong();
    if (isEnough || seen < from + length) continue;
    isEnough = true;
    stopsAt = started + Math.min(LONGEST_AHEAD_MS, Math.max(ms, 2 * (now() - started)));
  }
  return { text: chunks.join(''), more: false, pieces: count };
}

function tooLong() {
  return tooLarge(`The text is longer than the limit of ${formatCount(LONGEST_TEXT)} characters`);
}
