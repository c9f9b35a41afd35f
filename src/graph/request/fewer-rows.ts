import type { GraphRequest } from './graph-request.ts';

/** Returns the request with `$top` reduced to a quarter; undefined if `$top` cannot be reduced. */
export function fewerRows(request: GraphRequest): GraphRequest | undefined {
  const rows = Number(request.query?.['$top']);
  if (request.method !== 'GET' || !(rows > 1)) return undefined;
  return { ...request, query: { ...request.query, $top: String(Math.max(1, Math.floor(rows / 4))) } };
}
