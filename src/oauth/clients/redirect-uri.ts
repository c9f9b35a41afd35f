import { isLoopback } from '../../config/config.ts';
import { knownClients, type RedirectRule } from './known-clients.ts';

/** The longest redirect URI that is accepted. */
export const REDIRECT_URI_LIMIT = 512;

// What a browser would run, or open outside a page, instead of handing it to an application.
const neverSchemes = new Set([
  'about:',
  'blob:',
  'chrome:',
  'data:',
  'file:',
  'filesystem:',
  'ftp:',
  'intent:',
  'javascript:',
  'mailto:',
  'vbscript:',
  'view-source:',
  'ws:',
  'wss:',
]);

/** What is wrong with a redirect URI by its form alone (RFC 6749, 3.1.2; RFC 8252), as a sentence; undefined when nothing is. */
export function malformedRedirectUri(uri: string): string | undefined {
  if (uri.length > REDIRECT_URI_LIMIT)
    return `A redirect URI may have ${REDIRECT_URI_LIMIT} characters at most.`;
  if (!/^[\x21-\x7e]+$/.test(uri) || /[\\<>"`^{|}]/.test(uri))
    return 'A redirect URI has a character that no URI may have.';
  if (!URL.canParse(uri)) return 'A redirect URI must be absolute.';
  const url = new URL(uri);
  if (uri.includes('#')) return 'A redirect URI may not have a fragment.';
  if (url.username !== '' || url.password !== '' || authority(uri).includes('@')) {
    return 'A redirect URI may not have a user name.';
  }
  if (neverSchemes.has(url.protocol)) return 'The scheme of a redirect URI is not allowed.';
  if (/^https?:$/.test(url.protocol) && !uri.startsWith(`${url.protocol}//`)) {
    return 'A redirect URI must begin with https:// (http:// on loopback).';
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'A redirect URI with http must be on localhost, 127.0.0.1 or [::1]; use https elsewhere.';
  }
  return undefined;
}

/** Whether a redirect URI is on the person's own machine (RFC 8252, 7.3). */
export function isLoopbackRedirect(uri: string): boolean {
  const url = new URL(uri);
  return url.protocol === 'http:' && isLoopback(url.hostname);
}

/** What is wrong with a redirect URI that a client wants to register, as a sentence; undefined when it may be. */
export function refusedRedirectUri(uri: string, allowed: readonly string[]): string | undefined {
  const malformed = malformedRedirectUri(uri);
  if (malformed !== undefined) return malformed;
  if (isLoopbackRedirect(uri) || isListed(uri, allowed)) return undefined;
  return 'A redirect URI is not on the list of this server: an administrator can add it to ALLOWED_REDIRECT_URIS.';
}

/** Whether a redirect URI falls under a shipped rule or one of the settings. */
export function isListed(uri: string, allowed: readonly string[]): boolean {
  return knownClientOf(uri) !== undefined || allowed.some((rule) => covers(rule, uri));
}

/** The well-known client that a redirect URI belongs to, by name. */
export function knownClientOf(uri: string): string | undefined {
  return knownClients.find((rule: RedirectRule) => covers(rule.uri, uri))?.client;
}

/** Whether the redirect URI asked for is the registered one; on loopback with any port (RFC 8252, 7.3; OAuth 2.1, 2.3.1). */
export function redirectUriMatches(asked: string, registered: string): boolean {
  if (asked === registered) return true;
  return isLoopbackRedirect(asked) && withoutPort(asked) === withoutPort(registered);
}

/** The class of a client that is known by its redirect URI only: the host, or scheme and host of a private-use scheme. */
export function redirectClass(uri: string): string {
  const url = new URL(uri);
  if (isLoopbackRedirect(uri)) return 'localhost';
  return url.protocol === 'https:' ? url.host : `${url.protocol}//${url.host}`;
}

/** A redirect URI with the parameters of an answer added to its query. */
export function redirectWith(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`;
}

/** Below a prefix only plain path segments may follow, so that nothing walks out of it or smuggles a query in. */
function covers(rule: string, uri: string): boolean {
  if (!rule.endsWith('*')) return uri === rule;
  const prefix = rule.slice(0, -1);
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]+\//.test(prefix) || !uri.startsWith(prefix)) return false;
  const rest = uri.slice(prefix.length);
  return /^[\w~.-]+(\/[\w~.-]+)*\/?$/.test(rest) && !rest.split('/').some((part) => /^\.+$/.test(part));
}

function authority(uri: string): string {
  return /^[^:]+:\/\/([^/?#]*)/.exec(uri)?.[1] ?? '';
}

function withoutPort(uri: string): string {
  const url = new URL(uri);
  url.port = '';
  return url.href;
}
