import type { PathTable } from '../path-table.ts';
import { SYNONYM, type Term } from './phrases.ts';
import { stemsOfName } from './stems.ts';

/** Weights of a word by its position: in the last, the first or any other segment of a path. */
const LAST = 1;
const FIRST = 0.7;
const BETWEEN = 0.5;

/** Further terms are ignored, because the terms of a segment are stored as bits of an integer. */
const MOST_TERMS = 24;

export type PathSearch = {
  /** Returns how rare a word is in paths: the natural logarithm of 1 plus its inverse frequency. */
  weightOf(stem: string): number;
  /** Returns the numbers of the paths that share words with the terms, with a score between 0 and 1, best first. */
  find(terms: readonly Term[], most: number): readonly { readonly path: number; readonly score: number }[];
};

/** A match of a segment with a term or a synonym: its weight, and how rare the word is. */
type Match = { readonly factor: number; readonly rarity: number };

/**
 * A parsed question. `total` is the sum of the weights and `length` their Euclidean norm; `matches` has the
 * segments that contain each term, and `bits` the terms in each segment.
 */
type Query = {
  readonly terms: readonly Term[];
  readonly total: number;
  readonly length: number;
  readonly matches: readonly ReadonlyMap<number, Match>[];
  readonly bits: Uint32Array;
};

export function createPathSearch(table: PathTable): PathSearch {
  const { segments, places, begins } = table;
  const paths = begins.length - 1;
  const { stems, segmentsWith, weightOf } = segmentWords(table);
  const squares = Float64Array.from(stems, (own) => own.reduce((sum, stem) => sum + weightOf(stem) ** 2, 0));
  const last = Int32Array.from({ length: paths }, (_, path) => lastWord(table, path));

  /** Returns the segments that contain each term, and the terms in each segment as bits. */
  const matchesOf = (terms: readonly Term[]): Pick<Query, 'matches' | 'bits'> => {
    const bits = new Uint32Array(segments.length);
    const matches = terms.map(({ stem, others }, number) => {
      const found = new Map<number, Match>();
      for (const one of [stem, ...others]) {
        const factor = one === stem ? 1 : SYNONYM;
        for (const segment of segmentsWith.get(one) ?? []) {
          if (!found.has(segment)) found.set(segment, { factor, rarity: weightOf(one) });
          bits[segment] = (bits[segment] ?? 0) | (1 << number);
        }
      }
      return found;
    });
    return { bits, matches };
  };

  const positionOf = (path: number, at: number): number =>
    at === last[path] ? LAST : at === begins[path] ? FIRST : BETWEEN;
  const lengths = Float64Array.from({ length: paths }, (_, path) => {
    let square = 0;
    for (let at = begins[path] ?? 0; at < (begins[path + 1] ?? 0); at += 1)
      square += positionOf(path, at) ** 2 * (squares[places[at] ?? 0] ?? 0);
    return Math.sqrt(square);
  });

  /** Returns the best match of a path with each term, by the term's number. */
  const strengthsOf = (path: number, { bits, matches }: Query): ReadonlyMap<number, Match> => {
    const best = new Map<number, Match>();
    for (let at = begins[path] ?? 0; at < (begins[path + 1] ?? 0); at += 1) {
      const segment = places[at] ?? 0;
      if (bits[segment] === 0) continue;
      const position = positionOf(path, at);
      for (const [number, match] of matches.entries()) {
        const hit = match.get(segment);
        const factor = (hit?.factor ?? 0) * position;
        if (hit !== undefined && factor > (best.get(number)?.factor ?? 0))
          best.set(number, { factor, rarity: hit.rarity });
      }
    }
    return best;
  };

  const scoreOf = (path: number, query: Query): number => {
    let whole = 0;
    let common = 0;
    for (const [number, { factor, rarity: rare }] of strengthsOf(path, query)) {
      const gained = (query.terms[number]?.weight ?? 0) * factor;
      whole += gained;
      common += gained * rare;
    }
    const likeness = common / (query.length * (lengths[path] ?? 1));
    return Math.min(1, (0.5 * whole) / query.total + 0.5 * likeness);
  };

  return {
    weightOf,
    find: (given, most) => {
      const terms = given.slice(0, MOST_TERMS);
      const total = terms.reduce((sum, { weight }) => sum + weight, 0);
      const length = Math.sqrt(terms.reduce((sum, { weight }) => sum + weight ** 2, 0));
      const query = { terms, total, length, ...matchesOf(terms) };
      const found: { path: number; score: number }[] = [];
      for (let path = 0; path < paths; path += 1) {
        let any = 0;
        for (let at = begins[path] ?? 0; at < (begins[path + 1] ?? 0); at += 1)
          any |= query.bits[places[at] ?? 0] ?? 0;
        if (any !== 0) found.push({ path, score: scoreOf(path, query) });
      }
      return found.toSorted((a, b) => b.score - a.score).slice(0, most);
    },
  };
}

/** Returns the words of each segment, the segments that contain each word, and how rare each word is in paths. */
function segmentWords({ segments, places, begins }: PathTable) {
  const paths = begins.length - 1;
  const stems = segments.map(stemsOfSegment);
  const uses = new Uint32Array(segments.length);
  for (const place of places) uses[place] = (uses[place] ?? 0) + 1;
  const segmentsWith = new Map<string, number[]>();
  const counts = new Map<string, number>();
  for (const [segment, own] of stems.entries()) {
    for (const stem of own) {
      const others = segmentsWith.get(stem);
      if (others === undefined) segmentsWith.set(stem, [segment]);
      else others.push(segment);
      counts.set(stem, (counts.get(stem) ?? 0) + (uses[segment] ?? 0));
    }
  }
  const weightOf = (stem: string): number => Math.log(1 + paths / (counts.get(stem) ?? 1));
  return { stems, segmentsWith, weightOf };
}

/** Returns the index in `places` of a path's last segment that is not a placeholder. */
function lastWord({ segments, places, begins }: PathTable, path: number): number {
  let at = (begins[path + 1] ?? 0) - 1;
  while (at > (begins[path] ?? 0) && segments[places[at] ?? 0]?.startsWith('{') === true) at -= 1;
  return at;
}

function stemsOfSegment(segment: string): readonly string[] {
  if (segment.startsWith('{')) return [];
  return [...new Set(stemsOfName(segment.replace(/^microsoft\.graph\./, '').replace(/\(.*$/, '')))];
}
