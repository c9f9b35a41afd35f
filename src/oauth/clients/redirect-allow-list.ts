import { knownClients } from './known-clients.ts';
import type { RedirectUri } from './redirect-uri.ts';

/**
 * Returns an error message if a redirect URI is not on loopback, does not belong to a known client and is not in the
 * settings.
 */
export function allowListProblem(uri: RedirectUri, allowed: readonly string[]): string | undefined {
  if (uri.isLoopback || isListed(uri, allowed)) return undefined;
  return 'A redirect URI is not allowed on this server: an administrator can add it to ALLOWED_REDIRECT_URIS.';
}

/** Returns whether a known client or the settings allow a redirect URI. */
export function isListed(uri: RedirectUri, allowed: readonly string[]): boolean {
  return knownClientOf(uri) !== undefined || allowed.some((rule) => covers(rule, uri.text));
}

/** Returns the name of the well-known client that a redirect URI belongs to. */
export function knownClientOf(uri: RedirectUri): string | undefined {
  return knownClients.find((rule) => covers(rule.uri, uri.text))?.client;
}

/** Only plain path segments may follow the prefix: no dot segments and no query. */
function covers(rule: string, uri: string): boolean {
  if (!rule.endsWith('*')) return uri === rule;
  const prefix = rule.slice(0, -1);
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]+\//.test(prefix) || !uri.startsWith(prefix)) return false;
  const rest = uri.slice(prefix.length);
  return /^[\w~.-]+(\/[\w~.-]+)*\/?$/.test(rest) && !rest.split('/').some((part) => /^\.+$/.test(part));
}
