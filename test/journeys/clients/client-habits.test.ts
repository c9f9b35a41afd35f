import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startPortico, type World } from '../../kit/start-portico.ts';
import { habits, habitsOf, type Habits } from './client-habits.ts';
import {
  challenged,
  clientIdOf,
  discover,
  greet,
  signInOverWire,
  message,
  send,
  startClient,
} from './client-wire.ts';

let world: World;
beforeAll(async () => {
  // The one client that does not register has a configured id. Rate limits have their default values.
  world = await startPortico({ ALLOWED_CLIENTS: `mastra=${habitsOf('Mastra').redirectUri}` });
});
afterAll(() => world.close());

const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };

/**
 * Runs the client from its first message to its sign-in and checks that the client gets the responses that it expects.
 */
async function journey(client: Habits) {
  const wire = startClient(world.origin, client);
  const found = await discover(wire, (ask, answer) => {
    const isDocument = ask === 'resource' || ask === 'server';
    expect([ask, answer.status]).toEqual([ask, isDocument ? 200 : 401]);
    if (isDocument) return;
    expect(challenged(answer, 'resource_metadata')).toBe(
      `${world.origin}/.well-known/oauth-protected-resource/mcp`,
    );
    expect(challenged(answer, 'scope')).toBe('access_as_user');
  });
  const session = await signInOverWire(wire, {
    clientId: await clientIdOf(wire, found.scope),
    found,
    person: 'ana.silva',
  });
  return { wire, found, session };
}

describe.each(habits)('$name', (client) => {
  it(`signs in with exactly the requests it is known to send, and with the redirect URI ${client.redirectUri}`, async () => {
    const { session, found } = await journey(client);
    expect([session.status, session.error]).toEqual([200, undefined]);
    expect([session.back.get('iss'), found.issuer]).toEqual([world.origin, world.origin]);
    expect(found.resource).toBe(`${world.origin}/mcp`);
  });

  it(`lists and calls tools in revision ${client.speaks} before and after a refresh`, async () => {
    const { wire, session } = await journey(client);
    const greeting = await greet(wire, session.access_token);
    expect([greeting.status, greeting.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await greeting.text()).toContain(`"${client.speaks}"`);
    if (client.speaks !== '2026-07-28') await completeHandshake(wire, session.access_token);

    const from = world.lines.length;
    const renewed = await session.refresh();
    for (const token of [session.access_token, renewed.access_token]) {
      const listed = await message(wire, 'tools/list', { token });
      expect(await listed.text()).toContain('"list_messages"');
      const called = await message(wire, 'tools/call', { token, params: { name: 'get_me', arguments: {} } });
      expect(await called.text()).toContain('ana.silva@contoso.example');
    }
    // Most clients send the user agent `node`, so the audit trail uses the registered name.
    const audited = world.lines.slice(from).filter((line) => line.includes('"tool":"get_me"'));
    const name = client.registrations === 0 ? client.name.toLowerCase() : client.name;
    expect(audited.length).toBeGreaterThan(0);
    expect(audited.every((line) => line.includes(`"assertedName":${JSON.stringify(name)}`))).toBe(true);
  });
});

/** Completes the handshake as the client does. The client then tries to open a stream and accepts 405. */
async function completeHandshake(wire: Parameters<typeof send>[0], token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'mcp-protocol-version': wire.habits.speaks };
  const accepted = await send(wire, '/mcp', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(initialized),
  });
  expect(accepted.status).toBe(202);
  const stream = await send(wire, '/mcp', { headers: { ...headers, accept: 'text/event-stream' } });
  expect([stream.status, stream.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
}
