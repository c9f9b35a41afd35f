import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { usersOf } from '../tenant/directory.ts';
import { guid } from '../tenant/ids.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { answerBatch } from './answer-batch.ts';
import type { Caller, Incoming, Reply } from './graph-call.ts';
import { answerFaultRequest } from './faults/fault-endpoint.ts';
import type { Dispatch } from './dispatch.ts';
import { errorBody, GraphError, toGraphError } from './graph-errors.ts';
import { type Fault, type Faults, takesEffect } from './faults/fault-rules.ts';
import { createMailboxLimit } from './mailbox-limit.ts';
import type { LogEntry } from './request-log.ts';
import { type Delivery, refusal, applyFault } from './faults/apply-fault.ts';
import { readRequestBody, sendReply } from './send-reply.ts';

export type GraphServer = {
  readonly tenant: Tenant;
  readonly dispatch: Dispatch;
  readonly faults: Faults;
  /** Removes all faults and all changes to the tenant. */
  readonly restart: () => void;
  readonly verifyToken: (token: string) => Promise<{ oid: string; tid: string; scopes: readonly string[] }>;
  readonly note: (entry: LogEntry) => void;
  readonly foreignUrl: () => string;
  readonly signal: AbortSignal;
};

export function requestLine(request: IncomingMessage): Pick<LogEntry, 'method' | 'path' | 'query'> {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  return { method: request.method ?? 'GET', path, query };
}

/** Checks the token, injects faults, runs the operation and sends the response. Never throws for bad input. */
export async function answerRequest(
  server: GraphServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const clientRequestId = String(request.headers['client-request-id'] ?? '');
  const entry = { ...requestLine(request), oid: '', clientRequestId };
  try {
    const body = await readRequestBody(request);
    const control = answerControlRequest(server, entry, body);
    if (control) {
      await sendReply(response, { how: 'whole', reply: control }, server.signal);
      return;
    }
    const { me, delivery, fault } = await answer(server, request, body);
    const status = await sendReply(response, delivery, server.signal);
    server.note({ ...entry, oid: me?.oid ?? '', status, ...(fault && { fault: fault.kind }) });
  } catch (error) {
    const graphError = toGraphError(error);
    const reply = {
      status: graphError.status,
      body: errorBody(graphError, idsOf(server, clientRequestId)),
      headers: { connection: 'close' },
    };
    if (!response.headersSent) await sendReply(response, { how: 'whole', reply }, server.signal);
    server.note({ ...entry, status: graphError.status });
  }
}

/** Handles a request to a control endpoint. Returns undefined for any other path. */
function answerControlRequest(
  server: GraphServer,
  { path, method }: Pick<LogEntry, 'method' | 'path'>,
  body: Buffer,
): Reply | undefined {
  if (path === '/_control/faults') return answerFaultRequest(server.faults, method, body);
  if (path !== '/_control/reset') return undefined;
  if (method !== 'POST') throw new GraphError(405, 'BadRequest', 'Use POST.');
  server.restart();
  return { status: 204 };
}

type Outcome = { readonly me?: Caller; readonly delivery: Delivery; readonly fault?: Fault };

async function answer(server: GraphServer, request: IncomingMessage, body: Buffer): Promise<Outcome> {
  const ids = idsOf(server, String(request.headers['client-request-id'] ?? ''));
  const me = await callerOf(server, request);
  if (!me) return { delivery: { how: 'whole', reply: unauthenticated(request, ids) } };
  const incoming: Incoming = {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    header: (name) => headerOf(request, name),
    body,
    me,
  };
  const fault = server.faults.nextFault(faultTarget(server, me, incoming.method, afterVersion(incoming.url)));
  if (!fault) return { me, delivery: { how: 'whole', reply: perform(server, incoming) } };
  if (fault.kind === 'latency') await delay(fault.milliseconds, undefined, { signal: server.signal });
  const reply = takesEffect(fault) ? perform(server, incoming) : { status: 204 };
  return { me, fault, delivery: applyFault(fault, reply, ids, server.foreignUrl()) };
}

function perform(server: GraphServer, incoming: Incoming): Reply {
  if (incoming.method !== 'POST' || !/^\/(v1\.0|beta)\/\$batch$/.test(incoming.url))
    return server.dispatch(incoming);
  const overLimit = createMailboxLimit(server.tenant, idsOf(server, ''));
  return answerBatch(incoming, server.dispatch, (me, { method, path, isConcurrent }) => {
    const refused = isConcurrent ? overLimit(me, path) : undefined;
    if (refused) return refused;
    const fault = server.faults.nextFault(faultTarget(server, me, method, path), 'batch');
    return fault && refusal(fault, idsOf(server, ''));
  });
}

function faultTarget(server: GraphServer, me: Caller, method: string, path: string) {
  return { oid: me.oid, alias: usersOf(server.tenant).get(me.oid)?.mailNickname ?? '', method, path };
}

function afterVersion(url: string): string {
  return (url.split('?')[0] ?? '').replace(/^\/(v1\.0|beta)/, '');
}

async function callerOf(server: GraphServer, request: IncomingMessage): Promise<Caller | undefined> {
  const [, token] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) return undefined;
  return server.verifyToken(token).catch(() => undefined);
}

function unauthenticated(request: IncomingMessage, ids: ReturnType<typeof idsOf>): Reply {
  const message =
    request.headers.authorization === undefined
      ? 'Access token is empty.'
      : 'Access token validation failure. Invalid audience, signature or lifetime.';
  return {
    status: 401,
    body: errorBody({ code: 'InvalidAuthenticationToken', message }, ids),
    headers: {
      'request-id': ids.requestId,
      'client-request-id': ids.clientRequestId,
      'www-authenticate':
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
    },
  };
}

function idsOf(server: GraphServer, clientRequestId: string) {
  const requestId = guid(server.tenant.serial('request'));
  return { requestId, clientRequestId: clientRequestId || requestId, at: server.tenant.now() };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
