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

/** What the tour has learned so far; each step adds to it. */
export type Travel = {
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

/** A step: what it does in plain words, and what came of it; it throws where the server is not as it should be. */
export type Step = { readonly title: string; readonly take: (travel: Travel) => Promise<string> };

const CALLBACK = 'http://127.0.0.1:33418/callback';

/** The whole path of a client, in order. */
export const steps: readonly Step[] = [
  { title: 'Ask for tools without a token', take: knock },
  { title: 'Read who protects the resource (RFC 9728)', take: readResource },
  { title: 'Read the authorization server (RFC 8414)', take: readServer },
  { title: 'Register as a client (RFC 7591)', take: register },
  { title: 'Consent and sign in with Entra', take: signIn },
  { title: 'Exchange the code for a token', take: exchange },
  { title: 'List and call tools, revision 2026-07-28', take: (travel) => useTools(travel, 'auto') },
  { title: 'List and call tools, revision 2025-11-25', take: (travel) => useTools(travel, 'legacy') },
  { title: 'Refresh the token', take: refresh },
  { title: 'Revoke it (RFC 7009)', take: revoke },
  { title: 'Find the revoked token refused', take: findRefused },
];

/** The value of something that an earlier step must have found. */
function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the server gave no ${what}`);
  return value;
}

async function listTools(travel: Travel, token?: string): Promise<Response> {
  return fetch(`${travel.origin}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });
}

async function knock(travel: Travel): Promise<string> {
  const response = await listTools(travel);
  if (response.status !== 401) throw new Error(`expected 401, got ${response.status}`);
  const challenge = extractWWWAuthenticateParams(response);
  travel.metadataUrl = found(challenge.resourceMetadataUrl, 'resource_metadata');
  travel.scope = found(challenge.scope, 'scope');
  return `401, and where to ask: ${travel.metadataUrl.pathname}`;
}

async function readResource(travel: Travel): Promise<string> {
  const document = await discoverOAuthProtectedResourceMetadata(`${travel.origin}/mcp`, {
    resourceMetadataUrl: found(travel.metadataUrl, 'resource_metadata'),
  });
  travel.resource = document.resource;
  travel.issuer = found(document.authorization_servers?.[0], 'authorization server');
  return `resource ${travel.resource}, scope ${travel.scope}`;
}

async function readServer(travel: Travel): Promise<string> {
  const metadata = await discoverAuthorizationServerMetadata(found(travel.issuer, 'issuer'));
  travel.metadata = found(metadata, 'authorization server metadata');
  return `issuer ${travel.metadata.issuer}, PKCE ${travel.metadata.code_challenge_methods_supported?.join(' ')}`;
}

async function register(travel: Travel): Promise<string> {
  travel.client = await registerClient(found(travel.issuer, 'issuer'), {
    ...(travel.metadata && { metadata: travel.metadata }),
    clientMetadata: {
      client_name: 'Portico tour',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
  });
  return `client_id of ${travel.client.client_id.length} characters, nothing stored`;
}

async function signIn(travel: Travel): Promise<string> {
  const state = crypto.randomUUID();
  const { authorizationUrl, codeVerifier } = await startAuthorization(found(travel.issuer, 'issuer'), {
    ...known(travel),
    redirectUrl: CALLBACK,
    state,
    scope: found(travel.scope, 'scope'),
  });
  const consent = await travel.browser.open(authorizationUrl.href);
  const chooser = await travel.browser.press(consent, /allow/i, CALLBACK);
  const choice = new RegExp(travel.person.replace('.', '\\.'), 'i');
  const back = chooser.url.startsWith(CALLBACK)
    ? chooser
    : await travel.browser.press(chooser, choice, CALLBACK);
  if (!back.url.startsWith(CALLBACK))
    throw new Error(`sign-in ended at ${new URL(back.url).pathname} (${back.status})`);
  const answer = new URL(back.url).searchParams;
  if (answer.get('state') !== state) throw new Error('the state came back changed');
  travel.code = {
    value: found(answer.get('code') ?? undefined, `code (${answer.get('error')})`),
    iss: found(answer.get('iss') ?? undefined, 'iss'),
    verifier: codeVerifier,
  };
  return `${travel.person} agreed; a code of ${travel.code.value.length} characters, iss as announced`;
}

async function exchange(travel: Travel): Promise<string> {
  const code = found(travel.code, 'code');
  travel.tokens = await exchangeAuthorization(found(travel.issuer, 'issuer'), {
    ...known(travel),
    authorizationCode: code.value,
    iss: code.iss,
    codeVerifier: code.verifier,
    redirectUri: CALLBACK,
  });
  const { access_token: token, expires_in: lifetime } = travel.tokens;
  return `an access token of ${token.length} characters for ${Math.round((lifetime ?? 0) / 60)} minutes`;
}

async function useTools(travel: Travel, mode: 'auto' | 'legacy'): Promise<string> {
  const tokens = found(travel.tokens, 'token');
  const client = new Client({ name: 'portico-tour', version: '1.0.0' }, { versionNegotiation: { mode } });
  const transport = new StreamableHTTPClientTransport(new URL(`${travel.origin}/mcp`), {
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

async function refresh(travel: Travel): Promise<string> {
  const before = found(travel.tokens, 'token');
  travel.tokens = await refreshAuthorization(found(travel.issuer, 'issuer'), {
    ...known(travel),
    refreshToken: found(before.refresh_token, 'refresh token'),
  });
  if (travel.tokens.refresh_token === before.refresh_token)
    throw new Error('the refresh token was not rotated');
  return 'a new access token and a new refresh token';
}

async function revoke(travel: Travel): Promise<string> {
  const { revocation_endpoint: endpoint } = (travel.metadata ?? {}) as { revocation_endpoint?: string };
  const response = await fetch(found(endpoint, 'revocation endpoint'), {
    method: 'POST',
    body: new URLSearchParams({
      token: found(travel.tokens?.refresh_token, 'refresh token'),
      client_id: found(travel.client, 'client').client_id,
    }),
  });
  if (response.status !== 200) throw new Error(`expected 200, got ${response.status}`);
  return '200';
}

async function findRefused(travel: Travel): Promise<string> {
  const response = await listTools(travel, found(travel.tokens, 'token').access_token);
  if (response.status !== 401) throw new Error(`expected 401, got ${response.status}`);
  return `401 ${extractWWWAuthenticateParams(response).error}`;
}

function known(travel: Travel) {
  return {
    ...(travel.metadata && { metadata: travel.metadata }),
    clientInformation: found(travel.client, 'client'),
    resource: found(travel.resource, 'resource'),
  };
}
