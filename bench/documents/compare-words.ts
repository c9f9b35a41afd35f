import type { Format } from './fetch-documents.ts';

/** Shares of words, from 0 to 1. */
export type Agreement = {
  /** Share of the reference's words that occur in our text. */
  readonly recall: number;
  /** Share of our words that occur in the reference. */
  readonly precision: number;
  readonly words: number;
};

/** Compares two texts as collections of words, because readers put text boxes and notes in different places. */
export function compareWords(ours: string, reference: string, format: Format): Agreement {
  const [own, other] = [
    countWords(withoutLabels(ours), format),
    countWords(withoutMarks(reference, format), format),
  ];
  return { recall: shareOf(other, own), precision: shareOf(own, other), words: sum(other) };
}

/** Removes the lines that our reader adds to label pages, slides, rows and columns. */
function withoutLabels(text: string): string {
  return text
    .replaceAll(/^\[(?:page \d+|header|footer|footnotes|endnotes|comments)\]$/gm, '')
    .replaceAll(/^## (?:Slide \d+|Sheet: )/gm, '')
    .replaceAll(/^row \| A.*$/gm, '')
    .replaceAll(/^(Subject|From|Reply-To|To|Cc|Date|Attachment): /gm, '')
    .replaceAll(/\[notes\]/g, '');
}

/**
 * Removes the footnote numbers that Pandoc adds. A Word file does not contain these numbers, because Word generates
 * them.
 */
function withoutMarks(text: string, format: Format): string {
  return format === 'docx' ? text.replaceAll(/\[\d{1,4}\]/g, '') : text;
}

/** Chinese, Japanese and Korean have no spaces between words, so each character counts as a word. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}\p{M}]+/gu;

/** In sheets, only words with letters count, because readers format numbers and dates differently. */
function countWords(text: string, format: Format): Map<string, number> {
  const counts = new Map<string, number>();
  // A word that is hyphenated at the end of a line counts as one word.
  const joined = format === 'pdf' ? text.replaceAll(/(\p{Ll})[-\u2010\u00ad]\n(?=\p{Ll})/gu, '$1') : text;
  for (const [word] of joined.normalize('NFKC').toLowerCase().matchAll(WORD)) {
    if (format === 'xlsx' && !/\p{L}{2}/u.test(word)) continue;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function shareOf(words: ReadonlyMap<string, number>, within: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [word, count] of words) common += Math.min(count, within.get(word) ?? 0);
  const all = sum(words);
  return all === 0 ? 1 : common / all;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
