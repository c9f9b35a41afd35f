import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
  type OAuthClientProvider as ModernProvider,
} from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import type { OAuthClientProvider as OldProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createProvider, firstText } from '../support/client-application.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** A client as these journeys use it, of either SDK. */
type Connected = { call: () => Promise<string>; close: () => Promise<void> };
type Application = { connect: () => Promise<Connected>; finish: () => Promise<void> };

const call = { name: 'get_me', arguments: {} };
const name = { name: 'journey', version: '1.0.0' };

function modern(mode: 'auto' | 'legacy') {
  return (person: string): Application => {
    const { provider, landed } = createProvider(person);
    const authProvider = provider as unknown as ModernProvider;
    let last: ModernTransport;
    return {
      connect: async () => {
        last = new ModernTransport(new URL(`${world.origin}/mcp`), { authProvider });
        const client = new ModernClient(name, { versionNegotiation: { mode } });
        await client.connect(last);
        return { call: async () => firstText(await client.callTool(call)), close: () => client.close() };
      },
      finish: () => last.finishAuth(landed.answer ?? new URLSearchParams()),
    };
  };
}

function old(person: string): Application {
  const { provider, landed } = createProvider(person);
  const authProvider = provider as unknown as OldProvider;
  let last: OldTransport;
  return {
    connect: async () => {
      last = new OldTransport(new URL(`${world.origin}/mcp`), { authProvider });
      const client = new OldClient(name);
      await client.connect(last);
      return { call: async () => firstText(await client.callTool(call)), close: () => client.close() };
    },
    finish: () => last.finishAuth(landed.answer?.get('code') ?? ''),
  };
}

const refreshes = () => world.standIns.entra.log.filter(({ grant }) => grant === 'refresh_token').length;

describe('a person who has to prove more at the first tool call', () => {
  it.each<[string, (person: string) => Application]>([
    ['of revision 2026-07-28', modern('auto')],
    ['of SDK v2 with a handshake', modern('legacy')],
    ['of SDK v1', old],
  ])('signs in twice with a client %s, and then works', async (_what, open) => {
    const application = open('julia.brandt');
    await expect(application.connect()).rejects.toThrow();
    await application.finish();
    const first = await application.connect();

    const before = refreshes();
    await expect(first.call()).rejects.toThrow();
    // The client tried its refresh token, Entra refused the claims, and the person was sent to sign in again.
    expect(refreshes() - before).toBe(1);
    await application.finish();
    await first.close();

    const second = await application.connect();
    expect(await second.call()).toContain('julia.brandt@contoso.example');
    await second.close();
  });
});
