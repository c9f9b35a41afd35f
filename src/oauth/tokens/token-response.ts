import { OAuthError, UnavailableError } from '../../errors.ts';
import type { Config } from '../../config/config.ts';
import type { ClientIdentity } from '../../policy/caller.ts';
import type { AccessClaims } from './access-token.ts';
import { REFRESH_LIFETIME_SECONDS } from './family.ts';
import type { RegistrationTimes } from '../clients/sealed-registration.ts';
import type { FamilyKey } from './family-key.ts';
import type { RefreshTokenId } from './token-use.ts';
import type { RefreshClaims } from '../grants/refresh-claims.ts';
import type { Sealer } from '../../secrets/seal.ts';
import { resourceOf } from '../authorize/check-resource.ts';
import { SCOPE } from '../../http/bearer.ts';

/** The longest Entra token, in characters, that fits into one of our tokens. */
export const ENTRA_TOKEN_LIMIT = 4_000;

const TOKEN_LIMIT = 7_000;
const ACCESS_LIFETIME_SECONDS = 55 * 60;
// Our token expires before the Entra token inside it, so that an On-Behalf-Of exchange never uses an expired
// assertion.
const MARGIN_SECONDS = 5 * 60;

/** The content of new tokens: Entra's tokens, their family, and the id of the refresh token. */
export type Issue = {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** When Entra's access token expires, in seconds since 1970. */
  readonly expiresAt: number;
  readonly tid: string;
  readonly client: ClientIdentity;
  readonly family: FamilyKey & RefreshTokenId;
  /** The issue and expiry times of a public client's registration. */
  readonly registration: RegistrationTimes | undefined;
};

/** The body of a successful token response (RFC 6749, section 5.1). */
export type TokenResponse = {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly scope: string;
};

/**
 * Issues an access token that is valid for at most 55 minutes and a refresh token that is valid for 30 days.
 */
export type IssueTokens = (issue: Issue) => Promise<TokenResponse>;

type Dependencies = {
  readonly config: Config;
  readonly sealer: Sealer;
  readonly now: () => number;
};

export function createTokenIssuer({ config, sealer, now }: Dependencies): IssueTokens {
  return async (issue) => {
    const lifetime = accessLifetime(issue.expiresAt, now());
    const access = await sealer.seal('access', accessClaims(issue, config.publicUrl), lifetime);
    const refresh =
      issue.refreshToken !== undefined &&
      (await sealer.seal('refresh', refreshClaims(issue, issue.refreshToken), REFRESH_LIFETIME_SECONDS));
    if (access.length > TOKEN_LIMIT || (refresh && refresh.length > TOKEN_LIMIT)) throw tooLarge();
    return {
      access_token: access,
      token_type: 'Bearer',
      expires_in: lifetime,
      ...(refresh && { refresh_token: refresh }),
      scope: SCOPE,
    };
  };
}

function accessLifetime(innerExpiresAt: number, now: number): number {
  const lifetime = Math.min(
    ACCESS_LIFETIME_SECONDS,
    Math.floor(innerExpiresAt - now / 1_000) - MARGIN_SECONDS,
  );
  if (lifetime <= 0) throw new UnavailableError('Entra');
  return lifetime;
}

function accessClaims({ accessToken, client, family }: Issue, publicUrl: string): AccessClaims {
  return {
    v: 1,
    grant: 'code',
    ceiling: { toolsets: 'all', readOnly: false },
    resource: resourceOf(publicUrl),
    client,
    partition: family.partition,
    family: family.id,
    t: accessToken,
  };
}

function refreshClaims({ tid, client, family, registration }: Issue, refreshToken: string) {
  return {
    v: 1,
    client,
    tid,
    partition: family.partition,
    family: family.id,
    generation: family.generation,
    ...(family.tokenId !== undefined && { tokenId: family.tokenId }),
    u: refreshToken,
    ...(registration !== undefined && { registration }),
  } satisfies RefreshClaims;
}

function tooLarge(): OAuthError {
  return new OAuthError(
    'server_error',
    'The token that Entra issues for this user is too large; remove group claims from the app registration.',
    { status: 500 },
  );
}
