import { parseUrl } from '../base/text/parse-url.ts';

/**
 * Returns a web origin in the form that browsers send, or undefined for anything else. For schemes that are not
 * special, `URL.origin` is "null" (WHATWG URL, section 4.7). Sandboxed frames and local files send "null" too, so app
 * origins, such as `tauri://localhost`, are compared by scheme and host as text.
 */
export function canonicalOrigin(given: string): string | undefined {
  const text = given.toLowerCase();
  const url = text.length <= 300 ? parseUrl(text) : undefined;
  if (url === undefined) return undefined;
  if (url.username !== '' || url.password !== '' || !isBare(text)) return undefined;
  if (url.protocol === 'http:' || url.protocol === 'https:') return url.origin;
  return /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9._~-]+(?::\d{1,5})?\/?$/.test(text) && !isLocal.has(url.protocol)
    ? text.replace(/\/$/, '')
    : undefined;
}

/**
 * Schemes that are not accepted, either because their origins are opaque or because their pages never send an origin.
 */
const isLocal: ReadonlySet<string> = new Set([
  'file:',
  'data:',
  'blob:',
  'about:',
  'javascript:',
  'ws:',
  'wss:',
  'ftp:',
]);

/** True if an origin has no path, query or fragment. */
function isBare(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\@*\s]+\/?$/.test(text);
}
