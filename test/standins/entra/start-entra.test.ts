import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { readConfig } from '../../../src/config/config.ts';
import { startEntra, type EntraStandIn } from '../../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { requestToken, authorizeUrl, onBehalfOf, open } from './entra-flow.ts';

let entra: EntraStandIn;
beforeAll(async () => {
  entra = await startEntra();
});
afterAll(() => entra.close());
afterEach(() => {
  entra.control.outage('none');
  entra.control.latency(0);
});

const keysUrl = () => new URL(`${entra.origin}/${demoTenant.id}/discovery/v2.0/keys`);

describe('the Entra stand-in', () => {
  it('provides metadata that is valid for the setting ENTRA_AUTHORITY_METADATA', () => {
    const result = readConfig({
      PUBLIC_URL: 'http://localhost:7071',
      ENTRA_TENANT_ID: demoTenant.id,
      ENTRA_CLIENT_ID: demoTenant.clientId,
      SEAL_ROOT_FILE: '/run/secrets/seal-root',
      ALLOW_LOOPBACK_UPSTREAMS: 'true',
      ENTRA_AUTHORITY_METADATA: entra.metadata,
    });
    expect(result).toMatchObject({ ok: true });
    expect(JSON.parse(entra.metadata)).toMatchObject({ issuer: `${entra.origin}/${demoTenant.id}/v2.0` });
  });

  it('serves its metadata as the OpenID configuration and supports instance discovery', async () => {
    const url = `${entra.origin}/${demoTenant.id}/v2.0/.well-known/openid-configuration`;
    expect(await (await fetch(url)).json()).toEqual(JSON.parse(entra.metadata));
    const discovery = await (await fetch(`${entra.origin}/common/discovery/instance`)).json();
    expect(discovery).toMatchObject({ tenant_discovery_endpoint: url });
  });

  it('publishes two keys, one with an algorithm and one without', async () => {
    const { keys } = (await (await fetch(keysUrl())).json()) as { keys: { alg?: string; d?: string }[] };
    expect(keys.map((key) => key.alg)).toEqual(['RS256', undefined]);
    expect(keys.every((key) => key.d === undefined)).toBe(true);
  });

  it.each([
    ['another tenant', 'GET', '/other/discovery/v2.0/keys', 400],
    ['the common endpoint', 'POST', '/common/oauth2/v2.0/token', 400],
    ['an unknown path', 'GET', `/${demoTenant.id}/oauth2/token`, 404],
    ['a wrong method', 'GET', `/${demoTenant.id}/oauth2/v2.0/token`, 405],
  ])('refuses %s', async (_name, method, path, status) => {
    expect((await fetch(entra.origin + path, { method })).status).toBe(status);
  });

  it('refuses an oversized body', async () => {
    const url = `${entra.origin}/${demoTenant.id}/oauth2/v2.0/token`;
    const response = await fetch(url, { method: 'POST', body: 'a'.repeat(2 * 1024 * 1024) });
    expect(response.status).toBe(413);
  });
});

describe('tokens signed by the Entra stand-in', () => {
  const verify = async (token: string) =>
    jwtVerify(token, createRemoteJWKSet(keysUrl()), { issuer: entra.issuer, audience: demoTenant.clientId });
  const claims = { aud: demoTenant.clientId };

  it('can be verified if signed with a published key', async () => {
    await expect(verify(await entra.sign(claims))).resolves.toBeTruthy();
    await expect(verify(await entra.sign(claims, { key: 'second', alg: 'PS256' }))).resolves.toBeTruthy();
  });

  it.each([
    ['expired', { expiresIn: -10 }, errors.JWTExpired],
    [
      "signed with an unknown key that has the trusted key's id",
      { key: 'foreign' },
      errors.JWSSignatureVerificationFailed,
    ],
    ['signed with the public key as a secret', { alg: 'HS256' }, errors.JOSENotSupported],
    ['unsigned', { alg: 'none' }, errors.JOSEError],
  ] as const)('fail verification if they are %s', async (_name, options, reason) => {
    await expect(verify(await entra.sign(claims, options))).rejects.toBeInstanceOf(reason);
  });

  it('can still be verified after a key rollover', async () => {
    const other = await startEntra();
    const before = await other.sign(claims);
    await other.control.rotateKey();
    const keys = createRemoteJWKSet(new URL(`${other.origin}/${demoTenant.id}/discovery/v2.0/keys`));
    await expect(jwtVerify(before, keys)).resolves.toBeTruthy();
    await expect(jwtVerify(await other.sign(claims), keys)).resolves.toBeTruthy();
    await other.close();
  });

  it("are not accepted as Graph tokens if issued for Portico's API", async () => {
    await expect(entra.verifyGraphToken(await entra.accessTokenFor('ana.silva'))).rejects.toThrow(/aud/);
  });
});

describe('the test controls of the Entra stand-in', () => {
  it.each(['429', '500', '503'] as const)('make requests fail with %s and Retry-After', async (kind) => {
    entra.control.outage(kind, 3);
    const response = await fetch(keysUrl());
    expect([response.status, response.headers.get('retry-after')]).toEqual([Number(kind), '3']);
  });

  it('make the given number of requests fail', async () => {
    entra.control.outage('503', undefined, 1);
    expect((await fetch(keysUrl())).status).toBe(503);
    expect((await fetch(keysUrl())).status).toBe(200);
  });

  it('make requests hang until the caller aborts', async () => {
    entra.control.outage('hang');
    await expect(fetch(keysUrl(), { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/);
  });

  it('delay responses', async () => {
    entra.control.latency(30);
    const before = performance.now();
    await fetch(keysUrl());
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });

  it('log requests without secrets', async () => {
    const before = entra.log.length;
    const assertion = await entra.accessTokenFor('ana.silva');
    await requestToken(entra, onBehalfOf(assertion));
    await open(authorizeUrl(entra, { state: 'canary' }));
    const entries = entra.log.slice(before);
    expect(entries).toMatchObject([
      { method: 'POST', grant: 'urn:ietf:params:oauth:grant-type:jwt-bearer' },
      { method: 'GET', path: `/${demoTenant.id}/oauth2/v2.0/authorize` },
    ]);
    for (const secret of [assertion, entra.clientSecret, 'canary']) {
      expect(JSON.stringify(entries)).not.toContain(secret);
    }
  });
});
