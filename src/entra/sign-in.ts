import type { AuthenticationResult, ConfidentialClientApplication } from '@azure/msal-node';
import * as z from 'zod';

import { utcSeconds } from '../base/zones/time-zones.ts';
import type { Config } from '../config/config.ts';
import { EntraRefusedError, OAuthError, UnavailableError } from '../errors.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import { adminConsentUrl, ANY_ORGANISATION, callbackUrl, endpointsOf, ownScope } from './authority.ts';
import { explanationOf, sentenceOf } from './causes/explain.ts';
import { linksOf } from './causes/links.ts';
import { notAdmitted } from './causes/account-causes.ts';
import { unusableToken } from './causes/configuration-causes.ts';
import { TokenFaultError } from './check-claims.ts';
import type { Exchange } from './exchange.ts';
import type { EntraGrant, EntraPerson, EntraSignIn, VerifyEntra } from './entra-types.ts';

export function createSignIn({
  config,
  exchange,
  verify,
  now,
  log,
}: {
  config: Config;
  exchange: Exchange;
  verify: VerifyEntra;
  /** Milliseconds since 1970. */
  now: () => number;
  log: Log;
}): EntraSignIn {
  const redirectUri = callbackUrl(config);
  const scopes = [ownScope(config)];
  const home = config.allowedTenants.length > 1 ? ANY_ORGANISATION : config.entra.tenantId;

  return {
    authorizeUrl: ({ codeChallenge, ...request }) =>
      exchange({ tid: home, name: 'authorize URL' }, (client) =>
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

    redeem: async ({ origin, ...answer }) => {
      const tokens = await exchange({ tid: home, name: 'redeem code', origin }, async (client) =>
        tokensOf(await client.acquireTokenByCode({ ...answer, scopes, redirectUri }), client),
      );
      const grant = await verifyGrant(tokens, { verify, config, now, log });
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
      const grant = await verifyGrant(tokens, { verify, config, now, log });
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
 * msal-node does not return refresh tokens, so the refresh token is read from msal-node's cache, which contains only
 * this exchange's tokens.
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
  readonly now: () => number;
  readonly log: Log;
};

/**
 * Verifies a token that Entra has just issued. If the settings do not allow the account, the user has to sign in with
 * another one. Any other fault is one of Portico or its app registration and affects every user: it ends no sign-in.
 */
async function verifyGrant(
  { accessToken, refreshToken }: Tokens,
  { verify, config, now, log }: Verification,
): Promise<EntraGrant> {
  try {
    return { accessToken, refreshToken, person: await verify(accessToken, 'sealed') };
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const fault = error.cause instanceof TokenFaultError ? error.cause.fault : undefined;
    const isAboutAccount = fault === 'account';
    // Entra has just issued the token, so it is valid at this moment.
    const problem =
      fault === 'time'
        ? `This server's clock is wrong: it shows ${utcSeconds(new Date(now()))}, but Entra's new token is not valid at that time.`
        : error.message;
    const cause = { ...(isAboutAccount ? notAdmitted : unusableToken), cause: problem };
    const explanation = explanationOf(cause, linksOf(config, config.entra.tenantId));
    const message = sentenceOf(explanation);
    if (isAboutAccount) throw new EntraRefusedError(message, 0, { cause: error, explanation });
    log.error('entra_token_unusable', {
      problem,
      fix: `${explanation.action} ${explanation.link}`,
    });
    throw new UnavailableError('Entra', { cause: error, explanation, message, retryAfterSeconds: 60 });
  }
}

function isSamePerson(idToken: object, { tid, oid }: EntraPerson): boolean {
  const claims = idToken as { tid?: unknown; oid?: unknown };
  return claims.tid === tid && claims.oid === oid;
}
