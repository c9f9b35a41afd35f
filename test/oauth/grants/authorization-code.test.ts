import { describe, expect, it } from 'vitest';

import {
  codeRequest,
  isAccepted,
  obtainCode,
  pkce,
  registerClient,
  tokens,
  type Parameters,
} from '../flow.ts';
import { breakTables, createWorld, secondInstance } from '../../kit/oauth/oauth-world.ts';

describe('an authorization code', () => {
  it('is redeemed for tokens that expire before the Entra tokens inside them', async () => {
    const world = createWorld();
    const body = await tokens(world, codeRequest(await obtainCode(world)));
    expect(body).toMatchObject({ status: 200, expires_in: 3_300 });
    const { expiresAt } = await world.authenticate(body.access_token);
    expect(expiresAt).toBe(world.now() / 1_000 + 3_300);
    expect(body.access_token.length).toBeLessThan(7_000);
  });

  it.each<[string, Parameters, string]>([
    ['a different verifier', { code_verifier: pkce().verifier }, 'invalid_grant'],
    ['an empty verifier', { code_verifier: '' }, 'invalid_request'],
    ['no verifier', { code_verifier: undefined }, 'invalid_request'],
    ['a different redirect URI', { redirect_uri: 'http://127.0.0.1:33418/other' }, 'invalid_grant'],
    ['a different port', { redirect_uri: 'http://127.0.0.1:1/callback' }, 'invalid_grant'],
    ['a different resource', { resource: 'https://evil.example/mcp' }, 'invalid_target'],
    ['no code', { code: undefined }, 'invalid_request'],
    ['a made-up code', { code: 'A'.repeat(43) }, 'invalid_grant'],
    ['a malformed code', { code: 'x' }, 'invalid_grant'],
  ])('stays valid for its owner after a request with %s is refused', async (_what, different, error) => {
    const world = createWorld();
    const obtained = await obtainCode(world);
    expect(await tokens(world, codeRequest(obtained, different))).toMatchObject({ status: 400, error });
    expect(await tokens(world, codeRequest(obtained))).toMatchObject({ status: 200 });
  });

  it.each([undefined, ''])(
    'can be redeemed without a redirect URI, but not without its verifier: %j',
    async (absent) => {
      const world = createWorld();
      const obtained = await obtainCode(world);
      const without = (different: Parameters) =>
        tokens(world, codeRequest(obtained, { redirect_uri: absent, ...different }));
      for (const code_verifier of [undefined, pkce().verifier]) {
        expect(await without({ code_verifier })).toMatchObject({ status: 400 });
      }
      const thief = await registerClient(world);
      expect(await without({ client_id: thief.client_id })).toMatchObject({ error: 'invalid_grant' });
      expect(await without({})).toMatchObject({ status: 200 });
    },
  );

  it('is refused if another client sends it, and stays valid for its owner', async () => {
    const world = createWorld();
    const obtained = await obtainCode(world);
    const thief = await registerClient(world);
    const stolen = codeRequest(obtained, { client_id: thief.client_id });
    expect(await tokens(world, stolen)).toMatchObject({ error: 'invalid_grant' });
    expect(await tokens(world, codeRequest(obtained))).toMatchObject({ status: 200 });
  });

  it('is refused on second use on any instance, and the token family that it started is revoked', async () => {
    const one = createWorld();
    const two = secondInstance(one);
    const obtained = await obtainCode(one);
    const first = await tokens(one, codeRequest(obtained));
    expect(await isAccepted(one, first.access_token)).toBe(true);
    expect(await tokens(two, codeRequest(obtained))).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await isAccepted(two, first.access_token)).toBe(false);
    one.shared.clock.ms += 10_001;
    expect(await isAccepted(one, first.access_token)).toBe(false);
    expect(two.facts.at(-1)).toMatchObject({ phase: 'refused', decision: { rule: 'code_replayed' } });
  });

  it('does not revoke the token family when it is reused without its verifier', async () => {
    const world = createWorld();
    const obtained = await obtainCode(world);
    const first = await tokens(world, codeRequest(obtained));
    await tokens(world, codeRequest(obtained, { code_verifier: pkce().verifier }));
    expect(await isAccepted(world, first.access_token)).toBe(true);
  });

  it('is accepted at most once in five parallel requests, and no token remains valid', async () => {
    const one = createWorld();
    const two = secondInstance(one);
    const obtained = await obtainCode(one);
    const answers = await Promise.all(
      [one, two, one, two, one].map((at) => tokens(at, codeRequest(obtained))),
    );
    const won = answers.filter((answer) => answer.status === 200);
    expect(won).toHaveLength(1);
    one.shared.clock.ms += 10_001;
    expect(await isAccepted(one, won[0]?.access_token ?? '')).toBe(false);
  });

  it('expires after a minute plus the clock tolerance', async () => {
    const world = createWorld();
    const early = await obtainCode(world);
    world.shared.clock.ms += 59_000;
    expect(await tokens(world, codeRequest(early))).toMatchObject({ status: 200 });
    const late = await obtainCode(world);
    world.shared.clock.ms += 121_000;
    expect(await tokens(world, codeRequest(late))).toMatchObject({
      error: 'invalid_grant',
      error_description:
        'The code is unknown, has expired, was already used or was issued to another client, or the user has ended the sign-in. Sign in again.',
    });
  });

  it('is found even if the hour has changed since it was issued', async () => {
    const world = createWorld();
    world.shared.clock.ms = Date.parse('2026-11-21T09:59:30Z');
    const obtained = await obtainCode(world);
    world.shared.clock.ms += 40_000;
    expect(await tokens(world, codeRequest(obtained))).toMatchObject({ status: 200 });
  });

  it('is not spent while the tables are down', async () => {
    const world = createWorld();
    const obtained = await obtainCode(world);
    const restore = breakTables(world, 'replace');
    expect(await tokens(world, codeRequest(obtained))).toMatchObject({
      status: 503,
      error: 'temporarily_unavailable',
    });
    restore();
    expect(await tokens(world, codeRequest(obtained))).toMatchObject({ status: 200 });
  });

  it('is refused if its row was moved to another code', async () => {
    const world = createWorld();
    const mine = await obtainCode(world);
    const theirs = await obtainCode(world);
    const [a, b] = (await world.shared.store.list('codes')).rows;
    if (a === undefined || b === undefined) throw new Error('two codes are stored');
    const place = { table: 'codes', partition: a.partition, id: a.id } as const;
    await world.shared.store.replace(place, { value: b.value, expiresAt: b.expiresAt }, a.etag);
    const answers = [await tokens(world, codeRequest(mine)), await tokens(world, codeRequest(theirs))];
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 400]));
  });
});
