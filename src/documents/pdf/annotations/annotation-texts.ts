import { isRecord } from '../../../base/is-record.ts';
import { oneLine } from '../../one-line.ts';
import { drawnGlyphs, type Operations } from '../drawn-glyphs.ts';
import { seenTexts } from '../seen-text.ts';

/** Maximum length of a text, in characters. */
const LONGEST_TEXT = 1_000;
/** A gap between characters that is wider than this, in thousandths of the text size, separates words. */
const WORD_GAP = 200;

/**
 * Returns the visible text that each annotation draws, by annotation id. The text of stamps and signatures is found
 * only in this way. `operations` must include the operations that draw annotations.
 */
export function annotationTexts(operations: Operations): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const { fnArray, argsArray, names } = operations;
  let [id, begin] = ['', 0];
  for (const [index, operation] of fnArray.entries()) {
    const name = names.get(operation);
    if (name === 'beginAnnotation') [id, begin] = [String(firstOf(argsArray[index])), index];
    if (name !== 'endAnnotation') continue;
    const own = { fnArray: fnArray.slice(begin, index), argsArray: argsArray.slice(begin, index) };
    texts.set(id, textOf({ ...operations, ...own }));
  }
  return texts;
}

function textOf(operations: Operations): string {
  const { fnArray, argsArray, names } = operations;
  const shown = argsArray.filter((_, index) => names.get(fnArray[index] ?? -1) === 'showText');
  const texts = shown.map((values) => wordsOf(firstOf(values)));
  return oneLine(seenTexts(texts, drawnGlyphs(operations)).join(' ')).slice(0, LONGEST_TEXT);
}

/** Returns the characters that a text operation shows. Numbers between the glyphs are distances. */
function wordsOf(glyphs: unknown): string {
  const pieces = Array.isArray(glyphs) ? (glyphs as unknown[]) : [];
  return pieces
    .map((glyph) => {
      if (typeof glyph === 'number') return glyph < -WORD_GAP ? ' ' : '';
      return isRecord(glyph) && typeof glyph['unicode'] === 'string' ? glyph['unicode'] : '';
    })
    .join('');
}

function firstOf(values: unknown): unknown {
  return Array.isArray(values) ? (values as unknown[])[0] : undefined;
}
