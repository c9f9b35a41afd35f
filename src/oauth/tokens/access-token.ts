import * as z from 'zod';

import { createLruMap } from '../../base/lru-map.ts';
import { digest, digestToken } from '../../base/sha256.ts';
import type { Config } from '../../config/config.ts';
import type { EntraPerson, VerifyEntra } from '../../entra/entra-types.ts';
import { OAuthError } from '../../errors.ts';
import type { Admission, Caller } from '../../policy/caller.ts';
import { openClaims, SealError, type Sealer } from '../../secrets/seal.ts';
import { clientIdentity } from '../clients/client-identity.ts';
import { isAllowedClient } from '../clients/oauth-client.ts';
import { personPartition } from '../../state/person-partition.ts';
import type { Families } from './family.ts';
import { resourceOf } from '../authorize/check-resource.ts';

const accessClaims = z.object({
  v: z.literal(1),
  grant: z.literal('code'),
  ceiling: z.object({ toolsets: z.union([z.literal('all'), z.array(z.string())]), readOnly: z.boolean() }),
  resource: z.string(),
  client: clientIdentity,
  partition: z.string(),
  family: z.string(),
  /** Entra's access token for our API. */
  t: z.string(),
});

/** The sealed claims of an access token. */
export type AccessClaims = z.infer<typeof accessClaims>;

/** The sealer adds the expiry, in seconds since 1970. */
const openedClaims = accessClaims.extend({ exp: z.number() });

/**
 * Checks an access token; throws `OAuthError('invalid_token')`, `UnavailableError`, or `HttpError` 403 or 429 (see
 * `admission.ts`).
 */
export type Authenticate = (token: string) => Promise<Admission>;

type Dependencies = {
  readonly config: Config;
  readonly sealer: Sealer;
  readonly families: Families;
  readonly verify: VerifyEntra;
  readonly now: () => number;
};

const TOKENS_CACHED = 10_000;

/**
 * Checks our own access tokens and direct Entra tokens from allowed clients. Create one per instance, because
 * verified tokens are cached by hash until they expire. Every call still checks that the family is alive.
 */
export function createAuthenticator(dependencies: Dependencies): Authenticate {
  const known = createLruMap<Admission>(TOKENS_CACHED);
  const recall = (hash: string): Admission | undefined => {
    const admission = known.get(hash);
    if (admission === undefined || admission.expiresAt * 1_000 > dependencies.now()) return admission;
    known.delete(hash);
    return undefined;
  };
  return async (token) => {
    const hash = digest(token);
    let admission = recall(hash);
    if (admission === undefined) {
      admission = await open(token, dependencies);
      known.set(hash, admission);
    }
    await requireAlive(admission, dependencies);
    return admission;
  };
}

async function open(token: string, dependencies: Dependencies): Promise<Admission> {
  const parts = token.split('.').length;
  if (parts === 5) return openSealed(token, dependencies);
  if (parts === 3 && dependencies.config.allowedDirectClients.length > 0)
    return openDirect(token, dependencies);
  throw notValid();
}

/**
 * Opens one of our own tokens and also verifies the Entra token inside, because the seal proves who issued our token,
 * not who is allowed to call now.
 */
async function openSealed(token: string, dependencies: Dependencies): Promise<Admission> {
  const claims = await unseal(token, dependencies);
  if (claims.resource !== resourceOf(dependencies.config.publicUrl)) throw notValid();
  if (!isAllowedClient(claims.client, dependencies.config)) throw notValid();
  const person = await dependencies.verify(claims.t, 'sealed');
  if (personPartition(person) !== claims.partition) throw notValid();
  const { client, grant, ceiling } = claims;
  return {
    caller: callerOf(person, { client, grant, ceiling }),
    assertion: digestToken(claims.t),
    expiresAt: Math.min(claims.exp, person.expiresAt),
    family: { partition: claims.partition, id: claims.family },
  };
}

/**
 * Checks a token that Entra issued directly to an allow-listed client. Such a token has no family that could be
 * revoked.
 */
async function openDirect(token: string, { config, verify }: Dependencies): Promise<Admission> {
  const person = await verify(token, 'direct');
  // ALLOWED_DIRECT_CLIENTS allows these clients, so ALLOWED_CLIENTS does not apply to them.
  if (config.deniedClients.includes(person.azp)) throw notValid();
  const caller = callerOf(person, {
    client: { class: person.azp, id: person.azp },
    grant: 'direct',
    ceiling: { toolsets: 'all', readOnly: false },
  });
  return { caller, assertion: digestToken(token), expiresAt: person.expiresAt };
}

async function unseal(token: string, { sealer }: Dependencies): Promise<z.infer<typeof openedClaims>> {
  try {
    return await openClaims(openedClaims, 'access', token, sealer);
  } catch (cause) {
    throw cause instanceof SealError ? notValid(cause) : cause;
  }
}

async function requireAlive({ family }: Admission, { families }: Dependencies): Promise<void> {
  if (family === undefined || (await families.isAlive(family))) return;
  throw new OAuthError('invalid_token', 'This sign-in has ended: sign in again.');
}

function callerOf(person: EntraPerson, by: Pick<Caller, 'client' | 'grant' | 'ceiling'>): Caller {
  const { tid, oid, scopes, roles } = person;
  return { tid, oid, scopes, roles, ...by, selection: { preset: 'default', readOnly: false } };
}

function notValid(cause?: unknown): OAuthError {
  return new OAuthError('invalid_token', 'The access token is not valid or has expired.', { cause });
}
