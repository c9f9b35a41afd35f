import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBrowser } from '../../../src/standins/browser.ts';
import { connectModern, createProvider, firstText } from '../../kit/oauth/client-application.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, toolCall, type World } from '../../kit/start-portico.ts';
import { habitsOf } from './client-habits.ts';
import { authorization, clientIdOf, discover, signInOverWire, startClient } from './client-wire.ts';

let world: World;
beforeAll(async () => {
  world = await startPortico();
});
afterAll(() => world.close());

const post = (path: string, token?: string) =>
  fetch(world.origin + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(toolCall('get_me')),
  });

describe('the endpoint /sse', () => {
  it('lets a client that has only this URL sign in and call tools', async () => {
    const client = await connectModern(`${world.origin}/sse`, createProvider('ana.silva'));
    expect(firstText(await client.callTool({ name: 'get_me', arguments: {} }))).toContain('ana.silva@');
    await client.close();
  });

  it('has its own resource metadata, which names /sse as the resource', async () => {
    const pointer = /resource_metadata="([^"]+)"/.exec(
      (await post('/sse')).headers.get('www-authenticate') ?? '',
    )?.[1];
    expect(pointer).toBe(`${world.origin}/.well-known/oauth-protected-resource/sse`);
    const metadata = (await (await fetch(pointer ?? '')).json()) as { resource: string };
    expect(metadata.resource).toBe(`${world.origin}/sse`);
    expect((await post('/sse', 'garbage')).headers.get('www-authenticate')).toContain(pointer);
  });

  it('points to its own metadata when it challenges a tool call', async () => {
    const { accessToken } = await signIn({ origin: world.origin, person: 'julia.brandt' });
    const challenge = (await post('/sse', accessToken)).headers.get('www-authenticate');
    expect(challenge).toContain('error="insufficient_claims"');
    expect(challenge).toContain('/oauth-protected-resource/sse"');
  });

  it.each(['/mcp', '/sse', ''])('accepts a token for the resource <origin>%s, as /mcp does', async (path) => {
    const wire = startClient(world.origin, habitsOf('MCP SDK v1'));
    const found = { ...(await discover(wire)), resource: world.origin + path };
    const clientId = await clientIdOf(wire, found.scope);
    const session = await signInOverWire(wire, { clientId, found, person: 'ben.okafor' });
    for (const { access_token: token } of [session, await session.refresh()]) {
      expect((await post('/sse', token)).status).toBe(200);
      expect((await postMcp(world, toolCall('get_me'), { token })).status).toBe(200);
    }
  });

  it('is the only valid resource besides /mcp and the origin', async () => {
    const wire = startClient(world.origin, habitsOf('MCP SDK v1'));
    const found = await discover(wire);
    const clientId = await clientIdOf(wire, found.scope);
    for (const resource of [`${world.origin}/sse/deeper`, `${world.origin}/other`]) {
      const page = await createBrowser().open(
        authorization(wire, clientId, { ...found, resource }).url,
        wire.redirectUri,
      );
      expect(new URL(page.url).searchParams.get('error')).toBe('invalid_target');
    }
  });

  it.each(['GET', 'HEAD', 'DELETE'])('responds to %s with 405 and a hint to use /mcp', async (method) => {
    const response = await fetch(`${world.origin}/sse`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    if (method !== 'HEAD') expect(await response.text()).toContain(`${world.origin}/mcp`);
  });
});
