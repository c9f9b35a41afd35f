import type { FaultRule } from '../../src/standins/graph/faults/fault-rules.ts';
import type { GraphStandIn } from '../../src/standins/graph/start-graph.ts';
import type { LogEntry } from '../../src/standins/graph/request-log.ts';
import { UNLUCKY } from './crowd.ts';

/** Of the requests of the unlucky half, who ask less because they wait, so many go wrong that it is a fifth of all. */
const SHARE = 0.5;

/**
 * Everything that Graph and the network between do to a request, the effect lost or not. Parts of a batch are throttled
 * elsewhere (test/journeys/throttled-batch.test.ts): nobody of this crowd uses a tool that batches.
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

/** Lets a storm break loose. The stand-in tries one rule after the other, so each takes its share of what is left. */
export function unleash(graph: GraphStandIn, storm: string): void {
  const probability = 1 - (1 - SHARE) ** (1 / kinds.length);
  for (const [index, kind] of kinds.entries())
    graph.control.fault({ ...kind, person: UNLUCKY, probability, seed: `${storm}-${index}` });
}

/** What the Graph stand-in saw. */
export type Weather = {
  readonly requests: number;
  readonly faults: number;
  readonly lostMails: number;
  /** The kinds of fault that struck, and those that were unleashed. */
  readonly struck: number;
  readonly unleashed: number;
};

/** After these nobody can know from the answer whether a mail went out. */
const losing = new Set(['hang', 'reset', 'half-body', 'html', 'wrong-json', 'slow-drip']);

/** Sums up what the stand-in logged. */
export function weatherOf(log: readonly LogEntry[]): Weather {
  const faults = log.filter(({ fault }) => fault !== undefined);
  const mails = faults.filter(({ path }) => path.endsWith('/sendMail'));
  const lost = mails.filter(({ fault, status }) => losing.has(fault ?? '') || status >= 500);
  return {
    requests: log.length,
    faults: faults.length,
    lostMails: lost.length,
    struck: new Set(faults.map(({ fault }) => fault)).size,
    unleashed: new Set(kinds.map(({ kind }) => kind)).size,
  };
}
