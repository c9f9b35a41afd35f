import { randomBytes } from 'node:crypto';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createWrappingKey } from '../../src/secrets/wrapping-key.ts';
import { startKeyVault, type KeyVaultStandIn } from '../../src/standins/key-vault/start-key-vault.ts';

let vault: KeyVaultStandIn;
beforeAll(async () => {
  vault = await startKeyVault();
});
afterEach(() => vault.control.outage('none'));
afterAll(() => vault.close());

const identity = async () => ({
  getToken: async () => ({ token: 'a-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
});
const keyNamed = (name: string) =>
  createWrappingKey({ access: { url: vault.origin, identity, loopback: true }, name });
const dataKey = () => new Uint8Array(randomBytes(32));

describe('a wrapping key', () => {
  it('wraps and unwraps a data key with the real SDK', async () => {
    await vault.createKey('link-key');
    const secret = dataKey();
    const wrapped = await keyNamed('link-key').wrap(secret);
    expect(Buffer.from(await keyNamed('link-key').unwrap(wrapped))).toEqual(Buffer.from(secret));
    expect(wrapped.wrapped).not.toContain(Buffer.from(secret).toString('base64url'));
  });

  it('wraps with its newest version and unwraps with the version that wrapped the data key', async () => {
    const first = await vault.createKey('rotating');
    const key = keyNamed('rotating');
    const secret = dataKey();
    const before = await key.wrap(secret);
    const second = await vault.createKey('rotating');
    const after = await key.wrap(secret);
    expect([before.version, after.version, await key.newestVersion()]).toEqual([first, second, second]);
    for (const wrapped of [before, after])
      expect(Buffer.from(await key.unwrap(wrapped))).toEqual(Buffer.from(secret));
  });

  it('is reported to the operator if it does not exist or its newest version is disabled', async () => {
    await expect(keyNamed('missing').wrap(dataKey())).rejects.toMatchObject({
      code: 'link_key_unusable',
      message: expect.stringContaining('does not exist'),
    });
    const version = await vault.createKey('disabled');
    vault.disableKey('disabled', version);
    await expect(keyNamed('disabled').wrap(dataKey())).rejects.toMatchObject({
      code: 'link_key_unusable',
      message: expect.stringContaining('The operator of this server can fix that.'),
    });
  });

  it('does not unwrap with a disabled version', async () => {
    const version = await vault.createKey('retired');
    const wrapped = await keyNamed('retired').wrap(dataKey());
    vault.disableKey('retired', version);
    await expect(keyNamed('retired').unwrap(wrapped)).rejects.toMatchObject({ name: 'KeyVersionError' });
  });

  it.each(['500', '503', '429'] as const)('is unavailable while the vault returns %s', async (kind) => {
    await vault.createKey('down');
    vault.control.outage(kind);
    await expect(keyNamed('down').wrap(dataKey())).rejects.toMatchObject({
      name: 'UnavailableError',
      dependency: 'Key Vault',
    });
  });
});
