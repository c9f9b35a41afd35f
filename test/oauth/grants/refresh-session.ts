import { refreshClaims } from '../../../src/oauth/grants/refresh-claims.ts';
import { createWorld, type World } from '../../kit/oauth/oauth-world.ts';
import { isAccepted, refreshRequest, signedIn, tokens, type Parameters } from '../flow.ts';

/** Returns where the token family in these refresh token claims is stored. */
export function placeOf(claims: unknown) {
  const { partition, family } = refreshClaims.parse(claims);
  return { table: 'families', partition, id: family } as const;
}

/**
 * Signs a user in to a client that can refresh. `isAlive` lets all cached token families expire, then returns whether
 * the session's family is still valid.
 */
export async function openSession() {
  const world = createWorld();
  const first = await signedIn(world);
  const refresh = (token: string, at: World = world, different: Parameters = {}) =>
    tokens(at, refreshRequest(first.clientId, token, different));
  const isAlive = (token: string, at: World = world) => {
    world.shared.clock.ms += 10_001;
    return isAccepted(at, token);
  };
  return { world, first, refresh, isAlive };
}
