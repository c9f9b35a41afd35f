import {
  Client,
  discoverAuthorizationServerMetadata,
  discoverOAuthProtectedResourceMetadata,
  exchangeAuthorization,
  extractWWWAuthenticateParams,
  refreshAuthorization,
  registerClient,
  startAuthorization,
  StreamableHTTPClientTransport,
  type AuthorizationServerMetadata,
  type OAuthClientInformationFull,
  type OAuthTokens,
} from '@modelcontextprotocol/client';

import type { Browser } from '../../standins/browser.ts';

/** The data that the tour has collected so far; each step adds to it. */
export type TourState = {
  readonly origin: string;
  readonly person: string;
  readonly browser: Browser;
  metadataUrl?: URL;
  scope?: string;
  resource?: string;
  issuer?: string;
  metadata?: AuthorizationServerMetadata;
  client?: OAuthClientInformationFull;
  code?: { value: string; iss: string; verifier: string };
  tokens?: OAuthTokens;
};

/** `run` returns a summary, or throws if the server does not behave as expected. */
export type Step = { readonly title: string; readonly run: (tour: TourState) => Promise<string> };

const CALLBACK = 'http://127.0.0.1:33418/callback';

export const steps: readonly Step[] = [
  { title: 'Request tools without a token', run: callWithoutToken },
  { title: 'Read the resource metadata (RFC 9728)', run: readResource },
  { title: 'Read the server metadata (RFC 8414)', run: readServer },
  { title: 'Register as a client (RFC 7591)', run: register },
  { title: 'Consent and sign in with Entra', run: signIn },
  { title: 'Exchange the code for a token', run: exchange },
  { title: 'List and call tools, revision 2026-07-28', run: (tour) => useTools(tour, 'auto') },
  { title: 'List and call tools, revision 2025-11-25', run: (tour) => useTools(tour, 'legacy') },
  { title: 'Refresh the token', run: refresh },
  { title: 'Revoke it (RFC 7009)', run: revoke },
  { title: 'Check that the revoked token is refused', run: confirmRevoked },
];

/** Returns a value that the server had to provide; throws if it did not. */
function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the server returned no ${what}`);
  return value;
}

async function listTools(tour: TourState, token?: string): Promise<Response> {
  return fetch(`${tour.origin}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });
}

async function callWithoutToken(tour: TourState): Promise<string> {
  const response = await listTools(tour);
  if (response.status !== 401) throw new Error(`expected 401, got ${response.status}`);
  const challenge = extractWWWAuthenticateParams(response);
  tour.metadataUrl = required(challenge.resourceMetadataUrl, 'resource_metadata');
  tour.scope = required(challenge.scope, 'scope');
  return `401 with the metadata at ${tour.metadataUrl.pathname}`;
}

async function readResource(tour: TourState): Promise<string> {
  const document = await discoverOAuthProtectedResourceMetadata(`${tour.origin}/mcp`, {
    resourceMetadataUrl: required(tour.metadataUrl, 'resource_metadata'),
  });
  tour.resource = document.resource;
  tour.issuer = required(document.authorization_servers?.[0], 'authorization server');
  return `resource ${tour.resource}, scope ${tour.scope}`;
}

async function readServer(tour: TourState): Promise<string> {
  const metadata = await discoverAuthorizationServerMetadata(required(tour.issuer, 'issuer'));
  tour.metadata = required(metadata, 'authorization server metadata');
  return `issuer ${tour.metadata.issuer}, PKCE ${tour.metadata.code_challenge_methods_supported?.join(' ')}`;
}

async function register(tour: TourState): Promise<string> {
  tour.client = await registerClient(required(tour.issuer, 'issuer'), {
    ...(tour.metadata && { metadata: tour.metadata }),
    clientMetadata: {
      client_name: 'Portico tour',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
  });
  return `client_id of ${tour.client.client_id.length} characters, nothing stored`;
}

async function signIn(tour: TourState): Promise<string> {
  const state = crypto.randomUUID();
  const { authorizationUrl, codeVerifier } = await startAuthorization(required(tour.issuer, 'issuer'), {
    ...clientOptions(tour),
    redirectUrl: CALLBACK,
    state,
    scope: required(tour.scope, 'scope'),
  });
  const consent = await tour.browser.open(authorizationUrl.href);
  const chooser = await tour.browser.press(consent, /allow/i, CALLBACK);
  const choice = new RegExp(tour.person.replace('.', '\\.'), 'i');
  const back = chooser.url.startsWith(CALLBACK)
    ? chooser
    : await tour.browser.press(chooser, choice, CALLBACK);
  if (!back.url.startsWith(CALLBACK))
    throw new Error(`sign-in ended at ${new URL(back.url).pathname} (${back.status})`);
  const answer = new URL(back.url).searchParams;
  if (answer.get('state') !== state) throw new Error('the returned state does not match');
  tour.code = {
    value: required(answer.get('code') ?? undefined, `code (${answer.get('error')})`),
    iss: required(answer.get('iss') ?? undefined, 'iss'),
    verifier: codeVerifier,
  };
  return `${tour.person} consented; a code of ${tour.code.value.length} characters, iss matches`;
}

async function exchange(tour: TourState): Promise<string> {
  const code = required(tour.code, 'code');
  tour.tokens = await exchangeAuthorization(required(tour.issuer, 'issuer'), {
    ...clientOptions(tour),
    authorizationCode: code.value,
    iss: code.iss,
    codeVerifier: code.verifier,
    redirectUri: CALLBACK,
  });
  const { access_token: token, expires_in: lifetime } = tour.tokens;
  return `an access token of ${token.length} characters, valid for ${Math.round((lifetime ?? 0) / 60)} minutes`;
}

async function useTools(tour: TourState, mode: 'auto' | 'legacy'): Promise<string> {
  const tokens = required(tour.tokens, 'token');
  const client = new Client({ name: 'portico-tour', version: '1.0.0' }, { versionNegotiation: { mode } });
  const transport = new StreamableHTTPClientTransport(new URL(`${tour.origin}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${tokens.access_token}` } },
  });
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    const me = await callTool(client, 'get_me', {});
    const mail = await callTool(client, 'list_messages', { top: 3 });
    return `${tools.length} tools; get_me: ${me.split('\n').find((line) => line.includes('@')) ?? me.slice(0, 80)}; list_messages: ${mail.length} characters`;
  } finally {
    await client.close();
  }
}

async function callTool(client: Client, name: string, args: Record<string, unknown>): Promise<string> {
  const result = await client.callTool({ name, arguments: args });
  const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  if (result.isError === true) throw new Error(`${name}: ${text}`);
  return text;
}

async function refresh(tour: TourState): Promise<string> {
  const before = required(tour.tokens, 'token');
  tour.tokens = await refreshAuthorization(required(tour.issuer, 'issuer'), {
    ...clientOptions(tour),
    refreshToken: required(before.refresh_token, 'refresh token'),
  });
  if (tour.tokens.refresh_token === before.refresh_token)
    throw new Error('the refresh token was not rotated');
  return 'a new access token and a new refresh token';
}

async function revoke(tour: TourState): Promise<string> {
  const { revocation_endpoint: endpoint } = (tour.metadata ?? {}) as { revocation_endpoint?: string };
  const response = await fetch(required(endpoint, 'revocation endpoint'), {
    method: 'POST',
    body: new URLSearchParams({
      token: required(tour.tokens?.refresh_token, 'refresh token'),
      client_id: required(tour.client, 'client').client_id,
    }),
  });
  if (response.status !== 200) throw new Error(`expected 200, got ${response.status}`);
  return '200';
}

async function confirmRevoked(tour: TourState): Promise<string> {
  const response = await listTools(tour, required(tour.tokens, 'token').access_token);
  if (response.status !== 401) throw new Error(`expected 401, got ${response.status}`);
  return `401 ${extractWWWAuthenticateParams(response).error}`;
}

function clientOptions(tour: TourState) {
  return {
    ...(tour.metadata && { metadata: tour.metadata }),
    clientInformation: required(tour.client, 'client'),
    resource: required(tour.resource, 'resource'),
  };
}
