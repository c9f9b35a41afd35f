import { foldName } from './pick-by-name.ts';

/**
 * Punctuation around a word of the query. The text need not contain the punctuation: `(Lisbon),` finds `Lisbon office`.
 */
const surrounding = /^[\s,;:.!?…()[\]{}<>'-]+|[\s,;:.!?…()[\]{}<>'-]+$/g;

/**
 * Whether the text contains every word and quoted phrase of the query, possibly within longer words. Ignores the
 * differences that `foldName` removes.
 */
export function containsWords(text: string, query: string): boolean {
  const parts = (foldName(query).match(/"[^"]+"|[^\s"]+/g) ?? [])
    .map((part) => part.replaceAll('"', '').replaceAll(surrounding, ''))
    .filter((part) => /[\p{L}\p{N}\p{S}]/u.test(part));
  const folded = foldName(text);
  return parts.length > 0 && parts.every((part) => folded.includes(part));
}
