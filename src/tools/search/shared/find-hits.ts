import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { count, flag } from '../../output/graph-schema.ts';
import { graphHit, keyOf, type Hit } from './search-hit.ts';
import type { Place } from './search-places.ts';

/** Beyond this rank, Graph's order and hit counts are unreliable. */
const LAST_RANK = 100;
/**
 * A search stops after this many empty pages in a row. Graph removes hits that the caller may not read, so an empty
 * page can come before a page with hits.
 */
const MOST_EMPTY_PAGES = 2;
/**
 * Minimum number of hits per page. With smaller pages, a search would need too many requests if Graph removes many
 * hits.
 */
const SMALLEST_PAGE = 10;

const answer = z.object({
  value: z
    .array(
      z.object({
        hitsContainers: z
          .array(z.object({ total: count, moreResultsAvailable: flag, hits: z.array(graphHit).nullish() }))
          .nullish(),
      }),
    )
    .min(1),
});

export type FoundHits = {
  readonly hits: readonly Hit[];
  /** Graph's estimate of the number of hits. */
  readonly about: number;
  readonly hasMore: boolean;
};

type Search = { readonly query: string; readonly most: number; readonly newestFirst?: boolean };

/** Finds hits in one place, without duplicates. Stops at rank 100, or after two empty pages in a row. */
export async function findHits(place: Place, search: Search, call: ToolCall): Promise<FoundHits> {
  const { query, most, newestFirst = false } = search;
  const hits = new Map<string, Hit>();
  const size = Math.min(place.pageSize, Math.max(most, SMALLEST_PAGE));
  let about = 0;
  let emptyPages = 0;
  let hasMore = true;
  for (
    let from = 0;
    hasMore && hits.size < most && from < LAST_RANK && emptyPages < MOST_EMPTY_PAGES;
    from += size
  ) {
    const { entityTypes, fields } = place;
    const request = {
      entityTypes,
      query: { queryString: query },
      from,
      size: Math.min(size, LAST_RANK - from),
      ...(fields && { fields }),
      ...(newestFirst && { sortProperties: [{ name: 'lastModifiedDateTime', isDescending: true }] }),
    };
    // Each page depends on the one before.
    // oxlint-disable-next-line no-await-in-loop
    const page = await pageOf(request, call);
    about = page.total ?? about;
    hasMore = page.moreResultsAvailable ?? false;
    const found = page.hits ?? [];
    emptyPages = found.length === 0 ? emptyPages + 1 : 0;
    for (const hit of found.map(place.hitOf)) hits.set(keyOf(hit), hit);
  }
  const all = [...hits.values()];
  return { hits: all.slice(0, most), about, hasMore: hasMore || all.length > most };
}

async function pageOf(request: unknown, call: ToolCall) {
  const body = { requests: [request] };
  const { value } = entityOf(
    await call.graph({ method: 'POST', path: '/search/query', body, repeat: 'safe' }),
    answer,
  );
  const [container] = value[0]?.hitsContainers ?? [];
  if (container === undefined) throw new ToolError('bad_answer', 'The search returned no results.');
  return container;
}
