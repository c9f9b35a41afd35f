import * as z from 'zod';

import type { Config } from '../config/config.ts';
import { OAuthError } from '../errors.ts';
import { endpointsOf } from './authority.ts';

const claimsSchema = z.object({
  aud: z.string(),
  iss: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  tid: z.string(),
  oid: z.string(),
  azp: z.string(),
  ver: z.string(),
  idtyp: z.string().optional(),
  scp: z.string().default(''),
  // Entra sends the numbers 0 (member) and 1 (guest). Any other value is ignored.
  acct: z.literal([0, 1]).optional().catch(undefined),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  roles: z.array(z.string()).default([]),
});

/** The claims of an Entra access token. Do not trust them until the signature is verified. */
export type TokenClaims = z.infer<typeof claimsSchema>;

type RuleInput = {
  readonly claims: TokenClaims;
  readonly how: 'sealed' | 'direct';
  readonly config: Config;
  readonly nowSeconds: number;
};

type Rule = (input: RuleInput) => boolean;

const SKEW_SECONDS = 60;

const isForUs: Rule = ({ claims, config }) => claims.aud === config.entra.clientId;

const isVersion2: Rule = ({ claims }) => claims.ver === '2.0';

const isFromAllowedTenant: Rule = ({ claims, config }) => config.allowedTenants.includes(claims.tid);

/** The issuer must belong to the tenant in the token, even if several tenants are allowed. */
const isIssuedByItsTenant: Rule = ({ claims, config }) =>
  claims.iss === endpointsOf(config, claims.tid).issuer;

const isInValidityPeriod: Rule = ({ claims, nowSeconds }) =>
  claims.exp > nowSeconds - SKEW_SECONDS && (claims.nbf ?? 0) <= nowSeconds + SKEW_SECONDS;

/** The claim `idtyp` is optional. Without it, only a token with a delegated scope belongs to a user. */
const isUserToken: Rule = ({ claims: { idtyp, scp } }) =>
  idtyp === undefined ? scp !== '' : idtyp === 'user';

/** A direct token from our own app is refused: it can only have leaked from a sealed token. */
const isFromAllowedClient: Rule = ({ claims: { azp }, how, config }) =>
  how === 'sealed'
    ? azp === config.entra.clientId
    : azp !== config.entra.clientId && config.allowedDirectClients.includes(azp);

const hasAccountType: Rule = ({ claims, config }) => config.allowGuests || claims.acct !== undefined;

const isMember: Rule = ({ claims, config }) => config.allowGuests || claims.acct === 0;

const hasScope: Rule = ({ claims }) => claims.scp.split(' ').includes('access_as_user');

const OTHER_APPLICATION = 'The token was issued for another application.';
const VERSION_1 =
  "The token is a version 1.0 token: set requestedAccessTokenVersion to 2 in the app registration's manifest.";

type Row = {
  readonly holds: Rule;
  /** The error message if the rule does not hold. */
  readonly message: string;
  /** 401 by default. */
  readonly status?: 403;
  /**
   * Set if the rule is about the account or the time. All other rules are about the token, no matter who signs in and
   * when.
   */
  readonly about?: 'account' | 'time';
};

/** The rules in order of evaluation. */
const rules: readonly Row[] = [
  { holds: isForUs, message: OTHER_APPLICATION },
  { holds: isVersion2, message: 'The token is not a version 2.0 token.' },
  {
    holds: isFromAllowedTenant,
    message: 'This organisation is not allowed to use this server.',
    about: 'account',
  },
  { holds: isIssuedByItsTenant, message: 'The token was not issued by the tenant that it names.' },
  { holds: isInValidityPeriod, message: 'The token has expired or is not valid yet.', about: 'time' },
  { holds: isUserToken, message: 'The token belongs to an application, but only users can use this server.' },
  {
    holds: isFromAllowedClient,
    message: 'The application that requested this token is not allowed to use this server.',
  },
  {
    holds: hasAccountType,
    message:
      'The token does not show whether the user is a guest: add the optional claim acct to the access token in the app registration.',
  },
  {
    holds: isMember,
    message: "This organisation's guests are not allowed to use this server.",
    about: 'account',
  },
  { holds: hasScope, message: 'The token does not have the scope access_as_user.', status: 403 },
];

/** The `cause` of the error for a valid token whose account the settings do not allow. */
export class AccountNotAllowedError extends Error {
  override readonly name = 'AccountNotAllowedError';
}

/** The `cause` of the error for a token that has expired or is not valid yet. */
export class ValidityError extends Error {
  override readonly name = 'ValidityError';
}

/** Checks the claims in a token whose signature has not been verified yet. Throws `OAuthError('invalid_token')`. */
export function checkClaims(payload: unknown, input: Omit<RuleInput, 'claims'>): TokenClaims {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) {
    const missing = parsed.error.issues[0]?.path.join('.') ?? '';
    const message =
      version1Problem(payload, input.config) ??
      `The token is not a version 2.0 Entra access token (check the claim ${missing}).`;
    throw new OAuthError('invalid_token', message);
  }
  for (const { holds, message, status, about } of rules) {
    if (holds({ ...input, claims: parsed.data })) continue;
    const cause = about && (about === 'account' ? new AccountNotAllowedError() : new ValidityError());
    throw new OAuthError('invalid_token', message, { status, cause });
  }
  return parsed.data;
}

const version1 = z.object({ ver: z.literal('1.0'), aud: z.string() });

/**
 * Explains why a version 1.0 token is refused; returns undefined for any other token. A version 1.0 token has no `azp`,
 * and its audience is our client id or application ID URI.
 */
function version1Problem(payload: unknown, { entra }: Config): string | undefined {
  const { success, data } = version1.safeParse(payload);
  if (!success) return undefined;
  return [entra.clientId, `api://${entra.clientId}`].includes(data.aud) ? VERSION_1 : OTHER_APPLICATION;
}
