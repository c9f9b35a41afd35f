import type { SearchedPlace } from './search-place.ts';
import type { PlaceName } from './search-places.ts';
import { keyOf, type Hit } from './search-hit.ts';

export type Outcome = SearchedPlace & { readonly name: PlaceName };

/**
 * Divides the rows of the result evenly among the places that have hits. Omits hits that an earlier place already
 * shows, because a document is both a file and a list item.
 */
export function shareOut(outcomes: readonly Outcome[], rows: number): readonly Outcome[] {
  const seen = new Set<string>();
  const distinct = outcomes.map((outcome) => ({
    ...outcome,
    hits: outcome.hits.filter((hit) => isNew(hit, seen)),
  }));
  let left = rows;
  const shares = distinct.map(() => 0);
  while (left > 0) {
    const before = left;
    for (const [index, { hits }] of distinct.entries()) {
      if (left === 0 || (shares[index] ?? 0) >= hits.length) continue;
      shares[index] = (shares[index] ?? 0) + 1;
      left -= 1;
    }
    if (left === before) break;
  }
  return distinct.map((outcome, index) => {
    const shown = outcome.hits.slice(0, shares[index]);
    return { ...outcome, hits: shown, hasMore: outcome.hasMore || shown.length < outcome.hits.length };
  });
}

function isNew(hit: Hit, seen: Set<string>): boolean {
  const key = keyOf(hit);
  if (key !== '' && seen.has(key)) return false;
  seen.add(key);
  return true;
}
