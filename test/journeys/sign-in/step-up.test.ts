import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
  type OAuthClientProvider as ModernProvider,
} from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import type { OAuthClientProvider as OldProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { consentedPermissions } from '../../../src/standins/tenant/consented-permissions.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { createProvider, firstText } from '../../kit/oauth/client-application.ts';
import { CALLBACK, signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';
import { habitsOf } from '../clients/client-habits.ts';
import { challenged, message, startClient } from '../clients/client-wire.ts';

const DIRECT_CLIENT = '11111111-2222-4333-8444-555555555555';

let world: World;
beforeEach(async () => {
  world = await startPortico({ ALLOWED_DIRECT_CLIENTS: DIRECT_CLIENT });
});
afterEach(() => world.close());

/** A client built with either SDK. */
type Connected = { call: (tool?: string) => Promise<string>; close: () => Promise<void> };
type Application = { connect: () => Promise<Connected>; finish: () => Promise<void> };

const callOf = (tool = 'get_me') => ({ name: tool, arguments: {} });
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
        return {
          call: async (tool) => firstText(await client.callTool(callOf(tool))),
          close: () => client.close(),
        };
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
      return {
        call: async (tool) => firstText(await client.callTool(callOf(tool))),
        close: () => client.close(),
      };
    },
    finish: () => last.finishAuth(landed.answer?.get('code') ?? ''),
  };
}

const refreshes = () => world.standIns.entra.log.filter(({ grant }) => grant === 'refresh_token').length;

const eras: readonly [string, (person: string) => Application][] = [
  ['SDK v2 (2026-07-28)', modern('auto')],
  ['SDK v2 (handshake)', modern('legacy')],
  ['SDK v1', old],
];

/** Signs in and connects. */
async function connected(application: Application): Promise<Connected> {
  await expect(application.connect()).rejects.toThrow();
  await application.finish();
  return application.connect();
}

describe('a user who needs a second factor at the first tool call', () => {
  it.each(eras)('signs in a second time, after which calls succeed: %s', async (_what, open) => {
    const application = open('julia.brandt');
    const first = await connected(application);

    const [before, from] = [refreshes(), world.lines.length];
    await expect(first.call()).rejects.toThrow();
    // The client used its refresh token, Entra refused the refresh because of the claims, and the client started a new
    // sign-in.
    expect(refreshes() - before).toBe(1);
    const refused = world.lines.slice(from).filter((line) => line.includes('"event":"oauth_refused"'));
    expect(refused.map((line) => (JSON.parse(line) as { rule: string }).rule)).toEqual(['invalid_grant']);
    await application.finish();
    await first.close();

    const second = await application.connect();
    expect(await second.call()).toContain('julia.brandt@contoso.example');
    await second.close();
  });
});

describe('ChatGPT, which expects challenges in tool results,', () => {
  const clients = {
    'SDK v2 (auto)': async (requestInit: RequestInit) => {
      const client = new ModernClient(name, { versionNegotiation: { mode: 'auto' } });
      await client.connect(new ModernTransport(new URL(`${world.origin}/mcp`), { requestInit }));
      return client;
    },
    'SDK v2 (legacy)': async (requestInit: RequestInit) => {
      const client = new ModernClient(name, { versionNegotiation: { mode: 'legacy' } });
      await client.connect(new ModernTransport(new URL(`${world.origin}/mcp`), { requestInit }));
      return client;
    },
    'SDK v1': async (requestInit: RequestInit) => {
      const client = new OldClient(name);
      await client.connect(new OldTransport(new URL(`${world.origin}/mcp`), { requestInit }));
      return client;
    },
  };
  type Result = { isError?: boolean; _meta?: Record<string, unknown> };

  it.each(Object.entries(clients))(
    'gets the challenge in the result, while another client gets a 401: %s',
    async (_sdk, connect) => {
      const tokenOf = async (callback = CALLBACK) =>
        (await signIn({ origin: world.origin, person: 'julia.brandt', callback })).accessToken;
      // Both clients sign in before the first call, because later sign-ins include the second factor.
      const [ofChatGpt, ofAnother] = [
        await tokenOf('https://chatgpt.com/connector/oauth/aB3x9'),
        await tokenOf(),
      ];
      const callWith = async (token: string) => {
        const client = await connect({ headers: { authorization: `Bearer ${token}` } });
        try {
          return (await client.callTool(callOf())) as Result;
        } finally {
          await client.close();
        }
      };
      await expect(callWith(ofAnother)).rejects.toThrow();
      const { isError, _meta } = await callWith(ofChatGpt);
      expect(isError).toBe(true);
      expect(_meta?.['mcp/www_authenticate']).toEqual([
        expect.stringMatching(
          /^Bearer error="insufficient_claims", error_description=".+oauth-protected-resource\/mcp"/,
        ),
      ]);
    },
  );
});

describe("a token without Portico's scope", () => {
  const claims = (scp: string) => ({
    aud: demoTenant.clientId,
    iss: world.standIns.entra.issuer,
    tid: demoTenant.id,
    oid: '00000000-0000-4000-8000-000000000001',
    azp: DIRECT_CLIENT,
    scp,
    ver: '2.0',
    idtyp: 'user',
    acct: 0,
  });

  it.each(['MCP SDK v2 (auto)', 'MCP SDK v2 (legacy)'])(
    'is refused with a 403 that names the missing scope, while a token with that scope is accepted: %s',
    async (client) => {
      const wire = startClient(world.origin, habitsOf(client));
      const call = async (scp: string) => {
        const token = await world.standIns.entra.sign(claims(scp));
        return message(wire, 'tools/call', { token, params: callOf() });
      };
      const refused = await call('Mail.Read');
      expect([refused.status, challenged(refused, 'error'), challenged(refused, 'scope')]).toEqual([
        403,
        'insufficient_scope',
        'access_as_user',
      ]);
      expect((await call('Mail.Read access_as_user')).status).toBe(200);
    },
  );
});

describe('a missing Graph permission', () => {
  it.each(eras)('is reported with a consent link for an administrator: %s', async (_what, open) => {
    const withoutMail = consentedPermissions.filter((permission) => !permission.startsWith('Mail.'));
    world.standIns.entra.control.consent(withoutMail);
    const client = await connected(open('ana.silva'));
    const before = refreshes();
    const text = await client.call('list_messages');
    expect(text).toContain('permissions that were not granted: Mail.ReadBasic.');
    expect(text).toMatch(new RegExp(`open: http\\S+/${demoTenant.id}/v2\\.0/adminconsent\\?`));
    // A sign-in cannot add the permission, so the client is not asked to sign in, and the other tools still work.
    expect(refreshes()).toBe(before);
    expect(await client.call()).toContain('ana.silva@contoso.example');
    await client.close();
  });
});
