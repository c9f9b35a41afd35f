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

/** The claims of an Entra access token. Trust them only once the signature is verified. */
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

/**
 * The claim `idtyp` is optional. Without it, the delegated scope (see `hasScope`) shows that the token belongs to a
 * user.
 */
const isUserToken: Rule = ({ claims }) => claims.idtyp === undefined || claims.idtyp === 'user';

/** A direct token from our own app is refused: it can only have leaked from a sealed token. */
const isFromAllowedClient: Rule = ({ claims: { azp }, how, config }) =>
  how === 'sealed'
    ? azp === config.entra.clientId
    : azp !== config.entra.clientId && config.allowedDirectClients.includes(azp);

const hasAccountType: Rule = ({ claims, config }) => config.allowGuests || claims.acct !== undefined;

const isMember: Rule = ({ claims, config }) => config.allowGuests || claims.acct === 0;

const hasScope: Rule = ({ claims }) => claims.scp.split(' ').includes('access_as_user');

/** The rules in order of evaluation, each with the message and status for a failure. */
const rules: readonly (readonly [Rule, string, number])[] = [
  [isForUs, 'The token was issued for another application.', 401],
  [
    isVersion2,
    "The token has version 1.0: set requestedAccessTokenVersion to 2 in the app registration's manifest.",
    401,
  ],
  [isFromAllowedTenant, 'This organisation is not allowed to use this server.', 401],
  [isIssuedByItsTenant, 'The token was not issued by the tenant that it names.', 401],
  [isInValidityPeriod, 'The token has expired or is not valid yet.', 401],
  [isUserToken, 'The token belongs to an application, but only users can use this server.', 401],
  [isFromAllowedClient, 'The application that requested this token is not allowed to use this server.', 401],
  [
    hasAccountType,
    'The token does not show whether the user is a guest: add the optional claim acct to the access token in the app registration.',
    401,
  ],
  [isMember, "This organisation's guests are not allowed to use this server.", 401],
  [hasScope, 'The token does not have the scope access_as_user.', 403],
];

/** Checks the claims in a token whose signature has not been verified yet. Throws `OAuthError('invalid_token')`. */
export function checkClaims(payload: unknown, input: Omit<RuleInput, 'claims'>): TokenClaims {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) {
    const missing = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new OAuthError(
      'invalid_token',
      `The token is not a version 2.0 Entra access token (check the claim ${missing}).`,
    );
  }
  for (const [holds, sentence, status] of rules) {
    if (!holds({ ...input, claims: parsed.data }))
      throw new OAuthError('invalid_token', sentence, { status });
  }
  return parsed.data;
}
