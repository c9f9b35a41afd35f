/** Reads a Retry-After header given in seconds (RFC 9110, 10.2.3), kept between 1 and 300; empty for none. */
export function parseRetryAfter(header: unknown): { retryAfterSeconds?: number } {
  const seconds = typeof header === 'string' && header !== '' ? Number(header) : Number.NaN;
  return Number.isFinite(seconds)
    ? { retryAfterSeconds: Math.min(Math.max(Math.ceil(seconds), 1), 300) }
    : {};
}
