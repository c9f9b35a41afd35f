import { foldName } from './pick-by-name.ts';

/**
 * Punctuation around a word of the query. The text need not contain the punctuation: `(Lisbon),` finds `Lisbon office`.
 */
const surrounding = /^[\s,;:.!?…()[\]{}<>'-]+|[\s,;:.!?…()[\]{}<>'-]+$/g;

/**
 * Whether the text contains all words and quoted phrases of the query; each can be part of a longer word. Ignores
 * accents, case and invisible characters, and treats typographic quotation marks and dashes like plain ones.
 */
export function containsWords(text: string, query: string): boolean {
  const parts = (plain(query).match(/"[^"]+"|[^\s"]+/g) ?? [])
    .map((part) => part.replaceAll('"', '').replaceAll(surrounding, ''))
    .filter((part) => /[\p{L}\p{N}\p{S}]/u.test(part));
  const folded = plain(text);
  return parts.length > 0 && parts.every((part) => folded.includes(part));
}

function plain(text: string): string {
  return foldName(text)
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’ʼ]/g, "'")
    .replaceAll(/[‐‒–—]/g, '-');
}
