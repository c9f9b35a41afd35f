import { describe, expect, it } from 'vitest';

import { UnavailableError } from '../../../src/errors.ts';
import { createCodes } from '../../../src/oauth/tokens/code.ts';
import { codeRequest, isAccepted, obtainCode, tokens } from '../flow.ts';
import { createWorld, TENANT, type World } from '../../kit/oauth/oauth-world.ts';

const bound = { client: 'client', redirect: 'redirect', challenge: 'challenge' };
const issue = (world: World) =>
  createCodes(world).issue(
    {
      accessToken: 'a',
      tid: TENANT,
      oid: 'ana',
      expiresAt: world.now() / 1_000 + 3_600,
      client: { class: 'localhost', id: 'client' },
    },
    bound,
  );
const stored = async (world: World) => (await world.store.list('codes')).rows;
describe('a code', () => {
  it('is stored for ten minutes, under the hour in which it expires', async () => {
    const world = createWorld();
    world.shared.clock.ms = Date.parse('2026-11-21T09:59:30Z');
    const issuedAt = world.now() / 1_000;
    await issue(world);
    const hour = String(Date.parse('2026-11-21T10:00:00Z') / 3_600_000);
    expect(await stored(world)).toMatchObject([{ partition: hour, expiresAt: issuedAt + 600 }]);
  });

  it('is never issued twice, even if the random source fails', async () => {
    const world = createWorld();
    const broken = { ...world, random: (bytes: number) => new Uint8Array(bytes) };
    await expect(issue(broken)).resolves.toHaveLength(43);
    await expect(issue(broken)).rejects.toThrow('already exists');
  });

  it('leaves no tokens in the tables once it has been redeemed, only what recognises a second use', async () => {
    const world = createWorld();
    const obtained = await obtainCode(world);
    const [before] = await stored(world);
    expect(before?.value).toHaveProperty('box');
    expect(await tokens(world, codeRequest(obtained))).toMatchObject({ status: 200 });
    const { box: _box, ...rest } = before?.value ?? {};
    expect(await stored(world)).toMatchObject([{ value: rest, expiresAt: before?.expiresAt }]);
    expect((await stored(world))[0]?.value).not.toHaveProperty('box');
  });

  it.each(['fail', 'have changed'])(
    'is redeemed even if the tables %s when its tokens are removed',
    async (how) => {
      const world = createWorld();
      const obtained = await obtainCode(world);
      const replace = world.store.replace.bind(world.store);
      world.store.replace = async (place, ...write) => {
        if (place.table !== 'codes') return replace(place, ...write);
        if (how === 'fail') throw new UnavailableError('Table Storage');
        return false;
      };
      const first = await tokens(world, codeRequest(obtained));
      expect(await isAccepted(world, first.access_token)).toBe(true);
      expect(await tokens(world, codeRequest(obtained))).toMatchObject({ error: 'invalid_grant' });
      expect(await isAccepted(world, first.access_token)).toBe(false);
    },
  );

  it('does not hide an unexpected error when its tokens are removed', async () => {
    const world = createWorld();
    const stored = await createCodes(world).find(await issue(world));
    world.store.replace = () => Promise.reject(new Error('unexpected'));
    if (stored === undefined) throw new Error('the code is not stored');
    await expect(createCodes(world).removeGrant('x'.repeat(43), stored)).rejects.toThrow('unexpected');
  });

  it('is not found if its row is unreadable', async () => {
    const world = createWorld();
    const code = await issue(world);
    const [row] = await stored(world);
    if (row === undefined) throw new Error('the code is not stored');
    const place = { table: 'codes', partition: row.partition, id: row.id } as const;
    await world.store.replace(place, { value: { v: 2, client: 'client' }, expiresAt: 2e9 }, row.etag);
    expect(await createCodes(world).find(code)).toBeUndefined();
  });

  it.each(['its row', "its token family's row"])('yields no tokens if %s was deleted', async (which) => {
    const world = createWorld();
    const obtained = await obtainCode(world);
    const table = which === 'its row' ? 'codes' : 'families';
    for (const { partition, id } of (await world.store.list(table)).rows)
      await world.store.remove({ table, partition, id });
    expect(await tokens(world, codeRequest(obtained))).toMatchObject({ status: 400, error: 'invalid_grant' });
  });
});
