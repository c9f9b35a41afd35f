import { describe, expect, it } from 'vitest';

import { COOKIE_LIMIT_BYTES } from '../../../src/http/cookies.ts';
import { flowCookieName } from '../../../src/oauth/browser/flow-cookies.ts';
import { TRANSACTION_LIFETIME_SECONDS, transactionId } from '../../../src/oauth/browser/transaction.ts';
import { authorize } from '../endpoints.ts';
import {
  authorization,
  authorizeRequest,
  formPost,
  hiddenFields,
  locationOf,
  LOOPBACK,
  openBrowser,
  pkce,
  registerClient,
  type Parameters,
} from '../flow.ts';
import { redirectUri } from '../../kit/oauth/redirect-uris.ts';
import { createWorld, ORIGIN, type World, type WorldOptions } from '../../kit/oauth/oauth-world.ts';

const { challenge } = pkce();

async function requestAuthorization(different: Parameters = {}, options: WorldOptions = {}) {
  const world = createWorld(options);
  const client = await registerClient(world);
  const request = authorizeRequest(authorization(client.client_id, challenge, different));
  return { world, answer: await authorize(request, world) };
}

describe('the authorization endpoint', () => {
  it.each<[string, Parameters]>([
    ['a complete request', {}],
    ['a request without a resource', { resource: undefined }],
    ['a request without a scope', { scope: undefined }],
    ['a request without a state', { state: undefined }],
    ['a different port on loopback', { redirect_uri: 'http://127.0.0.1:55555/callback' }],
    ['prompt=consent', { prompt: 'consent' }],
    ['the query response mode', { response_mode: 'query' }],
    ['OpenID scopes', { scope: 'openid profile offline_access access_as_user' }],
    ['a nonce and other parameters that are ignored', { nonce: 'x', display: 'page' }],
    ['a state of 4,000 characters', { state: 's'.repeat(4_000) }],
  ])('shows the consent page for %s', async (_what, different) => {
    const { answer } = await requestAuthorization(different);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await hiddenFields(answer)).toEqual({
      transaction: expect.any(String) as string,
      proof: expect.any(String) as string,
    });
  });

  it('accepts a form as well as a query', async () => {
    const world = createWorld();
    const client = await registerClient(world);
    const request = formPost('/authorize', authorization(client.client_id, challenge));
    expect((await authorize(request, world)).status).toBe(200);
  });

  it.each<[string, Parameters, string]>([
    ['a missing response_type', { response_type: undefined }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['the hybrid flow', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['the fragment response mode', { response_mode: 'fragment' }, 'invalid_request'],
    ['the form_post response mode', { response_mode: 'form_post' }, 'invalid_request'],
    ['a request object', { request: 'e30.e30.' }, 'request_not_supported'],
    ['a request by reference', { request_uri: 'https://evil.example/r' }, 'request_uri_not_supported'],
    ['a request without PKCE', { code_challenge: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['PKCE without a method', { code_challenge_method: undefined }, 'invalid_request'],
    ['an unknown scope', { scope: 'access_as_user Mail.Read' }, 'invalid_scope'],
    ['a different resource', { resource: 'https://evil.example/mcp' }, 'invalid_target'],
    ['prompt=none', { prompt: 'none' }, 'interaction_required'],
  ])('sends an error to the client for %s', async (_what, different, error) => {
    const { answer, world } = await requestAuthorization(different);
    const location = locationOf(answer);
    expect(location.origin + location.pathname).toBe(LOOPBACK);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      error,
      error_description: expect.stringMatching(/\.$/) as string,
      state: 'client-state',
      iss: ORIGIN,
    });
    expect(location.search).not.toContain('evil');
    expect(world.facts).toMatchObject([{ phase: 'refused', decision: { rule: error } }]);
  });

  it.each<[string, Parameters]>([
    ['a missing client', { client_id: undefined }],
    ['a made-up client', { client_id: 'mcp-client-123' }],
    ['a client_id that looks like a JWE', { client_id: 'a.b.c.d.e' }],
    ['a client document that must not be fetched', { client_id: 'https://evil.example/client.json' }],
    ['a missing redirect URI', { redirect_uri: undefined }],
    ['a redirect URI that was not registered', { redirect_uri: 'https://claude.ai/api/mcp/auth_callback' }],
    ['localhost instead of 127.0.0.1', { redirect_uri: 'http://localhost:33418/callback' }],
    ['a longer path', { redirect_uri: `${LOOPBACK}/more` }],
    ['a script instead of a URI', { redirect_uri: 'javascript:alert(document.domain)' }],
    ['a state that is too long for the cookies', { state: 's'.repeat(4_001) }],
    ['a state with a line break', { state: 'a\r\nSet-Cookie: x=y' }],
  ])('shows a page and does not redirect for %s', async (_what, different) => {
    const { answer, world } = await requestAuthorization(different);
    expect(answer.status).toBe(400);
    expect(answer.headers.has('location')).toBe(false);
    const markup = await answer.text();
    for (const value of Object.values(different)) if (value) expect(markup).not.toContain(value);
    expect(world.facts).toHaveLength(1);
  });

  it.each([0, 1])(
    'accepts a transaction that fills three cookies to the last byte and refuses a longer transaction: %i extra bytes',
    async (more) => {
      const world = createWorld();
      const client = await registerClient(world);
      const { cookies, sealer } = world;
      const seal = sealer.seal.bind(sealer);
      const name = `${flowCookieName('signin', transactionId('s'), world.now())}.1`;
      const room = 3 * (COOKIE_LIMIT_BYTES - cookies.set(name, '', TRANSACTION_LIFETIME_SECONDS).length);
      sealer.seal = async (kind, ...rest) =>
        kind === 'transaction' ? 'x'.repeat(room + more) : seal(kind, ...rest);
      const answer = await authorize(authorizeRequest(authorization(client.client_id, challenge)), world);
      expect(answer.status).toBe(more === 0 ? 200 : 302);
    },
  );

  it('refuses a client on loopback after 90 days, but not before, regardless of its other redirect URIs', async () => {
    const world = createWorld();
    const hosted = 'https://vscode.dev/redirect';
    const local = await registerClient(world);
    const mixed = await registerClient(world, { redirect_uris: [hosted, LOOPBACK] });
    const ask = async (id: string, uri: string) =>
      (await authorize(authorizeRequest(authorization(id, challenge, { redirect_uri: uri })), world)).status;
    const results = async () => [
      await ask(local.client_id, LOOPBACK),
      await ask(mixed.client_id, LOOPBACK),
      await ask(mixed.client_id, 'http://127.0.0.1:55555/callback'),
      await ask(mixed.client_id, hosted),
    ];
    world.shared.clock.ms += 89 * 24 * 3_600_000;
    expect(await results()).toEqual([200, 200, 200, 200]);
    world.shared.clock.ms += 2 * 24 * 3_600_000;
    expect(await results()).toEqual([400, 400, 400, 200]);
    world.shared.clock.ms += 3_650 * 24 * 3_600_000;
    expect(await results()).toEqual([400, 400, 400, 200]);
  });

  it('refuses a registered redirect URI that the settings no longer allow', async () => {
    const uri = 'https://chat.contoso.example/callback';
    const before = createWorld({ env: { ALLOWED_REDIRECT_URIS: uri } });
    const client = await registerClient(before, { redirect_uris: [uri] });
    const request = () => authorizeRequest(authorization(client.client_id, challenge, { redirect_uri: uri }));
    expect((await authorize(request(), before, before.requestContext)).status).toBe(200);
    const after = createWorld({ shared: before.shared });
    expect((await authorize(request(), after, after.requestContext)).status).toBe(400);
  });

  it('accepts only the listed client classes if the settings list any', async () => {
    const open = createWorld();
    const client = await registerClient(open);
    const ask = (world: World) =>
      authorize(authorizeRequest(authorization(client.client_id, challenge)), world);
    const local = createWorld({ shared: open.shared, env: { ALLOWED_CLIENTS: 'localhost' } });
    const claude = createWorld({ shared: open.shared, env: { ALLOWED_CLIENTS: 'claude.ai' } });
    expect((await ask(local)).status).toBe(200);
    const refused = await ask(claude);
    expect(refused.status).toBe(403);
    // The administrator needs to know the class in order to allow the app.
    expect(await refused.text()).toContain('can add localhost to ALLOWED_CLIENTS.');
    const denying = createWorld({ shared: open.shared, env: { DENIED_CLIENTS: 'localhost' } });
    expect(await (await ask(denying)).text()).toContain('DENIED_CLIENTS denies it.');
    expect(claude.facts.at(-1)).toMatchObject({
      phase: 'refused',
      client: { class: 'localhost', assertedName: 'Test client' },
      decision: { rule: 'unauthorized_client' },
    });
  });

  it('accepts a client that is declared in the settings', async () => {
    const uri = 'https://bot.contoso.example/cb';
    const world = createWorld({ env: { ALLOWED_CLIENTS: `bot=${uri}` } });
    const ask = (redirectUri: string) =>
      authorize(
        authorizeRequest(authorization('bot', challenge, { redirect_uri: redirectUri })),
        world,
        world.requestContext,
      );
    expect((await ask(uri)).status).toBe(200);
    expect((await ask('https://bot.contoso.example/other')).status).toBe(400);
  });

  it('reads the name and redirect URIs from a metadata document, and shows its host', async () => {
    const id = 'https://claude.ai/oauth/claude-code-client-metadata';
    const world = createWorld({
      fetchClientMetadata: async () => ({
        clientName: 'Claude Code',
        redirectUris: ['http://localhost/callback', 'http://127.0.0.1/callback'].map(redirectUri),
      }),
    });
    const request = authorizeRequest(
      authorization(id, challenge, { redirect_uri: 'http://localhost:49152/callback' }),
    );
    const answer = await authorize(request, world);
    expect(answer.status).toBe(200);
    const markup = await answer.text();
    expect(markup).toContain('Claude Code');
    expect(markup).toContain('The name comes from the website <strong>claude.ai</strong>');
  });

  it('names the redirect URI to allow if a metadata document lists it', async () => {
    const uri = 'https://chat.contoso.example/oauth/callback';
    const id = 'https://chat.contoso.example/client.json';
    const ask = (env: Record<string, string>) => {
      const fetchClientMetadata = async () => ({ clientName: 'Chat', redirectUris: [redirectUri(uri)] });
      const request = authorizeRequest(authorization(id, challenge, { redirect_uri: uri }));
      return authorize(request, createWorld({ env, fetchClientMetadata }));
    };
    const refused = await ask({});
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(`can add ${uri} to ALLOWED_REDIRECT_URIS.`);
    expect((await ask({ ALLOWED_REDIRECT_URIS: uri })).status).toBe(200);
  });

  it('keeps at most five consent pages open in a browser and drops the oldest', async () => {
    const world = createWorld();
    const client = await registerClient(world);
    const browser = openBrowser();
    const seen: string[] = [];
    for (let i = 0; i < 8; i++) {
      await browser.send(authorize, authorizeRequest(authorization(client.client_id, challenge)), world);
      seen.push([...browser.cookies.keys()].at(-1) ?? '');
      world.shared.clock.ms += 1_000;
    }
    expect([...browser.cookies.keys()]).toEqual(seen.slice(-5));
  });
});
