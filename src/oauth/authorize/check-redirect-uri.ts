import { OAuthError } from '../../errors.ts';
import type { DescribedClient } from '../clients/oauth-client.ts';
import { parseRedirectUri, redirectUriMatches, type RedirectUri } from '../clients/redirect-uri.ts';

/** The redirect URI of the request: well-formed and registered for this client (OAuth 2.1, 4.1.1; RFC 9700, 4.1.3). */
export function readRedirectUri(
  parameters: Readonly<Record<string, string>>,
  client: DescribedClient,
): RedirectUri {
  const asked = parameters['redirect_uri'];
  if (asked === undefined) throw new OAuthError('invalid_request', 'The redirect_uri is missing.');
  const parsed = parseRedirectUri(asked);
  if ('problem' in parsed) throw new OAuthError('invalid_request', parsed.problem);
  const { uri } = parsed;
  if (client.redirectUris.some((registered) => redirectUriMatches(uri, registered))) return uri;
  throw new OAuthError('invalid_request', 'The redirect_uri is not one that this client registered.');
}
