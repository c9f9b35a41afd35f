import { ManagedIdentityCredential } from '@azure/identity';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startEntra, type EntraStandIn } from '../../../src/standins/entra/start-entra.ts';
import {
  startManagedIdentity,
  type ManagedIdentityStandIn,
} from '../../../src/standins/managed-identity/start-managed-identity.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { requestToken, onBehalfOf } from '../entra/entra-flow.ts';

const exchangeScope = 'api://AzureADTokenExchange/.default';

let entra: EntraStandIn;
let identity: ManagedIdentityStandIn;
beforeAll(async () => {
  entra = await startEntra();
  identity = await startManagedIdentity({ signAssertion: entra.sign });
});
afterAll(async () => {
  await identity.close();
  await entra.close();
});

// The credential reads these two variables from the environment.
const names = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const;
const before = names.map((name) => process.env[name]);
beforeEach(() => {
  process.env['IDENTITY_ENDPOINT'] = identity.endpoint;
  process.env['IDENTITY_HEADER'] = identity.header;
});
afterEach(() => {
  for (const [index, name] of names.entries()) {
    const value = before[index];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  identity.control.outage('none');
});

describe('the managed identity stand-in', () => {
  it('issues a token for a resource to the SDK credential', async () => {
    const credential = new ManagedIdentityCredential({ clientId: demoTenant.identityClientId });
    const token = await credential.getToken('https://vault.azure.net/.default');
    expect(decodeJwt(token.token)).toMatchObject({
      aud: 'https://vault.azure.net',
      sub: demoTenant.identityPrincipalId,
    });
    // The SDK adds the lifetime in whole seconds to its own clock, so the expiry can differ from `exp` by up to a
    // second.
    const expiresAt = (decodeJwt(token.token).exp ?? 0) * 1_000;
    expect(Math.abs(token.expiresOnTimestamp - expiresAt)).toBeLessThanOrEqual(1_000);
  });

  it("issues an assertion that Entra accepts for Portico's application", async () => {
    const credential = new ManagedIdentityCredential({ clientId: demoTenant.identityClientId });
    const { token } = await credential.getToken(exchangeScope);
    const answer = await requestToken(entra, {
      ...onBehalfOf(await entra.accessTokenFor('ana.silva')),
      client_secret: undefined,
      client_assertion: token,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    expect(answer.body.error_description).toBeUndefined();
    expect(answer.status).toBe(200);
  });

  it('issues no token for an identity that is not assigned', async () => {
    const credential = new ManagedIdentityCredential({ clientId: demoTenant.clientId });
    await expect(credential.getToken(exchangeScope)).rejects.toThrow(/assigned/);
  });

  const query = 'api-version=2019-08-01&resource=https://vault.azure.net';
  it.each([
    ['a wrong header', query, { 'x-identity-header': 'guessed' }, 400],
    ['no header', query, {}, 400],
    ['no resource', 'api-version=2019-08-01', undefined, 400],
    ['another api-version', 'resource=https://vault.azure.net', undefined, 400],
    ['the right header', query, undefined, 200],
  ])('returns the expected status for a request with %s', async (_name, search, headers, status) => {
    const given = headers ?? { 'x-identity-header': identity.header };
    const response = await fetch(`${identity.endpoint}?${search}`, { headers: given });
    expect(response.status).toBe(status);
  });

  it('can be made to fail', async () => {
    identity.control.outage('500');
    const headers = { 'x-identity-header': identity.header };
    const response = await fetch(`${identity.endpoint}?${query}`, { headers });
    expect(response.status).toBe(500);
  });

  it('logs the requested resource but not the token', async () => {
    const before = identity.log.length;
    await fetch(`${identity.endpoint}?${query}`, { headers: { 'x-identity-header': identity.header } });
    expect(identity.log.slice(before)).toEqual([
      { resource: 'https://vault.azure.net', clientId: undefined },
    ]);
  });
});
