import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TokenCredential } from '@azure/identity';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { clouds } from '../../../src/config/clouds.ts';
import { readConfig } from '../../../src/config/config.ts';
import { UnavailableError } from '../../../src/errors.ts';
import { openIdentity } from '../../../src/secrets/identity/identity.ts';
import { createKeyVault } from '../../../src/secrets/key-vault.ts';
import {
  createWorkloadIdentity,
  type WorkloadIdentity,
} from '../../../src/secrets/identity/workload-identity.ts';
import { startEntra, type EntraStandIn } from '../../../src/standins/entra/start-entra.ts';
import { startKeyVault, type KeyVaultStandIn } from '../../../src/standins/key-vault/start-key-vault.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';
import {
  startWorkloadIdentity,
  type WorkloadIdentityStandIn,
} from '../../../src/standins/managed-identity/start-workload-identity.ts';

const vaultScope = 'https://vault.azure.net/.default';
const exchangeAudience = clouds.public.tokenExchangeAudience;

let entra: EntraStandIn;
let standIn: WorkloadIdentityStandIn;
let keyVault: KeyVaultStandIn;
let folder: string;
let tokenFile: string;
let files = 0;

beforeAll(async () => {
  entra = await startEntra();
  standIn = await startWorkloadIdentity({ signToken: entra.sign });
  keyVault = await startKeyVault();
  folder = mkdtempSync(join(tmpdir(), 'portico-pod-'));
});
beforeEach(() => {
  files += 1;
  tokenFile = join(folder, `token-${files}`);
});
afterEach(() => standIn.control.outage('none'));
afterAll(async () => {
  await Promise.all([entra.close(), standIn.close(), keyVault.close()]);
  rmSync(folder, { recursive: true });
});

const identityOf = (more: Partial<WorkloadIdentity> = {}): (() => Promise<TokenCredential>) =>
  createWorkloadIdentity({
    tokenFile,
    tenantId: demoTenant.id,
    clientId: demoTenant.identityClientId,
    authorityHost: clouds.public.login,
    exchangeAudience,
    additionalPolicies: standIn.additionalPolicies,
    ...more,
  });

const tokenFor = async (scope: string, more: Partial<WorkloadIdentity> = {}) =>
  (await identityOf(more)()).getToken(scope);

describe("a pod's workload identity", () => {
  it("exchanges the pod's token for a resource token, once", async () => {
    await standIn.project(tokenFile);
    const before = standIn.log.length;
    const credential = await identityOf()();
    const [first, second] = [await credential.getToken(vaultScope), await credential.getToken(vaultScope)];
    expect(decodeJwt(first?.token ?? '')).toMatchObject({
      aud: 'https://vault.azure.net',
      azp: demoTenant.identityClientId,
    });
    expect(second?.token).toBe(first?.token);
    expect(standIn.log.slice(before)).toHaveLength(1);
  });

  it("returns the pod's own token as the app's assertion, without any request", async () => {
    const projected = await standIn.project(tokenFile);
    const before = standIn.log.length;
    const token = await tokenFor(`${exchangeAudience}/.default`);
    expect(token?.token).toBe(projected);
    expect(token?.expiresOnTimestamp).toBe((decodeJwt(projected).exp ?? 0) * 1_000);
    expect(standIn.log).toHaveLength(before);
  });

  it('returns the new assertion as soon as the cluster has replaced the file', async () => {
    await standIn.project(tokenFile);
    const credential = await identityOf()();
    const scope = `${exchangeAudience}/.default`;
    const old = await credential.getToken(scope);
    const renewed = await standIn.project(tokenFile);
    expect(renewed).not.toBe(old?.token);
    expect((await credential.getToken(scope))?.token).toBe(renewed);
  });

  it('is trusted by the app if its federated credential names the cluster', async () => {
    await standIn.project(tokenFile);
    const token = await tokenFor(vaultScope, { clientId: demoTenant.clientId });
    expect(decodeJwt(token?.token ?? '')).toMatchObject({ azp: demoTenant.clientId });
  });

  it.each([
    ['from another service account', { sub: 'system:serviceaccount:default:default' }, {}, 'AADSTS700213'],
    ['from another cluster', { iss: 'https://elsewhere.example/' }, {}, 'AADSTS700211'],
    ['for another audience', { aud: 'https://kubernetes.default.svc' }, {}, 'AADSTS700212'],
    ['that has expired', {}, { expiresIn: -60 }, 'AADSTS700024'],
    ['with a forged signature', {}, { key: 'foreign' as const }, 'AADSTS700027'],
  ])('gets no token in exchange for a pod token %s', async (_name, claims, options, code) => {
    await standIn.project(tokenFile, claims, options);
    await expect(tokenFor(vaultScope)).rejects.toThrow(code);
  });

  it.each([
    ['absent', undefined],
    ['empty', ''],
    ['not a token', 'not a token'],
  ])('fails with an explanation if the file is %s', async (_name, content) => {
    if (content !== undefined) writeFileSync(tokenFile, content);
    await expect(tokenFor(`${exchangeAudience}/.default`)).rejects.toThrow(/ENOENT|Invalid JWT/);
  });

  it('gives access to Key Vault', async () => {
    await standIn.project(tokenFile);
    keyVault.put('of-the-pod', 'a value');
    const vault = createKeyVault({ url: keyVault.origin, identity: identityOf(), loopback: true });
    expect((await vault.versions('of-the-pod')).map(({ value }) => value)).toEqual(['a value']);
  });

  it('makes Key Vault unavailable within its deadline while Entra does not respond', async () => {
    await standIn.project(tokenFile);
    standIn.control.outage('hang');
    const identity = identityOf();
    const vault = createKeyVault({ url: keyVault.origin, identity, loopback: true, deadlineMs: 200 });
    await expect(vault.versions('of-the-pod')).rejects.toBeInstanceOf(UnavailableError);
  });
});

describe('the identity chosen by the settings', () => {
  const guid = '11111111-1111-4111-8111-111111111111';
  const settings = {
    PUBLIC_URL: 'https://portico.contoso.example',
    ENTRA_TENANT_ID: demoTenant.id,
    ENTRA_CLIENT_ID: guid,
    KEY_VAULT_URL: 'https://vault.contoso.example',
  };

  it("is the workload identity, with the pod's assertion, if the cluster mounts a token", async () => {
    const projected = await standIn.project(tokenFile);
    const read = readConfig({ ...settings, AZURE_CLIENT_ID: guid, AZURE_FEDERATED_TOKEN_FILE: tokenFile });
    if (!read.ok) throw new Error(read.problems.join(' '));
    const token = await (await openIdentity(read.config)()).getToken(`${exchangeAudience}/.default`);
    expect(token?.token).toBe(projected);
  });

  it('is refused with an explanation if no client id is set', () => {
    const read = readConfig({ ...settings, AZURE_FEDERATED_TOKEN_FILE: '/var/run/token' });
    expect(read).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('requires AZURE_CLIENT_ID')],
    });
  });
});
