import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { UnavailableError } from '../../src/errors.ts';
import type { Owner } from '../../src/linked/provider.ts';
import type { Store } from '../../src/state/store.ts';
import {
  openLinkedWorld,
  refreshTogether,
  type LinkedWorld,
  type LinkInstance,
} from '../kit/linked/linked-world.ts';

const ana: Owner = { tid: 'tenant-1', oid: 'person-1' };
const ben: Owner = { tid: 'tenant-1', oid: 'person-2' };
const HOUR = 3_600_000;

let world: LinkedWorld;
let one: LinkInstance;
let two: LinkInstance;
beforeEach(async () => {
  world = await openLinkedWorld();
  const pause = () => new Promise((resolve) => setTimeout(resolve, 2));
  [one, two] = [world.instance({ pause }), world.instance({ pause })];
  await world.link(one, ana, 'ana.silva');
});
afterEach(() => world.close());

const { signal } = new AbortController();
const tokenOf = (instance: LinkInstance, owner = ana, refused?: string) =>
  instance.accessTokens(owner, world.provider, { signal, refused });
const refreshes = () => world.spotify.log.filter(({ path }) => path === '/api/token').length;

describe('an access token', () => {
  it('is used by every instance until shortly before it expires', async () => {
    const before = refreshes();
    const first = await tokenOf(one);
    world.clock.ms += HOUR - 120_000;
    expect(await tokenOf(two)).toEqual(first);
    expect(refreshes()).toBe(before);
    world.clock.ms += 120_000;
    expect((await tokenOf(two)).accessToken).not.toBe(first.accessToken);
    expect(refreshes()).toBe(before + 1);
  });

  it('is refreshed once for calls that run at the same time', async () => {
    world.clock.ms += HOUR;
    const before = refreshes();
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, index) => tokenOf(index % 2 ? one : two)),
    );
    expect(new Set(tokens.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(refreshes()).toBe(before + 1);
  });

  it('is refreshed early if the provider does not accept it', async () => {
    const { accessToken } = await tokenOf(one);
    world.spotify.control.expireAccessTokens();
    const renewed = await tokenOf(one, ana, accessToken);
    expect(renewed.accessToken).not.toBe(accessToken);
    expect(await tokenOf(two, ana, accessToken)).toEqual(renewed);
  });

  it('is not available without a link', async () => {
    await expect(tokenOf(one, ben)).rejects.toMatchObject({ name: 'LinkNeededError', why: 'none' });
  });
});

describe('a link whose refresh token is replaced each time', () => {
  it('survives 100 simultaneous refreshes by two instances', async () => {
    const rounds = await refreshTogether(world, ana, [one, two], 100);
    expect(rounds.filter(([a, b]) => a !== b || a === '')).toEqual([]);
    expect(new Set(rounds.map(([token]) => token)).size).toBe(100);
    expect(world.spotify.control.openGrants('ana.silva')).toBe(1);
  });
});

describe('a link whose refresh token is kept', () => {
  it('lasts for six months, and then the user is asked to link again', async () => {
    world.spotify.control.rotatesRefreshTokens = false;
    const tokens = new Set<string>();
    for (const days of [1, 89, 91]) {
      world.clock.ms += days * 24 * HOUR;
      tokens.add((await tokenOf(one)).accessToken);
    }
    expect(tokens.size).toBe(3);
    expect(world.spotify.control.openGrants('ana.silva')).toBe(1);
    world.clock.ms += 2 * 24 * HOUR;
    await expect(tokenOf(one)).rejects.toMatchObject({ name: 'LinkNeededError', why: 'ended' });
    await world.link(two, ana, 'ana.silva');
    expect(await tokenOf(one)).toMatchObject({ accessToken: expect.any(String) });
  });
});

describe('a link that the provider has revoked', () => {
  it('is removed, and the user is asked to link again', async () => {
    world.spotify.control.revoke('ana.silva');
    world.clock.ms += HOUR;
    await expect(tokenOf(one)).rejects.toMatchObject({ name: 'LinkNeededError', why: 'ended' });
    await expect(tokenOf(two)).rejects.toMatchObject({ name: 'LinkNeededError', why: 'none' });
    await world.link(two, ana, 'ana.silva');
    expect(await tokenOf(one)).toMatchObject({ accessToken: expect.any(String) });
  });
});

describe('an outage', () => {
  it.each(['503', '429', '500'] as const)(
    'does not destroy the link if it affects the token endpoint (%s)',
    async (kind) => {
      world.clock.ms += HOUR;
      world.spotify.control.accounts.outage(kind);
      await expect(tokenOf(one)).rejects.toMatchObject({ name: 'ToolError', code: 'unavailable' });
      world.spotify.control.accounts.outage('none');
      expect(await tokenOf(two)).toMatchObject({ accessToken: expect.any(String) });
    },
  );

  it('does not destroy the link if it affects Key Vault', async () => {
    world.clock.ms += HOUR;
    world.vault.control.outage('503');
    const before = refreshes();
    await expect(tokenOf(two)).rejects.toMatchObject({ name: 'UnavailableError', dependency: 'Key Vault' });
    expect(refreshes()).toBe(before);
    world.vault.control.outage('none');
    expect(await tokenOf(two)).toMatchObject({ accessToken: expect.any(String) });
  });

  it('leaves the new tokens available to the next call if it affects the tables after the refresh', async () => {
    let failures = 0;
    const failing = world.instance({
      pause: async () => {},
      store: (store: Store) => ({
        ...store,
        replace: async (place, entry, etag) => {
          // The first write marks the row; later writes would store the new tokens.
          failures += 1;
          if (failures > 1 && failures < 5) throw new UnavailableError('Table Storage');
          return store.replace(place, entry, etag);
        },
      }),
    });
    world.clock.ms += HOUR;
    const before = refreshes();
    await expect(tokenOf(failing)).rejects.toMatchObject({ dependency: 'Table Storage' });
    const token = await tokenOf(failing);
    expect(refreshes()).toBe(before + 1);
    expect(await tokenOf(two)).toEqual(token);
  });
});

describe('an instance that is killed while it refreshes a token', () => {
  it('leaves a usable link if the provider has not answered yet', async () => {
    const link = await one.links.find(ana, 'spotify');
    world.clock.ms += HOUR;
    await one.links.lease(link!, 20);
    world.clock.ms += 21_000;
    expect(await tokenOf(two)).toMatchObject({ accessToken: expect.any(String) });
  });

  it('forces the user to link again if the provider has already answered', async () => {
    const link = await one.links.find(ana, 'spotify');
    world.clock.ms += HOUR;
    const leased = await one.links.lease(link!, 20);
    await one.endpoint.refresh(world.provider, leased!.tokens);
    world.clock.ms += 21_000;
    await expect(tokenOf(two)).rejects.toMatchObject({ name: 'LinkNeededError', why: 'ended' });
  });
});

describe('a refresh that takes longer than its lease', () => {
  it('does not remove a link that the user has created in the meantime', async () => {
    world.clock.ms += HOUR;
    world.spotify.control.beforeTokenResponse = async () => {
      world.spotify.control.beforeTokenResponse = undefined;
      await world.link(two, ana, 'ana.silva');
    };
    const token = await tokenOf(one);
    expect(await tokenOf(two)).toEqual(token);
    expect(token).toMatchObject({ accessToken: expect.any(String) });
  });

  it('does not restore a link that the user has removed', async () => {
    world.clock.ms += HOUR;
    world.spotify.control.beforeTokenResponse = async () => void (await two.links.remove(ana, 'spotify'));
    await expect(tokenOf(one)).rejects.toMatchObject({ name: 'LinkNeededError', why: 'none' });
    expect(await two.links.list(ana)).toEqual([]);
  });
});

describe('a new key version', () => {
  it('causes a link to be sealed again on its next use', async () => {
    const version = await world.vault.createKey('link-key');
    world.clock.ms += 601_000;
    await tokenOf(one);
    const link = await one.links.find(ana, 'spotify');
    expect(link).toMatchObject({ isCurrent: true, row: { value: { sealed: { version } } } });
  });
});
