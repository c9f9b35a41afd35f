import type { Outcome, Reply } from '../response/outcome.ts';
import type { Repeat } from '../request/graph-request.ts';

export const MOST_ATTEMPTS = 3;

/** A longer Retry-After is reported to the caller. */
const LONGEST_PAUSE_MS = 15_000;
const FIRST_BACKOFF_MS = 300;

/** Attempts made so far, the current time in milliseconds, and a source of random numbers in [0, 1). */
export type RetryState = { readonly attempts: number; readonly now: number; readonly fraction: () => number };

/**
 * Milliseconds to wait before the same request is sent again; undefined if it must not be.
 * After a 429 and for an unsent request nothing was done, so these are always repeatable. Anything else may have been
 * carried out, so it is repeated only if a second time does no harm.
 */
export function pauseBeforeRepeat(outcome: Outcome, repeat: Repeat, state: RetryState): number | undefined {
  if (state.attempts >= MOST_ATTEMPTS || !isRepeatable(outcome, repeat)) return undefined;
  const asked = outcome.kind === 'reply' ? (retryAfterSeconds(outcome, state.now) ?? 0) : 0;
  if (asked * 1_000 > LONGEST_PAUSE_MS) return undefined;
  // Full jitter: clients that were throttled together do not retry together.
  return asked * 1_000 + state.fraction() * FIRST_BACKOFF_MS * 4 ** (state.attempts - 1);
}

function isRepeatable(outcome: Outcome, repeat: Repeat): boolean {
  if (outcome.kind === 'unsent') return true;
  if (outcome.kind === 'lost') return repeat !== 'never';
  if (outcome.kind !== 'reply') return false;
  if (outcome.status === 429) return true;
  return [502, 503, 504].includes(outcome.status) && repeat !== 'never';
}

/** The Retry-After header in whole seconds (RFC 9110, 10.2.3: a number or a date); undefined if missing or invalid. */
export function retryAfterSeconds(reply: Reply, now: number): number | undefined {
  const given = reply.headers['retry-after'];
  if (typeof given !== 'string') return undefined;
  if (/^\d{1,6}$/.test(given)) return Number(given);
  const date = Date.parse(given);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1_000));
}
