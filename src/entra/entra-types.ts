import type { Origin } from '../telemetry/telemetry-types.ts';

/** The person of a verified Entra token. `expiresAt` is in seconds since 1970. */
export type EntraPerson = {
  readonly tid: string;
  readonly oid: string;
  readonly name: string | undefined;
  readonly username: string | undefined;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** The application that requested the token. */
  readonly azp: string;
  readonly expiresAt: number;
};

/** The result of redeeming a code or refresh token: a verified access token for our API and the next refresh token. */
export type EntraGrant = {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly person: EntraPerson;
};

/**
 * Sign-in at Entra. Methods throw `EntraRefusedError` (permanent), `ClaimsChallengeError` (sign in again
 * with these claims) or `UnavailableError` (try again).
 */
export interface EntraSignIn {
  /** The URL of Entra's sign-in page, with response_mode=query. */
  authorizeUrl(request: {
    state: string;
    nonce: string;
    codeChallenge: string;
    claims?: string;
    loginHint?: string;
  }): Promise<string>;
  /** Redeems Entra's code; the nonce of the ID token must be `nonce`. `origin` is for telemetry. */
  redeem(answer: {
    code: string;
    codeVerifier: string;
    nonce: string;
    origin?: Origin | undefined;
  }): Promise<EntraGrant>;
  /** Refreshes at the authority of `tid`. `origin` is for telemetry. */
  refresh(request: {
    refreshToken: string;
    tid: string;
    claims?: string;
    origin?: Origin | undefined;
  }): Promise<EntraGrant>;
  /** The URL of Entra's logout page, which redirects to `postLogoutRedirectUri` if given. */
  logoutUrl(postLogoutRedirectUri?: string): string;
  readonly adminConsentUrl: (tid: string) => string;
}

/**
 * Verifies an Entra access token for our API: RS256 by the tenant's published keys, issuer, audience, tenant,
 * version 2.0, user token, scope, times with 60 s of skew. `sealed` tokens must have been requested by our own
 * app, `direct` ones by another app on the allow list. Throws `OAuthError('invalid_token')` or `UnavailableError`.
 */
export type VerifyEntra = (token: string, how: 'sealed' | 'direct') => Promise<EntraPerson>;

/** A Graph token On-Behalf-Of a person; `scopes` are short names of its Graph permissions. */
export type GraphToken = {
  readonly token: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
};

/**
 * Exchanges a verified access token for a Graph token: cached, one exchange for parallel callers. With `claims`
 * the cache is bypassed. Throws `ClaimsChallengeError`, `ConsentRequiredError`, `EntraRefusedError`, `UnavailableError`.
 */
export type OnBehalfOf = (request: {
  assertion: string;
  tid: string;
  claims?: string;
  signal: AbortSignal;
  /** The request it is made for; if several share one exchange, telemetry records the first. */
  origin?: Origin | undefined;
}) => Promise<GraphToken>;
