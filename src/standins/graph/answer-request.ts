import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { usersOf } from '../tenant/directory.ts';
import { guid } from '../tenant/ids.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { answerBatch } from './answer-batch.ts';
import type { Caller, Incoming, Reply } from './graph-call.ts';
import { control } from './faults/fault-endpoint.ts';
import type { Engine } from './dispatch.ts';
import { errorBody, toGraphError } from './graph-errors.ts';
import { type Fault, type Faults, takesEffect } from './faults/fault-rules.ts';
import type { LogEntry } from './request-log.ts';
import { type Delivery, refusal, spoil } from './faults/apply-fault.ts';
import { bodyOf, deliverReply } from './send-reply.ts';

/** What serving a request needs of the stand-in. */
export type Host = {
  readonly tenant: Tenant;
  readonly engine: Engine;
  readonly faults: Faults;
  readonly verifyToken: (token: string) => Promise<{ oid: string; tid: string; scopes: readonly string[] }>;
  readonly note: (entry: LogEntry) => void;
  readonly elsewhere: () => string;
  readonly signal: AbortSignal;
};

/** Method, path and query of a request, for the log. */
export function requested(request: IncomingMessage): Pick<LogEntry, 'method' | 'path' | 'query'> {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  return { method: request.method ?? 'GET', path, query };
}

/** Answers one request: token, faults, engine, wire; never throws for what a caller sent. */
export async function serve(host: Host, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const clientRequestId = String(request.headers['client-request-id'] ?? '');
  const entry = { ...requested(request), oid: '', clientRequestId };
  try {
    const body = await bodyOf(request);
    if (entry.path === '/_control/faults') {
      await deliverReply(
        response,
        { how: 'whole', reply: control(host.faults, entry.method, body) },
        host.signal,
      );
      return;
    }
    const { me, delivery, fault } = await answer(host, request, body);
    const status = await deliverReply(response, delivery, host.signal);
    host.note({ ...entry, oid: me?.oid ?? '', status, ...(fault && { fault: fault.kind }) });
  } catch (error) {
    const known = toGraphError(error);
    const reply = {
      status: known.status,
      body: errorBody(known, idsOf(host, clientRequestId)),
      headers: { connection: 'close' },
    };
    if (!response.headersSent) await deliverReply(response, { how: 'whole', reply }, host.signal);
    host.note({ ...entry, status: known.status });
  }
}

type Answered = { readonly me?: Caller; readonly delivery: Delivery; readonly fault?: Fault };

async function answer(host: Host, request: IncomingMessage, body: Buffer): Promise<Answered> {
  const ids = idsOf(host, String(request.headers['client-request-id'] ?? ''));
  const me = await callerOf(host, request);
  if (!me) return { delivery: { how: 'whole', reply: unauthenticated(request, ids) } };
  const incoming: Incoming = {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    header: (name) => headerOf(request, name),
    body,
    me,
  };
  const fault = host.faults.strike(circumstance(host, me, incoming.method, afterVersion(incoming.url)));
  if (!fault) return { me, delivery: { how: 'whole', reply: perform(host, incoming) } };
  if (fault.kind === 'latency') await delay(fault.milliseconds, undefined, { signal: host.signal });
  const reply = takesEffect(fault) ? perform(host, incoming) : { status: 204 };
  return { me, fault, delivery: spoil(fault, reply, ids, host.elsewhere()) };
}

function perform(host: Host, incoming: Incoming): Reply {
  if (incoming.method !== 'POST' || !/^\/(v1\.0|beta)\/\$batch$/.test(incoming.url))
    return host.engine(incoming);
  return answerBatch(incoming, host.engine, (me, method, path) => {
    const fault = host.faults.strike(circumstance(host, me, method, path), 'batch');
    return fault && refusal(fault, idsOf(host, ''));
  });
}

function circumstance(host: Host, me: Caller, method: string, path: string) {
  return { oid: me.oid, alias: usersOf(host.tenant).get(me.oid)?.mailNickname ?? '', method, path };
}

function afterVersion(url: string): string {
  return (url.split('?')[0] ?? '').replace(/^\/(v1\.0|beta)/, '');
}

async function callerOf(host: Host, request: IncomingMessage): Promise<Caller | undefined> {
  const [, token] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) return undefined;
  return host.verifyToken(token).catch(() => undefined);
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

function idsOf(host: Host, clientRequestId: string) {
  const requestId = guid(host.tenant.serial('request'));
  return { requestId, clientRequestId: clientRequestId || requestId, at: host.tenant.now() };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
