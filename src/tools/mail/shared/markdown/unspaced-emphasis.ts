import type { StateInline } from 'markdown-it';

/** Matches a Chinese, Japanese or Korean character. */
const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/u;

/**
 * Lets `**` and `~~` begin after and end before a Chinese, Japanese or Korean character, because these scripts are
 * often written without spaces. CommonMark recognises neither mark between punctuation and a letter, as in
 * `**重要：**请回复`.
 */
export function withUnspacedEmphasis(State: typeof StateInline): typeof StateInline {
  return class extends State {
    override scanDelims(start: number, canSplitWord: boolean) {
      const scanned = super.scanDelims(start, canSplitWord);
      if (!canSplitWord) return scanned;
      const before = this.src.charAt(start - 1);
      const after = this.src.charAt(start + scanned.length);
      return {
        ...scanned,
        can_open: scanned.can_open || (unspaced.test(before) && /\S/.test(after)),
        can_close: scanned.can_close || (unspaced.test(after) && /\S/.test(before)),
      };
    }
  };
}
