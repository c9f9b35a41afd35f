/**
 * A web origin in the form in which browsers send it, or undefined for everything else. `URL.origin` is the text "null"
 * for schemes that are not special (WHATWG URL, 4.7), and that text is what sandboxed frames and local files send. So
 * the origins of apps, such as `tauri://localhost`, are compared by scheme and host as text.
 */
export function canonicalOrigin(given: string): string | undefined {
  const text = given.toLowerCase();
  if (text.length > 300 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || !isBare(text)) return undefined;
  if (url.protocol === 'http:' || url.protocol === 'https:') return url.origin;
  return /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9._~-]+(?::\d{1,5})?\/?$/.test(text) && !isLocal.has(url.protocol)
    ? text.replace(/\/$/, '')
    : undefined;
}

/** Their pages have an opaque origin, or none that a header could name. */
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

/** Without path, query and fragment. */
function isBare(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\@*\s]+\/?$/.test(text);
}
