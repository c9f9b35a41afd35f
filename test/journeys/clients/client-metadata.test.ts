import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  ADDRESS,
  CLIENT_ID,
  goodDocument,
  HOST,
  openInternet,
  tells,
  type SmallInternet,
} from '../../oauth/clients/metadata-document/small-internet.ts';
import { connectModern, createProvider, spoilAccessToken } from '../../kit/oauth/client-application.ts';
import { CALLBACK } from '../../kit/oauth/sign-in.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';
import { habitsOf, type Habits } from './client-habits.ts';
import { authorization, discover, signInOverWire, message, send, startClient } from './client-wire.ts';

/** A client and its metadata document. The test adds client_id and client_name to the document. */
type Published = {
  readonly url: string;
  readonly document: Record<string, unknown>;
  readonly habits: Habits;
};

/** A loopback URI in a document has no port, or has a port other than the one that the client uses. */
const published: readonly Published[] = [
  {
    url: 'https://claude.ai/oauth/claude-code-client-metadata',
    document: { redirect_uris: ['http://localhost/callback', 'http://127.0.0.1/callback'] },
    habits: habitsOf('Claude Code'),
  },
  {
    url: 'https://chatgpt.com/oauth/codex/client.json',
    document: { redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'] },
    habits: habitsOf('Codex'),
  },
  {
    url: 'https://github.com/copilot/cli/client-metadata.json',
    document: { redirect_uris: ['http://127.0.0.1:33497'], token_endpoint_auth_method: undefined },
    habits: habitsOf('GitHub Copilot CLI'),
  },
  {
    url: 'https://chatgpt.com/oauth/aB3x9/client.json',
    document: {
      redirect_uris: ['https://chatgpt.com/connector/oauth/aB3x9'],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
      token_endpoint_auth_signing_alg: 'RS256',
      jwks_uri: 'https://chatgpt.com/oauth/jwks.json',
    },
    habits: {
      ...habitsOf('MCP SDK v2 (auto)'),
      name: 'ChatGPT',
      redirectUri: 'https://chatgpt.com/connector/oauth/aB3x9',
    },
  },
];

/** A document that its host can change or remove. */
const CHANGING = `https://${HOST}/oauth/changing.json`;

let net: SmallInternet;
let world: World;
let changing: Record<string, unknown> | undefined;
let later = 0;
beforeAll(async () => {
  net = await openInternet();
  net.answer = (request, response) => {
    const url = `https://${request.headers.host}${request.url}`;
    if (url === CHANGING) {
      tells(
        changing,
        { 'cache-control': 'max-age=60' },
        changing === undefined ? 404 : 200,
      )(request, response);
      return;
    }
    const one = published.find((client) => client.url === url);
    const document = one && { client_id: url, client_name: one.habits.name, ...one.document };
    tells({ ...goodDocument, ...document })(request, response);
  };
  for (const { url } of published) net.names.set(new URL(url).hostname, [ADDRESS]);
  const network = {
    // The test network has only one host, and this host serves every host name.
    connect: (target: Parameters<SmallInternet['connect']>[0]) =>
      net.connect({ ...target, serverName: HOST }),
    resolve: async (name: string) => net.names.get(name) ?? ['10.0.0.4'],
  };
  world = await startPortico({ CIMD: 'on' }, () => Date.now() + later, network);
});
afterAll(async () => {
  await world.close();
  await net.close();
});

describe('a client with a metadata document', () => {
  it('signs in without registering, calls a tool and refreshes, and its document is fetched once', async () => {
    const application = createProvider('ana.silva', {
      clientMetadataUrl: CLIENT_ID,
      clientMetadata: { client_name: 'Contoso Notes', redirect_uris: [CALLBACK] },
    });
    const { kept } = application;
    const client = await connectModern(`${world.origin}/mcp`, application);
    const before = spoilAccessToken(kept);
    const result = await client.callTool({ name: 'get_me', arguments: {} });
    expect(JSON.stringify(result.content)).toContain('ana.silva@');
    expect((kept['tokens'] as typeof before).refresh_token).not.toBe(before.refresh_token);
    expect((kept['client'] as { client_id: string }).client_id).toBe(CLIENT_ID);
    expect(world.lines.some((line) => line.includes('"path":"/register"'))).toBe(false);
    expect(net.paths.filter((path) => path === new URL(CLIENT_ID).pathname)).toHaveLength(1);
    await client.close();
  });

  it("gets an error page, and Portico makes no connection, if the document's host is in a private network", async () => {
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

describe('on a server that supports metadata documents, a client', () => {
  it.each(published)(
    'such as $habits.name signs in as $url from any port, refreshes and calls a tool',
    async ({ url, habits }) => {
      for (const wire of [startClient(world.origin, habits), startClient(world.origin, habits)]) {
        const found = await discover(wire);
        expect(found.metadata['client_id_metadata_document_supported']).toBe(true);
        expect(found.metadata['token_endpoint_auth_methods_supported']).toContain('none');
        const session = await signInOverWire(wire, { clientId: url, found, person: 'ana.silva' });
        const { access_token: token } = await session.refresh();
        const called = await message(wire, 'tools/call', {
          token,
          params: { name: 'get_me', arguments: {} },
        });
        expect(await called.text()).toContain('ana.silva@');
      }
      expect(net.connections.at(-1)).toEqual({ address: ADDRESS, port: 443, serverName: HOST });
    },
  );
});

describe('a metadata document that changes after the consent', () => {
  it('applies from the next sign-in and does not affect users who are signed in', async () => {
    const good = { ...goodDocument, client_id: CHANGING };
    const wire = startClient(world.origin, habitsOf('Codex'));
    const found = await discover(wire);
    const statusOf = async () => (await send(wire, authorization(wire, CHANGING, found).url)).status;

    changing = good;
    const session = await signInOverWire(wire, { clientId: CHANGING, found, person: 'ana.silva' });
    let newest: Record<string, string> = {};
    for (const [hostile, status] of [
      [{ ...good, redirect_uris: ['https://claude.ai/api/mcp/auth_callback'] }, 400],
      [undefined, 400],
      [good, 200],
    ] as const) {
      changing = hostile;
      later += 61_000;
      expect(await statusOf()).toBe(status);
      const refreshed = await session.refresh(newest);
      expect(refreshed.status).toBe(200);
      newest = { refresh_token: refreshed.refresh_token };
    }
  });
});
