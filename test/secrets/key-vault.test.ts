import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { UnavailableError } from '../../src/errors.ts';
import { createKeyVault } from '../../src/secrets/key-vault.ts';
import { createIdentity } from '../../src/secrets/identity/managed-identity.ts';
import type { Vault } from '../../src/secrets/vault.ts';
import { startKeyVault, type KeyVaultStandIn } from '../../src/standins/key-vault/start-key-vault.ts';
import {
  startManagedIdentity,
  type ManagedIdentityStandIn,
} from '../../src/standins/managed-identity/start-managed-identity.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import { becomeIdentityHost } from '../kit/identity-host.ts';

const someToken = async () => ({
  getToken: async () => ({ token: 'a-token', expiresOnTimestamp: 4_000_000_000_000 }),
});

let standIn: KeyVaultStandIn;
let vault: Vault;
beforeAll(async () => {
  standIn = await startKeyVault();
  vault = createKeyVault({ url: standIn.origin, identity: someToken, loopback: true });
});
afterEach(() => {
  standIn.control.outage('none');
  standIn.control.latency(0);
});
afterAll(() => standIn.close());

const HOUR = 3_600_000;
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => error,
  );

describe('Key Vault', () => {
  it('returns every enabled version, newest first', async () => {
    standIn.put('ring', 'first', { createdAt: 1 * HOUR });
    standIn.put('ring', 'third', { createdAt: 3 * HOUR });
    standIn.put('ring', 'second', { createdAt: 2 * HOUR });
    standIn.put('ring', 'off', { createdAt: 4 * HOUR, enabled: false });
    const versions = await vault.versions('ring');
    expect(versions.map(({ value, createdAt }) => [value, createdAt])).toEqual([
      ['third', 3 * HOUR],
      ['second', 2 * HOUR],
      ['first', 1 * HOUR],
    ]);
    expect(new Set(versions.map(({ version }) => version)).size).toBe(3);
  });

  it('no longer returns a version that was disabled', async () => {
    standIn.put('disabled', 'old', { createdAt: HOUR });
    standIn.disable('disabled', standIn.put('disabled', 'new'));
    expect((await vault.versions('disabled')).map(({ value }) => value)).toEqual(['old']);
  });

  it('reads only the newest twenty versions, even if there are many pages', async () => {
    for (let n = 0; n < 60; n += 1) standIn.put('many', `value-${n}`, { createdAt: (n + 1) * HOUR });
    const versions = await vault.versions('many');
    expect(versions.map(({ value }) => value)).toEqual(
      Array.from({ length: 20 }, (_, n) => `value-${59 - n}`),
    );
  });

  it('returns an empty list for a secret that does not exist', async () => {
    expect(await vault.versions('nowhere')).toEqual([]);
  });

  it.each<['429' | '500' | '503', number | undefined]>([
    ['429', 1],
    ['500', undefined],
    ['503', undefined],
  ])(
    'is reported as unavailable, not as empty, after status %s, and recovers afterwards',
    async (kind, retryAfter) => {
      standIn.put(`outage-${kind}`, 'value');
      standIn.control.outage(kind, retryAfter);
      expect(await failureOf(vault.versions(`outage-${kind}`))).toBeInstanceOf(UnavailableError);
      standIn.control.outage('none');
      expect(await vault.versions(`outage-${kind}`)).toHaveLength(1);
    },
  );

  it('is unavailable when it does not respond in time', async () => {
    const impatient = createKeyVault({
      url: standIn.origin,
      identity: someToken,
      loopback: true,
      deadlineMs: 100,
    });
    standIn.control.outage('hang');
    const error = await failureOf(impatient.versions('ring'));
    expect(error).toMatchObject({ name: 'UnavailableError', dependency: 'Key Vault' });
  });

  it('records each read in telemetry, but never a value', async () => {
    standIn.put('recorded', 'canary-7f3a');
    const facts: unknown[] = [];
    const recorded = createKeyVault({
      url: standIn.origin,
      identity: someToken,
      loopback: true,
      telemetry: {
        request: () => {},
        dependency: (fact) => void facts.push(fact),
        exception: () => {},
        event: () => {},
      },
    });
    await recorded.versions('recorded');
    expect(facts).toMatchObject([{ target: 'Key Vault', name: 'read recorded', ok: true }]);
    expect(JSON.stringify(facts)).not.toContain('canary');
  });

  it('is accessed over plain http only on loopback, and only if the settings allow it', async () => {
    const before = standIn.log.length;
    const closed = createKeyVault({ url: standIn.origin, identity: someToken, loopback: false });
    expect(await failureOf(closed.versions('ring'))).toBeInstanceOf(UnavailableError);
    const outside = createKeyVault({ url: 'http://vault.invalid', identity: someToken, loopback: true });
    expect(await failureOf(outside.versions('ring'))).toMatchObject({
      cause: { message: expect.stringMatching(/allowInsecureConnection/) },
    });
    expect(standIn.log).toHaveLength(before);
  });
});

describe('the managed identity', () => {
  let identity: ManagedIdentityStandIn;
  let leave: () => void;
  beforeAll(async () => {
    identity = await startManagedIdentity({ signAssertion: async () => 'signed-for-the-vault' });
    leave = becomeIdentityHost(identity);
  });
  afterAll(async () => {
    leave();
    await identity.close();
  });

  it('gives access to the vault with one token request', async () => {
    standIn.put('by-identity', 'value');
    const open = createIdentity({ clientId: demoTenant.identityClientId });
    const mine = createKeyVault({ url: standIn.origin, identity: open, loopback: true });
    expect((await mine.versions('by-identity'))[0]?.value).toBe('value');
    await mine.versions('by-identity');
    expect(identity.log).toEqual([
      { resource: 'https://vault.azure.net', clientId: demoTenant.identityClientId },
    ]);
    expect(await open()).toBe(await open());
  });

  it('makes the vault unavailable if no identity exists', async () => {
    const stranger = createIdentity({ clientId: '99999999-9999-4999-8999-999999999999' });
    const theirs = createKeyVault({ url: standIn.origin, identity: stranger, loopback: true });
    expect(await failureOf(theirs.versions('ring'))).toBeInstanceOf(UnavailableError);
  });
});
