import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { digestToken } from '../../src/base/sha256.ts';
import { HttpError, UnavailableError } from '../../src/errors.ts';
import { createIdentity } from '../../src/secrets/identity/managed-identity.ts';
import { startEntra, type EntraStandIn } from '../../src/standins/entra/start-entra.ts';
import {
  startManagedIdentity,
  type ManagedIdentityStandIn,
} from '../../src/standins/managed-identity/start-managed-identity.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import { becomeIdentityHost } from '../kit/identity-host.ts';
import { selfSigned } from '../kit/certificates/certificate.ts';
import { failureOf, openEntraClient, secretsOf, type EntraClient } from '../kit/oauth/entra-client.ts';

let entra: EntraStandIn;
beforeAll(async () => {
  entra = await startEntra();
});
afterAll(() => entra.close());

const exchange = async (client: EntraClient, at: EntraStandIn = entra) =>
  client.onBehalfOf({
    assertion: digestToken(await at.accessTokenFor('ana.silva')),
    tid: demoTenant.id,
    signal: new AbortController().signal,
  });
const tokenRequests = () => entra.log.filter((entry) => entry.grant !== undefined).length;

describe('a client secret', () => {
  it('is read from the vault and accepted by Entra', async () => {
    const client = openEntraClient(entra);
    await client.ready();
    expect((await exchange(client)).scopes).toContain('Mail.Read');
  });

  it('is read again if Entra refuses it after a rotation, and no request fails', async () => {
    let clock = Date.now();
    const client = openEntraClient(entra, { now: () => clock });
    await exchange(client);
    entra.control.rotateSecret();
    clock += 60_000;
    const before = tokenRequests();
    expect((await exchange(client)).scopes).toContain('Mail.Read');
    expect(tokenRequests() - before).toBe(2);
    expect(client.logged).toEqual([]);
  });

  it('is read again only once if it is still wrong, and the log explains what to fix', async () => {
    const client = openEntraClient(entra, {
      vault: secretsOf({ 'entra-client-secret': () => 'canary-wrong-secret' }),
    });
    const before = tokenRequests();
    const error = await failureOf(exchange(client));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(tokenRequests() - before).toBe(2);
    expect(client.logged).toMatchObject([
      { event: 'entra_refuses_this_app', fields: { aadsts: 7000215, fix: expect.stringMatching(/secret/) } },
    ]);
    expect(JSON.stringify([client.logged, client.facts, String(error)])).not.toContain('canary');
  });

  it('is accepted if it ends with a line break, as text files do', async () => {
    const vault = secretsOf({ 'entra-client-secret': () => `${entra.clientSecret}\r\n` });
    expect((await exchange(openEntraClient(entra, { vault }))).scopes).toContain('Mail.Read');
  });

  it.each(['', ' \n'])('is reported to the operator if it is empty: %j', async (value) => {
    const client = openEntraClient(entra, { vault: secretsOf({ 'entra-client-secret': () => value }) });
    for (const failure of [failureOf(client.ready()), failureOf(exchange(client))])
      expect(await failure).toMatchObject({
        name: 'HttpError',
        status: 503,
        message: expect.stringMatching(/entra-client-secret is empty/),
      });
  });

  it('is reported to the operator if it is missing', async () => {
    const client = openEntraClient(entra, { vault: secretsOf({}) });
    const error = await failureOf(client.ready());
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({
      status: 503,
      message: expect.stringMatching(/entra-client-secret has no enabled/),
    });
    expect(await failureOf(exchange(client))).toMatchObject({ status: 503 });
  });

  it('is unavailable while the vault is down, and available afterwards', async () => {
    let down = true;
    const well = secretsOf({ 'entra-client-secret': () => entra.clientSecret });
    const client = openEntraClient(entra, {
      vault: {
        versions: async (name) => {
          if (down) throw new UnavailableError('Key Vault');
          return well.versions(name);
        },
      },
    });
    expect(await failureOf(exchange(client))).toMatchObject({ dependency: 'Key Vault' });
    down = false;
    expect((await exchange(client)).scopes).toContain('Mail.Read');
  });
});

describe('a federated credential', () => {
  let identity: ManagedIdentityStandIn;
  let leave: () => void;
  beforeAll(async () => {
    identity = await startManagedIdentity({ signAssertion: entra.sign });
  });
  beforeEach(() => {
    leave = becomeIdentityHost(identity);
  });
  afterEach(() => {
    identity.control.outage('none');
    leave();
  });
  afterAll(() => identity.close());

  const federated = (options: Parameters<typeof openEntraClient>[1] = {}) =>
    openEntraClient(entra, {
      identity: createIdentity({ clientId: demoTenant.identityClientId }),
      vault: secretsOf({}),
      ...options,
      settings: { ENTRA_CREDENTIAL: 'federated', ...options.settings },
    });

  it('is a managed identity assertion and needs no secret', async () => {
    const client = federated();
    await client.ready();
    expect((await exchange(client)).scopes).toContain('Mail.Read');
    expect(identity.log.at(-1)).toEqual({
      resource: 'api://AzureADTokenExchange',
      clientId: demoTenant.identityClientId,
    });
  });

  it("is requested with its cloud's audience", async () => {
    await federated({ settings: { CLOUD: 'usgov' } }).ready();
    expect(identity.log.at(-1)?.resource).toBe('api://AzureADTokenExchangeUSGov');
  });

  it('is unavailable while the identity fails, and available afterwards', async () => {
    identity.control.outage('500');
    const client = federated();
    expect(await failureOf(client.ready())).toMatchObject({ dependency: 'the managed identity' });
    expect(await failureOf(exchange(client))).toMatchObject({ dependency: 'the managed identity' });
    identity.control.outage('none');
    expect((await exchange(client)).scopes).toContain('Mail.Read');
  });

  it('is unavailable if the identity returns no token, and the cause is recorded', async () => {
    const client = federated({ identity: async () => ({ getToken: async () => null }) });
    const error = await failureOf(client.ready());
    expect(error).toMatchObject({ dependency: 'the managed identity' });
    expect(String((error as Error).cause)).toContain('the identity returned no token');
  });

  it('is reported as misconfigured if the app registration does not trust the identity', async () => {
    const foreign = async () => ({
      getToken: async () => ({
        token: await entra.sign({ sub: demoTenant.clientId, aud: 'api://AzureADTokenExchange' }),
        expiresOnTimestamp: Date.now() + 3_600_000,
      }),
    });
    const client = federated({ identity: foreign });
    expect(await failureOf(exchange(client))).toBeInstanceOf(UnavailableError);
    expect(client.logged).toMatchObject([{ fields: { aadsts: 700213 } }]);
  });
});

describe('a certificate', () => {
  const { cert, key: ecKey } = selfSigned();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  // msal-node rounds the time to whole seconds, so its assertions may become valid up to half a second in the future.
  let ahead: EntraStandIn;
  beforeAll(async () => {
    ahead = await startEntra({ now: () => Date.now() + 1_000 });
  });
  afterAll(() => ahead.close());

  const roomWith = (pem: string) =>
    openEntraClient(ahead, {
      settings: { ENTRA_CREDENTIAL: 'certificate' },
      vault: secretsOf({ 'entra-client-certificate': () => pem }),
    });

  it('is accepted by Entra in PEM format once it is registered', async () => {
    const client = roomWith(`${privateKey}${cert}`);
    await client.ready();
    ahead.control.removeCertificate(new X509Certificate(cert));
    expect(await failureOf(exchange(client, ahead))).toBeInstanceOf(UnavailableError);
    expect(client.logged).toMatchObject([{ fields: { aadsts: 700027 } }]);
    const { fingerprint256 } = new X509Certificate(cert);
    ahead.control.registerCertificate({ fingerprint256, publicKey: createPublicKey(publicKey) });
    expect((await exchange(client, ahead)).scopes).toContain('Mail.Read');
  });

  it('is replaced by the previous version while Entra does not know the newest version, even if Key Vault is down', async () => {
    let later = 0;
    let down = false;
    const renewed = selfSigned().cert;
    const versions = [renewed, cert].map((one, index) => ({
      version: `version-${index}`,
      value: `${privateKey}${one}`,
      createdAt: 0,
    }));
    const client = openEntraClient(ahead, {
      settings: { ENTRA_CREDENTIAL: 'certificate' },
      vault: {
        versions: async () => {
          if (down) throw new UnavailableError('Key Vault');
          return versions;
        },
      },
      now: () => Date.now() + later,
    });
    const register = (pem: string) => {
      const { fingerprint256 } = new X509Certificate(pem);
      ahead.control.registerCertificate({ fingerprint256, publicKey: createPublicKey(publicKey) });
    };
    const requestsOf = async (alias: string) => {
      const before = ahead.log.filter(({ grant }) => grant !== undefined).length;
      const assertion = digestToken(await ahead.accessTokenFor(alias));
      const { signal } = new AbortController();
      await client.onBehalfOf({ assertion, tid: demoTenant.id, signal });
      return ahead.log.filter(({ grant }) => grant !== undefined).length - before;
    };
    register(cert);
    await client.ready();
    later = 20_000;
    expect(await requestsOf('ana.silva')).toBe(2);
    expect(client.logged).toMatchObject([
      {
        event: 'entra_credential_refused',
        fields: { name: 'entra-client-certificate', version: 'version-0' },
      },
    ]);
    later = 605_000;
    expect(await requestsOf('ben.okafor')).toBe(1);
    down = true;
    later = 640_000;
    expect(await requestsOf('mira.novak')).toBe(2);
    register(renewed);
    ahead.control.removeCertificate(new X509Certificate(cert));
    later = 1_240_000;
    expect(await requestsOf('chen.wei')).toBe(1);
    expect(client.logged).toHaveLength(2);
    ahead.control.removeCertificate(new X509Certificate(renewed));
  });

  it.each([50012, 70002, 700030, 1000502, 7000214])(
    'is read again if Entra does not accept it: AADSTS%i',
    async (aadsts) => {
      let [reads, later] = [0, 0];
      const read = () => {
        reads += 1;
        return `${privateKey}${cert}`;
      };
      const client = openEntraClient(ahead, {
        settings: { ENTRA_CREDENTIAL: 'certificate' },
        vault: secretsOf({ 'entra-client-certificate': read }),
        now: () => Date.now() + later,
      });
      await client.ready();
      const { fingerprint256 } = new X509Certificate(cert);
      ahead.control.registerCertificate({ fingerprint256, publicKey: createPublicKey(publicKey) });
      ahead.control.refuse({ place: 'on-behalf-of', error: 'invalid_client', aadsts });
      later = 31_000;
      expect((await exchange(client, ahead)).scopes).toContain('Mail.Read');
      expect(reads).toBe(2);
    },
  );

  it.each<[string, string]>([
    ['in PFX format', Buffer.from('a binary file').toString('base64')],
    ['a certificate without its key', cert],
    ['a key that is not an RSA key', `${ecKey}${cert}`],
  ])('is reported to the operator if it is %s', async (_, pem) => {
    expect(await failureOf(roomWith(pem).ready())).toMatchObject({
      status: 503,
      message: expect.stringMatching(/application\/x-pem-file/),
    });
  });
});
