import { describe, expect, it } from 'vitest';

import { revoke } from '../endpoints.ts';
import { formPost, refreshRequest, registerClient, signedIn, tokens, type Parameters } from '../flow.ts';
import { breakTables, createWorld, type World } from '../../kit/oauth/oauth-world.ts';

async function send(world: World, form: Parameters): Promise<Response> {
  return revoke(formPost('/revoke', form), world);
}

describe('the revocation endpoint', () => {
  it.each(['refresh_token', 'access_token'] as const)(
    'ends the entire sign-in when given its %s',
    async (kind) => {
      const world = createWorld();
      const session = await signedIn(world);
      const answer = await send(world, { token: session[kind], client_id: session.clientId });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe('');
      await expect(world.authenticate(session.access_token)).rejects.toMatchObject({ code: 'invalid_token' });
      const refreshed = await tokens(world, refreshRequest(session.clientId, session.refresh_token));
      expect(refreshed.error).toBe('invalid_grant');
      expect(world.facts.at(-1)).toMatchObject({ phase: 'outcome', action: { operation: 'revoke' } });
    },
  );

  it('ignores the token_type_hint', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const form = {
      token: session.refresh_token,
      token_type_hint: 'access_token',
      client_id: session.clientId,
    };
    expect((await send(world, form)).status).toBe(200);
    await expect(world.authenticate(session.access_token)).rejects.toThrow();
  });

  it('accepts a repeated request', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const form = { token: session.refresh_token, client_id: session.clientId };
    expect((await send(world, form)).status).toBe(200);
    expect((await send(world, form)).status).toBe(200);
  });

  it('leaves a tombstone even if the token family is gone', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const [row] = (await world.store.list('families')).rows;
    await world.store.remove({ table: 'families', partition: row?.partition ?? '', id: row?.id ?? '' });
    await send(world, { token: session.refresh_token, client_id: session.clientId });
    expect((await world.store.list('families')).rows[0]?.value).toMatchObject({ ended: true });
  });

  it('succeeds for an unknown or expired token', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    expect((await send(world, { token: 'garbage', client_id: session.clientId })).status).toBe(200);
    world.shared.clock.ms += 31 * 24 * 3_600_000;
    const form = { token: session.refresh_token, client_id: session.clientId };
    expect((await send(world, form)).status).toBe(200);
  });

  it("refuses another client's token and revokes nothing", async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const other = await registerClient(world);
    const answer = await send(world, { token: session.refresh_token, client_id: other.client_id });
    expect(answer.status).toBe(400);
    await expect(world.authenticate(session.access_token)).resolves.toBeDefined();
  });

  it.each<[string, Parameters, number]>([
    ['a missing token', { token: undefined }, 400],
    ['a missing client', { client_id: undefined }, 400],
    ['an unknown client', { client_id: 'a.b.c.d.e' }, 401],
  ])('refuses %s', async (_what, different, status) => {
    const world = createWorld();
    const session = await signedIn(world);
    const form = { token: session.refresh_token, client_id: session.clientId, ...different };
    expect((await send(world, form)).status).toBe(status);
  });

  it('returns 503 when the tables are down', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    breakTables(world, 'get', 11);
    const answer = await send(world, { token: session.refresh_token, client_id: session.clientId });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('11');
  });
});
