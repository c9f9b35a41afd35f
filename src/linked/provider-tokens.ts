import type * as OAuth from 'oauth4webapi';

import type { CachedVault } from '../secrets/cached-vault.ts';
import type { ConfiguredProvider } from './configured-provider.ts';
import type { LinkTokens } from './link-store.ts';
import { createOAuthExchange, GrantRefusedError } from './oauth-exchange.ts';

/** Our state and code verifier (RFC 7636) for one round trip to the provider. Both are needed to create a link. */
export type Round = { readonly state: string; readonly verifier: string };

/**
 * A provider's token endpoint. Methods throw `GrantRefusedError`, or `ToolError` if the provider does not respond or
 * does not accept our credentials.
 */
export type TokenEndpoint = {
  /** Returns the URL that the browser is sent to. */
  authorizationUrl(provider: ConfiguredProvider, round: Round): Promise<string>;
  /** Redeems the code in the provider's response to the browser, after checking the response's state and issuer. */
  redeem(provider: ConfiguredProvider, response: URLSearchParams, round: Round): Promise<LinkTokens>;
  /** Returns new tokens. The old refresh token stays valid only if the provider does not return a new refresh token. */
  refresh(provider: ConfiguredProvider, tokens: LinkTokens): Promise<LinkTokens>;
  /** Revokes tokens if the provider has a revocation endpoint. */
  revoke(provider: ConfiguredProvider, tokens: LinkTokens): Promise<void>;
};

/** Assumed lifetime of an access token if the provider does not say when it expires. */
const DEFAULT_LIFETIME_SECONDS = 3_600;

export function createTokenEndpoint({
  vault,
  now,
}: {
  readonly vault: CachedVault;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): TokenEndpoint {
  const exchange = createOAuthExchange(vault);

  const tokensFrom = (
    response: OAuth.TokenEndpointResponse,
    earlier: Pick<LinkTokens, 'refreshToken' | 'scopes'>,
  ): LinkTokens => ({
    accessToken: response.access_token,
    refreshToken: response.refresh_token ?? earlier.refreshToken,
    expiresAt: Math.floor(now() / 1_000) + (response.expires_in ?? DEFAULT_LIFETIME_SECONDS),
    scopes: response.scope?.split(' ').filter(Boolean) ?? earlier.scopes,
  });

  return {
    authorizationUrl: async (provider, { state, verifier }) => {
      const oauth = await import('oauth4webapi');
      const url = new URL(provider.authorizationEndpoint);
      const parameters = {
        ...provider.authorizationParameters,
        client_id: provider.clientId,
        response_type: 'code',
        redirect_uri: provider.redirectUri,
        scope: provider.wantedScopes.join(' '),
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url.href;
    },
    redeem: (provider, response, { state, verifier }) =>
      exchange(provider, async ({ oauth, as, client, authenticate, options }) => {
        const valid = oauth.validateAuthResponse(as, client, response, state);
        const { redirectUri, wantedScopes: scopes } = provider;
        const answer = await oauth.authorizationCodeGrantRequest(
          as,
          client,
          authenticate,
          valid,
          redirectUri,
          verifier,
          options,
        );
        const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer);
        if (tokens.refresh_token === undefined) throw new GrantRefusedError('no refresh token');
        return tokensFrom(tokens, { refreshToken: tokens.refresh_token, scopes });
      }),
    refresh: (provider, earlier) =>
      exchange(provider, async ({ oauth, as, client, authenticate, options }) => {
        const token = earlier.refreshToken;
        const answer = await oauth.refreshTokenGrantRequest(as, client, authenticate, token, options);
        return tokensFrom(await oauth.processRefreshTokenResponse(as, client, answer), earlier);
      }),
    revoke: async (provider, { refreshToken }) => {
      if (provider.revocationEndpoint === undefined) return;
      await exchange(provider, async ({ oauth, as, client, authenticate, options }) => {
        const answer = await oauth.revocationRequest(as, client, authenticate, refreshToken, options);
        await oauth.processRevocationResponse(answer);
      });
    },
  };
}
