import * as z from 'zod';
import { type Call, ok, readBody, type Reply } from '../graph-call.ts';
import { badRequest, forbidden } from '../graph-errors.ts';
import { needs, type Route, route } from '../router.ts';
import { searchableKinds, sources } from './search-index.ts';
import type { Searched } from './searched.ts';

const searchInput = z.object({
  requests: z
    .array(
      z.strictObject({
        entityTypes: z.array(z.enum(searchableKinds)).min(1),
        query: z.strictObject({ queryString: z.string().min(1).max(1500) }),
        from: z.number().int().min(0).default(0),
        size: z.number().int().min(1).max(500).default(25),
        fields: z.array(z.string()).optional(),
        sortProperties: z
          .array(z.strictObject({ name: z.string(), isDescending: z.boolean().default(false) }))
          .optional(),
      }),
    )
    .length(1),
});

/**
 * Returns one page of hits. Like Graph, takes a page of all matches first and then removes the hits that the caller may
 * not read. A page can therefore be empty although more pages follow, and `total` is an estimate.
 */
function query(call: Call): Reply {
  const [request] = readBody(call, searchInput).requests;
  if (!request) throw badRequest('requests must contain exactly one request.');
  const requestedSources = request.entityTypes.map((kind) => sources[kind]);
  if (new Set(requestedSources.map((source) => source.group)).size > 1)
    throw badRequest('These entity types cannot be combined in one request.');
  for (const source of requestedSources) {
    if (!source.scopes.some((scope) => call.me.scopes.includes(scope)))
      throw forbidden('files', source.scopes, call.me.scopes);
    if (request.size > source.maxSize)
      throw badRequest(`The size must be at most ${source.maxSize} for these entity types.`);
  }
  const words = request.query.queryString;
  const hits = requestedSources.flatMap((source) => source.find(call, words));
  const [order] = request.sortProperties ?? [];
  const sorted = order ? sortBy(hits, order) : hits;
  const end = request.from + request.size;
  const page = sorted.slice(request.from, end).filter(({ isVisible }) => isVisible);
  return ok({
    value: [
      {
        searchTerms: words.split(/\s+/),
        hitsContainers: [
          {
            total: hits.length,
            moreResultsAvailable: end < hits.length,
            ...(page.length > 0 && {
              hits: page.map(({ id, summary, resource }, index) => ({
                hitId: id,
                rank: request.from + index + 1,
                summary,
                resource: resource(request.fields ?? []),
              })),
            }),
          },
        ],
      },
    ],
  });
}

function sortBy(
  hits: readonly Searched[],
  { name, isDescending }: { readonly name: string; readonly isDescending: boolean },
): readonly Searched[] {
  if (name !== 'lastModifiedDateTime') throw badRequest(`Sorting by '${name}' is not supported.`);
  const sorted = hits.toSorted((a, b) => a.changed.localeCompare(b.changed));
  return isDescending ? sorted.toReversed() : sorted;
}

const anySource = [...new Set(Object.values(sources).flatMap((source) => source.scopes))].join(' ');

/** The route for searching across Microsoft 365. The scopes depend on the requested entity types. */
export const searchRoutes: readonly Route[] = [route('POST /search/query', needs(anySource), query)];
