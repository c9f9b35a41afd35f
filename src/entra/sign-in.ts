import type { AuthenticationResult, ConfidentialClientApplication } from '@azure/msal-node';
import { decodeJwt } from 'jose';
import * as z from 'zod';

import type { Config } from '../config/config.ts';
import { EntraRefusedError, OAuthError, UnavailableError } from '../errors.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import { adminConsentUrl, ANY_ORGANISATION, callbackUrl, endpointsOf, ownScope } from './authority.ts';
import { RefusedTokenError } from './check-claims.ts';
import { causeOf, explanationOf, sentenceOf } from './causes/explain.ts';
import { linksOf } from './causes/links.ts';
import { notAdmitted } from './causes/account-causes.ts';
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

/** Verifies a token that Entra has just issued. If we refuse it, the message explains who can change that. */
async function verifyGrant(
  { accessToken, refreshToken }: Tokens,
  verification: Verification,
): Promise<EntraGrant> {
  try {
    return { accessToken, refreshToken, person: await verification.verify(accessToken, 'sealed') };
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const isOperators = error instanceof RefusedTokenError && error.fault !== 'account';
    throw isOperators ? unusable(error, accessToken, verification) : refused(error, verification);
  }
}

function refused(error: OAuthError, { config }: Verification): EntraRefusedError {
  const cause = { ...notAdmitted, cause: error.message };
  const explanation = explanationOf(cause, linksOf(config, config.entra.tenantId));
  return new EntraRefusedError(sentenceOf(explanation), 0, { cause: error, explanation });
}

/** The user did nothing wrong and stays signed in: the tokens work once the operator has fixed the fault. */
function unusable(
  error: RefusedTokenError,
  accessToken: string,
  { config, now, log }: Verification,
): UnavailableError {
  const [code, sentence] =
    error.fault === 'clock'
      ? (['clock_wrong', wrongClock(accessToken, now())] as const)
      : (['token_unusable', error.message] as const);
  const cause = { ...causeOf({ ...NO_DETAILS, error: code }), cause: sentence };
  const explanation = explanationOf(cause, linksOf(config, config.entra.tenantId));
  log.error('entra_token_refused', { code, fix: `${sentence} ${explanation.action} ${explanation.link}` });
  return new UnavailableError('Entra', {
    cause: error,
    explanation,
    message: sentenceOf(explanation),
    retryAfterSeconds: 60,
  });
}

const NO_DETAILS = { aadsts: 0, suberror: '', error: '' };

/** A token that was issued a moment ago is valid, so if it seems not to be, this server's clock is wrong. */
function wrongClock(accessToken: string, nowMs: number): string {
  const { nbf = 0, exp = 0 } = decodeJwt(accessToken);
  return `This server's clock is wrong: it shows ${time(nowMs / 1_000)}, but the token that Microsoft has just issued is valid from ${time(nbf)} to ${time(exp)}.`;
}

function time(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;
}

function isSamePerson(idToken: object, { tid, oid }: EntraPerson): boolean {
  const claims = idToken as { tid?: unknown; oid?: unknown };
  return claims.tid === tid && claims.oid === oid;
}
