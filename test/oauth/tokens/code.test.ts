import { describe, expect, it } from 'vitest';

import { createCodes, type FoundCode } from '../../../src/oauth/tokens/code.ts';
import { personPartition } from '../../../src/state/person-partition.ts';
import { codeRequest, obtainCode, tokens } from '../flow.ts';
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
const found = async (code: string, world: World): Promise<FoundCode> => {
  const row = await createCodes(world).find(code);
  if (row === undefined) throw new Error('there is no such code');
  return row;
};

describe('a code', () => {
  it('is stored under the hour in which it expires, and is kept for ten minutes and for another ten minutes after use', async () => {
    const world = createWorld();
    world.shared.clock.ms = Date.parse('2026-11-21T09:59:30Z');
    const issuedAt = world.now() / 1_000;
    const code = await issue(world);
    const hour = String(Date.parse('2026-11-21T10:00:00Z') / 3_600_000);
    expect(await stored(world)).toMatchObject([{ partition: hour, expiresAt: issuedAt + 600 }]);
    world.shared.clock.ms += 45_000;
    await createCodes(world).markUsed(await found(code, world), { partition: 'p', id: 'f' });
    expect(await stored(world)).toMatchObject([{ partition: hour, expiresAt: issuedAt + 645 }]);
  });

  it('is never issued twice, even if the random source fails', async () => {
    const world = createWorld();
    const broken = { ...world, random: (bytes: number) => new Uint8Array(bytes) };
    await expect(issue(broken)).resolves.toHaveLength(43);
    await expect(issue(broken)).rejects.toThrow('already exists');
  });

  it('is not found if its row is unreadable', async () => {
    const world = createWorld();
    const code = await issue(world);
    const { place, etag } = await found(code, world);
    await world.store.replace(place, { value: { v: 2, state: 'open' }, expiresAt: 2e9 }, etag);
    expect(await createCodes(world).find(code)).toBeUndefined();
  });

  it.each<[string, (world: World) => Promise<boolean>]>([
    ['deleted', async (world) => removeCodes(world)],
    ['changed by another writer', async () => false],
  ])(
    'yields no tokens and leaves no token family if it is %s while being redeemed',
    async (_what, meanwhile) => {
      const world = createWorld();
      const obtained = await obtainCode(world);
      const replace = world.store.replace.bind(world.store);
      world.store.replace = (place, ...rest) =>
        place.table === 'codes' ? meanwhile(world) : replace(place, ...rest);
      expect(await tokens(world, codeRequest(obtained))).toMatchObject({
        status: 400,
        error: 'invalid_grant',
      });
      const partition = personPartition({ tid: TENANT, oid: world.shared.entra.person.oid });
      expect(await world.families.ofPerson(partition)).toEqual([]);
    },
  );
});

async function removeCodes(world: World): Promise<boolean> {
  for (const { partition, id } of await stored(world)) {
    await world.store.remove({ table: 'codes', partition, id });
  }
  return false;
}
