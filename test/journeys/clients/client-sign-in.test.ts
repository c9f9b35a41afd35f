import { discoverOAuthServerInfo } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBrowser } from '../../../src/standins/browser.ts';
import { agree } from '../../kit/oauth/sign-in.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';
import { habitsOf } from './client-habits.ts';
import {
  authorization,
  challenged,
  clientIdOf,
  connect,
  discover,
  greet,
  signInOverWire,
  register,
  send,
  startClient,
  tokenRequest,
} from './client-wire.ts';

let world: World;
beforeAll(async () => {
  world = await startPortico({ RATE_LIMIT_PER_ADDRESS: '0' });
});
afterAll(() => world.close());

const start = (name: string) => startClient(world.origin, habitsOf(name));
const documents = [
  '/.well-known/oauth-protected-resource',
  '/.well-known/oauth-protected-resource/mcp',
  '/.well-known/oauth-protected-resource/sse',
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
];

describe('a loopback redirect URI', () => {
  it.each(['Claude Code', 'Codex', 'GitHub Copilot CLI'])(
    'can have a different port at sign-in than at registration: %s',
    async (name) => {
      const [registering, signingIn] = [start(name), start(name)];
      expect(registering.redirectUri).not.toBe(signingIn.redirectUri);
      const found = await discover(signingIn);
      const clientId = await clientIdOf(registering, found.scope);
      expect((await signInOverWire(signingIn, { clientId, found, person: 'ana.silva' })).status).toBe(200);
    },
  );

  it('must match in host and path: localhost differs from 127.0.0.1, and / from /callback', async () => {
    const wire = start('Codex');
    const found = await discover(wire);
    const clientId = await clientIdOf(wire, found.scope);
    for (const redirectUri of [
      wire.redirectUri.replace('127.0.0.1', 'localhost'),
      wire.redirectUri.replace('/callback', '/'),
    ]) {
      const { url } = authorization({ ...wire, redirectUri }, clientId, found);
      const answer = await send(wire, url);
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
  });
});

describe('registrations of public clients', () => {
  it('do not replace each other: the first and the last of forty clients can sign in', async () => {
    const wire = start('mcporter');
    const found = await discover(wire);
    const ids: string[] = [];
    for (let n = 0; n < 40; n++) ids.push(await clientIdOf(wire, found.scope));
    expect(new Set(ids).size).toBe(40);
    for (const clientId of [ids[0] ?? '', ids[39] ?? '']) {
      expect((await signInOverWire(wire, { clientId, found, person: 'ana.silva' })).status).toBe(200);
    }
  });

  it.each(['GitHub Copilot CLI', 'Claude Code'])(
    'return no secret to %s, whatever other metadata it sends',
    async (name) => {
      const answer = (await (await register(start(name), 'access_as_user')).json()) as Record<
        string,
        unknown
      >;
      expect(answer).toMatchObject({ token_endpoint_auth_method: 'none', scope: 'access_as_user' });
      expect(answer).not.toHaveProperty('client_secret');
    },
  );
});

describe('the scope that a client requests', () => {
  it('is the same in every document and challenge, and needs no administrator consent', async () => {
    const wire = start('Gemini CLI MCP Client');
    const scopes = await Promise.all(
      documents.map(async (path) => ((await (await send(wire, path)).json()) as Metadata).scopes_supported),
    );
    expect(scopes).toEqual(documents.map(() => ['access_as_user']));
    for (const answer of [await greet(wire), await greet(wire, 'no-token-of-ours')])
      expect(challenged(answer, 'scope')).toBe('access_as_user');
  });

  it.each(['access_as_user', ''])('can be %j', async (scope) => {
    const wire = start('Gemini CLI MCP Client');
    const found = { ...(await discover(wire)), scope };
    const clientId = await clientIdOf(wire, scope);
    const session = await signInOverWire(wire, { clientId, found, person: 'ana.silva' });
    expect(session).toMatchObject({ status: 200, scope: 'access_as_user' });
  });

  it('can be requested again by Codex with a new registration after the user cancels', async () => {
    const wire = start('Codex');
    const found = await discover(wire);
    const { url } = authorization(wire, await clientIdOf(wire, found.scope), found);
    const browser = createBrowser();
    const refusal = await browser.press(await browser.open(url), /^cancel/i, wire.redirectUri);
    expect(new URL(refusal.url).searchParams.get('error')).toBe('access_denied');
    expect((await connect(wire)).status).toBe(200);
  });
});

describe('authorization server metadata', () => {
  it.each([
    '/.well-known/oauth-authorization-server/mcp',
    '/.well-known/oauth-authorization-server/sse',
    '/.well-known/openid-configuration/mcp',
    '/mcp/.well-known/openid-configuration',
  ])('is not served at %s, where its issuer would not match', async (path) => {
    expect((await send(start('Codex'), path)).status).toBe(404);
  });

  it('is found at the root by a client that cannot read the resource metadata', async () => {
    const paths: string[] = [];
    const withoutResourceMetadata = async (input: string | URL, init?: RequestInit): Promise<Response> => {
      const { pathname } = new URL(input);
      paths.push(pathname);
      return pathname.includes('protected-resource')
        ? new Response(null, { status: 404 })
        : fetch(input, init);
    };
    const found = await discoverOAuthServerInfo(`${world.origin}/mcp`, { fetchFn: withoutResourceMetadata });
    expect(found.authorizationServerMetadata?.issuer).toBe(world.origin);
    expect(paths).toContain('/.well-known/oauth-authorization-server');
  });
});

describe('the parameter iss (RFC 9207)', () => {
  it('is advertised, and returned with a code, a refusal and an error', async () => {
    const wire = start('Claude Code');
    const found = await discover(wire);
    expect(found.metadata['authorization_response_iss_parameter_supported']).toBe(true);
    const clientId = await clientIdOf(wire, found.scope);
    const { url } = authorization(wire, clientId, found);
    const browser = createBrowser();
    const answers = [
      await agree(createBrowser(), url, 'ana.silva', wire.redirectUri),
      await browser.press(await browser.open(url), /^cancel/i, wire.redirectUri),
      await browser.open(
        authorization(wire, clientId, { ...found, scope: 'Mail.Read' }).url,
        wire.redirectUri,
      ),
    ];
    expect(answers.map((answer) => new URL(answer.url).searchParams.get('iss'))).toEqual(
      answers.map(() => found.issuer),
    );
  });
});

describe('on a server that does not support metadata documents, a client', () => {
  it.each([
    ['Claude Code', 'https://claude.ai/oauth/claude-code-client-metadata'],
    ['Codex', 'https://chatgpt.com/oauth/codex/client.json'],
    ['GitHub Copilot CLI', 'https://github.com/copilot/cli/client-metadata.json'],
  ])('such as %s can register, but is refused with the client_id %s', async (name, url) => {
    const wire = start(name);
    const found = await discover(wire);
    expect(found.metadata).not.toHaveProperty('client_id_metadata_document_supported');
    expect((await send(wire, authorization(wire, url, found).url)).status).toBe(400);
    const clientId = await clientIdOf(wire, found.scope);
    expect((await signInOverWire(wire, { clientId, found, person: 'ana.silva' })).status).toBe(200);
  });
});

describe('the parameter resource (RFC 8707)', () => {
  const elsewhere = 'https://mcp.fabrikam.example/mcp';

  it('is accepted in authorization and token requests, and any other resource is refused', async () => {
    const wire = start('Codex');
    const found = await discover(wire);
    const clientId = await clientIdOf(wire, found.scope);
    const refused = await createBrowser().open(
      authorization(wire, clientId, { ...found, resource: elsewhere }).url,
      wire.redirectUri,
    );
    expect(new URL(refused.url).searchParams.get('error')).toBe('invalid_target');

    const { url, verifier } = authorization(wire, clientId, found);
    const { url: landed } = await agree(createBrowser(), url, 'ana.silva', wire.redirectUri);
    const form = {
      grant_type: 'authorization_code',
      code: new URL(landed).searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: wire.redirectUri,
      client_id: clientId,
    };
    expect((await tokenRequest(wire, { ...form, resource: elsewhere })).error).toBe('invalid_target');
    const first = await tokenRequest(wire, { ...form, resource: found.resource });
    expect(first.status).toBe(200);
    const renewal = { grant_type: 'refresh_token', client_id: clientId, refresh_token: first.refresh_token };
    expect((await tokenRequest(wire, { ...renewal, resource: elsewhere })).error).toBe('invalid_target');
    expect((await tokenRequest(wire, { ...renewal, resource: found.resource })).status).toBe(200);
  });
});

describe('a client that waits for the user', () => {
  it('gets no code until the user presses a button, even if they agreed before', async () => {
    const wire = start('MCP CLI Proxy');
    const found = await discover(wire);
    const clientId = await clientIdOf(wire, found.scope);
    const browser = createBrowser();
    for (let n = 0; n < 2; n++) {
      const { url } = authorization(wire, clientId, found);
      const page = await browser.open(url, wire.redirectUri);
      expect([page.status, page.url]).toEqual([200, url]);
      await agree(browser, url, 'ana.silva', wire.redirectUri);
    }
  });

  it('can send any number of initial messages without a token', async () => {
    const wire = start('GitHub Copilot CLI');
    const statuses = [];
    for (let n = 0; n < 100; n++) statuses.push((await greet(wire)).status);
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect((await connect(wire)).status).toBe(200);
  });
});

type Metadata = { readonly scopes_supported: readonly string[] };
