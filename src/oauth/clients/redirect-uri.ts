import { parseUrl } from '../../base/text/parse-url.ts';
import { isLoopback } from '../../config/loopback.ts';

/** Maximum length of a redirect URI, in characters. */
const REDIRECT_URI_LIMIT = 512;

/** The class of every client on the user's own machine. */
export const LOOPBACK_CLASS = 'localhost';

/** A redirect URI with a valid form. Only `parseRedirectUri` creates one. */
export type RedirectUri = {
  /** The URI exactly as the client wrote it. This form is stored and redirected to. */
  readonly text: string;
  /** The URI with its host in lower case, the form in which it is compared and listed in the settings. */
  readonly listed: string;
  /** Whether the URI is on the user's own machine (RFC 8252, section 7.3). */
  readonly isLoopback: boolean;
  /**
   * The class of a client that is identified only by its redirect URI: the host, or scheme and host for a private-use
   * scheme, in lower case as in the settings.
   */
  readonly clientClass: string;
  /** The destination of the response as shown to the user: the host and port, or scheme and host. */
  readonly destination: string;
  /** The normalised URI without its port. */
  readonly withoutPort: string;
};

// Schemes whose URLs a browser would run or open by itself instead of passing them to an application.
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

/**
 * Checks the form of a redirect URI (RFC 6749, section 3.1.2; RFC 8252). `problem` is a message that does not contain
 * the URI.
 */
export function parseRedirectUri(text: string): { readonly uri: RedirectUri } | { readonly problem: string } {
  const problem = textProblem(text);
  if (problem !== undefined) return { problem };
  const url = parseUrl(text);
  if (url === undefined) return { problem: 'A redirect URI must be absolute.' };
  const malformed = urlProblem(url, text);
  return malformed === undefined ? { uri: toRedirectUri(url, text) } : { problem: malformed };
}

/**
 * Returns whether a URI has a scheme that only an attacker would use, such as one for scripts, files or browser
 * pages.
 */
export function hasForbiddenScheme(text: string): boolean {
  const url = parseUrl(text);
  return url !== undefined && neverSchemes.has(url.protocol);
}

/** Parses a list of URIs and drops malformed URIs. */
export function parseRedirectUris(texts: readonly string[]): readonly RedirectUri[] {
  return texts.flatMap((text) => {
    const parsed = parseRedirectUri(text);
    return 'uri' in parsed ? [parsed.uri] : [];
  });
}

/**
 * Returns whether a requested redirect URI matches the registered one. The port is ignored on loopback (RFC 8252,
 * section 7.3; OAuth 2.1, section 2.3.1).
 */
export function redirectUriMatches(requested: RedirectUri, registered: RedirectUri): boolean {
  if (requested.listed === registered.listed) return true;
  return requested.isLoopback && requested.withoutPort === registered.withoutPort;
}

/** Adds response parameters to a redirect URI's query, except parameters that are undefined. */
export function redirectWith(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  if (query.size === 0) return uri;
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`;
}

function textProblem(text: string): string | undefined {
  if (text.length > REDIRECT_URI_LIMIT)
    return `A redirect URI must be at most ${REDIRECT_URI_LIMIT} characters long.`;
  if (!/^[\x21-\x7e]+$/.test(text) || /[\\<>"`^{|}]/.test(text))
    return 'A redirect URI contains a character that is not allowed in URIs.';
  return undefined;
}

function urlProblem(url: URL, text: string): string | undefined {
  if (text.includes('#')) return 'A redirect URI must not contain a fragment.';
  if (url.username !== '' || url.password !== '' || authority(text).includes('@')) {
    return 'A redirect URI must not contain a user name.';
  }
  if (neverSchemes.has(url.protocol)) return 'The scheme of a redirect URI is not allowed.';
  if (/^https?:$/.test(url.protocol) && !text.startsWith(`${url.protocol}//`)) {
    return 'A redirect URI must start with https:// (http:// on loopback).';
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'A redirect URI with http:// must be on localhost, 127.0.0.1 or [::1]; use https:// elsewhere.';
  }
  return undefined;
}

function authority(text: string): string {
  return /^[^:]+:\/\/([^/?#]*)/.exec(text)?.[1] ?? '';
}

function toRedirectUri(url: URL, text: string): RedirectUri {
  // `urlProblem` accepts http on loopback hosts only.
  const onLoopback = url.protocol === 'http:';
  const remote = url.protocol === 'https:' ? url.host : `${url.protocol}//${url.host}`;
  const withoutPort = new URL(url);
  withoutPort.port = '';
  return {
    text,
    listed:
      url.protocol === 'https:' ? text.replace(/^[^/]*\/\/[^/?]*/, (origin) => origin.toLowerCase()) : text,
    isLoopback: onLoopback,
    clientClass: onLoopback ? LOOPBACK_CLASS : remote.toLowerCase(),
    destination: onLoopback ? url.host : remote,
    withoutPort: withoutPort.href,
  };
}
