import type { IncomingHttpHeaders } from 'node:http';

const SHORTEST_MS = 60_000;
const LONGEST_MS = 24 * 3_600_000;
/** How long a document is cached if the headers specify no lifetime. */
const USUAL_MS = 3_600_000;

/**
 * Returns how long the headers allow a document to be cached (RFC 9111, section 4.2), in milliseconds: at least a
 * minute, at most a day.
 */
export function freshFor(headers: IncomingHttpHeaders, now: number): number {
  return Math.min(Math.max(statedLifetime(headers, now), SHORTEST_MS), LONGEST_MS);
}

function statedLifetime(headers: IncomingHttpHeaders, now: number): number {
  const control = headers['cache-control']?.toLowerCase() ?? '';
  if (/\bno-(?:store|cache)\b/.test(control)) return 0;
  const seconds = /\bs-maxage="?(\d+)/.exec(control)?.[1] ?? /\bmax-age="?(\d+)/.exec(control)?.[1];
  if (seconds !== undefined) return (Number(seconds) - (Number(headers.age) || 0)) * 1_000;
  if (headers.expires === undefined) return USUAL_MS;
  const expires = Date.parse(headers.expires);
  return Number.isNaN(expires) ? 0 : expires - now;
}
