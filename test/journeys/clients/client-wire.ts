import { randomBytes, randomInt } from 'node:crypto';

import { createBrowser } from '../../../src/standins/browser.ts';
import { agree } from '../../kit/oauth/sign-in.ts';
import type { Ask, Habits } from './client-habits.ts';
import { pkce } from '../../kit/oauth/pkce.ts';

/** A client in plain HTTP without an SDK, so that it sends exactly the observed requests. */
export type Wire = { readonly origin: string; readonly habits: Habits; readonly redirectUri: string };

/** What a client discovers before the sign-in. */
export type Found = {
  readonly scope: string;
  readonly resource: string;
  readonly issuer: string;
  readonly metadata: Readonly<Record<string, unknown>>;
};

export type TokenAnswer = {
  readonly status: number;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly error?: string;
};

/** Creates a client. `{port}` in its redirect URI becomes a random port. */
export function startClient(origin: string, habits: Habits): Wire {
  return {
    origin,
    habits,
    redirectUri: habits.redirectUri.replace('{port}', String(randomInt(1_024, 65_535))),
  };
}

/** Sends a request with the client's user agent and does not follow redirects. */
export function send({ origin, habits }: Wire, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('user-agent', habits.userAgent);
  return fetch(new URL(path, origin), { redirect: 'manual', ...init, headers });
}

/** Sends an MCP message in the client's revision, with the headers that this revision requires. */
export function message(
  wire: Wire,
  method: string,
  { token, params = {} }: { readonly token?: string; readonly params?: Record<string, unknown> } = {},
): Promise<Response> {
  const { name, speaks } = wire.habits;
  const modern = speaks === '2026-07-28';
  const meta = {
    'io.modelcontextprotocol/protocolVersion': speaks,
    'io.modelcontextprotocol/clientInfo': { name, version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const tool = typeof params['name'] === 'string' ? params['name'] : undefined;
  const body = {
    jsonrpc: '2.0',
    ...(!method.startsWith('notifications/') && { id: 1 }),
    method,
    params: modern ? { ...params, _meta: meta } : params,
  };
  return send(wire, '/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      // The first message of a handshake has no version header.
      ...(method !== 'initialize' && { 'mcp-protocol-version': speaks }),
      ...(modern && { 'mcp-method': method, ...(tool !== undefined && { 'mcp-name': tool }) }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}

/** Sends the client's first message: initialize or server/discover. */
export function greet(wire: Wire, token?: string): Promise<Response> {
  const given = token === undefined ? {} : { token };
  if (wire.habits.speaks === '2026-07-28') return message(wire, 'server/discover', given);
  const clientInfo = { name: wire.habits.name, version: '1.0.0' };
  const params = { protocolVersion: wire.habits.speaks, capabilities: {}, clientInfo };
  return message(wire, 'initialize', { ...given, params });
}

/** Returns a parameter of the WWW-Authenticate challenge. */
export function challenged(response: Response, parameter: string): string | undefined {
  const header = response.headers.get('www-authenticate') ?? '';
  return new RegExp(`\\b${parameter}="([^"]*)"`).exec(header)?.[1];
}

/** Sends all requests that the client makes before it has a token; `watch` receives each response. */
export async function discover(
  wire: Wire,
  watch: (ask: Ask, answer: Response) => void = () => {},
): Promise<Found> {
  let pointer = `${wire.origin}/.well-known/oauth-protected-resource/mcp`;
  let scope = '';
  const documents: Record<string, Record<string, unknown>> = {};
  const askers: Record<Ask, () => Promise<Response>> = {
    POST: () => greet(wire),
    GET: () => send(wire, '/mcp', { headers: { accept: 'text/event-stream' } }),
    HEAD: () => send(wire, '/mcp', { method: 'HEAD' }),
    resource: () => send(wire, pointer),
    server: () => send(wire, '/.well-known/oauth-authorization-server'),
  };
  for (const ask of wire.habits.asks) {
    const answer = await askers[ask]();
    watch(ask, answer);
    pointer = challenged(answer, 'resource_metadata') ?? pointer;
    scope = challenged(answer, 'scope') ?? scope;
    if (ask === 'resource' || ask === 'server')
      documents[ask] = (await answer.json()) as Record<string, unknown>;
    else await answer.body?.cancel();
  }
  const { resource: theirs = {}, server: metadata = {} } = documents;
  return {
    scope: wire.habits.scopeFrom === 'server' ? (metadata['scopes_supported'] as string[]).join(' ') : scope,
    resource: String(theirs['resource']),
    issuer: String(metadata['issuer']),
    metadata,
  };
}

/** Registers as the client does. */
export function register(
  wire: Wire,
  scope: string,
  different: Record<string, unknown> = {},
): Promise<Response> {
  const { name, fields } = wire.habits;
  const body = {
    client_name: name,
    redirect_uris: [wire.redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    // Only Copilot omits the scope.
    ...(name !== 'GitHub Copilot CLI' && { scope }),
    ...fields,
    ...different,
  };
  const headers = { 'content-type': 'application/json' };
  return send(wire, '/register', { method: 'POST', headers, body: JSON.stringify(body) });
}

/**
 * Registers as often as the client does and returns the last client_id. Returns the configured client_id for a client
 * that does not register.
 */
export async function clientIdOf(wire: Wire, scope: string): Promise<string> {
  let id = wire.habits.name.toLowerCase();
  for (let n = 0; n < wire.habits.registrations; n++) {
    const answer = await register(wire, scope);
    id = ((await answer.json()) as { client_id: string }).client_id;
  }
  return id;
}

/** Builds an authorization request; returns its URL and its code verifier. */
export function authorization(wire: Wire, clientId: string, found: Pick<Found, 'scope' | 'resource'>) {
  const { verifier, challenge } = pkce();
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    redirect_uri: wire.redirectUri,
    state: randomBytes(16).toString('base64url'),
    ...(found.scope !== '' && { scope: found.scope }),
    resource: found.resource,
  };
  return { verifier, parameters, url: `${wire.origin}/authorize?${new URLSearchParams(parameters)}` };
}

export async function tokenRequest(wire: Wire, form: Record<string, string>): Promise<TokenAnswer> {
  const answer = await send(wire, '/token', { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, ...((await answer.json()) as Omit<TokenAnswer, 'status'>) };
}

/** A client that is signed in. */
export type WireSession = TokenAnswer & {
  readonly clientId: string;
  /** The query parameters of the redirect to the client. */
  readonly back: URLSearchParams;
  readonly refresh: (different?: Record<string, string>) => Promise<TokenAnswer>;
};

/** Signs a person in and redeems the code. */
export async function signInOverWire(
  wire: Wire,
  { clientId, found, person }: { readonly clientId: string; readonly found: Found; readonly person: string },
): Promise<WireSession> {
  const { url, verifier, parameters } = authorization(wire, clientId, found);
  const { url: landed } = await agree(createBrowser(), url, person, wire.redirectUri);
  const back = new URL(landed).searchParams;
  if (back.get('state') !== parameters.state) throw new Error('the redirect has another state');
  const { resource } = found;
  const first = await tokenRequest(wire, {
    grant_type: 'authorization_code',
    code: back.get('code') ?? '',
    code_verifier: verifier,
    redirect_uri: wire.redirectUri,
    client_id: clientId,
    resource,
  });
  const renewal = {
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: first.refresh_token,
    resource,
  };
  return {
    ...first,
    clientId,
    back,
    refresh: (different = {}) => tokenRequest(wire, { ...renewal, ...different }),
  };
}

/** Runs the client from its first message to its tokens. */
export async function connect(wire: Wire, person = 'ana.silva'): Promise<WireSession> {
  const found = await discover(wire);
  return signInOverWire(wire, { clientId: await clientIdOf(wire, found.scope), found, person });
}
