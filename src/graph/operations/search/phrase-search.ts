import { beginsOf, createAccumulator, postingsOf } from './postings.ts';
import type { SearchFile } from './search-file.ts';
import type { Term } from './term.ts';

/** Weight of a match with all words in a description, relative to a match with the description's best phrases. */
const ALL_WORDS = 0.65;
/** Weight of the second-best phrase in a description, relative to the best phrase. */
const SECOND = 0.6;
/** Weight of a word that only refers to a time, such as `today`. */
const LIGHT = 1;

export type PhraseSearch = {
  /**
   * Returns the descriptions that match the terms, with scores between 0 and 1. The result is valid until the next
   * call.
   */
  find(terms: readonly Term[]): { readonly found: readonly number[]; readonly scores: Float64Array };
};

/**
 * Creates a search over the descriptions of tools and operations. `time` is the stem that stands for every word that
 * refers to a time.
 */
export function createPhraseSearch(
  {
    phraseCounts,
    inPhrases,
    inDescriptions,
  }: Pick<SearchFile, 'phraseCounts' | 'inPhrases' | 'inDescriptions'>,
  time: number,
): PhraseSearch {
  const count = phraseCounts.length;
  const begins = beginsOf(phraseCounts);
  const descriptionOf = new Uint16Array(begins[count] ?? 0);
  for (let one = 0; one < count; one += 1) descriptionOf.fill(one, begins[one], begins[one + 1]);
  const rarity = Float64Array.from(inDescriptions.counts, (uses) => Math.log(1 + count / (uses || 1)));
  if (time >= 0) rarity[time] = LIGHT;
  const rarest = Math.log(1 + count);
  const weightOf = ({ stem }: Term): number => (stem === undefined ? rarest : (rarity[stem] ?? rarest));
  const phrases = postingsOf(inPhrases);
  const squares = new Float64Array(descriptionOf.length);
  for (let stem = 0; stem < rarity.length; stem += 1)
    for (let at = phrases.begins[stem] ?? 0; at < (phrases.begins[stem + 1] ?? 0); at += 1) {
      const phrase = phrases.entries[at] ?? 0;
      squares[phrase] = (squares[phrase] ?? 0) + (rarity[stem] ?? 0) ** 2;
    }
  const sumByPhrase = createAccumulator(phrases, {
    size: descriptionOf.length,
    strengthOf: (_, stem) => rarity[stem] ?? 0,
  });
  const sumByDescription = createAccumulator(postingsOf(inDescriptions), {
    size: count,
    strengthOf: (at) => (inDescriptions.strengths[at] ?? 0) / 100,
  });
  const best = new Float64Array(count);
  const second = new Float64Array(count);
  const scores = new Float64Array(count);
  const keepBest = (one: number, likeness: number): void => {
    if (likeness > (best[one] ?? 0)) {
      second[one] = best[one] ?? 0;
      best[one] = likeness;
    } else if (likeness > (second[one] ?? 0)) second[one] = likeness;
  };
  return {
    find: (terms) => {
      let total = 0;
      let square = 0;
      for (const term of terms) {
        total += weightOf(term);
        square += weightOf(term) ** 2;
      }
      const { found, sums } = sumByDescription(terms, weightOf);
      for (const one of found) {
        best[one] = 0;
        second[one] = 0;
      }
      const matching = sumByPhrase(terms, weightOf);
      for (const phrase of matching.found) {
        const length = Math.sqrt(square * (squares[phrase] ?? 1));
        keepBest(descriptionOf[phrase] ?? 0, Math.min(1, (matching.sums[phrase] ?? 0) / length));
      }
      for (const one of found) {
        const likeness = ((best[one] ?? 0) + SECOND * (second[one] ?? 0)) / (1 + SECOND);
        scores[one] = (ALL_WORDS * (sums[one] ?? 0)) / total + (1 - ALL_WORDS) * likeness;
      }
      return { found, scores };
    },
  };
}
