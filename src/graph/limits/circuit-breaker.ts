import { createLruMap } from '../../base/lru-map.ts';
import type { AnyOutcome } from '../response/outcome.ts';

/** Spares a service that fails for everybody; one breaker for each key. */
export type CircuitBreakers = {
  /** Whether a request may go out now; where it may, the answer has to hear how it ended. */
  admit(key: string, person: string): Admitted | Held;
};

/** A request on its way. */
export type Admitted = { readonly kind: 'admitted'; record(outcome: AnyOutcome, ms: number): void };

/** A request that is not sent: the service gets some quiet for so many seconds. */
export type Held = { readonly kind: 'held'; readonly retryAfterSeconds: number };

const WINDOW_MS = 10_000;
const FEWEST_FAILURES = 10;
/** Below this share of failures it is better to repeat than to wait. */
const OUTAGE_SHARE = 0.8;
/** One broken mailbox, however busy, is no outage of the service. */
const FEWEST_PEOPLE = 3;
/** The first quiet is short, because it may not have been an outage after all; each probe that fails doubles it. */
const FIRST_QUIET_MS = 2_000;
const LONGEST_QUIET_MS = 30_000;
/** Who is kept waiting for so long has been failed, even where the caller's own time was over first. */
const LONG_WAIT_MS = 10_000;
const KEYS = 1_000;

type State = {
  windowBegan: number;
  successes: number;
  failures: number;
  readonly failedPeople: Set<string>;
  /** Until when nothing is sent (ms); undefined while the breaker is closed. */
  quietUntil: number | undefined;
  quietMs: number;
  probing: boolean;
};

/** Breakers that are closed at first; `now` is in milliseconds. */
export function createCircuitBreakers(now: () => number): CircuitBreakers {
  const states = createLruMap<State>(KEYS);
  const closed = (): State => ({
    windowBegan: now(),
    successes: 0,
    failures: 0,
    failedPeople: new Set(),
    quietUntil: undefined,
    quietMs: FIRST_QUIET_MS,
    probing: false,
  });
  return {
    admit: (key, person) => {
      const state = states.getOrCreate(key, closed);
      if (state.quietUntil === undefined) {
        return {
          kind: 'admitted',
          record: (outcome, ms) => recordResult(state, judge(outcome, ms), person, now()),
        };
      }
      const leftMs = state.quietUntil - now();
      if (leftMs > 0 || state.probing) {
        return { kind: 'held', retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1_000)) };
      }
      state.probing = true;
      return { kind: 'admitted', record: (outcome, ms) => recordProbe(state, judge(outcome, ms), now()) };
    },
  };
}

type Judgement = 'works' | 'fails' | 'unclear';

/** 429 is an answer of a service that works: whom it concerns waits, and nobody else. */
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
  if (judgement === 'unclear' || state.quietUntil !== undefined) return;
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
  if (isOutage) state.quietUntil = now + state.quietMs;
}

/** One request decides for all; where it tells nothing, the next one is the probe. */
function recordProbe(state: State, judgement: Judgement, now: number): void {
  state.probing = false;
  if (judgement === 'fails') {
    state.quietMs = Math.min(LONGEST_QUIET_MS, state.quietMs * 2);
    state.quietUntil = now + state.quietMs;
  }
  if (judgement !== 'works') return;
  state.quietUntil = undefined;
  state.quietMs = FIRST_QUIET_MS;
  beginWindow(state, now);
}

function beginWindow(state: State, now: number): void {
  state.windowBegan = now;
  state.successes = 0;
  state.failures = 0;
  state.failedPeople.clear();
}
