import type { RequestContext } from '../../http/request-context.ts';
import type { Log } from '../../telemetry/telemetry-types.ts';
import { knownClients } from './known-clients.ts';
import type { RedirectUri } from './redirect-uri.ts';

/** The cause of an error about a redirect URI that is not on the allow-list. */
export class UnlistedUriError extends Error {
  override readonly name = 'UnlistedUriError';
  readonly uri: RedirectUri;
  constructor(uri: RedirectUri) {
    super('not on the allow-list');
    this.uri = uri;
  }
}

/**
 * Logs the hosts that the operator can add to `ALLOWED_REDIRECT_URIS`. Paths and queries are left out, because they can
 * contain anything. `count` includes malformed URIs.
 */
export function logLeftOut(
  { uris, count }: { readonly uris: readonly RedirectUri[]; readonly count: number },
  { log, requestContext }: { readonly log: Log; readonly requestContext: RequestContext },
): void {
  if (count === 0) return;
  const hosts = [...new Set(uris.map(({ destination }) => destination))].slice(0, 5).join(' ');
  log.info('redirect_uris_left_out', { count, hosts, requestId: requestContext.requestId });
}

/**
 * Returns an error message if a redirect URI is not on loopback, does not belong to a known client and is not in the
 * settings. The message names the URI, so the URI must come from the client itself, not only from a link.
 */
export function allowListProblem(uri: RedirectUri, allowed: readonly string[]): string | undefined {
  if (isAllowedUri(uri, allowed)) return undefined;
  // In the setting, a URI with * would be a prefix, and a URI with a comma would be two entries.
  const remedy = /[*,]/.test(uri.listed)
    ? 'ALLOWED_REDIRECT_URIS cannot contain it, because it has a * or a comma.'
    : `An administrator who trusts this app can add ${uri.listed} to ALLOWED_REDIRECT_URIS.`;
  return `A redirect URI is not allowed on this server. ${remedy}`;
}

/** Returns whether a redirect URI is on loopback, belongs to a known client or is in the settings. */
export function isAllowedUri(uri: RedirectUri, allowed: readonly string[]): boolean {
  return (
    uri.isLoopback || knownClientOf(uri) !== undefined || allowed.some((rule) => covers(rule, uri.listed))
  );
}

/** Returns the name of the well-known client that a redirect URI belongs to. */
export function knownClientOf(uri: RedirectUri): string | undefined {
  return knownClients.find((rule) => covers(rule.uri, uri.listed))?.client;
}

/**
 * Returns whether a rule covers a URI. If the rule is a prefix, only plain path segments may follow: no dot segments
 * and no query.
 */
function covers(rule: string, uri: string): boolean {
  if (!rule.endsWith('*')) return uri === rule;
  const prefix = rule.slice(0, -1);
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]+\//.test(prefix) || !uri.startsWith(prefix)) return false;
  const rest = uri.slice(prefix.length);
  return /^[\w~.-]+(\/[\w~.-]+)*\/?$/.test(rest) && !rest.split('/').some((part) => /^\.+$/.test(part));
}
