import { beforeEach, describe, expect, it } from 'vitest';

import { UnavailableError } from '../../../src/errors.ts';
import { REFRESH_LIFETIME_SECONDS, classifyToken, type Family } from '../../../src/oauth/tokens/family.ts';
import { createWorld, type World } from '../../kit/oauth-world.ts';

const HERE = '203.0.113.7';
const ELSEWHERE = '198.51.100.99';
const client = { class: 'localhost', id: 'client' };
const key = { partition: 'person', id: 'family' };
const place = { table: 'families', ...key } as const;

let world: World;
beforeEach(async () => {
  world = createWorld();
  await world.families.start(key, client, HERE);
});

const family = async (): Promise<Family> => {
  const read = await world.families.read(key);
  if (read === undefined) throw new Error('there is no such family');
  return read;
};

/** Counts the writes. With `lose`, another writer always wins. */
function countWrites({ lose }: { readonly lose: boolean }): () => number {
  const replace = world.store.replace.bind(world.store);
  let writes = 0;
  world.store.replace = async (...write) => {
    writes += 1;
    return !lose && replace(...write);
  };
  return () => writes;
}

describe('a refresh token', () => {
  it.each([
    [30, ELSEWHERE, 'previous'],
    [31, ELSEWHERE, 'reused'],
    [3_600, HERE, 'previous'],
    [3_601, HERE, 'reused'],
  ])('used %i s ago from %s counts as %s', async (age, address, expected) => {
    await world.families.rotate(await family(), HERE);
    const rotated = await family();
    expect(classifyToken(rotated, 1, rotated.rotatedAt + age, address)).toBe('current');
    expect(classifyToken(rotated, 0, rotated.rotatedAt + age, address)).toBe(expected);
  });
});

describe('a family', () => {
  it('cannot be started twice', async () => {
    await expect(world.families.start(key, client, ELSEWHERE)).rejects.toBeInstanceOf(UnavailableError);
    expect((await family()).generation).toBe(0);
  });

  it('is listed until the second at which it expires', async () => {
    const ids = async () => (await world.families.ofPerson('person')).map(({ id }) => id);
    world.shared.clock.ms += (REFRESH_LIFETIME_SECONDS - 1) * 1_000;
    expect(await ids()).toEqual(['family']);
    world.shared.clock.ms += 1_000;
    expect(await ids()).toEqual([]);
  });

  it('with an unreadable row is ignored and hides no other', async () => {
    await world.families.start({ ...key, id: 'other' }, client, HERE);
    await world.store.replace(place, { value: { v: 2 }, expiresAt: 4e9 }, (await family()).etag);
    expect(await world.families.read(key)).toBeUndefined();
    expect((await world.families.ofPerson('person')).map(({ id }) => id)).toEqual(['other']);
  });

  it('is revoked in at most five attempts', async () => {
    const writes = countWrites({ lose: true });
    await expect(world.families.revoke(key)).rejects.toBeInstanceOf(UnavailableError);
    expect(writes()).toBe(5);
  });
});

describe('the pending claims of a family', () => {
  it('are written once for repeated calls', async () => {
    const writes = countWrites({ lose: false });
    await world.families.setPendingClaims(key, '{"a":1}');
    await world.families.setPendingClaims(key, '{"a":1}');
    expect([writes(), (await family()).claims]).toEqual([1, '{"a":1}']);
    await world.families.setPendingClaims(key, '{"b":2}');
    expect([writes(), (await family()).claims]).toEqual([2, '{"b":2}']);
  });

  it('are not written for a revoked or unknown family', async () => {
    await world.families.revoke(key);
    const writes = countWrites({ lose: false });
    await world.families.setPendingClaims(key, '{}');
    await world.families.setPendingClaims({ ...key, id: 'other' }, '{}');
    expect(writes()).toBe(0);
  });
});
