import type { PathTable } from '../path-table.ts';
import { postingsOf } from './postings.ts';
import type { StemColumns } from './search-file.ts';
import type { Term } from './term.ts';

/** Weights of a word in the last, the first and any other segment of a path. */
const LAST = 1;
const FIRST = 0.7;
const BETWEEN = 0.5;

/**
 * Maximum number of terms; further terms are ignored. The number is limited because the terms that match a segment are
 * stored as bits of an integer.
 */
const MOST_TERMS = 24;

export type FoundPath = { readonly path: number; readonly score: number };

export type PathSearch = {
  /**
   * Returns the `most` best-matching paths, plus any further paths with the same score as the last of these. The order
   * is arbitrary. Scores are between 0 and 1.
   */
  find(terms: readonly Term[], most: number): readonly FoundPath[];
};

/**
 * For each term and each segment, the factor and the rarity of the best match. `bits` records which terms match each
 * segment.
 */
type Matches = {
  readonly found: readonly { readonly factors: Float32Array; readonly rarities: Float32Array }[];
  readonly bits: Uint32Array;
};

/** `inSegments` lists the segments that contain each stem. */
export function createPathSearch(table: PathTable, inSegments: StemColumns): PathSearch {
  const { places, begins } = table;
  const paths = begins.length - 1;
  const { postings, rarity, squares } = weighSegments(table, inSegments);
  const segments = squares.length;
  const rarest = Math.log(1 + paths);
  const weightOf = ({ stem }: Term): number => (stem === undefined ? rarest : (rarity[stem] ?? rarest));

  const matchesOf = (terms: readonly Term[]): Matches => {
    const bits = new Uint32Array(segments);
    const found = terms.map(({ matches }, number) => {
      const factors = new Float32Array(segments);
      const rarities = new Float32Array(segments);
      for (const { stem, factor } of matches) {
        for (const segment of postings.entries.subarray(postings.begins[stem], postings.begins[stem + 1])) {
          if ((factors[segment] ?? 0) >= factor) continue;
          factors[segment] = factor;
          rarities[segment] = rarity[stem] ?? 0;
          bits[segment] = (bits[segment] ?? 0) | (1 << number);
        }
      }
      return { factors, rarities };
    });
    return { found, bits };
  };

  /** Returns the index in `places` of a path's last segment that is not a placeholder. */
  const lastWordOf = (path: number): number => {
    const first = begins[path] ?? 0;
    let at = (begins[path + 1] ?? 0) - 1;
    while (at > first && squares[places[at] ?? 0] === 0) at -= 1;
    return at;
  };

  const best = new Float64Array(MOST_TERMS);
  const rarityOfBest = new Float64Array(MOST_TERMS);
  /** Updates `best` with the matches in a segment. */
  const keepBest = (segment: number, position: number, { found }: Matches): void => {
    for (let number = 0; number < found.length; number += 1) {
      const factor = (found[number]?.factors[segment] ?? 0) * position;
      if (factor <= (best[number] ?? 0)) continue;
      best[number] = factor;
      rarityOfBest[number] = found[number]?.rarities[segment] ?? 0;
    }
  };
  const scoreOf = (path: number, { weights, total, length }: Weights, matches: Matches): number => {
    best.fill(0);
    const first = begins[path] ?? 0;
    const last = lastWordOf(path);
    let square = 0;
    for (let at = first; at < (begins[path + 1] ?? 0); at += 1) {
      const segment = places[at] ?? 0;
      const position = at === last ? LAST : at === first ? FIRST : BETWEEN;
      square += position ** 2 * (squares[segment] ?? 0);
      if (matches.bits[segment] !== 0) keepBest(segment, position, matches);
    }
    let whole = 0;
    let common = 0;
    for (let number = 0; number < weights.length; number += 1) {
      const gained = (weights[number] ?? 0) * (best[number] ?? 0);
      whole += gained;
      common += gained * (rarityOfBest[number] ?? 0);
    }
    return Math.min(1, (0.5 * whole) / total + (0.5 * common) / (length * Math.sqrt(square)));
  };

  return {
    find: (given, most) => {
      const terms = given.slice(0, MOST_TERMS);
      const matches = matchesOf(terms);
      const weights = weightsOf(terms.map(weightOf));
      const found: FoundPath[] = [];
      for (let path = 0; path < paths; path += 1) {
        let any = 0;
        for (let at = begins[path] ?? 0; at < (begins[path + 1] ?? 0); at += 1)
          any |= matches.bits[places[at] ?? 0] ?? 0;
        if (any !== 0) found.push({ path, score: scoreOf(path, weights, matches) });
      }
      return bestOf(found, most);
    },
  };
}

/** The weights of the terms, and the sum and Euclidean norm of these weights. */
type Weights = { readonly weights: readonly number[]; readonly total: number; readonly length: number };

function weightsOf(weights: readonly number[]): Weights {
  return {
    weights,
    total: weights.reduce((sum, weight) => sum + weight, 0),
    length: Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0)),
  };
}

/**
 * Returns the rarity of each stem in the paths and, for each segment, the sum of the squared rarities of its stems (0
 * for placeholders).
 */
function weighSegments({ places, begins, segments }: PathTable, inSegments: StemColumns) {
  const postings = postingsOf(inSegments);
  const paths = begins.length - 1;
  const uses = new Uint16Array(segments.length);
  for (const segment of places) uses[segment] = (uses[segment] ?? 0) + 1;
  const squares = new Float64Array(segments.length);
  const rarity = Float64Array.from(inSegments.counts, (_, stem) => {
    const own = postings.entries.subarray(postings.begins[stem], postings.begins[stem + 1]);
    let times = 0;
    for (const segment of own) times += uses[segment] ?? 0;
    const rare = Math.log(1 + paths / (times || 1));
    for (const segment of own) squares[segment] = (squares[segment] ?? 0) + rare ** 2;
    return rare;
  });
  return { postings, rarity, squares };
}

/**
 * Returns the paths with the highest scores. Only the scores are sorted, because that is faster than sorting the paths.
 */
function bestOf(found: readonly FoundPath[], most: number): readonly FoundPath[] {
  if (found.length <= most) return found;
  const least = Float64Array.from(found, ({ score }) => score).sort()[found.length - most] ?? 0;
  return found.filter(({ score }) => score >= least);
}
