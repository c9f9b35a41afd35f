import { query, type QueryParts } from './odata.ts';
import type { GraphRequest } from './graph-request.ts';
import type { Target } from './pasted-address.ts';
import { immutableIds, prefer } from './prefer.ts';
import { searchRequest } from './search-clause.ts';

/**
 * Builds a GET request. `parameters` are the query parameters of a function or view, in addition to OData's own
 * options.
 */
export function read(
  path: string,
  parts: QueryParts = {},
  more: { headers?: Record<string, string>; parameters?: Record<string, string> } = {},
): GraphRequest {
  return {
    method: 'GET',
    path,
    query: { ...more.parameters, ...query(parts) },
    ...(more.headers && { headers: more.headers }),
    repeat: 'safe',
  };
}

/**
 * Builds a GET request for an address that a user or a model wrote, with these options in place of the address's own
 * options.
 */
export function readTarget(
  { path, version }: Target,
  { $search, ...options }: Readonly<Record<string, string>>,
): GraphRequest {
  const found = $search === undefined ? { path, query: {} } : searchRequest(path, $search);
  const more = { headers: prefer(immutableIds), parameters: { ...options, ...found.query } };
  return { ...read(found.path, {}, more), version };
}
