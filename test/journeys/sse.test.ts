import {
  Client,
  StreamableHTTPClientTransport,
  type OAuthClientProvider,
} from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createProvider, firstText } from '../support/client-application.ts';
import { signIn } from '../support/sign-in.ts';
import { openWorld, postMcp, toolCall, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
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

describe('the address /sse', () => {
  it('signs a client in that was given nothing else, and serves it', async () => {
    const { provider, landed } = createProvider('ana.silva');
    const open = () =>
      new StreamableHTTPClientTransport(new URL(`${world.origin}/sse`), {
        authProvider: provider as unknown as OAuthClientProvider,
      });
    const client = new Client({ name: 'journey', version: '1.0.0' });
    const first = open();
    await expect(client.connect(first)).rejects.toThrow();
    await first.finishAuth(landed.answer ?? new URLSearchParams());
    await client.connect(open());
    expect(firstText(await client.callTool({ name: 'get_me', arguments: {} }))).toContain('ana.silva@');
    await client.close();
  });

  it('points to metadata of its own, which name it as the resource', async () => {
    const pointer = /resource_metadata="([^"]+)"/.exec(
      (await post('/sse')).headers.get('www-authenticate') ?? '',
    )?.[1];
    expect(pointer).toBe(`${world.origin}/.well-known/oauth-protected-resource/sse`);
    const metadata = (await (await fetch(pointer ?? '')).json()) as { resource: string };
    expect(metadata.resource).toBe(`${world.origin}/sse`);
    expect((await post('/sse', 'garbage')).headers.get('www-authenticate')).toContain(pointer);
  });

  it('points to itself in a challenge that a call raises', async () => {
    const { accessToken } = await signIn({ origin: world.origin, person: 'julia.brandt' });
    const challenge = (await post('/sse', accessToken)).headers.get('www-authenticate');
    expect(challenge).toContain('error="insufficient_claims"');
    expect(challenge).toContain('/oauth-protected-resource/sse"');
  });

  it('takes the tokens of /mcp, and /mcp takes its own', async () => {
    const { accessToken: token } = await signIn({ origin: world.origin, person: 'ben.okafor' });
    expect((await post('/sse', token)).status).toBe(200);
    expect((await postMcp(world, toolCall('get_me'), { token })).status).toBe(200);
  });

  it.each(['GET', 'HEAD', 'DELETE'])('answers %s with a sentence that names /mcp', async (method) => {
    const response = await fetch(`${world.origin}/sse`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    if (method !== 'HEAD') expect(await response.text()).toContain(`${world.origin}/mcp`);
  });
});
