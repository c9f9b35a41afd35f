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
  const kept: string[] = [];
  let [seen, taken] = [0, 0];
  for await (const piece of pieces) {
    const begin = Math.max(0, from - seen);
    seen += piece.length;
    if (seen > LONGEST_TEXT) {
      throw tooLarge(`The text is longer than the limit of ${formatCount(LONGEST_TEXT)} characters`);
    }
    if (begin >= piece.length) continue;
    kept.push(begin === 0 ? piece : piece.slice(begin));
    taken += piece.length - begin;
    if (taken > length) break;
  }
  const text = kept.join('');
  const wanted = dropHalfCharacter(text.slice(0, length));
  return { text: wanted, more: text.length > wanted.length };
}

/** Leaves the first half of a surrogate pair for the next slice. */
function dropHalfCharacter(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
