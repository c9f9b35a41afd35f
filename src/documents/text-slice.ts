import { tooLarge, formatCount } from './unreadable.ts';
import { LONGEST_TEXT } from './document-limits.ts';

/** A range of UTF-16 code units. */
export type SliceRange = { readonly from: number; readonly length: number };

/** A part of a text. `more` is true if text follows it. */
export type TextSlice = { readonly text: string; readonly more: boolean };

/** Returns a range of a text that arrives in pieces. Stops reading after that range. */
export async function sliceText(
  pieces: Iterable<string> | AsyncIterable<string>,
  { from, length }: SliceRange,
): Promise<TextSlice> {
  const chunks: string[] = [];
  let [seen, taken] = [0, 0];
  for await (const piece of pieces) {
    const start = Math.max(0, from - seen);
    seen += piece.length;
    if (seen > LONGEST_TEXT) {
      throw tooLarge(`The text is longer than the limit of ${formatCount(LONGEST_TEXT)} characters`);
    }
    if (start >= piece.length) continue;
    chunks.push(start === 0 ? piece : piece.slice(start));
    taken += piece.length - start;
    if (taken > length) break;
  }
  const text = chunks.join('');
  const slice = dropHalfCharacter(text.slice(0, length));
  return { text: slice, more: text.length > slice.length };
}

/** Leaves the first half of a surrogate pair for the next slice. */
function dropHalfCharacter(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
