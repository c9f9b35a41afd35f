/** The longest path that is sent to Graph, in characters. */
export const PATH_LIMIT = 4_000;

/**
 * What is wrong with a path, as a sentence, or undefined. A good path means to Graph exactly what it says: one
 * leading slash, encoded, and nothing that any decoder on the way could read as another segment or another host.
 */
export function pathProblem(path: string): string | undefined {
  if (path.length > PATH_LIMIT) return `The path is longer than ${PATH_LIMIT} characters.`;
  if (!path.startsWith('/')) return 'The path must begin with a slash: it names a place in Graph, not a URL.';
  if (!/^[\x21-\x7e]+$/.test(path)) return 'The path must be percent-encoded.';
  if (/[\\?#]/.test(path)) return 'The path must not carry a backslash, a query or a fragment.';
  const segments = path.slice(1).split('/');
  if (segments.some((segment) => segment === '')) return 'The path must not have empty segments.';
  return segments.some(isDeceptive)
    ? 'The path must not walk out of its place (dots, encoded slashes).'
    : undefined;
}

/** Dots, slashes and control characters hidden by encoding, once or twice, and encodings that are none. */
function isDeceptive(segment: string): boolean {
  const decoded = decode(segment);
  if (decoded === undefined || /[/\\\p{Cc}]/u.test(decoded) || isDots(decoded)) return true;
  const twice = decode(decoded);
  return twice !== undefined && (/[/\\\p{Cc}]/u.test(twice) || isDots(twice));
}

function isDots(text: string): boolean {
  return text === '.' || text === '..';
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Actions that Graph wants posted although they change nothing. */
const postsThatOnlyRead: readonly RegExp[] = [
  /^\/search\/query$/,
  /^\/(me|users\/[^/]+)\/(calendar|calendars\/[^/]+)\/getSchedule$/,
  /^\/(me|users\/[^/]+)\/findMeetingTimes$/,
  /^\/(me|users\/[^/]+)\/(getMailTips|translateExchangeIds)$/,
  /^\/(me|users\/[^/]+|groups\/[^/]+|directoryObjects\/[^/]+)\/(get|check)Member(Groups|Objects)$/,
  /^\/(directoryObjects|users|groups)\/getByIds$/,
  /^\/communications\/getPresencesByUserId$/,
];

/** Whether a request changes nothing: every GET, and the few POSTs that Graph has for questions. */
export function onlyReads(request: { readonly method: string; readonly path: string }): boolean {
  if (request.method === 'GET') return true;
  return request.method === 'POST' && postsThatOnlyRead.some((shape) => shape.test(request.path));
}

/** Whether a request is a batch, whose parts this decision cannot see. */
export function isBatch(path: string): boolean {
  return /^\/(\$|%24)batch(\/|$)/i.test(path);
}
