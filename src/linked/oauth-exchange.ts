import type * as OAuth from 'oauth4webapi';

import { readLimited } from '../base/read-limited.ts';
import { ToolError, UnavailableError } from '../errors.ts';
import type { CachedVault } from '../secrets/cached-vault.ts';
import type { ConfiguredProvider } from './configured-provider.ts';

/** Thrown if the provider has permanently refused a code or a refresh token (RFC 6749, section 5.2). */
export class GrantRefusedError extends Error {
  override readonly name = 'GrantRefusedError';
}

/** The parameters of every exchange with a provider's token endpoint. */
export type OAuthParts = {
  readonly oauth: typeof OAuth;
  readonly as: OAuth.AuthorizationServer;
  readonly client: OAuth.Client;
  readonly authenticate: OAuth.ClientAuth;
  readonly options: OAuth.TokenEndpointRequestOptions;
};

/** Runs one exchange and converts the library's errors to ours. */
export type OAuthExchange = <T>(
  provider: ConfiguredProvider,
  run: (parts: OAuthParts) => Promise<T>,
) => Promise<T>;

const DEADLINE_MS = 10_000;
const BODY_LIMIT_BYTES = 64 * 1_024;

/**
 * The library is loaded on first use. If the provider refuses our credentials, the next exchange reads the client
 * secret from the vault again.
 */
export function createOAuthExchange(vault: CachedVault): OAuthExchange {
  const secretOf = async ({ clientSecret, title }: ConfiguredProvider): Promise<string> => {
    const [newest] = await vault.versions(clientSecret);
    if (newest !== undefined) return newest.value.trim();
    throw new ToolError(
      'provider_misconfigured',
      `The secret ${clientSecret} is missing from Key Vault. The server's operator must store the ${title} app's client secret there.`,
    );
  };

  return async (provider, run) => {
    const oauth = await import('oauth4webapi');
    const authenticate = oauth.ClientSecretBasic(await secretOf(provider));
    const options = {
      signal: AbortSignal.timeout(DEADLINE_MS),
      [oauth.customFetch]: fetchLimited,
      [oauth.allowInsecureRequests]: provider.isStandIn,
    };
    const client = { client_id: provider.clientId };
    try {
      return await run({ oauth, as: serverOf(provider), client, authenticate, options });
    } catch (error) {
      if (isCredentialsError(oauth, error)) vault.forget(provider.clientSecret);
      throw toFailure(oauth, provider, error);
    }
  };
}

function serverOf({
  issuer,
  tokenEndpoint,
  revocationEndpoint,
}: ConfiguredProvider): OAuth.AuthorizationServer {
  return {
    issuer,
    token_endpoint: tokenEndpoint,
    ...(revocationEndpoint !== undefined && { revocation_endpoint: revocationEndpoint }),
  };
}

/**
 * Sends a request and throws if the response is large, because a token response is small. Follows no redirects, because
 * they could leak tokens.
 */
async function fetchLimited(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const bytes = await readLimited((response.body ?? []) as AsyncIterable<Uint8Array>, BODY_LIMIT_BYTES);
  if (bytes === undefined) throw new RangeError('The token response is too large.');
  const body = bytes.byteLength === 0 ? null : new Uint8Array(bytes);
  return new Response(body, { status: response.status, headers: response.headers });
}

function isCredentialsError(oauth: typeof OAuth, error: unknown): boolean {
  return error instanceof oauth.ResponseBodyError
    ? error.error === 'invalid_client'
    : error instanceof oauth.WWWAuthenticateChallengeError;
}

/**
 * Converts the library's errors to ours. Copies nothing from the response into the error, because the response can
 * contain tokens.
 */
function toFailure(oauth: typeof OAuth, provider: ConfiguredProvider, error: unknown): unknown {
  const { title } = provider;
  if (error instanceof GrantRefusedError || error instanceof ToolError || error instanceof UnavailableError)
    return error;
  if (error instanceof oauth.AuthorizationResponseError) return new GrantRefusedError(error.error);
  if (isCredentialsError(oauth, error))
    return new ToolError(
      'provider_misconfigured',
      `${title} does not accept the client id and secret of this server. The operator of this server must correct them.`,
    );
  if (error instanceof oauth.ResponseBodyError) {
    if (error.error === 'invalid_grant') return new GrantRefusedError(error.error);
    if (error.status < 500 && error.status !== 429)
      return new ToolError(
        'provider_refused',
        `${title} refused this server's request for a token. The operator of this server must check its app at ${title}.`,
      );
  }
  return new ToolError('unavailable', `${title} cannot be reached at the moment; try again shortly.`, {
    retryAfterSeconds: provider.limits.retryAfterSeconds,
  });
}
