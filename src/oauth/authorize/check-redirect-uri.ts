import { OAuthError } from '../../errors.ts';
import type { DescribedClient } from '../clients/oauth-client.ts';
import { isAllowedUri, UnlistedUriError } from '../clients/redirect-allow-list.ts';
import { parseRedirectUri, redirectUriMatches, type RedirectUri } from '../clients/redirect-uri.ts';

/**
 * Returns the request's redirect URI if it is well-formed and registered for this client (OAuth 2.1, section 4.1.1; RFC
 * 9700, section 4.1.3). Registration drops URIs outside the allow-list `allowed`, so the error for such a URI names the
 * setting.
 */
export function readRedirectUri(
  parameters: Readonly<Record<string, string>>,
  client: DescribedClient,
  allowed: readonly string[] = [],
): RedirectUri {
  const requested = parameters['redirect_uri'];
  if (requested === undefined) throw new OAuthError('invalid_request', 'The redirect_uri is missing.');
  const parsed = parseRedirectUri(requested);
  if ('problem' in parsed) throw new OAuthError('invalid_request', parsed.problem);
  const { uri } = parsed;
  if (client.redirectUris.some((registered) => redirectUriMatches(uri, registered))) return uri;
  if (client.kind !== 'registered' || isAllowedUri(uri, allowed))
    throw new OAuthError('invalid_request', 'The client has not registered this redirect_uri.');
  throw new OAuthError(
    'invalid_request',
    'A redirect URI is not allowed on this server: an administrator can add it to ALLOWED_REDIRECT_URIS.',
    { cause: new UnlistedUriError(uri) },
  );
}
