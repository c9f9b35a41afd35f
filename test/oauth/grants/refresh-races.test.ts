import { describe, expect, it } from 'vitest';

import { createWorld, secondInstance, type World } from '../../kit/oauth/oauth-world.ts';
import { refreshClaims } from '../../../src/oauth/grants/refresh-claims.ts';
import { refreshRequest, signedIn, tokens, type Parameters } from '../flow.ts';

/** Returns where the family of these refresh claims is stored. */
function placeOf(claims: unknown) {
  const { partition, family } = refreshClaims.parse(claims);
  return { table: 'families', partition, id: family } as const;
}

async function session() {
  const world = createWorld();
  const first = await signedIn(world);
  const refresh = (token: string, at: World = world, different: Parameters = {}) =>
    tokens(at, refreshRequest(first.clientId, token, different));
  const isAlive = async (token: string, at: World = world) => {
    world.shared.clock.ms += 10_001;
    return at.authenticate(token).then(
      () => true,
      () => false,
    );
  };
  return { world, first, refresh, isAlive };
}

describe('a refresh at the same time as another request', () => {
  it('rotates the token even if another writer changes the row at the same time', async () => {
    const { world, first, refresh } = await session();
    const key = placeOf(await world.sealer.open('refresh', first.refresh_token));
    const original = world.signIn.refresh.bind(world.signIn);
    world.signIn.refresh = async (request) => {
      await world.families.setPendingClaims(key, '{}');
      return original(request);
    };
    const next = await refresh(first.refresh_token);
    expect((await world.sealer.open('refresh', next.refresh_token))['generation']).toBe(1);
  });

  it('is not reported as theft if the sign-in is revoked at the same time', async () => {
    const { world, first, refresh } = await session();
    const key = placeOf(await world.sealer.open('refresh', first.refresh_token));
    const original = world.signIn.refresh.bind(world.signIn);
    world.signIn.refresh = async (request) => {
      await world.families.revoke(key);
      return original(request);
    };
    expect((await refresh(first.refresh_token)).error).toBe('invalid_grant');
    expect(world.facts.filter(({ decision }) => decision?.rule === 'refresh_token_reused')).toEqual([]);
  });

  it('ends the token family if other requests use the token and its successor meanwhile', async () => {
    const { world, first, refresh } = await session();
    const original = world.signIn.refresh.bind(world.signIn);
    let newest = '';
    world.signIn.refresh = async (request) => {
      world.signIn.refresh = original;
      newest = (await refresh((await refresh(first.refresh_token)).refresh_token)).refresh_token;
      return original(request);
    };
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(world.facts.at(-1)?.decision?.rule).toBe('refresh_token_reused');
    expect((await refresh(newest)).error).toBe('invalid_grant');
  });

  it('is refused without ending the token family if a refused token turns out to be valid', async () => {
    const { world, first, refresh } = await session();
    const use = world.families.use.bind(world.families);
    world.families.use = async () => undefined;
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
    world.families.use = use;
    expect((await refresh(first.refresh_token)).status).toBe(200);
  });

  it('keeps a client signed in if it sends one token 50 times at once to two instances', async () => {
    const { world, first, refresh, isAlive } = await session();
    const two = secondInstance(world);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => refresh(first.refresh_token, i % 2 === 0 ? world : two)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const last = answers.at(-1);
    expect(await isAlive(last?.access_token ?? '', two)).toBe(true);
    expect((await refresh(last?.refresh_token ?? '')).status).toBe(200);
  });
});
