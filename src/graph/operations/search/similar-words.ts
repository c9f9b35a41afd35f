import { readDataFile } from '../data-file.ts';
import { beginsOf } from './postings.ts';

/**
 * The file that `npm run similar-words` writes. It maps words that people use to words with a similar meaning in our
 * phrases and in Graph's names. All words are stems.
 */
export type SimilarWordsFile = {
  readonly format: 1;
  /** The words that people use, sorted and separated by spaces. */
  readonly words: string;
  /** The similar words (stems from our phrases and Graph's names), separated by spaces. */
  readonly similar: string;
  /** The number of similar words for each word. */
  readonly counts: readonly number[];
  /**
   * The similar words for each word in turn, as indexes into `similar`. `percents` contains the degree of similarity of
   * each similar word.
   */
  readonly places: readonly number[];
  readonly percents: readonly number[];
};

export type SimilarWords = {
  /** Returns the words that are similar to a stem, and how similar each is, between 0 and 1. */
  to(stem: string): readonly { readonly stem: string; readonly factor: number }[];
};

/**
 * Maximum factor for a similar word. It is low because even a very similar word is weaker evidence than the word
 * itself.
 */
const MOST = 0.3;

export function readSimilarWords(): SimilarWords {
  return openSimilarWords(readDataFile('similar-words.json.br') as SimilarWordsFile);
}

export function openSimilarWords(file: SimilarWordsFile): SimilarWords {
  const words = file.words.split(' ');
  const similar = file.similar.split(' ');
  const begins = beginsOf(file.counts);
  return {
    to: (stem) => {
      const word = placeOf(stem, words);
      if (word === undefined) return [];
      const first = begins[word] ?? 0;
      return Array.from({ length: (begins[word + 1] ?? 0) - first }, (_, number) => ({
        stem: similar[file.places[first + number] ?? 0] ?? '',
        factor: Math.min(MOST, (file.percents[first + number] ?? 0) / 100),
      }));
    },
  };
}

/** Returns the index of a word in a sorted list; undefined if the list does not contain it. */
function placeOf(word: string, words: readonly string[]): number | undefined {
  let low = 0;
  let high = words.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = words[middle] ?? '';
    if (here === word) return middle;
    if (here < word) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
