import { describe, expect, it } from 'vitest';

import { redirectUri } from '../../kit/oauth/redirect-uris.ts';
import { token } from '../endpoints.ts';
import { codeRequest, formPost, obtainCode, registerClient, tokens, type Parameters } from '../flow.ts';
import { createWorld, ORIGIN } from '../../kit/oauth/oauth-world.ts';

function basic(id: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

/** Registers a client like Copilot Studio, with a secret and a hosted callback, and obtains a code. */
async function confidential(method: string) {
  const world = createWorld();
  const redirectUri = 'https://global.consent.azure-apim.net/redirect/new-5fportico-5f1a2b';
  const client = await registerClient(world, {
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: method,
  });
  const obtained = await obtainCode(world, { client, different: { redirect_uri: redirectUri } });
  const secret = client.client_secret ?? '';
  const form = {
    grant_type: 'authorization_code',
    code: obtained.code,
    code_verifier: obtained.verifier,
    redirect_uri: redirectUri,
  };
  const send = (more: Parameters, headers: Record<string, string> = {}) =>
    token(formPost('/token', { ...form, ...more }, headers), world);
  return { world, id: client.client_id, secret, send };
}

describe('the token endpoint', () => {
  it('forbids caching', async () => {
    const world = createWorld();
    const answer = await token(codeRequest(await obtainCode(world)), world);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
    const refused = await token(formPost('/token', {}), world);
    expect(refused.headers.get('cache-control')).toBe('no-store');
  });

  it.each<[string, Parameters, string]>([
    ['a missing grant type', {}, 'invalid_request'],
    ['the password grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['client credentials', { grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    ['a grant type named like an object property', { grant_type: 'constructor' }, 'unsupported_grant_type'],
    ['a missing client', { grant_type: 'authorization_code', code: 'x' }, 'invalid_request'],
  ])('refuses %s', async (_what, form, error) => {
    expect(await tokens(createWorld(), formPost('/token', form))).toMatchObject({ status: 400, error });
  });

  it('returns 401 for an unknown client, so that it registers again', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'a.b.c.d.e' };
    expect(await tokens(createWorld(), formPost('/token', form))).toMatchObject({
      status: 401,
      error: 'invalid_client',
    });
  });

  it('refuses a repeated parameter and a body that is not a form', async () => {
    const world = createWorld();
    const json = new Request(`${ORIGIN}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"grant_type":"authorization_code"}',
    });
    expect(await tokens(world, json)).toMatchObject({ status: 400, error: 'invalid_request' });
    const obtained = await obtainCode(world);
    const twice = new Request(`${ORIGIN}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `${await codeRequest(obtained).text()}&code=${obtained.code}`,
    });
    expect(await tokens(world, twice)).toMatchObject({ status: 400, error: 'invalid_request' });
  });

  it.each(['client_secret_post', 'client_secret_basic'])(
    'accepts the secret of a %s client in the header and in the body',
    async (method) => {
      const one = await confidential(method);
      expect((await one.send({ client_id: one.id, client_secret: one.secret })).status).toBe(200);
      const two = await confidential(method);
      expect((await two.send({}, basic(encodeURIComponent(two.id), two.secret))).status).toBe(200);
      const three = await confidential(method);
      expect((await three.send({ client_id: three.id }, basic(three.id, three.secret))).status).toBe(200);
    },
  );

  it("refuses a wrong secret, a missing secret and another client's secret, without spending the code", async () => {
    const { world, id, secret, send } = await confidential('client_secret_post');
    const other = await registerClient(world, { token_endpoint_auth_method: 'client_secret_post' });
    const attempts: [Parameters, Record<string, string>][] = [
      [{ client_id: id }, {}],
      [{ client_id: id, client_secret: 'guess' }, {}],
      [{ client_id: id, client_secret: other.client_secret }, {}],
      [{}, basic(id, 'guess')],
      [{}, basic(id, '')],
      [{}, { authorization: `Bearer ${secret}` }],
      [{}, { authorization: 'Basic !!!' }],
      [{}, { authorization: `Basic ${Buffer.from('no colon').toString('base64')}` }],
      [{}, basic('%', secret)],
    ];
    for (const [form, headers] of attempts) {
      const answer = await send(form, headers);
      expect(answer.status).toBe(401);
      expect(answer.headers.has('www-authenticate')).toBe('authorization' in headers);
    }
    expect((await send({ client_id: id, client_secret: secret })).status).toBe(200);
  });

  it('refuses a secret sent in two places, and two different client ids', async () => {
    const { id, secret, send } = await confidential('client_secret_basic');
    expect((await send({ client_secret: secret }, basic(id, secret))).status).toBe(400);
    expect((await send({ client_id: 'another' }, basic(id, secret))).status).toBe(400);
    expect((await send({}, basic(id, secret))).status).toBe(200);
  });

  it('refuses a secret from a client that was not issued one', async () => {
    const world = createWorld();
    const obtained = await obtainCode(world);
    expect(await tokens(world, codeRequest(obtained, { client_secret: 'guess' }))).toMatchObject({
      status: 401,
    });
    expect(await tokens(world, codeRequest(obtained))).toMatchObject({ status: 200 });
  });

  it('does not fetch the metadata document again', async () => {
    let fetched = 0;
    const id = 'https://claude.ai/oauth/claude-code-client-metadata';
    const world = createWorld({
      fetchClientMetadata: async () => {
        fetched += 1;
        return { clientName: 'Claude Code', redirectUris: [redirectUri('http://127.0.0.1/callback')] };
      },
    });
    const obtained = await obtainCode(world, { client: { client_id: id } });
    expect(fetched).toBe(1);
    const body = await tokens(world, codeRequest(obtained));
    expect(body.status).toBe(200);
    expect(fetched).toBe(1);
    const { caller } = await world.authenticate(body.access_token);
    expect(caller.client).toEqual({ class: 'https://claude.ai', id, assertedName: 'Claude Code' });
  });
});
