import type { RequestContext } from '../../http/request-context.ts';
import type { Client } from '../clients/oauth-client.ts';
import type { TokenResponse } from '../tokens/token-response.ts';

/** A token request from an authenticated client. */
export type TokenRequest = {
  readonly form: Readonly<Record<string, string>>;
  readonly client: Client;
  readonly requestContext: RequestContext;
};

/** Serves one grant type; throws `OAuthError` or `UnavailableError`. */
export type Grant = (request: TokenRequest) => Promise<TokenResponse>;
