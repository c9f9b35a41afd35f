import type { DigestedToken } from '../base/sha256.ts';
import type { Origin } from '../telemetry/telemetry-types.ts';

/** The user identified by a verified Entra token. `expiresAt` is in seconds since 1970. */
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
 * Sign-in with Entra. Methods throw `EntraRefusedError` (permanent), `ClaimsChallengeError` (sign in again with these
 * claims) or `UnavailableError` (try again).
 */
export interface EntraSignIn {
  /**
   * Returns the URL of Entra's sign-in page, with response_mode=query. If several tenants are allowed, users sign in to
   * their own organisation. With `ownTenant`, users sign in to our tenant instead, for example as guests.
   */
  authorizeUrl(request: {
    state: string;
    nonce: string;
    codeChallenge: string;
    claims?: string;
    loginHint?: string;
    ownTenant?: boolean | undefined;
  }): Promise<string>;
  /**
   * Redeems Entra's code. The ID token's nonce must equal `nonce`. `ownTenant` must be the value that was passed to
   * `authorizeUrl`. `origin` is for telemetry.
   */
  redeem(answer: {
    code: string;
    codeVerifier: string;
    nonce: string;
    ownTenant?: boolean | undefined;
    origin?: Origin | undefined;
  }): Promise<EntraGrant>;
  /** Redeems a refresh token at the authority for `tid`. `origin` is for telemetry. */
  refresh(request: {
    refreshToken: string;
    tid: string;
    claims?: string;
    origin?: Origin | undefined;
  }): Promise<EntraGrant>;
  /** Returns the URL of Entra's logout page, which redirects to `postLogoutRedirectUri` if given. */
  logoutUrl(postLogoutRedirectUri?: string): string;
  readonly adminConsentUrl: (tid: string) => string;
}

/**
 * Verifies an Entra access token for our API: signature (RS256, with a key that the tenant has published), issuer,
 * audience, tenant, version (2.0), token type (user), scope, and times (allowing 60 s of clock skew). Throws
 * `OAuthError('invalid_token')` or `UnavailableError`.
 * `sealed` tokens must have been requested by our own app, `direct` tokens by another app on the allow list.
 */
export type VerifyEntra = (token: string, how: 'sealed' | 'direct') => Promise<EntraPerson>;

/** A Graph token obtained On-Behalf-Of a user. `scopes` are the short names of its Graph permissions. */
export type GraphToken = {
  readonly token: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
};

/**
 * Exchanges a verified access token for a Graph token. Tokens are cached, and parallel callers share one exchange. A
 * request with `claims` bypasses the cache. Throws `ClaimsChallengeError`, `ConsentRequiredError`, `EntraRefusedError`
 * or `UnavailableError`.
 */
export type OnBehalfOf = (request: {
  assertion: DigestedToken;
  tid: string;
  claims?: string;
  signal: AbortSignal;
  /** The request that needs the token, for telemetry. If several requests share one exchange, the first is recorded. */
  origin?: Origin | undefined;
}) => Promise<GraphToken>;
