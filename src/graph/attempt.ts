import { operationName } from './address.ts';
import { createBreakers } from './breaker.ts';
import type { GraphContext, GraphNeeds } from './call.ts';
import { newGuid } from './chance.ts';
import { requestIdOf } from './failure.ts';
import { createLanes } from './lanes.ts';
import type { Outcome } from './outcome.ts';
import type { GraphRequest } from './request.ts';
import { createTransport, type Wire } from './transport.ts';
import { destinationOf } from './workload.ts';

/** One request with what it is made for and where it goes. */
export type Call = { readonly context: GraphContext; readonly request: GraphRequest; readonly url: URL };

/** Sends a request once, when its mailbox has a place free and its service is not being spared; it never throws. */
export type Attempt = (call: Call, token: string) => Promise<Outcome>;

/** A Graph that has not begun to answer by now rarely does; a repeatable call gets another chance. */
const SILENCE_MS = 30_000;

/** Opens the way over the wire, with a lane for each mailbox and a breaker for each tenant and service. */
export function createAttempt(needs: GraphNeeds): Attempt {
  const exchange = createTransport(needs.silenceMs ?? SILENCE_MS);
  const lanes = createLanes();
  const breakers = createBreakers(needs.now);

  const send = async (call: Call, token: string, breakerKey: string): Promise<Outcome> => {
    const { person, signal } = call.context;
    if (signal.aborted) return { kind: 'late', cause: signal.reason };
    const admitted = breakers.admit(breakerKey, person.oid);
    if (admitted.kind === 'held') return admitted;
    const began = needs.now();
    const clientRequestId = newGuid(needs.random);
    const outcome = await exchange(wireOf(call, token, clientRequestId));
    const ms = needs.now() - began;
    admitted.ended(outcome, ms);
    report(needs, call, outcome, { ms, clientRequestId });
    return outcome;
  };

  return async (call, token) => {
    const { person, signal } = call.context;
    const { workload, owner } = destinationOf(call.request, person.oid);
    const left = await lanes.enter(`${person.tid} ${workload} ${owner}`, person.oid, signal);
    if (typeof left === 'string') return { kind: left };
    try {
      return await send(call, token, `${person.tid} ${workload}`);
    } finally {
      left();
    }
  };
}

function wireOf({ request, url, context }: Call, token: string, clientRequestId: string): Wire {
  const { headers, body } = contentOf(request);
  return {
    url,
    method: request.method,
    headers: {
      accept: 'application/json',
      ...headers,
      ...request.headers,
      'client-request-id': clientRequestId,
      authorization: `Bearer ${token}`,
    },
    body,
    signal: context.signal,
  };
}

/** A body as it goes over the wire: text and bytes as they are (the request names their type), anything else as JSON. */
function contentOf(request: GraphRequest): {
  headers: Record<string, string>;
  body: string | Uint8Array | null;
} {
  const { body } = request;
  if (body === undefined) return { headers: {}, body: null };
  if (typeof body === 'string' || body instanceof Uint8Array) return { headers: {}, body };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function report(
  { telemetry, log }: GraphNeeds,
  { context, request }: Call,
  outcome: Outcome,
  { ms, clientRequestId }: { ms: number; clientRequestId: string },
): void {
  const status = outcome.kind === 'reply' ? outcome.status : 0;
  const ok = status >= 200 && status < 400;
  const name = operationName(request);
  telemetry.dependency({ target: 'Graph', name, status, ok, ms, traceparent: context.traceparent });
  if (ok) return;
  log.warn('graph_failure', {
    requestId: context.requestId,
    operation: name,
    outcome: outcome.kind,
    status,
    ms,
    clientRequestId,
    graphRequestId: outcome.kind === 'reply' ? requestIdOf(outcome) : undefined,
  });
}
