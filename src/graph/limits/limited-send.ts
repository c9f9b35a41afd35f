import { newGuid } from '../../base/random.ts';
import type { Stream } from '../content/stream.ts';
import type { GraphContext, GraphNeeds } from '../graph-context.ts';
import type { Loss, Outcome } from '../response/outcome.ts';
import { waitedOut, type Pause } from '../../base/wait.ts';
import { recordExchange } from '../response/record-exchange.ts';
import type { GraphRequest } from '../request/graph-request.ts';
import { destinationOf } from './workload.ts';

/** One exchange: what it is made for, what it is called, and how it is made under an id of its own. It never throws. */
export type Passenger<T extends Outcome | Stream> = {
  readonly context: GraphContext;
  readonly request: GraphRequest;
  readonly operation: string;
  readonly exchange: (clientRequestId: string) => Promise<T>;
};

/** A stream that is still open by then waits for its reader, and others shall not wait with it. */
const LONGEST_STAY_MS = 5_000;

/** The outcome where no permit for the mailbox was to be had. */
export const notAcquired = { full: { kind: 'crowded' }, aborted: { kind: 'late' } } as const;

/**
 * Makes an exchange with Graph when its mailbox has a place free and its service is not being spared. A stream keeps
 * the place until it is closed, for five seconds at most.
 */
export async function passToGraph<T extends Outcome | Stream>(
  needs: GraphNeeds,
  passenger: Passenger<T>,
): Promise<T | Loss> {
  const { person, signal } = passenger.context;
  const { workload, owner } = destinationOf(passenger.request, person.oid);
  const release = await needs.bounds.mailboxes.acquire(
    `${person.tid} ${workload} ${owner}`,
    person.oid,
    signal,
  );
  if (typeof release === 'string') return notAcquired[release];
  let outcome: T | Loss | undefined;
  try {
    outcome = await passUnlessSpared(needs, passenger, workload);
    return outcome;
  } finally {
    if (outcome?.kind === 'stream') void closed(outcome, needs.pause).then(release);
    else release();
  }
}

/**
 * Makes an exchange with a host where a tenant's content lies, unless that is being spared. It waits in no lane, for
 * it may be a part of what an open stream is read for.
 */
export function passToHost<T extends Outcome | Stream>(
  needs: GraphNeeds,
  passenger: Passenger<T>,
  host: string,
): Promise<T | Loss> {
  return passUnlessSpared(needs, passenger, host);
}

async function passUnlessSpared<T extends Outcome | Stream>(
  needs: GraphNeeds,
  { context, operation, exchange }: Passenger<T>,
  service: string,
): Promise<T | Loss> {
  const { person, signal } = context;
  if (signal.aborted) return { kind: 'late', cause: signal.reason };
  const admitted = needs.bounds.breakers.admit(`${person.tid} ${service}`, person.oid);
  if (admitted.kind === 'held') return admitted;
  const clientRequestId = newGuid(needs.random);
  const began = needs.now();
  const outcome = await exchange(clientRequestId);
  const ms = needs.now() - began;
  admitted.ended(outcome, ms);
  recordExchange(needs, context, outcome, { operation, ms, clientRequestId });
  return outcome;
}

/** Resolves when a stream is closed, or has been open for long. */
async function closed({ body }: Stream, pause: Pause | undefined): Promise<void> {
  const closing = new AbortController();
  body.once('close', () => closing.abort());
  await waitedOut(LONGEST_STAY_MS, closing.signal, pause);
}
