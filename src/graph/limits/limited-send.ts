import { newGuid } from '../../base/random.ts';
import { waitedOut, type Pause } from '../../base/wait.ts';
import type { GraphContext, GraphDependencies } from '../graph-context.ts';
import type { GraphRequest } from '../request/graph-request.ts';
import type { AnyOutcome, Loss, Stream } from '../response/outcome.ts';
import { recordExchange } from '../response/record-exchange.ts';
import { destinationOf } from './workload.ts';

/** What an exchange is made for, and what it is called in logs. */
export type SendFacts = {
  readonly context: GraphContext;
  readonly request: GraphRequest;
  readonly operation: string;
};

/** Makes one exchange under an id of its own, and never throws. */
export type ExchangeOnce<T extends AnyOutcome> = (clientRequestId: string) => Promise<T>;

/** A stream that is still open by then waits for its reader, and others shall not wait with it. */
const LONGEST_STAY_MS = 5_000;

/** The outcome of a request that got no permit for its mailbox. */
export const noPermit = { full: { kind: 'crowded' }, aborted: { kind: 'late' } } as const;

/**
 * Makes an exchange with Graph once its mailbox has a permit free, unless the breaker of its service is open. A stream
 * keeps the permit until it is closed, for five seconds at most.
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
 * Makes an exchange with a host where a tenant's content lies, unless its breaker is open. It needs no permit, for it
 * may be a part of what an open stream is read for.
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

/** Resolves when a stream is closed, or has been open for long. */
async function untilClosed({ body }: Stream, pause: Pause | undefined): Promise<void> {
  const closing = new AbortController();
  body.once('close', () => closing.abort());
  await waitedOut(LONGEST_STAY_MS, closing.signal, pause);
}
