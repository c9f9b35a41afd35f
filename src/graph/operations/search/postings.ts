import type { StemColumns } from './search-file.ts';
import type { Term } from './term.ts';

/** The entries that contain each stem: phrases, descriptions or segments of paths. */
export type Postings = {
  /** The start index of each stem in `entries`, followed by one more entry for the end. */
  readonly begins: Int32Array;
  readonly entries: Uint16Array;
};

export function postingsOf({ counts, entries }: StemColumns): Postings {
  return { begins: beginsOf(counts), entries: Uint16Array.from(entries) };
}

/** Returns the start index of each list, followed by the end index of the last list. */
export function beginsOf(lengths: readonly number[]): Int32Array {
  const begins = new Int32Array(lengths.length + 1);
  for (let list = 0; list < lengths.length; list += 1)
    begins[list + 1] = (begins[list] ?? 0) + (lengths[list] ?? 0);
  return begins;
}

/** The entries that match any of the terms, and for each entry the sum of the scores of the terms that match it. */
export type Sums = { readonly found: readonly number[]; readonly sums: Float64Array };

/**
 * Returns a function that scores entries: for each term, it adds the term's weight multiplied by the strength of the
 * best match. `strengthOf` returns how strongly a stem matches the entry at an index in `entries`. The returned scores
 * are valid only until the next call of that function.
 */
export function createAccumulator(
  { begins, entries }: Postings,
  { size, strengthOf }: { readonly size: number; readonly strengthOf: (at: number, stem: number) => number },
) {
  const sums = new Float64Array(size);
  const strongest = new Float64Array(size);
  /**
   * For each entry that the term matches, stores the strength of the best match in `strongest`. Returns the matching
   * entries.
   */
  const match = ({ matches }: Term): readonly number[] => {
    const matched: number[] = [];
    for (const { stem, factor } of matches) {
      for (let at = begins[stem] ?? 0; at < (begins[stem + 1] ?? 0); at += 1) {
        const entry = entries[at] ?? 0;
        const strength = factor * strengthOf(at, stem);
        const before = strongest[entry] ?? 0;
        if (before === 0) matched.push(entry);
        if (before < strength) strongest[entry] = strength;
      }
    }
    return matched;
  };
  let found: number[] = [];
  return (terms: readonly Term[], weightOf: (term: Term) => number): Sums => {
    for (const entry of found) sums[entry] = 0;
    found = [];
    for (const term of terms) {
      for (const entry of match(term)) {
        if (sums[entry] === 0) found.push(entry);
        sums[entry] = (sums[entry] ?? 0) + weightOf(term) * (strongest[entry] ?? 0);
        strongest[entry] = 0;
      }
    }
    return { found, sums };
  };
}
