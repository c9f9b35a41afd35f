import type { Config } from '../../config/config.ts';
import { OAuthError } from '../../errors.ts';
import type { ClientIdentity } from '../../policy/caller.ts';
import { checkAllowedClient, type DescribedClient } from '../clients/oauth-client.ts';
import { allowListProblem, UnlistedUriError } from '../clients/redirect-allow-list.ts';
import type { RedirectUri } from '../clients/redirect-uri.ts';

/**
 * Refuses a client class or redirect URI that the current settings do not allow, even if the settings allowed it
 * when the client registered. Redirect URIs of configured clients need no check, because an administrator entered
 * them.
 */
export function checkAllowList(
  target: {
    readonly client: DescribedClient;
    readonly identity: ClientIdentity;
    readonly redirectUri: RedirectUri;
  },
  config: Config,
): void {
  checkAllowedClient(target.identity, config, 403);
  if (target.client.kind === 'configured') return;
  const problem = allowListProblem(target.redirectUri, config.allowedRedirectUris);
  if (problem === undefined) return;
  throw new OAuthError('invalid_request', problem, { cause: new UnlistedUriError(target.redirectUri) });
}
