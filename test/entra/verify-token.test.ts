import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { OAuthError, UnavailableError } from '../../src/errors.ts';
import { startEntra, type EntraStandIn } from '../../src/standins/entra/start-entra.ts';
import { listen, type Listening } from '../../src/standins/listen.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import { failureOf, openEntraClient, type EntraClient } from '../kit/oauth/entra-client.ts';

const OTHER_TENANT = '0f0e0d0c-0b0a-4908-8706-050403020100';
const OTHER_APP = 'aebc6443-996d-45c2-90f0-388ff96faa56';

let entra: EntraStandIn;
let client: EntraClient;
beforeAll(async () => {
  entra = await startEntra();
});
beforeEach(() => {
  client = openEntraClient(entra);
});
afterEach(() => entra.control.outage('none'));
afterAll(() => entra.close());

const tokenWith = (overrides: Record<string, unknown> = {}) => entra.accessTokenFor('ana.silva', overrides);
const claimsOf = async (overrides: Record<string, unknown> = {}) => {
  const [, payload = ''] = (await tokenWith(overrides)).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
};

describe('an Entra access token', () => {
  it('is accepted if its signature and claims are correct', async () => {
    expect(await client.verify(await tokenWith(), 'sealed')).toMatchObject({
      tid: demoTenant.id,
      name: 'Ana Silva',
      username: 'ana.silva@contoso.example',
      azp: demoTenant.clientId,
      scopes: ['access_as_user'],
      roles: [],
      expiresAt: expect.any(Number),
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['with idtyp', { idtyp: 'user' }],
    [
      'without name, username and roles',
      { name: undefined, preferred_username: undefined, roles: undefined },
    ],
    ['with additional scopes', { scp: 'first access_as_user last' }],
    ['that expired less than 60 s ago', { exp: Math.floor(Date.now() / 1000) - 50 }],
    ['that becomes valid within 60 s', { nbf: Math.floor(Date.now() / 1000) + 50 }],
  ])('%s is accepted', async (_, overrides) => {
    expect((await client.verify(await tokenWith(overrides), 'sealed')).oid).toMatch(/-/);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['for another application', { aud: OTHER_APP }, 401],
    ['for Microsoft Graph', { aud: '00000003-0000-0000-c000-000000000000' }, 401],
    ['of version 1.0', { ver: '1.0' }, 401],
    ['from another tenant', { tid: OTHER_TENANT }, 401],
    ['from another issuer', { iss: 'https://login.evil.example/v2.0' }, 401],
    ['that expired more than 60 s ago', { exp: Math.floor(Date.now() / 1000) - 70 }, 401],
    ['that is not valid yet', { nbf: Math.floor(Date.now() / 1000) + 70 }, 401],
    ['for an application without a user', { idtyp: 'app' }, 401],
    ['requested by another application', { azp: OTHER_APP }, 401],
    ['issued to a guest', { acct: 1 }, 401],
    ['that does not say whether it is a guest', { acct: undefined }, 401],
    ...[null, '', '0', '1', false, true, [], [0], {}, 2, -1, 0.5].map(
      (acct): [string, Record<string, unknown>, number] => [
        `whose acct claim is ${JSON.stringify(acct)}`,
        { acct },
        401,
      ],
    ),
    ['without our scope', { scp: 'other' }, 403],
    ['with a scope that only looks like ours', { scp: 'access_as_user2 no_access_as_user' }, 403],
    ['of a user without any scope', { idtyp: 'user', scp: undefined }, 403],
    ['without oid', { oid: undefined }, 401],
    ['with claims of the wrong type', { tid: 7 }, 401],
  ])('%s is refused without fetching keys', async (_, overrides, status) => {
    const before = entra.log.length;
    const error = await failureOf(client.verify(await tokenWith(overrides), 'sealed'));
    expect(error).toBeInstanceOf(OAuthError);
    expect(error).toMatchObject({ code: 'invalid_token', status });
    expect(entra.log).toHaveLength(before);
  });

  it('without a required claim is refused with the name of the claim', async () => {
    const error = await failureOf(client.verify(await tokenWith({ oid: undefined }), 'sealed'));
    expect(error).toMatchObject({ message: expect.stringContaining('check the claim oid') });
  });

  it.each([
    [demoTenant.clientId, 'requestedAccessTokenVersion'],
    [`api://${demoTenant.clientId}`, 'requestedAccessTokenVersion'],
    ['https://graph.microsoft.com', 'another application'],
  ])('of version 1.0 for %s is refused with advice', async (aud, advice) => {
    entra.control.changeManifest({ tokenVersion: 1 });
    const token = await tokenWith({ aud });
    entra.control.changeManifest({ tokenVersion: 2 });
    const error = await failureOf(client.verify(token, 'sealed'));
    expect(error).toMatchObject({ code: 'invalid_token', message: expect.stringContaining(advice) });
  });

  it.each([
    ['empty', ''],
    ['a word', 'garbage'],
    ['three words', 'a.b.c'],
    ['three empty parts', '..'],
    ['a header and an empty object without a signature', 'eyJhbGciOiJub25lIn0.e30.'],
    ['20,000 characters long', 'x'.repeat(20_000)],
  ])('is refused if it is not a JWT: %s', async (_, text) => {
    expect(await failureOf(client.verify(text, 'sealed'))).toMatchObject({
      code: 'invalid_token',
      status: 401,
    });
  });

  it.each<[string, Parameters<EntraStandIn['sign']>[1]]>([
    ['signed with an untrusted key under a real key id', { key: 'foreign' }],
    ['without a signature', { alg: 'none' }],
    ['with a MAC computed with the public key', { alg: 'HS256' }],
    ['signed with PS256 by a published key without alg', { key: 'second', alg: 'PS256' }],
    ['signed with PS256 by the trusted key', { alg: 'PS256' }],
  ])('%s is refused', async (_, how) => {
    const forged = await entra.sign(await claimsOf(), how);
    expect(await failureOf(client.verify(forged, 'sealed'))).toMatchObject({
      code: 'invalid_token',
      status: 401,
    });
  });

  it('is accepted if any published key signed it with RS256', async () => {
    const token = await entra.sign(await claimsOf(), { key: 'second' });
    expect((await client.verify(token, 'sealed')).name).toBe('Ana Silva');
  });

  it('is refused if its payload was altered', async () => {
    const [header, , signature] = (await tokenWith()).split('.');
    const payload = Buffer.from(JSON.stringify({ ...(await claimsOf()), oid: 'somebody else' })).toString(
      'base64url',
    );
    const altered = [header, payload, signature].join('.');
    expect(await failureOf(client.verify(altered, 'sealed'))).toMatchObject({ code: 'invalid_token' });
  });

  it('does not reveal its content in the error', async () => {
    const token = await entra.sign({ ...(await claimsOf()), name: 'canary-7f3a' }, { key: 'foreign' });
    const { message, cause } = (await failureOf(client.verify(token, 'sealed'))) as Error;
    expect(JSON.stringify([message, String(cause), Object.entries(cause ?? {})])).not.toContain('canary');
  });
});

describe('the signing keys', () => {
  const keyRequests = () => entra.log.filter((entry) => entry.path.endsWith('/discovery/v2.0/keys')).length;

  it('are fetched once for many tokens', async () => {
    const before = keyRequests();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => tokenWith()));
    await Promise.all(tokens.map((token) => client.verify(token, 'sealed')));
    await client.verify(await tokenWith(), 'sealed');
    expect(keyRequests() - before).toBe(1);
    expect(client.facts).toMatchObject([
      { target: 'Entra', name: 'read signing keys', status: 200, ok: true },
    ]);
  });

  it('are reported as unavailable while Entra is down, and a token is accepted afterwards', async () => {
    entra.control.outage('503');
    const token = await tokenWith();
    const error = await failureOf(client.verify(token, 'sealed'));
    expect(error).toBeInstanceOf(UnavailableError);
    await expect(client.ready()).rejects.toBeInstanceOf(UnavailableError);
    entra.control.outage('none');
    await client.ready();
    expect((await client.verify(token, 'sealed')).name).toBe('Ana Silva');
  });

  it.each([200, 203, 500])('are accepted only with status 200: %i', async (status) => {
    const { jwks_uri: url, ...metadata } = JSON.parse(entra.metadata) as Record<string, string>;
    const keys = await (await fetch(url ?? '')).text();
    const server = await listen((_request, response) => void response.writeHead(status).end(keys));
    const jwksUri = `${server.origin}/keys`;
    const settings = { ENTRA_AUTHORITY_METADATA: JSON.stringify({ ...metadata, jwks_uri: jwksUri }) };
    const work = openEntraClient(entra, { settings }).verify(await tokenWith(), 'sealed');
    if (status === 200) expect((await work).name).toBe('Ana Silva');
    else expect(await failureOf(work)).toBeInstanceOf(UnavailableError);
    await server.close();
  });

  it('are not fetched again for a forged key id', async () => {
    await client.verify(await tokenWith(), 'sealed');
    const before = keyRequests();
    const [, payload, signature] = (await tokenWith()).split('.');
    for (let n = 0; n < 10; n += 1) {
      const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: `forged-${n}` })).toString('base64url');
      const token = [header, payload, signature].join('.');
      expect(await failureOf(client.verify(token, 'sealed'))).toMatchObject({ code: 'invalid_token' });
    }
    expect(keyRequests()).toBe(before);
  });
});

describe('a direct token', () => {
  const direct = () => openEntraClient(entra, { settings: { ALLOWED_DIRECT_CLIENTS: OTHER_APP } });

  it('is accepted if it was issued to an allowed application', async () => {
    const token = await tokenWith({ azp: OTHER_APP });
    expect((await direct().verify(token, 'direct')).azp).toBe(OTHER_APP);
  });

  it('is refused if it was issued to any other application, including our own', async () => {
    const stranger = await tokenWith({ azp: '11111111-1111-4111-8111-111111111111' });
    expect(await failureOf(direct().verify(stranger, 'direct'))).toMatchObject({ status: 401 });
    const own = openEntraClient(entra, {
      settings: { ALLOWED_DIRECT_CLIENTS: `${OTHER_APP} ${demoTenant.clientId}` },
    });
    expect(await failureOf(own.verify(await tokenWith(), 'direct'))).toMatchObject({ status: 401 });
  });

  it.each([
    ['on', undefined],
    ['off', undefined],
    ['off', 'app'],
  ])(
    'of an application without a user is refused for that reason (ALLOW_GUESTS %s, idtyp %s)',
    async (guests, idtyp) => {
      const settings = { ALLOWED_DIRECT_CLIENTS: OTHER_APP, ALLOW_GUESTS: guests };
      // By default, Entra adds neither idtyp nor the claims about a user to such a token.
      const absent = { scp: undefined, acct: undefined, name: undefined, preferred_username: undefined };
      const token = await tokenWith({ ...absent, azp: OTHER_APP, idtyp, roles: ['Task.Read'] });
      expect(await failureOf(openEntraClient(entra, { settings }).verify(token, 'direct'))).toMatchObject({
        status: 401,
        message: 'The token belongs to an application, but only users can use this server.',
      });
    },
  );

  it('is refused inside a sealed token', async () => {
    const token = await tokenWith({ azp: OTHER_APP });
    expect(await failureOf(direct().verify(token, 'sealed'))).toMatchObject({ status: 401 });
  });
});

describe('a token from a second allowed tenant', () => {
  let relay: Listening;
  let several: EntraClient;
  const asked: (string | undefined)[] = [];

  beforeAll(async () => {
    // The stand-in publishes keys for one tenant only. Like Entra, it signs with the same keys for all tenants.
    relay = await listen((request, response) => {
      asked.push(request.url);
      const keys = fetch(`${entra.origin}/${demoTenant.id}/discovery/v2.0/keys`);
      void keys.then((answer) => answer.text()).then((text) => response.end(text));
    });
    const metadata = { ...JSON.parse(entra.metadata), jwks_uri: `${relay.origin}/${demoTenant.id}/keys` };
    several = openEntraClient(entra, {
      settings: { ALLOWED_TENANTS: OTHER_TENANT, ENTRA_AUTHORITY_METADATA: JSON.stringify(metadata) },
    });
  });
  afterAll(() => relay.close());

  const issuer = (tid: string) => `${entra.origin}/${tid}/v2.0`;

  it('is accepted if its issuer is that tenant', async () => {
    const token = await tokenWith({ tid: OTHER_TENANT, iss: issuer(OTHER_TENANT) });
    expect((await several.verify(token, 'sealed')).tid).toBe(OTHER_TENANT);
    expect(asked).toEqual([`/${OTHER_TENANT}/keys`]);
  });

  it('is refused if its issuer is a different allowed tenant', async () => {
    const token = await tokenWith({ tid: OTHER_TENANT, iss: issuer(demoTenant.id) });
    expect(await failureOf(several.verify(token, 'sealed'))).toMatchObject({ status: 401 });
  });
});
