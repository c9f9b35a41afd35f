import * as v2 from '@modelcontextprotocol/client';
import * as v1 from '@modelcontextprotocol/sdk/client/auth.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { listen, type Listening } from '../../src/standins/listen.ts';
import { webListener } from '../../src/standins/web-listener.ts';
import {
  authorizationServer,
  authorize,
  callback,
  openidConfiguration,
  protectedResource,
  register,
  token,
} from './endpoints.ts';
import { answerConsent, entraAnswer, locationOf, LOOPBACK, openBrowser } from './flow.ts';
import { createWorld, type World } from '../kit/oauth/oauth-world.ts';

let server: Listening;
let world: World;

beforeAll(async () => {
  server = await listen(webListener(answer));
  world = createWorld({ env: { PUBLIC_URL: server.origin } });
});

afterAll(() => server.close());

/** Sends a request to one of the endpoints that clients call directly. The test acts as the user in the browser. */
async function answer(request: Request): Promise<Response> {
  const handlers: Record<string, () => Promise<Response>> = {
    '/.well-known/oauth-protected-resource/mcp': () => protectedResource(request, world),
    '/.well-known/oauth-authorization-server': () => authorizationServer(request, world),
    '/.well-known/openid-configuration': () => openidConfiguration(request, world),
    '/register': () => register(request, world),
    '/token': () => token(request, world),
  };
  return (await handlers[new URL(request.url).pathname]?.()) ?? new Response(null, { status: 404 });
}

/** The sign-in functions that both major versions of the SDK have. */
type Sdk = Pick<
  typeof v2,
  | 'discoverOAuthProtectedResourceMetadata'
  | 'discoverAuthorizationServerMetadata'
  | 'registerClient'
  | 'startAuthorization'
  | 'exchangeAuthorization'
  | 'refreshAuthorization'
>;

async function agree(url: URL): Promise<URLSearchParams> {
  const browser = openBrowser();
  const page = await browser.send(authorize, new Request(url), world);
  const entra = locationOf(await answerConsent(browser, page, world)).href;
  return locationOf(await browser.send(callback, entraAnswer(entra), world)).searchParams;
}

describe.each([
  ['@modelcontextprotocol/client', v2],
  ['@modelcontextprotocol/sdk', v1 as unknown as Sdk],
])('%s', (_name, sdk: Sdk) => {
  it.each(['none', 'client_secret_post', 'client_secret_basic'] as const)(
    'discovers, registers (%s), signs in and refreshes over HTTP',
    async (method) => {
      const protectedBy = await sdk.discoverOAuthProtectedResourceMetadata(`${server.origin}/mcp`);
      const issuer = protectedBy.authorization_servers?.[0] ?? '';
      const metadata = await sdk.discoverAuthorizationServerMetadata(issuer);
      if (metadata === undefined) throw new Error('no metadata');
      const clientInformation = await sdk.registerClient(issuer, {
        metadata,
        clientMetadata: { redirect_uris: [LOOPBACK], token_endpoint_auth_method: method },
      });
      const known = { metadata, clientInformation, resource: new URL(protectedBy.resource) };
      const { authorizationUrl, codeVerifier } = await sdk.startAuthorization(issuer, {
        ...known,
        redirectUrl: LOOPBACK,
        scope: 'access_as_user',
        state: 'x',
      });
      expect(authorizationUrl.href.length).toBeLessThan(2_000);
      const back = await agree(authorizationUrl);
      const iss = back.get('iss') ?? '';
      const first = await sdk.exchangeAuthorization(issuer, {
        ...known,
        authorizationCode: back.get('code') ?? '',
        iss,
        codeVerifier,
        redirectUri: LOOPBACK,
      });
      await expect(world.authenticate(first.access_token)).resolves.toBeDefined();
      const second = await sdk.refreshAuthorization(issuer, {
        ...known,
        refreshToken: first.refresh_token ?? '',
      });
      await expect(world.authenticate(second.access_token)).resolves.toBeDefined();
    },
  );
});
