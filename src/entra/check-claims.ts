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

/**
 * What has to change if this server refuses a token that Entra has just issued to it: the account, the app registration
 * or the server's clock.
 */
export type Fault = 'account' | 'registration' | 'clock';

/** The claims of a token show that this server must not accept it. */
export class RefusedTokenError extends OAuthError {
  readonly fault: Fault;
  constructor(message: string, fault: Fault, status = 401) {
    super('invalid_token', message, { status });
    this.fault = fault;
  }
}

const VERSION_1 =
  "The token has version 1.0: set requestedAccessTokenVersion to 2 in the app registration's manifest.";

/** The rules in order of evaluation, each with the message, the fault and the status (by default 401) of a failure. */
const rules: readonly (readonly [Rule, string, Fault, number?])[] = [
  [isForUs, 'The token was issued for another application.', 'registration'],
  [isVersion2, VERSION_1, 'registration'],
  [isFromAllowedTenant, 'This organisation is not allowed to use this server.', 'account'],
  [isIssuedByItsTenant, 'The token was not issued by the tenant that it names.', 'account'],
  [isInValidityPeriod, 'The token has expired or is not valid yet.', 'clock'],
  [isUserToken, 'The token belongs to an application, but only users can use this server.', 'account'],
  [
    isFromAllowedClient,
    'The application that requested this token is not allowed to use this server.',
    'account',
  ],
  [
    hasAccountType,
    'The token does not show whether the user is a guest: add the optional claim acct to the access token in the app registration.',
    'registration',
  ],
  [isMember, "This organisation's guests are not allowed to use this server.", 'account'],
  [hasScope, 'The token does not have the scope access_as_user.', 'registration', 403],
];

const version1Schema = z.object({ ver: z.literal('1.0'), aud: z.string() });

/** Whether a token of version 1.0 was issued for this app. Such a token lacks claims that the rules need. */
function isOurVersion1(payload: unknown, clientId: string): boolean {
  const { data } = version1Schema.safeParse(payload);
  return data !== undefined && [clientId, `api://${clientId}`].includes(data.aud);
}

/** Checks the claims in a token whose signature has not been verified yet. Throws `RefusedTokenError`. */
export function checkClaims(payload: unknown, input: Omit<RuleInput, 'claims'>): TokenClaims {
  if (isOurVersion1(payload, input.config.entra.clientId))
    throw new RefusedTokenError(VERSION_1, 'registration');
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) {
    const missing = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new RefusedTokenError(
      `The token is not a version 2.0 Entra access token (check the claim ${missing}).`,
      'registration',
    );
  }
  for (const [holds, sentence, fault, status] of rules) {
    if (!holds({ ...input, claims: parsed.data })) throw new RefusedTokenError(sentence, fault, status);
  }
  return parsed.data;
}
