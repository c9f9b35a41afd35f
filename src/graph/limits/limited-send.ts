import { newGuid } from '../../base/random.ts';
import { waitedOut, type Pause } from '../../base/wait.ts';
import type { GraphContext, GraphDependencies } from '../graph-context.ts';
import type { GraphRequest } from '../request/graph-request.ts';
import type { AnyOutcome, Loss, Stream } from '../response/outcome.ts';
import { recordExchange } from '../response/record-exchange.ts';
import { destinationOf } from './workload.ts';

export type SendFacts = {
  readonly context: GraphContext;
  readonly request: GraphRequest;
  /** The name in logs and telemetry, without ids. */
  readonly operation: string;
};

/** Makes one exchange with its own `client-request-id` and never throws. */
export type ExchangeOnce<T extends AnyOutcome> = (clientRequestId: string) => Promise<T>;

/** After this time an open stream is waiting for its reader, and other requests should not wait for that. */
const LONGEST_STREAM_PERMIT_MS = 5_000;

/** The outcome of a request that did not get a permit for its mailbox. */
export const noPermit = { full: { kind: 'crowded' }, aborted: { kind: 'late' } } as const;

/**
 * Makes an exchange with Graph once there is a permit for the mailbox, unless the service's circuit breaker is open.
 * A stream keeps the permit until it is closed, for five seconds at most.
 */
export async function sendToGraph<T extends AnyOutcome>(
  dependencies: GraphDependencies,
  facts: SendFacts,
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
 * Makes an exchange with a content host, unless its circuit breaker is open. It takes no permit: an upload that reads
 * from an open stream would wait for its own permit.
 */
export function sendToHost<T extends AnyOutcome>(
  dependencies: GraphDependencies,
  facts: SendFacts,
  exchange: ExchangeOnce<T>,
  host: string,
): Promise<T | Loss> {
  return sendThroughBreaker(dependencies, facts, exchange, host);
}

async function sendThroughBreaker<T extends AnyOutcome>(
  dependencies: GraphDependencies,
  { context, operation }: SendFacts,
  exchange: ExchangeOnce<T>,
  service: string,
): Promise<T | Loss> {
  const { person, signal } = context;
  if (signal.aborted) return { kind: 'late', cause: signal.reason };
  const admitted = dependencies.limits.circuitBreakers.admit(`${person.tid} ${service}`, person.oid);
  if (admitted.kind === 'held') return admitted;
  const clientRequestId = newGuid(dependencies.random);
  const began = dependencies.now();
  const outcome = await exchange(clientRequestId);
  const ms = dependencies.now() - began;
  admitted.record(outcome, ms);
  recordExchange(dependencies, context, outcome, { operation, ms, clientRequestId });
  return outcome;
}

/** Resolves when a stream is closed or `LONGEST_STREAM_PERMIT_MS` have passed. */
async function untilClosed({ body }: Stream, pause: Pause | undefined): Promise<void> {
  const closing = new AbortController();
  body.once('close', () => closing.abort());
  await waitedOut(LONGEST_STREAM_PERMIT_MS, closing.signal, pause);
}
