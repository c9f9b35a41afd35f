import {
  discoverAuthorizationServerMetadata,
  exchangeAuthorization,
  refreshAuthorization,
  registerClient,
  startAuthorization,
  type AuthorizationServerMetadata,
  type OAuthClientInformationFull,
} from '@modelcontextprotocol/client';

import { createBrowser, type Browser, type Page } from '../../../src/standins/browser.ts';

/** A client that a person has signed in to. */
export type SignedIn = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly clientId: string;
  /** Redeems a refresh token (the newest by default); rejects if the server refuses. */
  readonly refresh: (refreshToken?: string) => Promise<{ accessToken: string; refreshToken: string }>;
};

/** A client that has a code and has not redeemed it yet. */
type ClientWithCode = {
  readonly code: string;
  readonly clientId: string;
  /** Redeems the code; rejects if the server refuses. */
  readonly redeem: () => Promise<SignedIn>;
};

/** The redirect URI. Nothing listens there, because the browser stops before the redirect. */
export const CALLBACK = 'http://127.0.0.1:33418/callback';

/** `person` is an alias in the demo tenant. `callback` replaces the default redirect URI. */
type SignInOptions = { readonly origin: string; readonly person: string; readonly callback?: string };

/** Registers a client at `origin` and signs a person in with a headless browser. */
export async function signIn(options: SignInOptions): Promise<SignedIn> {
  const held = await obtainCode(options);
  return held.redeem();
}

/** Like `signIn`, but stops when the client has its code. */
export async function obtainCode({
  origin,
  person,
  callback = CALLBACK,
}: SignInOptions): Promise<ClientWithCode> {
  const metadata = await discoverAuthorizationServerMetadata(origin);
  if (metadata === undefined) throw new Error(`${origin} has no authorization server metadata`);
  const client = await registerClient(origin, {
    metadata,
    clientMetadata: {
      client_name: 'Portico test client',
      redirect_uris: [callback],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
  });
  const known = { metadata, clientInformation: client, resource: `${origin}/mcp` };
  const state = crypto.randomUUID();
  const { authorizationUrl, codeVerifier } = await startAuthorization(origin, {
    ...known,
    redirectUrl: callback,
    scope: 'access_as_user',
    state,
  });
  const back = await agree(createBrowser(), authorizationUrl.href, person, callback);
  const answer = new URL(back.url).searchParams;
  if (answer.get('state') !== state) throw new Error('The callback has a different state.');
  const code = answer.get('code');
  const iss = answer.get('iss');
  if (code === null || iss === null)
    throw new Error(`no code: ${answer.get('error')} ${answer.get('error_description')}`);
  return {
    code,
    clientId: client.client_id,
    redeem: async () => {
      const tokens = await exchangeAuthorization(origin, {
        ...known,
        authorizationCode: code,
        iss,
        codeVerifier,
        redirectUri: callback,
      });
      return signedIn(origin, known, tokens);
    },
  };
}

/**
 * Follows an authorization URL like a person: allows the client on the consent page and chooses the account at Entra.
 * Stops at the redirect to `callback` without opening it.
 */
export async function agree(browser: Browser, url: string, person: string, callback: string): Promise<Page> {
  const consent = await browser.open(url, callback);
  const chooser = consent.url.startsWith(callback)
    ? consent
    : await browser.press(consent, /^allow/i, callback);
  const name = new RegExp(`\\b${person.replaceAll('.', '\\.')}\\b`, 'i');
  let back = chooser;
  // A person who needs a second factor is redirected to Entra a second time.
  for (let round = 0; round < 2 && back.status === 200; round++) {
    back = await browser.press(back, name, callback);
  }
  if (!back.url.startsWith(callback))
    throw new Error(`sign-in ended with ${back.status} at ${new URL(back.url).pathname}`);
  return back;
}

type Known = {
  metadata: AuthorizationServerMetadata;
  clientInformation: OAuthClientInformationFull;
  resource: string;
};
type Tokens = { access_token: string; refresh_token?: string | undefined };

function signedIn(origin: string, known: Known, tokens: Tokens): SignedIn {
  let newest = pair(tokens);
  return {
    ...newest,
    clientId: known.clientInformation.client_id,
    refresh: async (refreshToken = newest.refreshToken) => {
      newest = pair(await refreshAuthorization(origin, { ...known, refreshToken }));
      return newest;
    },
  };
}

function pair(tokens: Tokens): { accessToken: string; refreshToken: string } {
  if (tokens.refresh_token === undefined) throw new Error('The server did not return a refresh token.');
  return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token };
}
