import { SecretClient } from '@azure/keyvault-secrets';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { startKeyVault, type KeyVaultStandIn } from '../../../src/standins/key-vault/start-key-vault.ts';

let vault: KeyVaultStandIn;
beforeAll(async () => {
  vault = await startKeyVault({ now: () => Date.UTC(2026, 10, 21) });
});
afterAll(() => vault.close());
afterEach(() => vault.control.outage('none'));

function client(): SecretClient {
  const credential = {
    getToken: () => Promise.resolve({ token: 'a-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  return new SecretClient(vault.origin, credential, {
    disableChallengeResourceVerification: true,
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('the Key Vault stand-in with the real secrets client', () => {
  it('challenges the first request and accepts the second request, which has a token', async () => {
    vault.put('challenged', 'value');
    const before = vault.log.length;
    await client().getSecret('challenged');
    expect(vault.log.slice(before).map((entry) => entry.authorized)).toEqual([false, true]);
  });

  it('keeps every version of a secret and returns the newest by default', async () => {
    const first = await client().setSecret('kept', 'one', { tags: { by: 'test' } });
    await client().setSecret('kept', 'two');
    expect((await client().getSecret('kept')).value).toBe('two');
    const again = await client().getSecret('kept', { version: first.properties.version ?? '' });
    expect(again.value).toBe('one');
    expect(again.properties.tags).toEqual({ by: 'test' });
  });

  it('lists versions in pages, with creation time and state', async () => {
    const createdAt = Date.UTC(2026, 0, 2);
    for (let count = 0; count < 60; count += 1) vault.put('many', `value ${count}`, { createdAt });
    const off = vault.put('many', 'off', { enabled: false });
    const versions = await collect(client().listPropertiesOfSecretVersions('many'));
    expect(versions).toHaveLength(61);
    expect(versions[0]?.createdOn?.getTime()).toBe(createdAt);
    expect(versions.filter((each) => each.enabled === false).map((each) => each.version)).toEqual([off]);
  });

  it('uses the requested page size', async () => {
    for (const value of ['a', 'b', 'c']) vault.put('paged', value);
    const pages = client().listPropertiesOfSecretVersions('paged').byPage({ maxPageSize: 2 });
    expect((await collect(pages)).map((page) => page.length)).toEqual([2, 1]);
  });

  it('lists secrets without their values', async () => {
    vault.put('listed', 'not shown');
    const secrets = await collect(client().listPropertiesOfSecrets());
    expect(secrets.map((each) => each.name)).toContain('listed');
    expect(JSON.stringify(secrets)).not.toContain('not shown');
  });

  it('returns 404 for an unknown secret', async () => {
    await expect(client().getSecret('nowhere')).rejects.toMatchObject({
      statusCode: 404,
      code: 'SecretNotFound',
    });
    await expect(collect(client().listPropertiesOfSecretVersions('nowhere'))).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('withholds the value of a disabled version until it is enabled again', async () => {
    const version = vault.put('switched', 'value');
    vault.disable('switched', version);
    await expect(client().getSecret('switched')).rejects.toMatchObject({ statusCode: 403 });
    await client().updateSecretProperties('switched', version, { enabled: true });
    expect((await client().getSecret('switched')).value).toBe('value');
  });

  it('can be made to throttle a given number of requests, with Retry-After', async () => {
    vault.put('throttled', 'value');
    vault.control.outage('429', 7, 1);
    const refusal = await client()
      .getSecret('throttled')
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ statusCode: 429, response: { headers: expect.anything() } });
    expect(
      (refusal as { response: { headers: { get(name: string): string } } }).response.headers.get(
        'retry-after',
      ),
    ).toBe('7');
    expect((await client().getSecret('throttled')).value).toBe('value');
  });

  it('can be made to hang until the caller aborts', async () => {
    vault.control.outage('hang');
    const abortSignal = AbortSignal.timeout(50);
    await expect(client().getSecret('any', { abortSignal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([
    ['a missing api-version', 'GET', '/secrets/a', undefined, 400],
    ['a body that is not JSON', 'PUT', '/secrets/a?api-version=7.5', '{', 400],
    ['a secret without a value', 'PUT', '/secrets/a?api-version=7.5', '{}', 400],
    ['a page size beyond the limit', 'GET', '/secrets?api-version=7.5&maxresults=26', undefined, 400],
    ['an unknown path', 'GET', '/certificates?api-version=7.5', undefined, 404],
  ])('refuses %s', async (_name, method, path, body, status) => {
    const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
    const response = await fetch(vault.origin + path, { method, headers, ...(body && { body }) });
    expect(response.status).toBe(status);
  });
});

describe('keys in the Key Vault stand-in', () => {
  const call = async (path: string, body?: unknown) => {
    const response = await fetch(`${vault.origin}${path}?api-version=7.5`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: 'Bearer x' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  it('can wrap and unwrap a value', async () => {
    const version = await vault.createKey('wrapping');
    const secret = Buffer.from('thirty-two bytes of key material').toString('base64url');
    const wrapped = await call(`/keys/wrapping/${version}/wrapkey`, { alg: 'RSA-OAEP-256', value: secret });
    const value = wrapped.body['value'];
    const unwrapped = await call(`/keys/wrapping/${version}/unwrapkey`, { alg: 'RSA-OAEP-256', value });
    expect(unwrapped.body).toEqual({ kid: `${vault.origin}/keys/wrapping/${version}`, value: secret });
  });

  it('are returned in their newest version, without the private part', async () => {
    await vault.createKey('shown');
    const version = await vault.createKey('shown');
    const { body } = await call('/keys/shown');
    expect(body['key']).toMatchObject({ kid: `${vault.origin}/keys/shown/${version}`, kty: 'RSA' });
    expect(JSON.stringify(body)).not.toContain('"d"');
  });

  it.each([
    ['an unknown name', '/keys/none/1/wrapkey', { alg: 'RSA-OAEP-256', value: 'AA' }, 404],
    ['another algorithm', '/keys/refusing//wrapkey', { alg: 'RSA1_5', value: 'AA' }, 400],
    [
      'a value that was not wrapped with the key',
      '/keys/refusing//unwrapkey',
      { alg: 'RSA-OAEP-256', value: 'AA' },
      400,
    ],
  ])('cannot be used with %s', async (_name, path, body, status) => {
    const version = await vault.createKey('refusing');
    expect((await call(path.replace('//', `/${version}/`), body)).status).toBe(status);
  });
});
