import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  discoverAuthorizationServerMetadata,
  exchangeAuthorization,
  registerClient,
  startAuthorization,
} from '@modelcontextprotocol/client';

/** A registered client that listens for the redirect on loopback. */
export type ListeningClient = {
  readonly authorizationUrl: string;
  /** Returns the parameters of the last redirect. */
  readonly answer: () => URLSearchParams;
  /** Redeems the code from the redirect. */
  readonly redeem: () => Promise<{ accessToken: string; refreshToken: string | undefined }>;
  readonly close: () => Promise<void>;
};

/** Registers a client and listens on a free port of 127.0.0.1. */
export async function listenAsClient(origin: string, name: string): Promise<ListeningClient> {
  let answer = new URLSearchParams();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/callback') answer = searchParams;
    response.setHeader('content-type', 'text/html').end('<title>Done</title><h1>Back in the app</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const metadata = await discoverAuthorizationServerMetadata(origin);
  if (metadata === undefined) throw new Error(`${origin} has no authorization server metadata`);
  const clientInformation = await registerClient(origin, {
    metadata,
    clientMetadata: {
      client_name: name,
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
  });
  const known = { metadata, clientInformation, resource: `${origin}/mcp` };
  const { authorizationUrl, codeVerifier } = await startAuthorization(origin, {
    ...known,
    redirectUrl: redirectUri,
    scope: 'access_as_user',
    state: 'state of the app',
  });
  return {
    authorizationUrl: authorizationUrl.href,
    answer: () => answer,
    redeem: async () => {
      const tokens = await exchangeAuthorization(origin, {
        ...known,
        authorizationCode: answer.get('code') ?? '',
        iss: answer.get('iss') ?? '',
        codeVerifier,
        redirectUri,
      });
      return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
