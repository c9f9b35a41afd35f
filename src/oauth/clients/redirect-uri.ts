import { isLoopback } from '../../config/loopback.ts';

/** Characters. */
const REDIRECT_URI_LIMIT = 512;

/** The class of every client on a person's own machine. */
export const LOOPBACK_CLASS = 'localhost';

/** A redirect URI whose form was checked; only `parseRedirectUri` makes one. */
export type RedirectUri = {
  /** As the client wrote it. Stored, compared and redirected to in exactly this form. */
  readonly text: string;
  /** Whether it is on the person's own machine (RFC 8252, 7.3). */
  readonly isLoopback: boolean;
  /**
   * The class of a client that is known by its redirect URI only: the host, or scheme and host of a private-use
   * scheme.
   */
  readonly clientClass: string;
  /** Where the response goes, for the person to read: like the class, but with the port of a loopback address. */
  readonly destination: string;
  /** The normalised URI without its port. */
  readonly withoutPort: string;
};

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

/**
 * Checks the form of a redirect URI (RFC 6749, 3.1.2; RFC 8252). `problem` is a sentence that does not repeat the
 * URI.
 */
export function parseRedirectUri(text: string): { readonly uri: RedirectUri } | { readonly problem: string } {
  const problem = textProblem(text);
  if (problem !== undefined) return { problem };
  if (!URL.canParse(text)) return { problem: 'A redirect URI must be absolute.' };
  const url = new URL(text);
  const malformed = urlProblem(url, text);
  return malformed === undefined ? { uri: toRedirectUri(url, text) } : { problem: malformed };
}

/** Whether a URI has a scheme that no client needs and an attacker would: a script, a file, a page of the browser. */
export function hasForbiddenScheme(text: string): boolean {
  return URL.canParse(text) && neverSchemes.has(new URL(text).protocol);
}

/** Leaves out the URIs of a list whose form is wrong. */
export function parseRedirectUris(texts: readonly string[]): readonly RedirectUri[] {
  return texts.flatMap((text) => {
    const parsed = parseRedirectUri(text);
    return 'uri' in parsed ? [parsed.uri] : [];
  });
}

/**
 * Whether a requested redirect URI is the registered one. On loopback the port does not count (RFC 8252, 7.3; OAuth
 * 2.1, 2.3.1).
 */
export function redirectUriMatches(asked: RedirectUri, registered: RedirectUri): boolean {
  if (asked.text === registered.text) return true;
  return asked.isLoopback && asked.withoutPort === registered.withoutPort;
}

/** Adds the parameters of a response to the query of a redirect URI. */
export function redirectWith(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`;
}

function textProblem(text: string): string | undefined {
  if (text.length > REDIRECT_URI_LIMIT)
    return `A redirect URI must be at most ${REDIRECT_URI_LIMIT} characters long.`;
  if (!/^[\x21-\x7e]+$/.test(text) || /[\\<>"`^{|}]/.test(text))
    return 'A redirect URI has a character that no URI may have.';
  return undefined;
}

function urlProblem(url: URL, text: string): string | undefined {
  if (text.includes('#')) return 'A redirect URI may not have a fragment.';
  if (url.username !== '' || url.password !== '' || authority(text).includes('@')) {
    return 'A redirect URI may not have a user name.';
  }
  if (neverSchemes.has(url.protocol)) return 'The scheme of a redirect URI is not allowed.';
  if (/^https?:$/.test(url.protocol) && !text.startsWith(`${url.protocol}//`)) {
    return 'A redirect URI must begin with https:// (http:// on loopback).';
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'A redirect URI with http must be on localhost, 127.0.0.1 or [::1]; use https elsewhere.';
  }
  return undefined;
}

function authority(text: string): string {
  return /^[^:]+:\/\/([^/?#]*)/.exec(text)?.[1] ?? '';
}

function toRedirectUri(url: URL, text: string): RedirectUri {
  // The form check accepts http on loopback hosts only.
  const onLoopback = url.protocol === 'http:';
  const remote = url.protocol === 'https:' ? url.host : `${url.protocol}//${url.host}`;
  const withoutPort = new URL(url);
  withoutPort.port = '';
  return {
    text,
    isLoopback: onLoopback,
    clientClass: onLoopback ? LOOPBACK_CLASS : remote,
    destination: onLoopback ? url.host : remote,
    withoutPort: withoutPort.href,
  };
}
