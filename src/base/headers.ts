/**
 * Returns the media type from a Content-Type header (RFC 9110, section 8.3.1), in lower case and without parameters; ''
 * if there is no header.
 */
export function mediaType(header: string | null | undefined): string {
  return header?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** True if a Content-Encoding header (RFC 9110, section 8.4) names an encoding other than `identity`. */
export function isEncoded(header: string | null): boolean {
  return (header ?? '').split(',').some((name) => !['', 'identity'].includes(name.trim().toLowerCase()));
}

/** Reduces an untrusted media type to `type/subtype` (RFC 6838, section 4.2); '' if it is invalid. */
export function plainMediaType(given: string | null | undefined): string {
  const type = mediaType(given);
  return /^[a-z0-9][\w!#$&^.+-]{0,63}\/[a-z0-9][\w!#$&^.+-]{0,126}$/.test(type) ? type : '';
}

/**
 * Reads a Retry-After header in seconds (RFC 9110, section 10.2.3), clamped to 1–300. Returns {} if it is missing or
 * not a number.
 */
export function parseRetryAfter(header: unknown): { retryAfterSeconds?: number } {
  const seconds = typeof header === 'string' && header !== '' ? Number(header) : Number.NaN;
  return Number.isFinite(seconds)
    ? { retryAfterSeconds: Math.min(Math.max(Math.ceil(seconds), 1), 300) }
    : {};
}
