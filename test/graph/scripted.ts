import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { createGraphLimits } from '../../src/graph/limits/graph-limits.ts';
import { createGraph } from '../../src/graph/graph-client.ts';
import type { GraphContext } from '../../src/graph/graph-context.ts';
import type { GraphRequest } from '../../src/graph/request/graph-request.ts';
import { decide, type Permission } from '../../src/policy/decision.ts';
import { listen } from '../../src/standins/listen.ts';
import type { Telemetry } from '../../src/telemetry/telemetry-types.ts';
import { logTo } from '../kit/logs/log-to.ts';

export type Step = (request: IncomingMessage, response: ServerResponse) => void;

export const permission = decide({
  effect: 'allow',
  rule: 'test',
  policyHash: 'test',
  reason: '',
  obligations: {},
}) as Permission;

/** Responds with a status, a JSON body and headers. */
export function reply(status: number, body: unknown, headers: Record<string, string> = {}): Step {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'r-1', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Closes the connection after the request has arrived. */
export const reset: Step = (request) => void request.socket.destroy();

/** Never responds. */
export const hang: Step = () => {};

export type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

/**
 * Starts a server that runs the steps in order and repeats the last step. Also creates a Graph client for the server.
 */
export async function scriptedGraph() {
  let steps: readonly Step[] = [];
  const seen: Seen[] = [];
  const pauses: number[] = [];
  const logged: string[] = [];
  const server = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const step = steps[Math.min(seen.length, steps.length) - 1];
      step?.(request, response);
    });
  });
  const note = (event: string, fields?: unknown) => void logged.push(JSON.stringify({ event, fields }));
  const telemetry: Telemetry = {
    request() {},
    dependency: (fact) => note('dependency', fact),
    exception() {},
    event() {},
  };
  const open = (origin: string, now = Date.now) =>
    createGraph({
      origin,
      now,
      limits: createGraphLimits(now),
      random: (bytes) => new Uint8Array(bytes).fill(7),
      telemetry,
      log: logTo(note),
      pause: async (ms, signal) => {
        pauses.push(ms);
        signal.throwIfAborted();
      },
    });
  return {
    origin: server.origin,
    close: () => server.close(),
    graph: open(server.origin),
    open,
    seen,
    pauses,
    logged,
    play: (...next: readonly Step[]) => {
      steps = next;
      for (const list of [seen, pauses, logged]) list.length = 0;
    },
  };
}

/** Creates a context with a fixed token and a new person. */
export function context(more: Partial<GraphContext> = {}): GraphContext {
  return {
    person: { tid: randomUUID(), oid: randomUUID() },
    token: async () => ({ token: 'secret-token', scopes: ['User.Read'], expiresAt: 0 }),
    signal: new AbortController().signal,
    requestId: 'q-1',
    traceparent: undefined,
    ...more,
  };
}

/** A read that can be retried. */
export const read: GraphRequest = { method: 'GET', path: '/me', repeat: 'safe' };

/** A write that must not be retried. */
export const send: GraphRequest = {
  method: 'POST',
  path: '/me/sendMail',
  body: { message: { subject: 'private words' } },
  repeat: 'never',
  verify: 'Look in Sent Items.',
};
