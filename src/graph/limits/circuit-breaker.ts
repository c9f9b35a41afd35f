import { createLruMap } from '../../base/lru-map.ts';
import type { AnyOutcome } from '../response/outcome.ts';

/** One circuit breaker per key. An open circuit breaker stops requests to a service that fails for all users. */
export type CircuitBreakers = {
  /** Decides whether a request can be sent now. If so, the caller must pass the request's outcome to `record`. */
  admit(key: string, person: string): Admitted | Held;
};

export type Admitted = { readonly kind: 'admitted'; record(outcome: AnyOutcome, ms: number): void };

export type Held = { readonly kind: 'held'; readonly retryAfterSeconds: number };

const WINDOW_MS = 10_000;
const FEWEST_FAILURES = 10;
/**
 * The minimum share of failed requests that counts as an outage. With a smaller share, retrying is better than waiting.
 */
const OUTAGE_SHARE = 0.8;
/**
 * The number of users that must be affected before failures count as an outage. One broken mailbox is not an outage, no
 * matter how many requests to it fail.
 */
const FEWEST_PEOPLE = 3;
/**
 * How long a circuit breaker stays open at first. The time is short because the failures may not be an outage. Each
 * failed probe doubles the time.
 */
const FIRST_OPEN_MS = 2_000;
const LONGEST_OPEN_MS = 30_000;
/** An aborted request that waited at least this long counts as a failure of the service. */
const LONG_WAIT_MS = 10_000;
const KEYS = 1_000;

type State = {
  windowBegan: number;
  successes: number;
  failures: number;
  readonly failedPeople: Set<string>;
  /** In milliseconds since 1970; undefined while the circuit breaker is closed. */
  openUntil: number | undefined;
  openMs: number;
  probing: boolean;
};

/** `now` is in milliseconds. */
export function createCircuitBreakers(now: () => number): CircuitBreakers {
  const states = createLruMap<State>(KEYS);
  const closed = (): State => ({
    windowBegan: now(),
    successes: 0,
    failures: 0,
    failedPeople: new Set(),
    openUntil: undefined,
    openMs: FIRST_OPEN_MS,
    probing: false,
  });
  return {
    admit: (key, person) => {
      const state = states.getOrCreate(key, closed);
      if (state.openUntil === undefined) {
        return {
          kind: 'admitted',
          record: (outcome, ms) => recordResult(state, judge(outcome, ms), person, now()),
        };
      }
      const leftMs = state.openUntil - now();
      if (leftMs > 0 || state.probing) {
        return { kind: 'held', retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1_000)) };
      }
      state.probing = true;
      return { kind: 'admitted', record: (outcome, ms) => recordProbe(state, judge(outcome, ms), now()) };
    },
  };
}

type Judgement = 'works' | 'fails' | 'unclear';

/** Judges an outcome. A 429 shows that the service works: only the throttled user has to wait. */
function judge(outcome: AnyOutcome, ms: number): Judgement {
  switch (outcome.kind) {
    case 'reply':
      return outcome.status >= 500 && outcome.status !== 501 && outcome.status !== 507 ? 'fails' : 'works';
    case 'stream':
    case 'too-large':
      return 'works';
    case 'lost':
    case 'unsent':
      return 'fails';
    default:
      return ms >= LONG_WAIT_MS ? 'fails' : 'unclear';
  }
}

function recordResult(state: State, judgement: Judgement, person: string, now: number): void {
  if (judgement === 'unclear' || state.openUntil !== undefined) return;
  if (now - state.windowBegan >= WINDOW_MS) beginWindow(state, now);
  if (judgement === 'works') {
    state.successes += 1;
    return;
  }
  state.failures += 1;
  if (state.failedPeople.size < FEWEST_PEOPLE) state.failedPeople.add(person);
  const isOutage =
    state.failures >= FEWEST_FAILURES &&
    state.failures >= OUTAGE_SHARE * (state.failures + state.successes) &&
    state.failedPeople.size >= FEWEST_PEOPLE;
  if (isOutage) state.openUntil = now + state.openMs;
}

/** Records the outcome of a probe. If the outcome is unclear, the next request becomes the probe. */
function recordProbe(state: State, judgement: Judgement, now: number): void {
  state.probing = false;
  if (judgement === 'fails') {
    state.openMs = Math.min(LONGEST_OPEN_MS, state.openMs * 2);
    state.openUntil = now + state.openMs;
  }
  if (judgement !== 'works') return;
  state.openUntil = undefined;
  state.openMs = FIRST_OPEN_MS;
  beginWindow(state, now);
}

function beginWindow(state: State, now: number): void {
  state.windowBegan = now;
  state.successes = 0;
  state.failures = 0;
  state.failedPeople.clear();
}
