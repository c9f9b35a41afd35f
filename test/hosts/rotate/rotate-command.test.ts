import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { rotate } from '../../../src/hosts/rotate/rotate-command.ts';
import { createKeyRing } from '../../../src/secrets/key-ring.ts';
import { createKeyVault } from '../../../src/secrets/key-vault.ts';
import { startKeyVault, type KeyVaultStandIn } from '../../../src/standins/key-vault/start-key-vault.ts';

const minute = 60_000;
const operator = async () => ({
  getToken: async () => ({ token: 'operator', expiresOnTimestamp: Date.now() + 60 * minute }),
});
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

let vault: KeyVaultStandIn;
let clock = Date.parse('2026-11-21T09:00:00Z');
beforeAll(async () => {
  vault = await startKeyVault({ now: () => clock });
});
afterAll(() => vault.close());

let printed: string[];
beforeEach(() => {
  printed = [];
  clock += 24 * 60 * minute;
  vault.control.outage('none');
});

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  rotate({
    args,
    env: { KEY_VAULT_URL: vault.origin, ALLOW_LOOPBACK_UPSTREAMS: 'true', ...env },
    identity: operator,
    random,
    print: (line) => void printed.push(line),
  });

const ringNow = () =>
  createKeyRing({
    vault: createKeyVault({ url: vault.origin, identity: operator, loopback: true }),
    name: 'seal-root',
    now: () => clock,
  });

describe('npm run rotate', () => {
  it('adds a key that starts sealing after ten minutes, while the previous key still opens tokens', async () => {
    expect(await run(['seal-root'])).toBe(0);
    clock += 11 * minute;
    const { kid: before } = await ringNow().sealing();
    expect(await run(['seal-root'])).toBe(0);
    expect(printed.at(-2)).toMatch(/^Added version [0-9a-f]{32} of seal-root\. It seals tokens from 20\d\d-/);
    clock += 9 * minute;
    expect((await ringNow().sealing()).kid).toBe(before);
    clock += 2 * minute;
    const ring = ringNow();
    const { kid, root } = await ring.sealing();
    expect(kid).not.toBe(before);
    expect(root).toHaveLength(64);
    expect((await ring.opening(before))?.kid).toBe(before);
  });

  it('disables every other key in an emergency and seals with the new key at once', async () => {
    await run(['seal-root']);
    clock += 11 * minute;
    const { kid: before } = await ringNow().sealing();
    expect(await run(['emergency', '--sign-everyone-out'])).toBe(0);
    expect(printed.join(' ')).toMatch(/disabled \d+ older/);
    expect(printed.join(' ')).toContain('Everyone is signed out');
    const ring = ringNow();
    expect((await ring.sealing()).kid).not.toBe(before);
    expect(await ring.opening(before)).toBeUndefined();
  });

  it('requires confirmation before it signs everyone out', async () => {
    const before = vault.log.length;
    expect(await run(['emergency'])).toBe(2);
    expect(printed.join(' ')).toContain('--sign-everyone-out');
    expect(vault.log).toHaveLength(before);
  });

  it.each([[[]], [['seal-root', 'twice']], [['emergency', '--sign-everyone-out', 'x']]])(
    'prints its usage for %j',
    async (args) => {
      expect(await run(args)).toBe(2);
      expect(printed[0]).toMatch(/^Usage: /);
    },
  );

  it.each([[['--help']], [['-h']], [['help']], [['emergency', '--sign-everyone-out', '--help']]])(
    'prints its usage for %j without changing anything, and exits with 0',
    async (args) => {
      const before = vault.log.length;
      expect(await run(args)).toBe(0);
      expect(printed[0]).toMatch(/^Usage: /);
      expect(vault.log).toHaveLength(before);
    },
  );

  it.each([
    [{ KEY_VAULT_URL: 'vault' }, 'KEY_VAULT_URL must be a URL.'],
    [{ KEY_VAULT_URL: 'http://vault.example' }, 'must begin with https://'],
    [{ ALLOW_LOOPBACK_UPSTREAMS: '' }, 'must begin with https://'],
  ])('explains what to correct for %j', async (env, sentence) => {
    expect(await run(['seal-root'], env)).toBe(1);
    expect(printed.join()).toContain(sentence);
  });

  it('reports that KEY_VAULT_URL is missing', async () => {
    const code = await rotate({
      args: ['seal-root'],
      env: {},
      identity: operator,
      random,
      print: (line) => void printed.push(line),
    });
    expect([code, printed.join()]).toEqual([1, expect.stringContaining('KEY_VAULT_URL is missing')]);
  });

  it('names KEY_VAULT_URL if DNS does not know the vault', async () => {
    const unknown = Object.assign(new Error('getaddrinfo'), { name: 'RestError', code: 'ENOTFOUND' });
    const code = await rotate({
      args: ['seal-root'],
      env: { KEY_VAULT_URL: vault.origin, ALLOW_LOOPBACK_UPSTREAMS: 'true' },
      identity: async () => ({ getToken: () => Promise.reject(unknown) }),
      random,
      print: (line) => void printed.push(line),
    });
    expect([code, ...printed]).toEqual([
      1,
      "The vault is not found in DNS. Check KEY_VAULT_URL, and that this computer can resolve names in the vault's network.",
    ]);
  });

  it('explains the failure if the vault is down or nobody is signed in', async () => {
    vault.control.outage('503');
    expect(await run(['seal-root'])).toBe(1);
    vault.control.outage('none');
    const anonymous = await rotate({
      args: ['seal-root'],
      env: { KEY_VAULT_URL: vault.origin, ALLOW_LOOPBACK_UPSTREAMS: 'true' },
      identity: async () => ({ getToken: () => Promise.reject(new Error('run az login')) }),
      random,
      print: (line) => void printed.push(line),
    });
    expect(anonymous).toBe(1);
    expect(printed).toHaveLength(2);
    for (const line of printed) expect(line).toMatch(/did not respond.*az login/);
  });
});
