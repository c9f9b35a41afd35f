import { beforeEach, describe, expect, it } from 'vitest';

import { UnavailableError } from '../../../src/errors.ts';
import type { FamilyKey } from '../../../src/oauth/tokens/family-key.ts';
import { REFRESH_LIFETIME_SECONDS, type Family } from '../../../src/oauth/tokens/family.ts';
import {
  afterUse,
  classifyUse,
  type FamilyTokens,
  type RefreshTokenId,
  type TokenUse,
} from '../../../src/oauth/tokens/token-use.ts';
import { purge } from '../../../src/state/purge.ts';
import type { Row } from '../../../src/state/store.ts';
import { createWorld, secondInstance, type World } from '../../kit/oauth/oauth-world.ts';

const HERE = '203.0.113.7';
const ELSEWHERE = '198.51.100.99';
const client = { class: 'localhost', id: 'client' };
const key = { partition: 'person', id: 'family' };
const place = { table: 'families', ...key } as const;

let world: World;
beforeEach(async () => {
  world = createWorld();
  await start(key);
});

async function start(at: FamilyKey): Promise<void> {
  await world.families.create(at, client);
  await world.families.start(at, HERE);
}

const family = async (): Promise<Family> => {
  const read = await world.families.read(key);
  if (read === undefined) throw new Error('there is no such family');
  return read;
};

/** Counts writes. With `lose`, every write fails because another writer has changed the row first. */
function countWrites({ lose }: { readonly lose: boolean }): () => number {
  const replace = world.store.replace.bind(world.store);
  let writes = 0;
  world.store.replace = async (...write) => {
    writes += 1;
    return !lose && replace(...write);
  };
  return () => writes;
}

/** A token family whose newest token was issued at 1,000 s in exchange for the token `p`. */
const rotated: FamilyTokens = {
  generation: 5,
  current: 'c',
  previous: 'p',
  voided: undefined,
  rotatedAt: 1_000,
};
const late: FamilyTokens = { ...rotated, voided: 'v' };
/** A row written by an earlier release. */
const old: FamilyTokens = { ...rotated, current: undefined, previous: undefined };
/** The first row that this release writes over a row from an earlier release. */
const upgraded: FamilyTokens = { ...rotated, previous: undefined };

describe('a refresh token', () => {
  it.each<[string, FamilyTokens, RefreshTokenId, number, TokenUse]>([
    ['the current token', rotated, { generation: 5, tokenId: 'c' }, 9_999_999, 'current'],
    ['the previous token within 30 s', rotated, { generation: 4, tokenId: 'p' }, 30, 'parallel'],
    ['the previous token, on a slow clock', rotated, { generation: 4, tokenId: 'p' }, -5, 'parallel'],
    ['the previous token after 30 s', rotated, { generation: 4, tokenId: 'p' }, 30.5, 'late'],
    ['the previous token weeks later', rotated, { generation: 4, tokenId: 'p' }, 2_000_000, 'late'],
    ['the previous token within 30 s of its late use', late, { generation: 4, tokenId: 'p' }, 30, 'parallel'],
    [
      'the previous token more than 30 s after its late use',
      late,
      { generation: 4, tokenId: 'p' },
      31,
      'reused',
    ],
    [
      'the current token after a late use of the previous one',
      late,
      { generation: 5, tokenId: 'c' },
      31,
      'current',
    ],
    ['the voided token', late, { generation: 5, tokenId: 'v' }, 31, 'voided'],
    ['a sibling of the current token that was voided', rotated, { generation: 5, tokenId: 'v' }, 1, 'reused'],
    ['a sibling of the previous token', rotated, { generation: 4, tokenId: 'x' }, 1, 'reused'],
    ['a token from two generations ago', rotated, { generation: 3, tokenId: 'p' }, 1, 'reused'],
    ['a token from a later generation than the row', rotated, { generation: 6, tokenId: 'c' }, 1, 'reused'],
    ['the current token of an earlier release', old, { generation: 5 }, 9_999, 'current'],
    ['the previous token of an earlier release', old, { generation: 4 }, 9_999, 'late'],
    ['a token of an earlier release from two generations ago', old, { generation: 3 }, 1, 'reused'],
    [
      'a new token with the row of an earlier release',
      old,
      { generation: 5, tokenId: 'c' },
      9_999,
      'current',
    ],
    [
      'the token of an earlier release that was exchanged for the current one',
      upgraded,
      { generation: 4 },
      31,
      'late',
    ],
    ['a new token instead of that one', upgraded, { generation: 4, tokenId: 'x' }, 31, 'reused'],
  ])('is classified by its generation, id and age: %s', (_which, family, token, age, use) => {
    expect(classifyUse(family, token, 1_000 + age)).toBe(use);
  });
});

describe('a token that comes from an earlier release and is used late', () => {
  it('is accepted once, like any other previous token', () => {
    const first = afterUse(old, { generation: 4 }, { use: 'late', tokenId: 'd', now: 5_000 });
    expect(classifyUse(first, { generation: 4 }, 5_030)).toBe('parallel');
    expect(classifyUse(first, { generation: 4 }, 5_031)).toBe('reused');
  });
});

describe('a token family', () => {
  it('cannot be created or started twice', async () => {
    const before = await family();
    await expect(world.families.create(key, client)).rejects.toBeInstanceOf(UnavailableError);
    expect(await world.families.start(key, ELSEWHERE)).toBeUndefined();
    expect(await family()).toEqual(before);
  });

  it('is started only once if two instances start it at the same time', async () => {
    const later = { ...key, id: 'later' };
    await world.families.create(later, client);
    const both = [world, secondInstance(world)].map(({ families }) => families.start(later, HERE));
    const tokens = (await Promise.all(both)).filter((token) => token !== undefined);
    expect(tokens).toEqual([{ generation: 0, tokenId: (await world.families.read(later))?.current }]);
  });

  it('can be started for two minutes, and is listed during that time', async () => {
    const later = { ...key, id: 'later' };
    const ids = async () => (await world.families.ofPerson('person')).map(({ id }) => id);
    await world.families.create(later, client);
    expect(await ids()).toEqual(['family', 'later']);
    world.shared.clock.ms += 119_000;
    expect(await ids()).toEqual(['family', 'later']);
    await world.families.create({ ...key, id: 'last' }, client);
    world.shared.clock.ms += 1_000;
    expect(await ids()).toEqual(['family', 'last']);
    expect(await world.families.start(later, HERE)).toBeUndefined();
    world.shared.clock.ms += 118_000;
    expect(await world.families.start({ ...key, id: 'last' }, HERE)).toBeDefined();
  });

  it('is removed if it is not started in time', async () => {
    const later = { ...key, id: 'later' };
    await world.families.create(later, client);
    world.shared.clock.ms += 120_000;
    await purge(world.shared.store, { now: world.now, signal: new AbortController().signal });
    expect(await world.families.read(later)).toBeUndefined();
  });

  it('cannot be started after it was revoked', async () => {
    const later = { ...key, id: 'later' };
    await world.families.create(later, client);
    await world.families.revoke(later);
    expect(await secondInstance(world).families.start(later, HERE)).toBeUndefined();
    expect(await world.families.isAlive(later)).toBe(false);
  });

  it('is listed until the second in which it expires', async () => {
    const ids = async () => (await world.families.ofPerson('person')).map(({ id }) => id);
    world.shared.clock.ms += (REFRESH_LIFETIME_SECONDS - 1) * 1_000;
    expect(await ids()).toEqual(['family']);
    world.shared.clock.ms += 1_000;
    expect(await ids()).toEqual([]);
  });

  it('is ignored if its row is unreadable, and other token families are still listed', async () => {
    await start({ ...key, id: 'other' });
    await world.store.replace(place, { value: { v: 2 }, expiresAt: 4e9 }, (await family()).etag);
    expect(await world.families.read(key)).toBeUndefined();
    expect((await world.families.ofPerson('person')).map(({ id }) => id)).toEqual(['other']);
  });

  it('issues nothing for a token that has become outdated since the family was read', async () => {
    const stale = await family();
    const first = { generation: 0, tokenId: stale.current };
    const second = await world.families.use(stale, first, HERE);
    await world.families.use(await family(), second?.token ?? first, HERE);
    const before = await family();
    expect(await world.families.use(stale, first, HERE)).toBeUndefined();
    expect(await family()).toEqual(before);
  });

  it('issues nothing if its row is removed while a token is being used', async () => {
    const read = await family();
    world.store.replace = async () => {
      await world.store.remove(place);
      return false;
    };
    const token = { generation: 0, tokenId: read.current };
    expect(await world.families.use(read, token, HERE)).toBeUndefined();
  });

  it('is revoked in at most five attempts', async () => {
    const writes = countWrites({ lose: true });
    await expect(world.families.revoke(key)).rejects.toBeInstanceOf(UnavailableError);
    expect(writes()).toBe(5);
  });
});

describe('a revoked token family', () => {
  const tombstone = { ...place, id: 'family.ended' };
  /** Writes to the tables directly, as somebody with write access to them could. */
  const restore = async (at: { id: string }, row: Row): Promise<void> => {
    const { store } = world.shared;
    const now = await store.get({ ...place, ...at });
    await store.replace({ ...place, ...at }, row, now?.etag ?? '');
  };

  it('stays revoked on every instance when its earlier row is restored', async () => {
    const earlier = await world.shared.store.get(place);
    await world.families.revoke(key);
    await restore(place, earlier as Row);
    const two = secondInstance(world);
    world.shared.clock.ms += 10_001;
    for (const { families } of [world, two]) {
      expect((await families.read(key))?.revoked).toBe(true);
      expect(await families.isAlive(key)).toBe(false);
      expect(await families.ofPerson('person')).toEqual([]);
    }
  });

  it('stays revoked when its tombstone is overwritten, until all its tokens have expired', async () => {
    const earlier = await world.shared.store.get(place);
    await world.families.revoke(key);
    await restore(place, earlier as Row);
    await restore(tombstone, { ...(earlier as Row), value: {} });
    world.shared.clock.ms += (REFRESH_LIFETIME_SECONDS - 1) * 1_000;
    await purge(world.shared.store, { now: world.now, signal: new AbortController().signal });
    expect(await secondInstance(world).families.isAlive(key)).toBe(false);
    world.shared.clock.ms += 1_000;
    await purge(world.shared.store, { now: world.now, signal: new AbortController().signal });
    expect(await world.shared.store.has(tombstone)).toBe(false);
  });

  it('stays revoked when its tombstone is deleted, even if it was revoked before it started', async () => {
    for (const id of ['family', 'later']) {
      await world.families.revoke({ ...key, id });
      await world.shared.store.remove({ ...place, id: `${id}.ended` });
      expect((await world.families.read({ ...key, id }))?.revoked).toBe(true);
      expect(await secondInstance(world).families.isAlive({ ...key, id })).toBe(false);
    }
    expect(await world.families.ofPerson('person')).toEqual([]);
  });

  it("can be revoked again and does not hide the user's other token families", async () => {
    await start({ ...key, id: 'other' });
    await world.families.revoke(key);
    await world.families.revoke(key);
    expect((await world.families.ofPerson('person')).map(({ id }) => id)).toEqual(['other']);
    expect(await world.families.isAlive({ ...key, id: 'other' })).toBe(true);
  });

  it('cannot be created again', async () => {
    await world.families.revoke({ ...key, id: 'later' });
    await expect(world.families.create({ ...key, id: 'later' }, client)).rejects.toThrow(UnavailableError);
    expect(await world.families.isAlive({ ...key, id: 'later' })).toBe(false);
  });
});

describe("a token family's pending claims", () => {
  it('are written once for repeated calls', async () => {
    const writes = countWrites({ lose: false });
    await world.families.setPendingClaims(key, '{"a":1}');
    await world.families.setPendingClaims(key, '{"a":1}');
    expect([writes(), (await family()).claims]).toEqual([1, '{"a":1}']);
    await world.families.setPendingClaims(key, '{"b":2}');
    expect([writes(), (await family()).claims]).toEqual([2, '{"b":2}']);
  });

  it('are not written for a revoked or unknown token family', async () => {
    await world.families.revoke(key);
    const writes = countWrites({ lose: false });
    await world.families.setPendingClaims(key, '{}');
    await world.families.setPendingClaims({ ...key, id: 'other' }, '{}');
    expect(writes()).toBe(0);
  });
});
