import { digestToken } from '../../src/base/sha256.ts';
import { readConfig, type Config } from '../../src/config/config.ts';
import type { OnBehalfOf } from '../../src/entra/entra-types.ts';
import { OAuthError } from '../../src/errors.ts';
import { createBatch } from '../../src/graph/batch.ts';
import { createGraphLimits } from '../../src/graph/limits/graph-limits.ts';
import type { GraphCaller } from '../../src/graph/graph-client.ts';
import { createCalls, type CallsDependencies } from '../../src/calls/calls.ts';
import { createConfirmations } from '../../src/calls/confirmation/confirmation.ts';
import { createCursors } from '../../src/calls/cursors.ts';
import { createCatalogue } from '../../src/calls/catalogue/tool-catalogue.ts';
import type { GraphRequest } from '../../src/graph/request/graph-request.ts';
import { startDeadline } from '../../src/http/request-deadline.ts';
import { createMcp, type McpDependencies } from '../../src/mcp/create-mcp.ts';
import type { Admission, Caller } from '../../src/policy/caller.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { consentedPermissions } from '../../src/standins/tenant/consented-permissions.ts';
import type { AuditFact, Fields } from '../../src/telemetry/telemetry-types.ts';
import type { Tool } from '../../src/tools/define.ts';
import { createMemoryStore } from '../../src/state/memory.ts';
import { openApprovals } from './approvals.ts';
import { tools } from './calls/note-tools.ts';
import { noLinkedAccounts } from './linked/no-linked-accounts.ts';
import { openSealer } from './sealer.ts';

export const publicUrl = 'http://localhost:7071';
export const goodToken = 'good.token';
export const serverInfo = { name: 'portico', title: 'Portico', version: '1.2.3' };

/** Returns the settings of a local host, overridden by `changes`. */
export function configWith(changes: Partial<Config> = {}): Config {
  const read = readConfig({
    PUBLIC_URL: publicUrl,
    ENTRA_TENANT_ID: '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
    ENTRA_CLIENT_ID: '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18',
    SEAL_ROOT_FILE: '/run/secrets/seal-root',
  });
  if (!read.ok) throw new Error(read.problems.join(' '));
  return { ...read.config, ...changes };
}

/** Returns a caller of the demo tenant without restrictions, overridden by `changes`. */
export function callerWith(changes: Partial<Caller> = {}): Caller {
  return {
    tid: '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
    oid: '00000000-0000-4000-8000-000000000001',
    scopes: ['access_as_user'],
    roles: ['Portico.User'],
    client: { class: 'https://claude.ai', id: 'client-1', assertedName: 'Claude' },
    grant: 'code',
    ceiling: { toolsets: 'all', readOnly: false },
    selection: { preset: 'all', readOnly: false },
    ...changes,
  };
}

/** The permissions in the fake Graph token, enough for all tools. */
export const grantedScopes = consentedPermissions;

/** The default fake Graph. Tests can replace it. */
export const ordinaryGraph: GraphCaller = async (_permission, request, context) => {
  await context.token();
  const body =
    request.path === '/organization'
      ? { value: [{ verifiedDomains: [{ name: 'Contoso.example' }] }] }
      : { path: request.path };
  return { status: 200, body, requestId: 'graph-1', bytes: 100 };
};

const neverCalled = () => Promise.reject(new Error('This test must not transfer content.'));
/** The parts that a test can replace. */
export type EndpointParts = Omit<CallsDependencies & McpDependencies, 'catalogue' | 'calls' | 'config'> & {
  readonly config: Config;
  readonly tools: readonly Tool[];
};

/** Creates the `/mcp` handler with fake dependencies, and records what it does. */
export function openEndpoint(changes: Partial<EndpointParts> = {}) {
  const audits: AuditFact[] = [];
  const logs: { level: string; event: string; fields: Fields | undefined }[] = [];
  const events: { name: string; properties: Fields }[] = [];
  const requests: GraphRequest[] = [];
  const exchanges: Parameters<OnBehalfOf>[0][] = [];
  const authentications: string[] = [];
  const config = changes.config ?? configWith();
  const policy = changes.policy ?? createPolicy(config);
  const catalogue = createCatalogue(changes.tools ?? tools, async (tool) => tool);
  const log = (level: string) => (event: string, fields?: Fields) => void logs.push({ level, event, fields });
  const graph = changes.graph ?? ordinaryGraph;
  const random = (bytes: number) => new Uint8Array(bytes);

  const calls = createCalls({
    adminConsentUrl: (tid) => `https://login.example/${tid}/adminconsent`,
    rememberChallenge: async () => {},
    onBehalfOf: async () => ({ token: 'graph-token', scopes: grantedScopes, expiresAt: 2e9 }),
    now: Date.now,
    batch: createBatch({ graph, limits: createGraphLimits(Date.now), now: Date.now, random }),
    confirmations: createConfirmations({
      sealer: openSealer(),
      store: createMemoryStore({ now: Date.now }),
      now: Date.now,
      random,
    }),
    approvals: openApprovals(),
    linked: noLinkedAccounts(),
    cursors: createCursors({ sealer: openSealer() }),
    transfer: { read: neverCalled, progress: neverCalled, send: neverCalled, follow: neverCalled },
    readText: neverCalled,
    audit: (fact) => void audits.push(fact),
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    telemetry: {
      request: () => undefined,
      dependency: () => undefined,
      exception: () => undefined,
      event: (name, properties) => void events.push({ name, properties }),
    },
    ...changes,
    config,
    policy,
    catalogue,
    graph: (permission, request, context) => {
      requests.push(request);
      const token: typeof context.token = async (claims) => {
        exchanges.push({ assertion: digestToken('entra-token'), tid: '', signal: context.signal });
        return context.token(claims);
      };
      return graph(permission, request, { ...context, token });
    },
  });

  const { mcp } = createMcp({
    serverInfo,
    ...changes,
    config,
    catalogue,
    calls,
    authenticate: async (token) => {
      authentications.push(token);
      return (changes.authenticate ?? acceptGoodToken)(token);
    },
  });

  const handle = (request: Request, signal = startDeadline(60).signal): Promise<Response> =>
    mcp(request, { requestId: 'request-1', address: '127.0.0.1', traceparent: undefined, signal });
  return { policy, handle, audits, logs, events, requests, exchanges, authentications };
}

async function acceptGoodToken(token: string): Promise<Admission> {
  if (token !== goodToken) throw new OAuthError('invalid_token', 'The access token is not one of ours.');
  return { caller: callerWith(), assertion: digestToken('entra-token'), expiresAt: 2e9 };
}

/** Creates a POST with a valid token. A header in `headers` replaces the default header, or removes it if undefined. */
export function post(
  body: unknown,
  headers: Record<string, string | undefined> = {},
  path = '/mcp?preset=all',
): Request {
  const all = { 'content-type': 'application/json', authorization: `Bearer ${goodToken}`, ...headers };
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Request(publicUrl + path, {
    method: 'POST',
    headers: Object.fromEntries(kept),
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
}

export const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
};

/** Creates a request in revision 2026-07-28, with its headers. */
export function modern(method: string, params: Record<string, unknown> = {}, path?: string): Request {
  const named = method === 'resources/read' ? params['uri'] : params['name'];
  const name = typeof named === 'string' ? { 'mcp-name': named } : {};
  return post(
    { jsonrpc: '2.0', id: 1, method, params: { _meta: envelope, ...params } },
    { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, ...name },
    path,
  );
}

/** Creates a request in a revision that begins with a handshake. */
export function legacy(method: string, params?: Record<string, unknown>, path?: string): Request {
  const message = { jsonrpc: '2.0', id: 1, method, ...(params !== undefined && { params }) };
  return post(message, { 'mcp-protocol-version': '2025-11-25' }, path);
}

export async function textOf(response: Response): Promise<string> {
  const body = (await response.json()) as { result: { content: { text: string }[] } };
  return body.result.content[0]?.text ?? '';
}
