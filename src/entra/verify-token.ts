import { createRemoteJWKSet, customFetch, decodeJwt, errors, jwtVerify, type RemoteJWKSet } from 'jose';

import type { Config } from '../config/config.ts';
import { OAuthError, UnavailableError } from '../errors.ts';
import type { Telemetry } from '../telemetry/telemetry-types.ts';
import { endpointsOf } from './authority.ts';
import { checkClaims, type TokenClaims } from './check-claims.ts';
import { requestEntra } from './request-entra.ts';
import type { EntraPerson, VerifyEntra } from './entra-types.ts';

const CLOCK_TOLERANCE_SECONDS = 60;
const KEYS_TIMEOUT_MS = 5_000;
const KEYS_COOLDOWN_MS = 30_000;
/**
 * How long keys are cached. The time can be long, because Entra publishes new keys days in advance, and an unknown key
 * id triggers an immediate lookup.
 */
const KEYS_MAX_AGE_MS = 24 * 60 * 60_000;
/** Maximum length of a token, checked before decoding. Entra's tokens are far shorter. */
const TOKEN_LIMIT_CHARACTERS = 16_000;

export type Verifier = {
  readonly verify: VerifyEntra;
  /** Resolves if the home tenant's signing keys are available. */
  ready(): Promise<void>;
};

/**
 * Verifies Entra access tokens (see `VerifyEntra`). Claims are checked first, to avoid fetching keys for a token that
 * will be refused. Keys come from the fixed URL of an allowed tenant, never from the token.
 */
export function createVerifier({
  config,
  now,
  telemetry,
}: {
  readonly config: Config;
  readonly now: () => number;
  readonly telemetry?: Telemetry | undefined;
}): Verifier {
  const sets = new Map<string, RemoteJWKSet>();
  const keysOf = (tid: string): RemoteJWKSet => {
    const known = sets.get(tid);
    if (known !== undefined) return known;
    const made = createRemoteJWKSet(new URL(endpointsOf(config, tid).jwksUri), {
      timeoutDuration: KEYS_TIMEOUT_MS,
      cooldownDuration: KEYS_COOLDOWN_MS,
      cacheMaxAge: KEYS_MAX_AGE_MS,
      [customFetch]: (url, init) => readKeys(telemetry, url, init),
    });
    sets.set(tid, made);
    return made;
  };

  return {
    verify: async (token, how) => {
      const claims = checkClaims(decode(token), { how, config, nowSeconds: now() / 1000 });
      const keys = keysOf(claims.tid);
      try {
        await jwtVerify(token, (header, jws) => keys(header, jws).catch(throwAsUnavailable), {
          algorithms: ['RS256'],
          issuer: endpointsOf(config, claims.tid).issuer,
          audience: config.entra.clientId,
          requiredClaims: ['exp'],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          currentDate: new Date(now()),
        });
      } catch (error) {
        throw error instanceof errors.JOSEError ? invalidToken(error.code) : error;
      }
      return toPerson(claims);
    },
    ready: async () => {
      const keys = keysOf(config.entra.tenantId);
      if (keys.jwks() === undefined) await keys.reload().catch(throwAsUnavailable);
    },
  };
}

function decode(token: string): unknown {
  if (token.length > TOKEN_LIMIT_CHARACTERS) throw invalidToken('too long');
  try {
    return decodeJwt(token);
  } catch {
    throw invalidToken('malformed');
  }
}

/**
 * Creates the error for an invalid token. Keeps only the error code, because jose errors contain the token's claims.
 */
function invalidToken(code: string): OAuthError {
  return new OAuthError('invalid_token', 'The token was not issued by Microsoft Entra or has been altered.', {
    cause: new Error(code),
  });
}

/** Rethrows errors about the token (no matching key, or several). Any other failure means that Entra is unavailable. */
function throwAsUnavailable(error: unknown): never {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    throw error;
  throw new UnavailableError('Entra', { cause: error });
}

/** Reads the signing keys. jose reads the body only if the status is 200, and refuses any other response. */
async function readKeys(
  telemetry: Telemetry | undefined,
  url: string,
  { headers, signal }: { readonly headers: Headers; readonly signal: AbortSignal },
): Promise<Response> {
  const began = performance.now();
  let status = 0;
  try {
    const response = await requestEntra(url, { method: 'GET', headers: Object.fromEntries(headers), signal });
    status = response.status;
    if (response.body instanceof Error) throw response.body;
    return status === 200 ? new Response(response.body) : new Response(null, { status: 502 });
  } finally {
    const ms = performance.now() - began;
    telemetry?.dependency({ target: 'Entra', name: 'read signing keys', status, ok: status === 200, ms });
  }
}

function toPerson(claims: TokenClaims): EntraPerson {
  return {
    tid: claims.tid,
    oid: claims.oid,
    name: claims.name,
    username: claims.preferred_username,
    roles: claims.roles,
    scopes: claims.scp.split(' ').filter((scope) => scope !== ''),
    azp: claims.azp,
    expiresAt: claims.exp,
  };
}
