import type { Origin } from '../telemetry/telemetry-types.ts';

/** A person as a verified Entra token describes them. `expiresAt` is in seconds since 1970. */
export type EntraPerson = {
  readonly tid: string;
  readonly oid: string;
  readonly name: string | undefined;
  readonly username: string | undefined;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** The application that asked for the token. */
  readonly azp: string;
  readonly expiresAt: number;
};

/** What Entra gives for a code or a refresh token: a verified access token for our API, and the next refresh token. */
export type EntraGrant = {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly person: EntraPerson;
};

/**
 * Signing in at Entra. Methods throw `EntraRefusedError` (for good), `ClaimsChallengeError` (sign in again
 * with these claims) or `UnavailableError` (try again).
 */
export interface EntraSignIn {
  /** The URL of Entra's sign-in page, response_mode query. */
  authorizeUrl(request: {
    state: string;
    nonce: string;
    codeChallenge: string;
    claims?: string;
    loginHint?: string;
  }): Promise<string>;
  /** Redeems Entra's code; the nonce of the ID token must be `nonce`. `origin` is the request that asks, for telemetry. */
  redeem(answer: {
    code: string;
    codeVerifier: string;
    nonce: string;
    origin?: Origin | undefined;
  }): Promise<EntraGrant>;
  /** Refreshes at the authority of `tid`. `origin` is the request that asks, for telemetry. */
  refresh(request: {
    refreshToken: string;
    tid: string;
    claims?: string;
    origin?: Origin | undefined;
  }): Promise<EntraGrant>;
  /** Entra's logout page, coming back to `postLogoutRedirectUri` where given. */
  logoutUrl(postLogoutRedirectUri?: string): string;
  /** The page where an administrator consents to the Graph permissions. */
  adminConsentUrl(tid: string): string;
}

/**
 * Verifies an Entra access token for our API: RS256 by the tenant's published keys, issuer, audience, tenant,
 * version 2.0, user token, scope, times with 60 s of skew. `sealed` tokens must have been asked for by our own
 * app, `direct` ones by an allow-listed other. Throws `OAuthError('invalid_token')` or `UnavailableError`.
 */
export type VerifyEntra = (token: string, how: 'sealed' | 'direct') => Promise<EntraPerson>;

/** A Graph token On-Behalf-Of a person; `scopes` are the Graph permissions that it carries, short names. */
export type GraphToken = {
  readonly token: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
};

/**
 * Exchanges a verified access token for a Graph token: cached, one exchange for parallel callers. With `claims`
 * the cache is passed by. Throws `ClaimsChallengeError`, `ConsentRequiredError`, `EntraRefusedError`, `UnavailableError`.
 */
export type OnBehalfOf = (request: {
  assertion: string;
  tid: string;
  claims?: string;
  signal: AbortSignal;
  /** The request that it is made for; where several share one exchange, telemetry tells the first. */
  origin?: Origin | undefined;
}) => Promise<GraphToken>;
