import { beforeEach, describe, expect, it } from 'vitest';

import { HttpError, UnavailableError } from '../../src/errors.ts';
import { createKeyRing, type KeyRing } from '../../src/secrets/key-ring.ts';
import { fakeVault, rootVersion, type FakeVault } from './fake-vault.ts';

const MINUTE = 60_000;

describe('the key ring', () => {
  let clock: number;
  let vault: FakeVault;
  let ring: KeyRing;

  const open = (...versions: Parameters<typeof fakeVault>) => {
    clock = 1_000 * MINUTE;
    vault = fakeVault(...versions);
    ring = createKeyRing({ vault, name: 'seal-root', now: () => clock });
  };
  /** Waits for background work to finish. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const sealingRoot = async () => Buffer.from((await ring.sealing()).root).toString()[0];

  beforeEach(() => open(rootVersion('a', 0)));

  it('seals with the only version at once, even if it is new', async () => {
    open(rootVersion('a', 1_000 * MINUTE));
    expect(await sealingRoot()).toBe('a');
  });

  it('seals with a new version only ten minutes after its creation, and can open tokens with it', async () => {
    vault.content.push(rootVersion('b', clock));
    expect(await sealingRoot()).toBe('a');
    clock += 10 * MINUTE - 1;
    expect(await sealingRoot()).toBe('a');
    clock += 1;
    expect(await sealingRoot()).toBe('b');
    const { kid } = await ring.sealing();
    expect((await ring.opening(kid))?.kid).toBe(kid);
  });

  it('seals with the older of two new versions', async () => {
    open(rootVersion('a', 1_000 * MINUTE - 2), rootVersion('b', 1_000 * MINUTE - 1));
    expect(await sealingRoot()).toBe('a');
  });

  it('opens with an old version until it is disabled', async () => {
    const { kid } = await ring.sealing();
    vault.content.push(rootVersion('b', clock));
    clock += 20 * MINUTE;
    expect(await sealingRoot()).toBe('b');
    expect(await ring.opening(kid)).toBeDefined();
    vault.content = vault.content.filter((version) => version.version === 'b');
    clock += 20 * MINUTE;
    expect(await ring.opening(kid)).toBeUndefined();
  });

  it('reads the vault once for many callers', async () => {
    await Promise.all(Array.from({ length: 50 }, () => ring.sealing()));
    expect(vault.reads).toBe(1);
  });

  it('refreshes in the background, at most once every five minutes', async () => {
    await ring.ready();
    clock += 5 * MINUTE - 1;
    await ring.sealing();
    expect(vault.reads).toBe(1);
    clock += 1;
    await Promise.all([ring.sealing(), ring.sealing()]);
    await settle();
    await ring.sealing();
    expect(vault.reads).toBe(2);
  });

  it('does not accept a version that was disabled while the instance was idle', async () => {
    const { kid } = await ring.sealing();
    vault.content = [rootVersion('b', clock)];
    clock += 60 * MINUTE;
    expect(await ring.opening(kid)).toBeUndefined();
  });

  it('does not accept a version that was disabled before the clock was set back', async () => {
    const { kid } = await ring.sealing();
    vault.content = [rootVersion('b', 0)];
    clock -= 10 * MINUTE;
    expect(await ring.opening(kid)).toBeUndefined();
  });

  it('finds a new version that another instance has already used to seal a token', async () => {
    await ring.ready();
    vault.content.push(rootVersion('b', clock));
    const other = createKeyRing({ vault, name: 'seal-root', now: () => clock + 20 * MINUTE });
    const { kid } = await other.sealing();
    clock += 31_000;
    expect(await ring.opening(kid)).toBeDefined();
  });

  describe('after idle minutes', () => {
    /**
     * Opens a key ring that has been idle for `idleMinutes` and whose vault responds only after all pending work of a
     * call.
     */
    const openSlow = async (idleMinutes: number) => {
      const source = vault;
      const versions = async (name: string) => {
        await settle();
        return source.versions(name);
      };
      ring = createKeyRing({ vault: { versions }, name: 'seal-root', now: () => clock });
      await ring.ready();
      clock += idleMinutes * MINUTE;
    };

    it.each([11, 14, 16, 60])(
      'finds a version that is in use elsewhere, for every caller: %i',
      async (idle) => {
        await openSlow(idle);
        vault.content.push(rootVersion('b', clock - 11 * MINUTE));
        const other = createKeyRing({ vault, name: 'seal-root', now: () => clock });
        const { kid } = await other.sealing();
        const reads = vault.reads;
        const found = await Promise.all([ring.opening(kid), ring.opening(kid), ring.opening(kid)]);
        expect(found.map((key) => key?.kid)).toEqual([kid, kid, kid]);
        expect(vault.reads).toBe(reads + 1);
      },
    );

    it('refuses a version that was disabled in the meantime, for every caller', async () => {
      const { kid } = await ring.sealing();
      await openSlow(16);
      vault.content = [rootVersion('b', clock - 11 * MINUTE)];
      const found = await Promise.all([ring.opening(kid), ring.opening(kid), ring.opening(kid)]);
      expect(found).toEqual([undefined, undefined, undefined]);
    });

    it('does not treat a key id as unknown if the read in progress fails', async () => {
      await openSlow(11);
      vault.failure = new UnavailableError('Key Vault');
      await expect(ring.opening('unknown')).rejects.toBeInstanceOf(UnavailableError);
    });
  });

  it('reads the keys at most once every 30 s if key ids are unknown', async () => {
    await ring.ready();
    clock += 31_000;
    for (let n = 0; n < 20; n += 1) expect(await ring.opening(`forged-${n}`)).toBeUndefined();
    expect(vault.reads).toBe(2);
    clock += 31_000;
    expect(await ring.opening('forged')).toBeUndefined();
    expect(vault.reads).toBe(3);
  });

  it('keeps using its keys while the vault is down', async () => {
    const { kid } = await ring.sealing();
    vault.failure = new UnavailableError('Key Vault');
    clock += 60 * MINUTE;
    expect((await ring.opening(kid))?.kid).toBe(kid);
    expect((await ring.sealing()).kid).toBe(kid);
  });

  it('does not treat a key id as unknown while the vault is down', async () => {
    await ring.ready();
    vault.failure = new UnavailableError('Key Vault');
    clock += 31_000;
    await expect(ring.opening('unknown')).rejects.toBeInstanceOf(UnavailableError);
    await expect(ring.opening('unknown')).rejects.toBeInstanceOf(UnavailableError);
    expect(vault.reads).toBe(2);
  });

  it('becomes ready only when the vault responds, without a restart', async () => {
    vault.failure = new UnavailableError('Key Vault');
    await expect(ring.ready()).rejects.toBeInstanceOf(UnavailableError);
    await expect(ring.sealing()).rejects.toBeInstanceOf(UnavailableError);
    vault.failure = undefined;
    expect(await sealingRoot()).toBe('a');
  });

  it('explains what to correct if the root is missing or too short', async () => {
    open();
    await expect(ring.ready()).rejects.toThrow(/seal-root has no enabled version/);
    open({ version: 'a', value: 'c2hvcnQ=', createdAt: 0 });
    await expect(ring.ready()).rejects.toThrow(/seal-root is too short/);
    await expect(ring.ready()).rejects.toBeInstanceOf(HttpError);
  });

  it('uses the other versions if one version is too short, and logs the id of the short version', async () => {
    const warnings: unknown[] = [];
    const versions = [
      { version: 'c', value: 'c2hvcnQ=', createdAt: 30 * MINUTE },
      { version: 'b', value: Buffer.alloc(32, 2).toString('base64'), createdAt: 20 * MINUTE },
      { version: 'a', value: 'change-me', createdAt: 0 },
    ];
    clock = 60 * MINUTE;
    ring = createKeyRing({
      vault: { versions: async () => versions },
      name: 'seal-root',
      now: () => clock,
      log: { warn: (...line) => void warnings.push(line) },
    });
    expect((await ring.sealing()).createdAt).toBe(20 * MINUTE);
    expect(warnings).toEqual([
      ['root_version_too_short', { version: 'c' }],
      ['root_version_too_short', { version: 'a' }],
    ]);
  });

  it.each([
    ['base64', Buffer.alloc(32, 7).toString('base64')],
    ['base64url with a line break', `${Buffer.alloc(32, 251).toString('base64url')}\n`],
    ['at least 32 other characters', 'correct horse, battery & staple: a long one'],
  ])('accepts a root as %s', async (_, value) => {
    open({ version: 'a', value, createdAt: 0 });
    expect((await ring.sealing()).root.length).toBeGreaterThanOrEqual(32);
  });
});
