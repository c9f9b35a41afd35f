import type { DrawnGlyph } from './drawn-glyphs.ts';

/** Maximum number of drawn characters to search for the next character of the text. */
const REACH = 200;

/** Characters of right-to-left scripts. pdf.js does not return them in the order in which they are drawn. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/**
 * Removes invisible characters from a page's pieces of text. `glyphs` are the drawn characters in the same order as in
 * `texts`, but without white space. Characters that are not found in `glyphs` are kept.
 */
export function seenTexts(texts: readonly string[], glyphs: readonly DrawnGlyph[]): readonly string[] {
  if (glyphs.every(({ isSeen }) => isSeen)) return texts;
  const drawn = glyphs.flatMap(({ text, isSeen }) =>
    Array.from(text, (character) => ({ character, isSeen })).filter((one) => one.character.trim() !== ''),
  );
  let at = 0;
  const take = (character: string): boolean => {
    for (let found = at; found < Math.min(drawn.length, at + REACH); found += 1) {
      if (drawn[found]?.character !== character) continue;
      at = found + 1;
      return drawn[found]?.isSeen ?? true;
    }
    return true;
  };
  return texts.map((text) => {
    if (!RIGHT_TO_LEFT.test(text)) {
      return Array.from(text, (one) => (one.trim() === '' || take(one) ? one : '')).join('');
    }
    const count = Array.from(text).filter((one) => one.trim() !== '').length;
    const taken = drawn.slice(at, at + count);
    at += count;
    return taken.length > 0 && taken.every(({ isSeen }) => !isSeen) ? '' : text;
  });
}
