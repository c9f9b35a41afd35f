import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
  type ClientOptions,
  type OAuthClientProvider as ModernProvider,
} from '@modelcontextprotocol/client';
import type { OAuthClientProvider as OldProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { expect } from 'vitest';

import { createBrowser } from '../../../src/standins/browser.ts';
import { agree, CALLBACK } from './sign-in.ts';

/**
 * Creates an OAuth client provider for both SDK versions. The provider stores the sign-in and the URL that the person
 * is sent to. `different` overrides members of the provider.
 */
export function createProvider(person: string, different: Record<string, unknown> = {}) {
  const kept: Record<string, unknown> = {};
  const landed: { answer?: URLSearchParams } = {};
  const provider = {
    redirectUrl: CALLBACK,
    clientMetadata: {
      client_name: 'Journey client',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    state: () => crypto.randomUUID(),
    clientInformation: () => kept['client'],
    saveClientInformation: (client: unknown) => void (kept['client'] = client),
    tokens: () => kept['tokens'],
    saveTokens: (tokens: unknown) => void (kept['tokens'] = tokens),
    codeVerifier: () => kept['verifier'],
    saveCodeVerifier: (verifier: string) => void (kept['verifier'] = verifier),
    invalidateCredentials: (scope: string) => {
      if (scope === 'tokens' || scope === 'all') delete kept['tokens'];
    },
    redirectToAuthorization: async (url: URL) => {
      const back = await agree(createBrowser(), url.href, person, CALLBACK);
      landed.answer = new URL(back.url).searchParams;
    },
    ...different,
  };
  return { provider, landed, kept };
}

type Application = Pick<ReturnType<typeof createProvider>, 'landed'> & { readonly provider: object };

const ownName = { name: 'journey', version: '1.0.0' };

/**
 * Signs in to `url` with SDK v2 and connects. The first connection attempt always fails: it only starts the sign-in.
 */
export async function connectModern(
  url: string,
  { provider, landed }: Application,
  options: ClientOptions = {},
): Promise<ModernClient> {
  const open = () => new ModernTransport(new URL(url), { authProvider: provider as ModernProvider });
  const connect = async (transport: ModernTransport) => {
    const client = new ModernClient(ownName, options);
    await client.connect(transport);
    return client;
  };
  const first = open();
  await expect(connect(first)).rejects.toThrow();
  await first.finishAuth(landed.answer ?? new URLSearchParams());
  return connect(open());
}

/** Like `connectModern`, but with SDK v1. */
export async function connectOld(url: string, { provider, landed }: Application): Promise<OldClient> {
  const open = () => new OldTransport(new URL(url), { authProvider: provider as OldProvider });
  const connect = async (transport: OldTransport) => {
    const client = new OldClient(ownName);
    await client.connect(transport);
    return client;
  };
  const first = open();
  await expect(connect(first)).rejects.toThrow();
  await first.finishAuth(landed.answer?.get('code') ?? '');
  return connect(open());
}

type Tokens = { access_token: string; refresh_token: string };

/**
 * Makes the stored access token invalid, so that the next call has to refresh. Returns the tokens as they were before.
 */
export function spoilAccessToken(kept: Record<string, unknown>): Tokens {
  const tokens = kept['tokens'] as Tokens;
  kept['tokens'] = { ...tokens, access_token: `${tokens.access_token.slice(0, -4)}AAAA` };
  return tokens;
}

type Texts = { content: { type: string; text?: string }[] };

/** Returns the first text of a tool result from either SDK. */
export const firstText = (result: unknown) => (result as Texts).content[0]?.text ?? '';
