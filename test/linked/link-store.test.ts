import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Owner } from '../../src/linked/provider.ts';
import { personPartition } from '../../src/state/person-partition.ts';
import type { Store } from '../../src/state/store.ts';
import { openLinkedWorld, type LinkedWorld, type LinkInstance } from '../kit/linked/linked-world.ts';

const ana: Owner = { tid: 'tenant-1', oid: 'person-1' };
const ben: Owner = { tid: 'tenant-1', oid: 'person-2' };

let world: LinkedWorld;
let instance: LinkInstance;
beforeAll(async () => {
  world = await openLinkedWorld();
  instance = world.instance();
});
afterAll(() => world.close());

const tokens = {
  refreshToken: 'refresh-secret',
  accessToken: 'access-secret',
  expiresAt: 2_000_000_000,
  scopes: ['a'],
};
const rowOf = (owner: Owner, id = 'spotify') =>
  world.rows.get({ table: 'links', partition: personPartition(owner), id });

describe('a link', () => {
  it('is found on every instance for the user who created it', async () => {
    await instance.links.save(ana, 'spotify', tokens);
    expect((await world.instance().links.find(ana, 'spotify'))?.tokens).toEqual(tokens);
    expect(await instance.links.find({ ...ana, oid: 'person-3' }, 'spotify')).toBeUndefined();
    expect(await instance.links.list(ana)).toMatchObject([{ provider: 'spotify' }]);
  });

  it('is listed even if Table Storage splits the partition and returns an empty first page', async () => {
    await instance.links.save(ana, 'spotify', tokens);
    const store = (rows: Store): Store => ({
      ...rows,
      list: async (table, partition, cursor) =>
        cursor === undefined ? { rows: [], cursor: '0' } : rows.list(table, partition, cursor),
    });
    expect(await world.instance({ store }).links.list(ana)).toMatchObject([{ provider: 'spotify' }]);
  });

  it('is stored without any readable content', async () => {
    await instance.links.save(ana, 'spotify', tokens);
    const row = JSON.stringify(await rowOf(ana));
    for (const secret of ['refresh-secret', 'access-secret', 'person-1', 'tenant-1'])
      expect(row).not.toContain(secret);
  });

  it('replaces an earlier link', async () => {
    await instance.links.save(ana, 'spotify', tokens);
    await instance.links.save(ana, 'spotify', { ...tokens, accessToken: 'newer' });
    expect((await instance.links.find(ana, 'spotify'))?.tokens.accessToken).toBe('newer');
  });

  it('is not found after it has been removed', async () => {
    await instance.links.save(ben, 'spotify', tokens);
    expect(await instance.links.remove(ben, 'spotify')).toBe(true);
    expect(await instance.links.remove(ben, 'spotify')).toBe(false);
    expect(await instance.links.find(ben, 'spotify')).toBeUndefined();
  });

  it('can be created again if the key version that sealed it is disabled', async () => {
    const other = await openLinkedWorld();
    const first = other.instance();
    const binding = { ...ana, provider: 'spotify' };
    const { version } = await first.cipher.seal(binding, 'a text');
    await first.links.save(ana, 'spotify', tokens);
    await other.vault.createKey('link-key');
    other.vault.disableKey('link-key', version);
    const later = other.instance();
    expect(await later.links.find(ana, 'spotify')).toBeUndefined();
    expect(other.lines).toEqual(['link_key_disabled']);
    await later.links.save(ana, 'spotify', tokens);
    expect((await other.instance().links.find(ana, 'spotify'))?.tokens).toEqual(tokens);
    await other.close();
  });

  it('expires after half a year without use', async () => {
    await instance.links.save(ben, 'spotify', tokens);
    world.clock.ms += 181 * 24 * 3_600_000;
    expect(await instance.links.find(ben, 'spotify')).toBeUndefined();
    expect(await instance.links.list(ben)).toEqual([]);
  });

  it("is not found if its row was replaced by another user's row", async () => {
    await instance.links.save(ana, 'spotify', tokens);
    await instance.links.save(ben, 'spotify', { ...tokens, accessToken: 'of ben' });
    const [own, foreign] = await Promise.all([rowOf(ana), rowOf(ben)]);
    const place = { table: 'links', partition: personPartition(ana), id: 'spotify' } as const;
    await world.rows.replace(place, foreign!, own!.etag);
    expect(await instance.links.find(ana, 'spotify')).toBeUndefined();
    expect(world.lines).toContain('state_row_not_authentic');
  });
});

describe('a sealed text', () => {
  const binding = { ...ana, provider: 'spotify' };

  it.each([
    ['user', { ...binding, oid: 'person-2' }],
    ['tenant', { ...binding, tid: 'tenant-2' }],
    ['provider', { ...binding, provider: 'other' }],
    [
      'user and tenant whose ids form the same text when joined',
      { ...binding, tid: 'tenant-1person', oid: '-1' },
    ],
  ])('cannot be opened for another %s', async (_what, other) => {
    const sealed = await instance.cipher.seal(binding, 'a text');
    expect(await instance.cipher.open(binding, sealed)).toBe('a text');
    await expect(instance.cipher.open(other, sealed)).rejects.toMatchObject({ name: 'LinkCipherError' });
  });

  it('cannot be opened if a bit was changed', async () => {
    const sealed = await instance.cipher.seal(binding, 'a text');
    const data = Buffer.from(sealed.data, 'base64url');
    for (const index of [0, data.length - 1]) {
      const changed = Buffer.from(data);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      const other = { ...sealed, data: changed.toString('base64url') };
      await expect(instance.cipher.open(binding, other)).rejects.toMatchObject({ name: 'LinkCipherError' });
    }
    for (const data of ['', 'AAAA'])
      await expect(instance.cipher.open(binding, { ...sealed, data })).rejects.toMatchObject({
        name: 'LinkCipherError',
      });
  });

  it('can be opened during a Key Vault outage only if its data key is cached', async () => {
    const sealed = await instance.cipher.seal(binding, 'a text');
    const other = world.instance();
    expect(await other.cipher.open(binding, sealed)).toBe('a text');
    world.vault.control.outage('503');
    expect(await other.cipher.open(binding, sealed)).toBe('a text');
    await expect(world.instance().cipher.open(binding, sealed)).rejects.toMatchObject({
      name: 'UnavailableError',
      dependency: 'Key Vault',
    });
    world.vault.control.outage('none');
    expect(await world.instance().cipher.open(binding, sealed)).toBe('a text');
  });

  it("is sealed with a new key version within ten minutes of that version's creation, and earlier texts can still be opened", async () => {
    const one = world.instance();
    const before = await one.cipher.seal(binding, 'a text');
    const version = await world.vault.createKey('link-key');
    world.clock.ms += 601_000;
    expect(await one.cipher.isCurrent(before)).toBe(false);
    const after = await one.cipher.seal(binding, 'a text');
    expect(after.version).toBe(version);
    expect(await one.cipher.open(binding, before)).toBe('a text');
  });
});
