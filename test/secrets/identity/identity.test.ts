import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { readConfig } from '../../../src/config/config.ts';
import { explainFailures, openIdentity } from '../../../src/secrets/identity/identity.ts';
import { createKeyVault } from '../../../src/secrets/key-vault.ts';
import { startKeyVault, type KeyVaultStandIn } from '../../../src/standins/key-vault/start-key-vault.ts';
import {
  startManagedIdentity,
  type ManagedIdentityStandIn,
} from '../../../src/standins/managed-identity/start-managed-identity.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { becomeIdentityHost } from '../../kit/identity-host.ts';

let keyVault: KeyVaultStandIn;
let identity: ManagedIdentityStandIn;
let leave: () => void;
beforeAll(async () => {
  keyVault = await startKeyVault();
  keyVault.put('ring', 'value');
  identity = await startManagedIdentity({ signAssertion: async () => 'signed-for-the-vault' });
  leave = becomeIdentityHost(identity);
});
afterEach(() => identity.control.outage('none'));
afterAll(async () => {
  leave();
  await Promise.all([identity.close(), keyVault.close()]);
});

const open = (settings: Record<string, string>, deadlineMs?: number) => {
  const read = readConfig({
    PUBLIC_URL: 'https://portico.contoso.example',
    ENTRA_TENANT_ID: demoTenant.id,
    ENTRA_CLIENT_ID: demoTenant.clientId,
    KEY_VAULT_URL: 'https://vault.contoso.example',
    ...settings,
  });
  if (!read.ok) throw new Error(read.problems.join(' '));
  return openIdentity(read.config, deadlineMs);
};
const vaultOf = (settings: Record<string, string>, deadlineMs?: number) =>
  createKeyVault({ url: keyVault.origin, identity: open(settings, deadlineMs), loopback: true });

const OTHER = '99999999-9999-4999-8999-999999999999';
const noToken = (rest: RegExp) => ({
  dependency: 'the managed identity',
  message: expect.stringMatching(new RegExp(`^This server's identity could not get a token${rest.source}`)),
});

describe("the server's identity", () => {
  it('is named in the error, with advice on what to check, if a wrong client id prevents access to the vault', async () => {
    await expect(vaultOf({ AZURE_CLIENT_ID: OTHER }).versions('ring')).rejects.toMatchObject({
      ...noToken(/;.+has a managed identity and that AZURE_CLIENT_ID is its client id\.$/),
      cause: { name: 'CredentialUnavailableError' },
    });
  });

  it('is the managed identity if no cluster mounts a token', async () => {
    const before = identity.log.length;
    const vault = vaultOf({ AZURE_CLIENT_ID: demoTenant.identityClientId });
    await expect(vault.versions('ring')).resolves.toMatchObject([{ value: 'value' }]);
    expect(identity.log.slice(before)).toEqual([
      { resource: 'https://vault.azure.net', clientId: demoTenant.identityClientId },
    ]);
  });

  it('is named in the error if it does not respond', async () => {
    identity.control.outage('hang');
    const credential = await open({}, 20)();
    await expect(credential.getToken('https://vault.azure.net/.default')).rejects.toMatchObject(
      noToken(/;.+AZURE_CLIENT_ID/),
    );
  });

  it("is named in the error, together with the pod's token file, if the file does not exist", async () => {
    const settings = { AZURE_CLIENT_ID: OTHER, AZURE_FEDERATED_TOKEN_FILE: '/no/such/file' };
    await expect(vaultOf(settings).versions('ring')).rejects.toMatchObject(
      noToken(/;.+service account, and that the file AZURE_FEDERATED_TOKEN_FILE exists\.$/),
    );
  });

  it("is named in the error with Entra's error number, and without the rest of the SDK's message", async () => {
    const refused = explainFailures(
      async () => ({
        getToken: () => Promise.reject(new Error('400: AADSTS700213: no match for secret-subject')),
      }),
      'workload',
      1_000,
    );
    const error: unknown = await (await refused()).getToken('scope').catch((failure: unknown) => failure);
    expect(error).toMatchObject({ ...noToken(/ \(AADSTS700213\);/), cause: { code: 'AADSTS700213' } });
    const { message, cause } = error as Error;
    expect(message + String(cause)).not.toContain('secret-subject');
  });
});
