import type { RequestContext } from '../../http/request-context.ts';
import type { Client } from '../clients/oauth-client.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

/** A token request of an authenticated client. */
export type TokenRequest = {
  readonly form: Readonly<Record<string, string>>;
  readonly client: Client;
  readonly requestContext: RequestContext;
};

/** What the grants use. */
export type GrantNeeds = Pick<
  OAuthNeeds,
  'config' | 'sealer' | 'store' | 'families' | 'refreshes' | 'signIn' | 'now' | 'random' | 'audit' | 'log'
>;

/** Answers one kind of token request; throws `OAuthError` or `UnavailableError`. */
export type Grant = (request: TokenRequest, needs: GrantNeeds) => Promise<Response>;
