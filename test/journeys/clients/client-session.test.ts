import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startPortico, type World } from '../../kit/start-portico.ts';
import { habits, habitsOf, type Revision } from './client-habits.ts';
import {
  challenged,
  clientIdOf,
  connect,
  greet,
  message,
  register,
  send,
  startClient,
  type Wire,
} from './client-wire.ts';

let world: World;
beforeAll(async () => {
  world = await startPortico();
});
afterAll(() => world.close());

const start = (name: string) => startClient(world.origin, habitsOf(name));
const getMe = { name: 'get_me', arguments: {} };
const callWith = async (wire: Wire, token: string) =>
  (await message(wire, 'tools/call', { token, params: getMe })).status;

describe('a GET or HEAD probe of /mcp', () => {
  it.each([
    ['Codex', 'GET'],
    ['MCP CLI Proxy', 'GET'],
    ['Gemini CLI MCP Client', 'HEAD'],
  ])('gets a challenge without a token, and 405 with a token: %s with %s', async (name, method) => {
    const wire = start(name);
    const probe = (headers: Record<string, string> = {}) => send(wire, '/mcp', { method, headers });
    const without = await probe();
    expect([without.status, challenged(without, 'resource_metadata')]).toEqual([
      401,
      `${world.origin}/.well-known/oauth-protected-resource/mcp`,
    ]);
    const { access_token: token } = await connect(wire);
    const withToken = await probe({ authorization: `Bearer ${token}`, accept: 'text/event-stream' });
    expect([withToken.status, withToken.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });
});

describe('a refresh', () => {
  const refreshEarly = habits.filter((client) => client.refreshesByClock).map(({ name }) => name);

  it.each(refreshEarly)(
    'leaves the old token valid until it expires, if the client refreshes early: %s',
    async (name) => {
      const wire = start(name);
      const session = await connect(wire);
      const renewed = await session.refresh();
      expect(renewed.status).toBe(200);
      expect([
        await callWith(wire, session.access_token),
        await callWith(wire, renewed.access_token),
      ]).toEqual([200, 200]);
    },
  );

  it('lets the same call succeed after a 401', async () => {
    const wire = start('Claude Code');
    const session = await connect(wire);
    const invalid = `${session.access_token.slice(0, -6)}AAAAAA`;
    const refused = await message(wire, 'tools/call', { token: invalid, params: getMe });
    expect([refused.status, challenged(refused, 'error')]).toEqual([401, 'invalid_token']);
    const renewed = await session.refresh();
    expect(await callWith(wire, renewed.access_token)).toBe(200);
  });

  it('leaves two windows of one client signed in if both refresh at the same time', async () => {
    const wire = start('Codex');
    const session = await connect(wire);
    const [one, two] = await Promise.all([session.refresh(), session.refresh()]);
    expect([one.status, two.status]).toEqual([200, 200]);
    for (const { refresh_token: token } of [one, two])
      expect((await session.refresh({ refresh_token: token })).status).toBe(200);
  });

  it('still succeeds after Gemini registers without redirect URIs and is refused', async () => {
    const wire = start('Gemini CLI MCP Client');
    const session = await connect(wire);
    const refused = await register(wire, 'access_as_user', { redirect_uris: [] });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({
      error: 'invalid_redirect_uri',
      error_description: 'redirect_uris must contain at least one URI.',
    });
    expect(await callWith(wire, session.access_token)).toBe(200);
    expect((await session.refresh()).status).toBe(200);
  });

  it('is refused if mcporter sends the client_id of a later registration, and does not end the session', async () => {
    const wire = start('mcporter');
    const session = await connect(wire);
    const next = await clientIdOf(start('mcporter'), 'access_as_user');
    expect(await session.refresh({ client_id: next })).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await callWith(wire, session.access_token)).toBe(200);
    expect((await session.refresh()).status).toBe(200);
  });
});

describe('a client', () => {
  it.each<Revision>(['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26'])(
    'can connect and call tools at /mcp with revision %s',
    async (speaks) => {
      const wire = startClient(world.origin, { ...habitsOf('MCP SDK v1'), speaks });
      const { access_token: token } = await connect(wire);
      const greeting = await greet(wire, token);
      expect([greeting.status, (await greeting.text()).includes(speaks)]).toEqual([200, true]);
      expect(await callWith(wire, token)).toBe(200);
    },
  );

  it.each(['2023-01-01', '2027-01-01'])(
    'gets the newest revision that has a handshake if it requests the unsupported revision %s',
    async (protocolVersion) => {
      const wire = start('MCP SDK v1');
      const { access_token: token } = await connect(wire);
      const params = { protocolVersion, capabilities: {}, clientInfo: { name: 'x', version: '1' } };
      const greeting = await message(wire, 'initialize', { token, params });
      expect(greeting.status).toBe(200);
      expect(await greeting.json()).toMatchObject({ result: { protocolVersion: '2025-11-25' } });
    },
  );
});

describe('a message that needs no result', () => {
  const revisions: readonly Revision[] = ['2025-11-25', '2025-06-18', '2025-03-26'];

  it.each(revisions)(
    'gets 202 without a body or a content type if it is a notification: %s',
    async (speaks) => {
      const wire = startClient(world.origin, { ...habitsOf('MCP SDK v1'), speaks });
      const { access_token: token } = await connect(wire);
      for (const method of ['notifications/initialized', 'notifications/cancelled']) {
        const params = method.endsWith('cancelled') ? { requestId: 1 } : {};
        const accepted = await message(wire, method, { token, params });
        expect(accepted.status).toBe(202);
        expect(accepted.headers.get('content-type')).toBeNull();
        expect((await accepted.arrayBuffer()).byteLength).toBe(0);
      }
      expect(await callWith(wire, token)).toBe(200);
    },
  );
});

describe('a request for a method that the server does not offer', () => {
  const methods = [
    'resources/subscribe',
    'resources/directory/read',
    'tasks/list',
    'logging/setLevel',
    'no/such',
  ];

  it.each(methods)('gets "method not found" with 200 and does not end the session: %s', async (method) => {
    const wire = start('MCP SDK v1');
    const { access_token: token } = await connect(wire);
    const requestWith = (headers: Record<string, string>) =>
      send(wire, '/mcp', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'mcp-protocol-version': '2025-11-25',
          authorization: `Bearer ${token}`,
          ...headers,
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 7, method, params: {} }),
      });
    for (const headers of [{}, { 'mcp-session-id': 'left-over-from-another-server' }]) {
      const refused = await requestWith(headers);
      expect(refused.status).toBe(200);
      expect(await refused.json()).toMatchObject({ id: 7, error: { code: -32_601 } });
    }
    expect(await callWith(wire, token)).toBe(200);
  });
});
