import { parseUrl } from '../../../base/text/parse-url.ts';
import { OAuthError } from '../../../errors.ts';

const URL_LIMIT = 1_000;

/**
 * Parses the URL of a Client ID Metadata Document (draft-ietf-oauth-client-id-metadata-document, section 3). The URL
 * must be in the normalised form that the URL parser produces, so that each document has only one client_id and an
 * unusual spelling cannot disguise an IP address. The URL must have the https scheme, the default port, a host name and
 * a path.
 */
export function documentUrl(clientId: string): URL {
  if (clientId.length > URL_LIMIT) throw refused(`must be at most ${URL_LIMIT} characters long`);
  const url = parseUrl(clientId);
  // The URL parser resolves dot segments, lowercases the host, drops port 443 and converts backslashes.
  if (url === undefined || url.href !== clientId) throw refused('must be in normalised form');
  if (url.protocol !== 'https:') throw refused('must start with https://');
  if (url.username !== '' || url.password !== '') throw refused('must not contain a user name');
  if (clientId.includes('#')) throw refused('must not contain a fragment');
  if (url.port !== '') throw refused('must not specify a port');
  if (url.pathname === '/') throw refused('must have a path');
  if (!isHostName(url.hostname)) throw refused('must name a public host');
  return url;
}

/**
 * Refuses single-label names and IP addresses; Node would connect to an IP address without calling the resolver. In a
 * parsed URL, IPv6 is in brackets and IPv4 is always four numbers, so requiring the last label to start with a letter
 * excludes IP addresses of both kinds.
 */
function isHostName(hostname: string): boolean {
  return /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname);
}

function refused(rule: string): OAuthError {
  return new OAuthError('invalid_client', `A client_id that is a URL ${rule}.`);
}
