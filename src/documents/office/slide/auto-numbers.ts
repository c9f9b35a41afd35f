import { formatNumber } from '../number-formats.ts';
import { attribute, type Attributes } from '../xml.ts';

/** The numbering of a paragraph on a slide: its scheme, such as `arabicPeriod`, and its first number. */
export type AutoNumber = { readonly scheme: string; readonly start: number };

/**
 * Counts the numbered paragraphs of a shape (ECMA-376, part 1, section 21.1.2.4.1). Slides do not store the numbers. At
 * each level, a paragraph with another numbering or without numbers ends the list.
 */
export type AutoNumbers = {
  /** Must be called before the text of each shape. Ends the lists of the previous shape. */
  begin(): void;
  /** Returns the number of the next paragraph; undefined if the paragraph is not numbered. */
  next(numbering: AutoNumber | undefined, level: number): string | undefined;
};

export function createAutoNumbers(): AutoNumbers {
  /** The open list at each level, and the number of its last paragraph. */
  let lists: { readonly list: AutoNumber; readonly last: number }[] = [];
  return {
    begin() {
      lists = [];
    },
    next(numbering, level) {
      const open = lists[level];
      lists.length = Math.min(lists.length, level);
      if (numbering === undefined) return undefined;
      const isSame = open?.list.scheme === numbering.scheme && open.list.start === numbering.start;
      const last = isSame ? open.last + 1 : numbering.start;
      lists[level] = { list: numbering, last };
      return withMarks(last, numbering.scheme);
    },
  };
}

export function autoNumberFrom(attributes: Attributes): AutoNumber {
  return {
    scheme: attribute(attributes, 'type') ?? '',
    start: Number(attribute(attributes, 'startAt')) || 1,
  };
}

/**
 * Formats a number in a numbering scheme, including brackets and full stops. Schemes of East Asian and other scripts
 * are shown in digits.
 */
function withMarks(count: number, scheme: string): string {
  const [, kind = '', size = ''] = /^(alpha|roman)(Lc|Uc)/.exec(scheme) ?? [];
  const format = `${size === 'Uc' ? 'upper' : 'lower'}${kind === 'alpha' ? 'Letter' : kind === 'roman' ? 'Roman' : ''}`;
  const number = formatNumber(count, format);
  if (scheme.endsWith('ParenBoth')) return `(${number})`;
  return `${number}${scheme.endsWith('ParenR') ? ')' : scheme.endsWith('Plain') ? '' : '.'}`;
}
