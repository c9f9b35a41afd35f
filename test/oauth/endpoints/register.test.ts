import { describe, expect, it } from 'vitest';

import { readRegistration } from '../../../src/oauth/clients/registration.ts';
import { register } from '../endpoints.ts';
import { jsonPost, LOOPBACK, registerClient, type RegisteredClient } from '../flow.ts';
import { createWorld } from '../../kit/oauth/oauth-world.ts';

const both = ['authorization_code', 'refresh_token'];
const codeOnly = ['code'];
const publicClient = { grant_types: both, response_types: codeOnly, token_endpoint_auth_method: 'none' };

/** Registration requests that real clients send. */
const bodies: Record<string, Record<string, unknown>> = {
  'the AI SDK': {
    ...publicClient,
    client_name: 'probe',
    redirect_uris: ['http://localhost:33423/callback'],
    scope: 'access_as_user',
    application_type: 'native',
  },
  'Claude Code': {
    ...publicClient,
    client_name: 'Claude Code (portico)',
    redirect_uris: ['http://localhost:58967/callback'],
    application_type: 'native',
    scope: 'access_as_user',
  },
  Codex: {
    ...publicClient,
    client_name: 'Codex',
    redirect_uris: ['http://127.0.0.1:43333/callback'],
    scope: 'access_as_user',
    application_type: 'native',
  },
  'GitHub Copilot CLI': {
    ...publicClient,
    client_name: 'GitHub Copilot CLI',
    redirect_uris: ['http://127.0.0.1:33497/'],
  },
  'Gemini CLI': {
    ...publicClient,
    client_name: 'Gemini CLI MCP Client',
    redirect_uris: ['http://localhost:40215/oauth/callback'],
    scope: 'access_as_user mail.write',
  },
  'MCP Inspector': {
    ...publicClient,
    client_name: 'MCP Inspector',
    client_uri: 'https://github.com/modelcontextprotocol/inspector',
    redirect_uris: ['http://127.0.0.1:6276/oauth/callback'],
    application_type: 'native',
  },
  'mcp-remote': {
    ...publicClient,
    client_name: 'MCP CLI Proxy',
    software_id: '2e6dc280-f3c3-4e01-99a7-8181dbd1d23d',
    software_version: '0.15.1',
    redirect_uris: ['http://localhost:20356/oauth/callback'],
    application_type: 'native',
  },
  OpenCode: {
    ...publicClient,
    client_name: 'OpenCode',
    client_uri: 'https://opencode.ai',
    redirect_uris: ['http://127.0.0.1:19876/mcp/oauth/callback'],
  },
  'Visual Studio Code': {
    ...publicClient,
    client_name: 'Visual Studio Code',
    grant_types: [...both, 'urn:ietf:params:oauth:grant-type:device_code'],
    redirect_uris: [
      'https://insiders.vscode.dev/redirect',
      'https://vscode.dev/redirect',
      'http://127.0.0.1/',
      'http://127.0.0.1:33418/',
    ],
    application_type: 'native',
  },
  'Visual Studio Code of 2025': {
    ...publicClient,
    client_name: 'Visual Studio Code',
    redirect_uris: [
      'https://insiders.vscode.dev/redirect',
      'https://vscode.dev/redirect',
      'http://localhost/',
      'http://127.0.0.1/',
      'http://localhost:33418/',
      'http://127.0.0.1:33418/',
    ],
  },
  'the desktop app of Claude': {
    ...publicClient,
    client_name: 'Claude',
    redirect_uris: ['claude://claude.ai/mcp-auth-callback/sdk'],
  },
  Cursor: {
    ...publicClient,
    client_name: 'Cursor',
    redirect_uris: [
      'cursor://anysphere.cursor-mcp/oauth/callback',
      'https://www.cursor.com/agents/mcp/oauth/callback',
      'http://localhost:8787/callback',
    ],
  },
  Claude: {
    ...publicClient,
    client_name: 'Claude',
    redirect_uris: ['https://claude.ai/api/mcp/auth_callback'],
  },
  'a client that sends only redirect URIs': { redirect_uris: ['http://localhost:9/callback'] },
  'a client that sends null for optional metadata': {
    redirect_uris: ['http://localhost:9/callback'],
    grant_types: null,
    response_types: null,
    token_endpoint_auth_method: null,
  },
};

describe('the registration endpoint', () => {
  it.each(Object.entries(bodies))('registers %s', async (_name, body) => {
    const world = createWorld();
    const answer = await register(jsonPost('/register', body), world);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const client = (await answer.json()) as RegisteredClient;
    expect(client).toMatchObject({
      redirect_uris: body['redirect_uris'],
      response_types: ['code'],
      token_endpoint_auth_method: body['token_endpoint_auth_method'] ?? 'client_secret_basic',
      scope: 'access_as_user',
      ...(body['client_name'] !== undefined && { client_name: body['client_name'] }),
      ...(body['application_type'] !== undefined && { application_type: body['application_type'] }),
    });
    expect(client['grant_types']).not.toContain('urn:ietf:params:oauth:grant-type:device_code');
    expect(client.client_id.length).toBeLessThan(1_000);
    expect(client.client_secret === undefined).toBe(body['token_endpoint_auth_method'] === 'none');
  });

  it('gives Copilot Studio a secret that does not expire', async () => {
    const client = await registerClient(createWorld(), {
      client_name: 'Copilot Studio',
      redirect_uris: ['https://global.consent.azure-apim.net/redirect/new-5fportico-5f1a2b'],
      grant_types: both,
      response_types: codeOnly,
      token_endpoint_auth_method: 'client_secret_post',
    });
    expect(client.client_secret?.length).toBeGreaterThan(40);
    expect(client['client_secret_expires_at']).toBe(0);
  });

  it('states when the secret of a loopback client expires', async () => {
    const world = createWorld();
    const client = await registerClient(world, { token_endpoint_auth_method: 'client_secret_basic' });
    expect(client['client_secret_expires_at']).toBe(world.now() / 1_000 + 90 * 24 * 3_600);
  });

  it('stores nothing', async () => {
    const world = createWorld();
    await registerClient(world);
    for (const table of ['codes', 'families', 'consents'] as const) {
      expect((await world.store.list(table)).rows).toEqual([]);
    }
  });

  it('removes invisible characters from the name', async () => {
    const client = await registerClient(createWorld(), { client_name: 'Good\u202E\u200B app' });
    expect(client['client_name']).toBe('Good app');
  });

  it.each([
    ['an empty list of URIs', { redirect_uris: [] }, 'invalid_redirect_uri'],
    ['a missing list of URIs', { client_name: 'x' }, 'invalid_redirect_uri'],
    ['a URI that is not a string', { redirect_uris: [7] }, 'invalid_redirect_uri'],
    ['21 URIs', { redirect_uris: Array(21).fill('http://localhost/a') }, 'invalid_redirect_uri'],
    [
      'URIs that make the client_id too long',
      { redirect_uris: Array(20).fill(`http://localhost/${'a'.repeat(300)}`) },
      'invalid_redirect_uri',
    ],
    [
      'a URI that is not on the allow-list',
      { redirect_uris: ['https://unlisted.example/cb'] },
      'invalid_redirect_uri',
    ],
    [
      'a list with a hostile URI',
      { redirect_uris: ['http://localhost/a', 'javascript:alert(1)'] },
      'invalid_redirect_uri',
    ],
    [
      'an unsupported authentication method',
      { redirect_uris: ['http://localhost/a'], token_endpoint_auth_method: 'private_key_jwt' },
      'invalid_client_metadata',
    ],
    [
      'grant types without authorization_code',
      { redirect_uris: ['http://localhost/a'], grant_types: ['client_credentials'] },
      'invalid_client_metadata',
    ],
    [
      'the implicit response type',
      { redirect_uris: ['http://localhost/a'], response_types: ['token'] },
      'invalid_client_metadata',
    ],
    [
      'an unknown application type',
      { redirect_uris: ['http://localhost/a'], application_type: 'browser' },
      'invalid_client_metadata',
    ],
    ['a list', [], 'invalid_client_metadata'],
    ['invalid JSON', '{"redirect_uris":', 'invalid_client_metadata'],
    ['null', 'null', 'invalid_client_metadata'],
  ])('refuses %s', async (_what, body, code) => {
    const answer = await register(jsonPost('/register', body), createWorld());
    expect(answer.status).toBe(400);
    const refusal = (await answer.json()) as { error: string; error_description: string };
    expect(refusal.error).toBe(code);
    expect(refusal.error_description).toMatch(/\.$/);
    expect(refusal.error_description).not.toContain('evil');
  });

  it.each([
    ['application/json', 201],
    ['Application/JSON; charset=utf-8', 201],
    ['text/plain', 400],
    ['application/x-www-form-urlencoded', 400],
  ])(
    'responds to a body of type %s with %i, so that no cross-site form is accepted',
    async (type, status) => {
      const request = jsonPost('/register', bodies['Claude']);
      request.headers.set('content-type', type);
      expect((await register(request, createWorld())).status).toBe(status);
    },
  );

  it.each([
    ['a truncated object', '{"redirect_uris":', 'The body is not valid JSON.'],
    ['a list', [], 'The body must be a JSON object with client metadata.'],
    ['a missing URI', { redirect_uris: [] }, 'redirect_uris must contain at least one URI.'],
    [
      'a string instead of a list',
      { redirect_uris: [LOOPBACK], grant_types: 'code' },
      'grant_types must be a list of at most 20 strings.',
    ],
  ])('explains what is wrong with %s', async (_what, body, sentence) => {
    const answer = await register(jsonPost('/register', body), createWorld());
    expect(await answer.json()).toMatchObject({ error_description: sentence });
  });

  it('treats null as absent', () => {
    const least = { redirect_uris: [LOOPBACK] };
    const nulls = { client_name: null, application_type: null, grant_types: null, response_types: null };
    expect(readRegistration({ ...least, ...nulls })).toEqual(readRegistration(least));
  });

  it.each<[string, Record<string, unknown>]>([
    ['empty lists', { grant_types: [], response_types: [] }],
    ['lists of empty strings', { grant_types: [''], response_types: ['', ' '] }],
    ['empty strings instead of lists', { grant_types: '', response_types: '' }],
    ['empty strings', { application_type: '', token_endpoint_auth_method: '', client_name: '' }],
    ['spaces', { application_type: ' ', token_endpoint_auth_method: '  ', client_name: ' ' }],
  ])('treats %s as absent', async (_what, empty) => {
    const least = { redirect_uris: [LOOPBACK] };
    const registering = async (body: object) => {
      const answer = await register(jsonPost('/register', body), createWorld());
      const { client_id: _id, client_secret: secret, ...told } = (await answer.json()) as RegisteredClient;
      return { status: answer.status, hasSecret: secret !== undefined, ...told };
    };
    const body = await registering({ ...least, ...empty });
    expect(body).toMatchObject({ status: 201, hasSecret: true });
    expect(body).toEqual(await registering(least));
  });

  it('ignores an empty value among other values', () => {
    const words = { grant_types: ['', 'authorization_code', 'refresh_token'], response_types: ['code', ''] };
    expect(readRegistration({ redirect_uris: [LOOPBACK], ...words }).grantTypes).toEqual(both);
    const wrong = { redirect_uris: [LOOPBACK], response_types: ['', 'token'] };
    expect(() => readRegistration(wrong)).toThrow(/response_types must contain code/);
  });

  it('refuses a body that is too large', async () => {
    const body = { redirect_uris: ['http://localhost/a'], client_name: 'x'.repeat(20_000) };
    expect((await register(jsonPost('/register', body), createWorld())).status).toBe(413);
  });

  it('refuses every client if registration is off, and clients of unlisted classes if classes are listed', async () => {
    const off = createWorld({ env: { DYNAMIC_REGISTRATION: 'off' } });
    const refused = await register(jsonPost('/register', bodies['Claude']), off);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('DYNAMIC_REGISTRATION=on');
    const claudeOnly = createWorld({ env: { ALLOWED_CLIENTS: 'claude.ai' } });
    expect((await register(jsonPost('/register', bodies['Claude']), claudeOnly)).status).toBe(201);
    expect((await register(jsonPost('/register', bodies['Codex']), claudeOnly)).status).toBe(400);
  });
});
