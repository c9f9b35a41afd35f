import { tooLarge, formatCount } from './unreadable.ts';
import { LONGEST_TEXT } from './document-limits.ts';

/** Which characters of a text are wanted. */
export type SliceRange = { readonly from: number; readonly length: number };

/** The wanted part of a text, and whether there is more behind it. */
export type TextSlice = { readonly text: string; readonly more: boolean };

/** Takes a part out of a text that comes in pieces; nothing is made or kept of what lies behind it. */
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
      throw tooLarge(`The text is longer than the ${formatCount(LONGEST_TEXT)} characters that are read`);
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

/** Half of a character that takes two places at the end belongs to the next part. */
function dropHalfCharacter(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
