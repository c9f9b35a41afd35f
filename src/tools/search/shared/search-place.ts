import { ToolError } from '../../../errors.ts';
import { covers } from '../../../graph/permissions.ts';
import { wellFormedQuery } from '../../../graph/request/keyword-query.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import type { SearchedPerson } from '../../input/people/own-names.ts';
import { pathOfSearch, wordsOf } from './drive-search.ts';
import { hasMore, itemsOf } from '../../output/graph-data.ts';
import { cell } from '../../output/untrusted.ts';
import { findHits, type FoundHits } from './find-hits.ts';
import { fileHit, foundItem } from './search-hit.ts';
import { places, type Place } from './search-places.ts';

/** The hits found in one place, or the reason why the place was not searched. */
export type SearchedPlace = FoundHits & {
  readonly problem?: { readonly code: string; readonly reason: string };
  readonly note?: string;
};

export type Wanted = {
  readonly query: string;
  readonly from?: SearchedPerson | undefined;
  readonly site?: string | undefined;
  readonly most: number;
};

const nothing: FoundHits = { hits: [], about: 0, hasMore: false };

/**
 * Searches one place. Never throws a `ToolError`, so a place that fails or is forbidden does not prevent other places
 * from being searched.
 */
export async function searchPlace(
  place: Place,
  wanted: Wanted,
  granted: readonly string[],
  call: ToolCall,
): Promise<SearchedPlace> {
  const problem = whyNot(place, wanted, granted);
  if (problem !== undefined) return { ...nothing, problem };
  try {
    const found = await findHits(place, { query: queryFor(place, wanted), most: wanted.most }, call);
    if (place !== places.files || found.hits.length > 0 || found.hasMore)
      return place.note === undefined ? found : { ...found, note: place.note };
    return await searchOwnDrive(wanted, call);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { ...nothing, problem: { code: error.code, reason: cell(error.message, 300).replace(/\.$/, '') } };
  }
}

function whyNot(
  { anyOf, by, isInSites = false }: Place,
  { from, site }: Wanted,
  granted: readonly string[],
): SearchedPlace['problem'] {
  if (!anyOf.some((scope) => covers(granted, scope)))
    return {
      code: 'missing_permission',
      reason: `the Graph permission ${anyOf.join(' or ')} was not granted`,
    };
  if (site !== undefined && !isInSites) return { code: 'bad_argument', reason: 'not kept in sites' };
  return from !== undefined && by === undefined
    ? { code: 'bad_argument', reason: 'cannot be searched by author' }
    : undefined;
}

/**
 * Adds the author and site conditions to the query. The brackets keep an OR in the query separate from these
 * conditions.
 */
function queryFor({ by }: Place, { query, from, site }: Wanted): string {
  const conditions = [
    from !== undefined && by !== undefined && `${by}:${quoted(by === 'author' ? from.author : from.sender)}`,
    site !== undefined && `path:${quoted(site)}`,
  ].filter((condition) => condition !== false);
  const own = wellFormedQuery(query);
  return conditions.length === 0 ? own : `(${own}) ${conditions.join(' ')}`;
}

/** Puts text in quotes. Quotes inside the text are replaced with spaces, because KQL has no way to escape them. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', ' ').trim()}"`;
}

/**
 * Searches the caller's OneDrive directly. Unlike the search index, this search also finds new files, and file types
 * such as Markdown.
 */
async function searchOwnDrive({ query, from, site, most }: Wanted, call: ToolCall): Promise<SearchedPlace> {
  const words = wordsOf(query);
  if (words === '' || from !== undefined || site !== undefined || /\w[:<>=]/.test(query)) return nothing;
  const select = ['id', 'name', 'folder', 'webUrl', 'lastModifiedDateTime', 'lastModifiedBy'];
  const answer = await call.graph(read(pathOfSearch(undefined, words), { select, top: most }));
  const hits = itemsOf(answer, foundItem).map((resource) => fileHit({ hitId: resource.id ?? '', resource }));
  return { hits, about: hits.length, hasMore: hasMore(answer), note: 'only in my OneDrive' };
}
