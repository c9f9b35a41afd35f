import { setTimeout as sleep } from 'node:timers/promises';

import type { GraphToken } from '../entra/types.ts';
import { ClaimsChallengeError, ToolError } from '../errors.ts';
import { isPermission, type Permission } from '../policy/decision.ts';
import type { Log, Telemetry } from '../telemetry/types.ts';
import { addressOf, operationName } from './address.ts';
import { readAnswer } from './answer.ts';
import { claimsOf } from './challenge.ts';
import { fraction, newGuid } from './chance.ts';
import { withConsistency } from './consistency.ts';
import { failureOf, lossOf, requestIdOf } from './failure.ts';
import type { GraphAnswer, GraphRequest } from './request.ts';
import { mayHaveActed, pauseBeforeRepeat } from './retry.ts';
import { createTransport, type Exchange, type Outcome } from './transport.ts';

/** The person's side of a call: their token, the call's deadline, and what ties the request to its log lines. */
export type GraphContext = {
  /** The On-Behalf-Of token; with `claims` (JSON text) a fresh one that satisfies them. */
  readonly token: (claims?: string) => Promise<GraphToken>;
  /** Aborts at the deadline of the whole call or when the client goes away. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /** The delegated permissions that the tool declares, so that a 403 can name the missing one. */
  readonly neededScopes?: readonly string[];
};

/**
 * Makes one Graph request that policy has permitted, repeated where that is safe, all within the signal. Throws
 * `ToolError` for what the model can act on, `ClaimsChallengeError` where the person has to sign in again, and
 * whatever `token` throws.
 */
export type GraphCaller = (
  permission: Permission,
  request: GraphRequest,
  context: GraphContext,
) => Promise<GraphAnswer>;

/** What Graph calls need of the world. `now` is in milliseconds; `pause` waits and rejects when the signal aborts. */
export type GraphNeeds = {
  readonly origin: string;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly telemetry: Telemetry;
  readonly log: Log;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Opens the only door to Microsoft Graph: one origin, one pool of connections, no call without a permission. */
export function createGraph(needs: GraphNeeds): GraphCaller {
  const exchange = createTransport();
  return async (permission, request, context) => {
    if (!isPermission(permission)) {
      throw new ToolError('refused_by_policy', 'No rule permits this request, so it was not made.');
    }
    const prepared = withConsistency(request);
    const url = addressOf(needs.origin, prepared);
    return answerTo({ exchange, needs, context, request: prepared, url });
  };
}

/** Everything that one request carries along its attempts. */
type Call = {
  readonly exchange: Exchange;
  readonly needs: GraphNeeds;
  readonly context: GraphContext;
  readonly request: GraphRequest;
  readonly url: URL;
};

async function answerTo(call: Call): Promise<GraphAnswer> {
  const { context, needs, request } = call;
  const held = await context.token();
  const first = await repeated(call, held.token);
  const claims = claimsOf(first.outcome);
  const second = claims === undefined ? first : await repeated(call, (await context.token(claims)).token);
  const { outcome } = second;
  const acted = first.acted || second.acted;
  if (outcome.kind !== 'reply') throw lossOf(outcome, { request, acted });
  if (outcome.status >= 200 && outcome.status < 300) return readAnswer(outcome, request);
  const challenge = claimsOf(outcome);
  if (challenge !== undefined) throw new ClaimsChallengeError(challenge);
  throw failureOf(outcome, {
    request,
    neededScopes: context.neededScopes ?? [],
    heldScopes: held.scopes,
    now: needs.now(),
    acted,
  });
}

/** The outcome of the last attempt, and whether one before it may have been carried out. */
type Tried = { readonly outcome: Outcome; readonly acted: boolean };

/** Tries up to three times; when the time is over during a pause, the answer that led to the pause is the outcome. */
async function repeated(call: Call, token: string): Promise<Tried> {
  const { context, needs, request } = call;
  let acted = false;
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await attempt(call, token);
    const pauseMs = pauseBeforeRepeat(outcome, request.repeat, {
      attempts,
      now: needs.now(),
      chance: () => fraction(needs.random),
    });
    if (pauseMs === undefined) return { outcome, acted };
    needs.log.info('graph_repeat', { requestId: context.requestId, attempts, pauseMs: Math.round(pauseMs) });
    const waited = await (needs.pause ?? pause)(pauseMs, context.signal).then(
      () => true,
      () => false,
    );
    if (!waited) return { outcome, acted };
    acted ||= mayHaveActed(outcome);
  }
}

async function attempt(call: Call, token: string): Promise<Outcome> {
  const { context, needs, request } = call;
  if (context.signal.aborted) return { kind: 'late', cause: context.signal.reason };
  const began = needs.now();
  const clientRequestId = newGuid(needs.random);
  const { headers, body } = contentOf(request);
  const outcome = await call.exchange({
    url: call.url,
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
  });
  report(call, outcome, { ms: needs.now() - began, clientRequestId });
  return outcome;
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

function report(call: Call, outcome: Outcome, facts: { ms: number; clientRequestId: string }): void {
  const { context, needs, request } = call;
  const status = outcome.kind === 'reply' ? outcome.status : 0;
  const ok = status >= 200 && status < 400;
  const name = operationName(request);
  const { ms, clientRequestId } = facts;
  needs.telemetry.dependency({ target: 'Graph', name, status, ok, ms, traceparent: context.traceparent });
  if (ok) return;
  needs.log.warn('graph_failure', {
    requestId: context.requestId,
    operation: name,
    outcome: outcome.kind,
    status,
    ms,
    clientRequestId,
    graphRequestId: outcome.kind === 'reply' ? requestIdOf(outcome) : undefined,
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}
