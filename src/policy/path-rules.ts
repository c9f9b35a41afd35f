import { percentDecoded } from '../base/text/percent-decoded.ts';

/** Maximum length of a Graph path, in characters. */
export const PATH_LIMIT = 4_000;
/** Maximum number of segments. The path of a file in SharePoint has at most 400 characters, and thus 200 names. */
const MOST_SEGMENTS = 250;

/**
 * Matches a path that is valid because nothing in it is encoded: only printable ASCII except `%`, `?`, `#` and the
 * backslash, and no segment that is empty or consists of one or two dots. Most paths match, and every path is checked
 * several times.
 */
const plainPath = /^(?:\/(?!\.{1,2}(?:\/|$))[!"$&-.0->@-[\]-~]+)+$/;

/**
 * Returns a sentence that describes what is wrong with a path, or undefined if it is valid. A valid path has one
 * leading slash, is percent-encoded, and contains nothing that a decoder could interpret as another segment or host.
 */
export function pathProblem(path: string): string | undefined {
  if (path.length > PATH_LIMIT) return `The path is longer than ${PATH_LIMIT} characters.`;
  if (path.split('/').length - 1 > MOST_SEGMENTS) return `The path has more than ${MOST_SEGMENTS} segments.`;
  if (plainPath.test(path)) return undefined;
  if (!path.startsWith('/'))
    return 'The path must begin with a slash. Pass a Microsoft Graph path, not a URL.';
  if (!/^[\x21-\x7e]+$/.test(path)) return 'The path must be percent-encoded.';
  if (/[\\?#]/.test(path)) return 'The path must not contain a backslash, a query or a fragment.';
  const segments = path.slice(1).split('/');
  if (segments.some((segment) => segment === '')) return 'The path must not have empty segments.';
  return segments.some(isDeceptive)
    ? 'The path must not contain dot segments, encoded slashes, control characters or invalid encodings.'
    : undefined;
}

/** Detects dot segments, slashes and control characters that are encoded once or twice, and invalid encodings. */
function isDeceptive(segment: string): boolean {
  const decoded = percentDecoded(segment);
  if (decoded === undefined || /[/\\\p{Cc}]/u.test(decoded) || isDots(decoded)) return true;
  const twice = percentDecoded(decoded);
  return twice !== undefined && (/[/\\\p{Cc}]/u.test(twice) || isDots(twice));
}

function isDots(text: string): boolean {
  return text === '.' || text === '..';
}

/** Graph actions that use POST but change nothing. */
const postsThatOnlyRead: readonly RegExp[] = [
  /^\/search\/query$/,
  /^\/(me|users\/[^/]+)\/(calendar|calendars\/[^/]+)\/getSchedule$/,
  /^\/(me|users\/[^/]+)\/findMeetingTimes$/,
  /^\/(me|users\/[^/]+)\/(getMailTips|translateExchangeIds)$/,
  /^\/(me|users\/[^/]+|groups\/[^/]+|directoryObjects\/[^/]+)\/(get|check)Member(Groups|Objects)$/,
  /^\/(directoryObjects|users|groups)\/getByIds$/,
  /^\/communications\/getPresencesByUserId$/,
  /^\/(directoryObjects|groups|applications)(\/[^/]+)?\/validateProperties$/,
  /^\/(users|devices|applications|servicePrincipals|contacts)\/[^/]+\/(get|check)Member(Groups|Objects)$/,
  /^\/identity\/conditionalAccess\/evaluate$/,
  /^\/security\/(microsoft\.graph\.security\.)?runHuntingQuery$/,
  /^\/deviceManagement\/reports\/(get|retrieve)\w+$/,
  /^\/solutions\/bookingBusinesses\/[^/]+\/getStaffAvailability$/,
  /^\/copilot\/retrieval$/,
  // Creating a session changes nothing. Later requests in the session may change something, and are checked like any
  // other request.
  /^\/(?:me\/drive|(?:users|groups|sites)\/[^/]+\/drive|drives\/[^/]+)\/(?:items\/[^/:]+|root:\/[^:]*:|items\/[^/:]+:\/[^:]*:)\/workbook\/(?:createSession|refreshSession|closeSession)$/,
];

/** Returns whether a request changes nothing: true for every GET and for a few POSTs. */
export function onlyReads(request: { readonly method: string; readonly path: string }): boolean {
  if (request.method === 'GET') return true;
  return request.method === 'POST' && postsThatOnlyRead.some((shape) => shape.test(request.path));
}

/**
 * Returns whether this is the path of a batch. A decision about that path would not cover the requests in the
 * batch.
 */
export function isBatch(path: string): boolean {
  return /^\/(\$|%24)batch\b/i.test(path);
}
