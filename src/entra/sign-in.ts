import type { AuthenticationResult, ConfidentialClientApplication } from '@azure/msal-node';
import { decodeJwt } from 'jose';
import * as z from 'zod';

import { utcSeconds } from '../base/zones/time-zones.ts';
import type { Config } from '../config/config.ts';
import { EntraRefusedError, OAuthError, UnavailableError } from '../errors.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import { adminConsentUrl, ANY_ORGANISATION, callbackUrl, endpointsOf, ownScope } from './authority.ts';
import { explanationOf, sentenceOf } from './causes/explain.ts';
import { linksOf } from './causes/links.ts';
import { notAdmitted } from './causes/account-causes.ts';
import type { Cause } from './causes/cause.ts';
import { unusableToken, wrongClock } from './causes/configuration-causes.ts';
import { AccountNotAllowedError, ValidityError } from './check-claims.ts';
import type { Exchange } from './exchange.ts';
import type { EntraGrant, EntraPerson, EntraSignIn, VerifyEntra } from './entra-types.ts';

export function createSignIn({
  exchange,
  ...verification
}: Verification & { readonly exchange: Exchange }): EntraSignIn {
  const { config } = verification;
  const redirectUri = callbackUrl(config);
  const scopes = [ownScope(config)];
  const authorityFor = (ownTenant = false) =>
    ownTenant || config.allowedTenants.length === 1 ? config.entra.tenantId : ANY_ORGANISATION;

  return {
    authorizeUrl: ({ codeChallenge, ownTenant, ...request }) =>
      exchange({ tid: authorityFor(ownTenant), name: 'authorize URL' }, (client) =>
        client.getAuthCodeUrl({
          ...request,
          scopes,
          redirectUri,
          codeChallenge,
          codeChallengeMethod: 'S256',
          responseMode: 'query',
          // A login hint means that the user has already chosen an account. msal-node drops the hint if a prompt is
          // set.
          ...(request.loginHint === undefined && { prompt: 'select_account' }),
        }),
      ),

    redeem: async ({ origin, ownTenant, ...answer }) => {
      const what = { tid: authorityFor(ownTenant), name: 'redeem code', origin };
      const tokens = await exchange(what, async (client) =>
        tokensOf(await client.acquireTokenByCode({ ...answer, scopes, redirectUri }), client),
      );
      const grant = await verifyGrant(tokens, verification);
      if (!isSamePerson(tokens.idTokenClaims, grant.person)) {
        throw new EntraRefusedError(
          'The tokens from this sign-in belong to different users; start again.',
          0,
        );
      }
      return grant;
    },

    refresh: async ({ tid, origin, ...request }) => {
      const tokens = await exchange({ tid, name: 'refresh', origin }, async (client) =>
        tokensOf(
          await client.acquireTokenByRefreshToken({ ...request, scopes, redirectUri, forceCache: true }),
          client,
        ),
      );
      const grant = await verifyGrant(tokens, verification);
      if (grant.person.tid !== tid) {
        throw new EntraRefusedError('The sign-in belongs to another organisation; sign in again.', 0);
      }
      return grant;
    },

    logoutUrl: (postLogoutRedirectUri) => {
      const url = new URL(endpointsOf(config, config.entra.tenantId).logout);
      if (postLogoutRedirectUri !== undefined) {
        url.searchParams.set('post_logout_redirect_uri', postLogoutRedirectUri);
      }
      return url.href;
    },

    adminConsentUrl: (tid) => adminConsentUrl(config, tid),
  };
}

type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly idTokenClaims: object;
};

const cacheSchema = z.object({
  RefreshToken: z.record(z.string(), z.object({ secret: z.string() })).default({}),
});

/**
 * Returns the tokens of a sign-in. msal-node does not return refresh tokens, so the refresh token is read from
 * msal-node's cache, which contains only this exchange's tokens.
 */
function tokensOf(result: AuthenticationResult | null, client: ConfidentialClientApplication): Tokens {
  if (result === null) throw new Error('msal-node returned no tokens');
  const cache = cacheSchema.parse(JSON.parse(client.getTokenCache().serialize()));
  return {
    accessToken: result.accessToken,
    refreshToken: Object.values(cache.RefreshToken)[0]?.secret,
    idTokenClaims: result.idTokenClaims,
  };
}

type Verification = {
  readonly verify: VerifyEntra;
  readonly config: Config;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
};

/**
 * Verifies a token that Entra has just issued. If the settings do not allow the account, the user has to sign in with
 * another account. Any other fault lies with Portico, its clock or its app registration. Such a fault affects every
 * user, so it does not end the sign-in.
 */
async function verifyGrant(
  { accessToken, refreshToken }: Tokens,
  { verify, config, now, log }: Verification,
): Promise<EntraGrant> {
  try {
    return { accessToken, refreshToken, person: await verify(accessToken, 'sealed') };
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const cause = causeOfRefusal(error, accessToken, new Date(now()));
    const explanation = explanationOf(cause, linksOf(config, config.entra.tenantId));
    const message = sentenceOf(explanation);
    if (cause.owner === 'person') throw new EntraRefusedError(message, 0, { cause: error, explanation });
    log.error('entra_token_unusable', {
      problem: explanation.cause,
      fix: `${explanation.action} ${explanation.link}`,
    });
    throw new UnavailableError('Entra', { cause: error, explanation, message, retryAfterSeconds: 60 });
  }
}

function causeOfRefusal(error: OAuthError, accessToken: string, now: Date): Cause {
  if (error.cause instanceof AccountNotAllowedError) return { ...notAdmitted, cause: error.message };
  return error.cause instanceof ValidityError
    ? { ...wrongClock, cause: clockProblem(accessToken, now) }
    : { ...unusableToken, cause: error.message };
}

/**
 * Describes how the clock contradicts the token's validity. A token that was just issued is valid, so the clock must be
 * wrong.
 */
function clockProblem(accessToken: string, now: Date): string {
  const { nbf = 0, exp = 0 } = decodeJwt(accessToken);
  const [from, until] = [nbf, exp].map((seconds) => utcSeconds(new Date(seconds * 1_000)));
  return `The clock of this server is wrong: it shows ${utcSeconds(now)}, but the token that Microsoft has just issued is valid from ${from} to ${until}.`;
}

function isSamePerson(idToken: object, { tid, oid }: EntraPerson): boolean {
  const claims = idToken as { tid?: unknown; oid?: unknown };
  return claims.tid === tid && claims.oid === oid;
}
