import { beforeEach, describe, expect, it } from 'vitest';

import { UnavailableError } from '../../src/errors.ts';
import { createCachedVault, type CachedVault } from '../../src/secrets/cached-vault.ts';
import { fakeVault, rootVersion, type FakeVault } from './fake-vault.ts';

describe('a cached vault', () => {
  let clock: number;
  let vault: FakeVault;
  let cached: CachedVault;

  beforeEach(() => {
    clock = 0;
    vault = fakeVault(rootVersion('a', 0));
    cached = createCachedVault(vault, { now: () => clock, ttlSeconds: 600, staleSeconds: 3600 });
  });
  const newest = async () => (await cached.versions('secret'))[0]?.version;
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('reads once while the cache is fresh, and once for concurrent readers', async () => {
    await Promise.all([newest(), newest(), newest()]);
    clock = 599_999;
    await newest();
    expect(vault.reads).toBe(1);
  });

  it('refreshes a stale entry in the background', async () => {
    await newest();
    vault.content.push(rootVersion('b', 1));
    clock = 600_000;
    expect(await newest()).toBe('a');
    await settle();
    expect(await newest()).toBe('b');
  });

  it('reads again if the clock has been set back', async () => {
    clock = 600_000;
    await newest();
    vault.content.push(rootVersion('b', 1));
    clock = 0;
    expect(await newest()).toBe('b');
  });

  it('returns the cached versions during an outage, and retries at most once every 30 s', async () => {
    await newest();
    vault.failure = new UnavailableError('Key Vault');
    clock = 600_000;
    for (let n = 0; n < 5; n += 1) {
      expect(await newest()).toBe('a');
      await settle();
    }
    expect(vault.reads).toBe(2);
    clock = 3_599_999;
    expect(await newest()).toBe('a');
  });

  it('fails once its cached versions are too stale, and recovers afterwards', async () => {
    await newest();
    vault.failure = new UnavailableError('Key Vault');
    clock = 3_600_000;
    await expect(newest()).rejects.toBeInstanceOf(UnavailableError);
    vault.failure = undefined;
    expect(await newest()).toBe('a');
  });

  it('does not cache a failure', async () => {
    vault.failure = new UnavailableError('Key Vault');
    await expect(newest()).rejects.toBeInstanceOf(UnavailableError);
    vault.failure = undefined;
    expect(await newest()).toBe('a');
  });

  it('reads again after forget is called, but at most once every 30 s', async () => {
    await newest();
    vault.content.push(rootVersion('b', 1));
    cached.forget('secret');
    expect(await newest()).toBe('a');
    clock = 30_000;
    cached.forget('secret');
    expect(await Promise.all([newest(), newest()])).toEqual(['b', 'b']);
    expect(vault.reads).toBe(2);
  });

  it('keeps its versions if the vault is down after forget is called, and reads again 30 s later', async () => {
    await newest();
    vault.content.push(rootVersion('b', 1));
    vault.failure = new UnavailableError('Key Vault');
    clock = 30_000;
    cached.forget('secret');
    expect(await Promise.all([newest(), newest()])).toEqual(['a', 'a']);
    expect(await newest()).toBe('a');
    expect(vault.reads).toBe(2);
    vault.failure = undefined;
    clock = 60_000;
    cached.forget('secret');
    expect(await newest()).toBe('b');
  });
});
