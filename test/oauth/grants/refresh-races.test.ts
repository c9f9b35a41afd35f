import { describe, expect, it } from 'vitest';

import { secondInstance } from '../../kit/oauth/oauth-world.ts';
import { openSession, placeOf } from './refresh-session.ts';

describe('a refresh at the same time as another request', () => {
  it('rotates the token even if another writer changes the row at the same time', async () => {
    const { world, first, refresh } = await openSession();
    const key = placeOf(await world.sealer.open('refresh', first.refresh_token));
    const original = world.signIn.refresh.bind(world.signIn);
    world.signIn.refresh = async (request) => {
      await world.families.setPendingClaims(key, '{}');
      return original(request);
    };
    const next = await refresh(first.refresh_token);
    expect((await world.sealer.open('refresh', next.refresh_token))['generation']).toBe(1);
  });

  it('keeps claims that a call demands while the refresh runs, and drops the claims that the refresh has sent', async () => {
    const { world, first, refresh } = await openSession();
    const key = placeOf(await world.sealer.open('refresh', first.refresh_token));
    const original = world.signIn.refresh.bind(world.signIn);
    const demanded = ['{"a":1}', '{"a":2}', undefined];
    const sent: unknown[] = [];
    world.signIn.refresh = async (request) => {
      sent.push(request.claims);
      const claims = demanded[sent.length - 1];
      if (claims !== undefined) await world.families.setPendingClaims(key, claims);
      return original(request);
    };
    let token = first.refresh_token;
    for (const _ of [1, 2, 3, 4]) token = (await refresh(token)).refresh_token;
    expect(sent).toEqual([undefined, '{"a":1}', '{"a":2}', undefined]);
  });

  it('is not reported as theft if the sign-in is revoked at the same time', async () => {
    const { world, first, refresh } = await openSession();
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
    const { world, first, refresh } = await openSession();
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

  it('does not end the token family if it is refused although the refresh token is valid', async () => {
    const { world, first, refresh } = await openSession();
    const use = world.families.use.bind(world.families);
    world.families.use = async () => undefined;
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
    world.families.use = use;
    expect((await refresh(first.refresh_token)).status).toBe(200);
  });

  it('keeps a client signed in if it sends one token 50 times at once to two instances', async () => {
    const { world, first, refresh, isAlive } = await openSession();
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
