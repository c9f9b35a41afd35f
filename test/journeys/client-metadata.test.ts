import {
  Client,
  StreamableHTTPClientTransport,
  type OAuthClientProvider,
} from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBrowser } from '../../src/standins/browser.ts';
import { CLIENT_ID, openInternet, type SmallInternet } from '../oauth/client-metadata/small-internet.ts';
import { agree, CALLBACK } from '../support/sign-in.ts';
import { openWorld, type World } from '../support/world.ts';

let net: SmallInternet;
let world: World;
beforeAll(async () => {
  net = await openInternet();
  const network = {
    connect: net.connect,
    resolve: async (name: string) => net.names.get(name) ?? ['10.0.0.4'],
  };
  world = await openWorld({ CIMD: 'on' }, Date.now, network);
});
afterAll(async () => {
  await world.close();
  await net.close();
});

/** A client that has a metadata document at `url` and a port of its own at every start. */
function createProvider(url: string) {
  const kept: Record<string, unknown> = {};
  const landed: { answer?: URLSearchParams } = {};
  const provider = {
    redirectUrl: CALLBACK,
    clientMetadataUrl: url,
    clientMetadata: { client_name: 'Contoso Notes', redirect_uris: [CALLBACK] },
    state: () => crypto.randomUUID(),
    clientInformation: () => kept['client'],
    saveClientInformation: (client: unknown) => void (kept['client'] = client),
    tokens: () => kept['tokens'],
    saveTokens: (tokens: unknown) => void (kept['tokens'] = tokens),
    codeVerifier: () => kept['verifier'],
    saveCodeVerifier: (verifier: string) => void (kept['verifier'] = verifier),
    redirectToAuthorization: async (to: URL) => {
      const back = await agree(createBrowser(), to.href, 'ana.silva', CALLBACK);
      landed.answer = new URL(back.url).searchParams;
    },
  };
  return { provider: provider as unknown as OAuthClientProvider, landed, kept };
}

describe('a client with a metadata document', () => {
  it('signs in without registering, calls a tool and refreshes; its document is fetched once', async () => {
    const { provider, landed, kept } = createProvider(CLIENT_ID);
    const open = () =>
      new StreamableHTTPClientTransport(new URL(`${world.origin}/mcp`), { authProvider: provider });
    const connect = async (transport: StreamableHTTPClientTransport) => {
      const client = new Client({ name: 'journey', version: '1.0.0' });
      await client.connect(transport);
      return client;
    };
    const first = open();
    await expect(connect(first)).rejects.toThrow();
    await first.finishAuth(landed.answer ?? new URLSearchParams());
    const client = await connect(open());
    const before = kept['tokens'] as { access_token: string; refresh_token: string };
    kept['tokens'] = { ...before, access_token: `${before.access_token.slice(0, -4)}AAAA` };
    const result = await client.callTool({ name: 'get_me', arguments: {} });
    expect(JSON.stringify(result.content)).toContain('ana.silva@');
    expect((kept['tokens'] as typeof before).refresh_token).not.toBe(before.refresh_token);
    expect((kept['client'] as { client_id: string }).client_id).toBe(CLIENT_ID);
    expect(world.lines.some((line) => line.includes('"path":"/register"'))).toBe(false);
    expect(net.paths).toEqual(['/oauth/client.json']);
    await client.close();
  });

  it('whose name lies inside the network gets a page, and nothing is connected to', async () => {
    const from = net.connections.length;
    const query = new URLSearchParams({
      client_id: 'https://intranet.contoso.example/client.json',
      redirect_uri: CALLBACK,
      response_type: 'code',
    });
    const response = await fetch(`${world.origin}/authorize?${query}`, { redirect: 'manual' });
    expect([response.status, net.connections.length]).toEqual([400, from]);
    expect(await response.text()).toContain('cannot be fetched');
  });
});
