import type { FaultRule } from '../../src/standins/graph/faults/fault-rules.ts';
import type { GraphStandIn } from '../../src/standins/graph/start-graph.ts';
import type { LogEntry } from '../../src/standins/graph/request-log.ts';
import { UNLUCKY } from './crowd.ts';

/**
 * The share of requests that fail for people with injected faults. These people send fewer requests than other people,
 * so about 20 % of all requests fail.
 */
const SHARE = 0.5;

/**
 * Faults in Graph and the network, some before and some after the request has taken effect. The simulated calls use no
 * batches; throttled parts of a batch are tested in test/journeys/outages/throttled-batch.test.ts.
 */
const kinds: readonly FaultRule[] = [
  { kind: 'status', status: 429, retryAfterSeconds: 1 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503, retryAfterSeconds: 1 },
  { kind: 'status', status: 504, afterEffect: true },
  { kind: 'latency', milliseconds: 1_000 },
  { kind: 'hang' },
  { kind: 'reset' },
  { kind: 'reset', afterEffect: true },
  { kind: 'half-body' },
  { kind: 'html' },
  { kind: 'wrong-json' },
  { kind: 'slow-drip', milliseconds: 1_000 },
  { kind: 'redirect-elsewhere' },
  { kind: 'claims-challenge' },
];

/**
 * Injects all kinds of faults. The stand-in tries the rules in order, so each rule applies only to requests that no
 * earlier rule matched.
 */
export function injectFaults(graph: GraphStandIn, storm: string): void {
  const probability = 1 - (1 - SHARE) ** (1 / kinds.length);
  for (const [index, kind] of kinds.entries())
    graph.control.fault({ ...kind, person: UNLUCKY, probability, seed: `${storm}-${index}` });
}

/** A summary of the Graph stand-in's log. */
export type Weather = {
  readonly requests: number;
  readonly faults: number;
  readonly lostMails: number;
  /** The number of kinds of faults that occurred, and the number of kinds that were injected. */
  readonly occurred: number;
  readonly injected: number;
};

/** Faults after which the response does not show whether the message was sent. */
const outcomeHidingFaults = new Set(['hang', 'reset', 'half-body', 'html', 'wrong-json', 'slow-drip']);

export function weatherOf(log: readonly LogEntry[]): Weather {
  const faults = log.filter(({ fault }) => fault !== undefined);
  const mails = faults.filter(({ path }) => path.endsWith('/sendMail'));
  const lost = mails.filter(({ fault, status }) => outcomeHidingFaults.has(fault ?? '') || status >= 500);
  return {
    requests: log.length,
    faults: faults.length,
    lostMails: lost.length,
    occurred: new Set(faults.map(({ fault }) => fault)).size,
    injected: new Set(kinds.map(({ kind }) => kind)).size,
  };
}
