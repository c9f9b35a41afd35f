import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEntra, type EntraStandIn } from '../../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { aadsts, requestToken, onBehalfOf } from './entra-flow.ts';

let entra: EntraStandIn;
beforeAll(async () => {
  entra = await startEntra();
});
afterAll(() => entra.close());

describe('client authentication in the Entra stand-in', () => {
  const federated = { sub: demoTenant.identityPrincipalId, aud: 'api://AzureADTokenExchange' };
  const ask = async (credential: Record<string, string | undefined>) =>
    requestToken(entra, { ...onBehalfOf(await entra.accessTokenFor('ana.silva')), ...credential });
  const assertion = (client_assertion: string) => ({
    client_secret: undefined,
    client_assertion,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  });

  it.each([
    'api://AzureADTokenExchange',
    'api://AzureADTokenExchangeUSGov',
    'api://AzureADTokenExchangeChina',
  ])('accepts a federated assertion with the audience %s', async (aud) => {
    expect((await ask(assertion(await entra.sign({ ...federated, aud })))).status).toBe(200);
  });

  it.each([
    ['another subject', () => entra.sign({ ...federated, sub: demoTenant.clientId }), 700213],
    ['another issuer', () => entra.sign({ ...federated, iss: 'https://evil.example' }), 700211],
    ['another audience', () => entra.sign({ ...federated, aud: 'https://vault.azure.net' }), 700212],
    ['a signature from an unknown key', () => entra.sign(federated, { key: 'foreign' }), 700027],
    ['no signature', () => entra.sign(federated, { alg: 'none' }), 700027],
    ['a past expiry time', () => entra.sign(federated, { expiresIn: -60 }), 700024],
    ['an invalid format', () => Promise.resolve('assertion'), 700027],
  ])('refuses a federated assertion with %s', async (_name, sign, code) => {
    const answer = await ask(assertion(await sign()));
    expect([answer.status, answer.body.error, aadsts(answer)]).toEqual([401, 'invalid_client', code]);
  });

  it('refuses a client without credentials and an unknown client', async () => {
    expect(aadsts(await ask({ client_secret: undefined }))).toBe(7000218);
    expect(aadsts(await ask({ client_id: demoTenant.identityClientId }))).toBe(700016);
  });

  it('refuses the old secret as expired and accepts the new secret after a rotation', async () => {
    const other = await startEntra();
    const fields = onBehalfOf(await other.accessTokenFor('ana.silva'));
    const old = other.clientSecret;
    const fresh = other.control.rotateSecret();
    expect(aadsts(await requestToken(other, { ...fields, client_secret: old }))).toBe(7000222);
    expect((await requestToken(other, { ...fields, client_secret: fresh })).status).toBe(200);
    await other.close();
  });

  describe('with a certificate', () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const exchange = async (thumbprintSha256: string) =>
      new ConfidentialClientApplication({
        auth: {
          clientId: demoTenant.clientId,
          authority: `https://login.microsoftonline.com/${demoTenant.id}`,
          authorityMetadata: entra.metadata,
          clientCertificate: { thumbprintSha256, privateKey },
        },
      }).acquireTokenOnBehalfOf({
        oboAssertion: await entra.accessTokenFor('ana.silva'),
        scopes: ['https://graph.microsoft.com/.default'],
      });

    it('accepts an assertion that msal-node signed with a registered certificate', async () => {
      const fingerprint256 = randomBytes(32).toString('hex');
      entra.control.registerCertificate({ fingerprint256, publicKey: pair.publicKey });
      expect((await exchange(fingerprint256))?.accessToken).toBeTruthy();
    });

    it('refuses an assertion signed with an unregistered certificate or another key', async () => {
      const other = randomBytes(32).toString('hex');
      await expect(exchange(other)).rejects.toMatchObject({ errorNo: 700027 });
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      entra.control.registerCertificate({ fingerprint256: other, publicKey });
      await expect(exchange(other)).rejects.toMatchObject({ errorNo: 700027 });
    });
  });
});
