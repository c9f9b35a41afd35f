import { synonyms } from './synonyms.ts';

/** A stem of the question, and how much it contributes to the score. */
export type Term = {
  readonly stem: string;
  readonly weight: number;
  /** Stems of its synonyms. */
  readonly others: readonly string[];
};

type Phrase = { readonly stems: ReadonlySet<string>; readonly length: number };

/** The description of a search target: stems of its phrases and of other words. */
export type Described = {
  readonly phrases: readonly Phrase[];
  /** How well each word describes the target, between 0 and 1. */
  readonly words: ReadonlyMap<string, number>;
};

type Weights = (stem: string) => number;

/** Weight of a synonym, compared with the word itself. */
export const SYNONYM = 0.6;

export function termOf(stem: string, weight: number): Term {
  return { stem, weight, others: [...(synonyms.get(stem) ?? [])] };
}

/** Builds a description. Words in the phrases have the weight 1; the others have the weights in `others`. */
export function describe(
  phrases: readonly (readonly string[])[],
  others: Iterable<readonly [string, number]>,
  weightOf: Weights,
): Described {
  const words = new Map<string, number>();
  for (const stem of phrases.flat()) words.set(stem, 1);
  for (const [stem, weight] of others) if ((words.get(stem) ?? 0) < weight) words.set(stem, weight);
  return {
    phrases: phrases.map((given) => {
      const stems = new Set(given);
      const square = [...stems].reduce((sum, stem) => sum + weightOf(stem) ** 2, 0);
      return { stems, length: Math.sqrt(square) };
    }),
    words,
  };
}

/**
 * Returns how well a description matches the terms, between 0 and 1. All of its words count for one half, and the
 * best phrase for the other.
 */
export function likeness(terms: readonly Term[], { words, phrases }: Described, weightOf: Weights): number {
  let found = 0;
  let total = 0;
  let square = 0;
  for (const term of terms) {
    total += term.weight;
    square += term.weight ** 2;
    found += term.weight * strongest(term, (stem) => words.get(stem) ?? 0);
  }
  if (found === 0) return 0;
  let best = 0;
  for (const { stems, length } of phrases) {
    const common = commonWeight(terms, stems, weightOf);
    if (common > 0) best = Math.max(best, common / (Math.sqrt(square) * length));
  }
  return (0.5 * found) / total + 0.5 * Math.min(1, best);
}

function commonWeight(terms: readonly Term[], stems: ReadonlySet<string>, weightOf: Weights): number {
  let common = 0;
  for (const term of terms)
    common += term.weight * strongest(term, (stem) => (stems.has(stem) ? weightOf(stem) : 0));
  return common;
}

/** Returns how strongly the term itself matches; if it does not match, the reduced strength of its best-matching synonym. */
function strongest({ stem, others }: Term, strengthOf: Weights): number {
  const own = strengthOf(stem);
  if (own > 0) return own;
  let most = 0;
  for (const other of others) most = Math.max(most, strengthOf(other));
  return SYNONYM * most;
}
