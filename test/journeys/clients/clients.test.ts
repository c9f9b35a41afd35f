import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
  type OAuthClientProvider as ModernProvider,
} from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { OAuthClientProvider as OldProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createProvider, firstText } from '../../kit/oauth/client-application.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';

let world: World;
beforeAll(async () => {
  world = await startPortico();
});
afterAll(() => world.close());

describe('an SDK v2 client', () => {
  it.each(['auto', 'legacy'] as const)(
    'signs in and calls a tool with version negotiation %s',
    async (mode) => {
      const { provider, landed } = createProvider('ana.silva');
      const open = () =>
        new ModernTransport(new URL(`${world.origin}/mcp`), {
          authProvider: provider as unknown as ModernProvider,
        });
      const connect = async (transport: ModernTransport) => {
        const client = new ModernClient(
          { name: 'journey', version: '1.0.0' },
          { versionNegotiation: { mode } },
        );
        await client.connect(transport);
        return client;
      };
      const first = open();
      await expect(connect(first)).rejects.toThrow();
      await first.finishAuth(landed.answer ?? new URLSearchParams());
      const client = await connect(open());
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toContain('list_messages');
      const result = await client.callTool({ name: 'get_me', arguments: {} });
      expect(firstText(result)).toContain('ana.silva@contoso.example');
      await client.close();
    },
  );
});

describe('an SDK v1 client', () => {
  it('signs in, calls a tool, and refreshes automatically when its token is refused', async () => {
    const { provider, landed, kept } = createProvider('ben.okafor');
    const open = () =>
      new OldTransport(new URL(`${world.origin}/mcp`), { authProvider: provider as unknown as OldProvider });
    const connect = async (transport: OldTransport) => {
      const client = new OldClient({ name: 'journey', version: '1.0.0' });
      await client.connect(transport);
      return client;
    };
    const first = open();
    await expect(connect(first)).rejects.toThrow();
    await first.finishAuth(landed.answer?.get('code') ?? '');
    const client = await connect(open());
    expect(firstText(await client.callTool({ name: 'get_me', arguments: {} }))).toContain('ben.okafor@');

    const before = kept['tokens'] as { access_token: string; refresh_token: string };
    kept['tokens'] = { ...before, access_token: `${before.access_token.slice(0, -4)}AAAA` };
    expect(firstText(await client.callTool({ name: 'get_me', arguments: {} }))).toContain('ben.okafor@');
    expect((kept['tokens'] as typeof before).refresh_token).not.toBe(before.refresh_token);
    await client.close();
  });
});
