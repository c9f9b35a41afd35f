import { randomUUID } from 'node:crypto';

import { waitedOut, type Pause } from '../../base/wait.ts';
import type { GraphContext, GraphDependencies } from '../graph-context.ts';
import type { GraphRequest } from '../request/graph-request.ts';
import type { AnyOutcome, Loss, Stream } from '../response/outcome.ts';
import { recordExchange } from '../response/record-exchange.ts';
import { destinationOf } from './workload.ts';

export type SendDetails = {
  readonly context: GraphContext;
  readonly request: GraphRequest;
  /** The operation's name for logs and telemetry, without ids. */
  readonly operation: string;
};

/** Performs one HTTP exchange with its own `client-request-id` and never throws. */
export type ExchangeOnce<T extends AnyOutcome> = (clientRequestId: string) => Promise<T>;

/**
 * Maximum time that a stream keeps its permit, in milliseconds. A stream that is open for longer is probably waiting
 * for its reader and must not delay other requests.
 */
const LONGEST_STREAM_PERMIT_MS = 5_000;

/** The outcomes of requests that did not get a permit for their mailbox. */
export const noPermit = { full: { kind: 'crowded' }, aborted: { kind: 'late' } } as const;

/**
 * Waits for a permit for the mailbox, then sends the request to Graph unless the service's circuit breaker is open. A
 * stream keeps its permit until it is closed, but for at most `LONGEST_STREAM_PERMIT_MS`.
 */
export async function sendToGraph<T extends AnyOutcome>(
  dependencies: GraphDependencies,
  facts: SendDetails,
  exchange: ExchangeOnce<T>,
): Promise<T | Loss> {
  const { person, signal } = facts.context;
  const { workload, owner } = destinationOf(facts.request, person.oid);
  const mailbox = `${person.tid} ${workload} ${owner}`;
  const release = await dependencies.limits.mailboxes.acquire(mailbox, person.oid, signal);
  if (typeof release === 'string') return noPermit[release];
  let outcome: T | Loss | undefined;
  try {
    outcome = await sendThroughBreaker(dependencies, facts, exchange, workload);
    return outcome;
  } finally {
    if (outcome?.kind === 'stream') void untilClosed(outcome, dependencies.pause).then(release);
    else release();
  }
}

/**
 * Sends the request to a content host unless the host's circuit breaker is open. Does not wait for a permit, because an
 * upload that reads from an open stream would wait for the permit that this stream holds.
 */
export function sendToHost<T extends AnyOutcome>(
  dependencies: GraphDependencies,
  facts: SendDetails,
  exchange: ExchangeOnce<T>,
  host: string,
): Promise<T | Loss> {
  return sendThroughBreaker(dependencies, facts, exchange, host);
}

async function sendThroughBreaker<T extends AnyOutcome>(
  dependencies: GraphDependencies,
  { context, operation }: SendDetails,
  exchange: ExchangeOnce<T>,
  service: string,
): Promise<T | Loss> {
  const { person, signal } = context;
  if (signal.aborted) return { kind: 'late', cause: signal.reason };
  const admitted = dependencies.limits.circuitBreakers.admit(`${person.tid} ${service}`, person.oid);
  if (admitted.kind === 'held') return admitted;
  const clientRequestId = randomUUID();
  const startedAt = dependencies.now();
  const outcome = await exchange(clientRequestId);
  const ms = dependencies.now() - startedAt;
  admitted.record(outcome, ms);
  recordExchange(dependencies, context, outcome, { operation, ms, clientRequestId });
  return outcome;
}

/** Resolves when the stream is closed, or after `LONGEST_STREAM_PERMIT_MS` at the latest. */
async function untilClosed({ body }: Stream, pause: Pause | undefined): Promise<void> {
  const closing = new AbortController();
  body.once('close', () => closing.abort());
  await waitedOut(LONGEST_STREAM_PERMIT_MS, closing.signal, pause);
}
