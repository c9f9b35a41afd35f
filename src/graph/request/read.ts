import { query, type QueryParts } from './odata.ts';
import type { GraphRequest } from './graph-request.ts';

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
