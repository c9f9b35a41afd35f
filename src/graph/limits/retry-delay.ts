import type { Outcome, Reply } from '../response/outcome.ts';
import type { Repeat } from '../request/graph-request.ts';

export const MOST_ATTEMPTS = 3;

/**
 * Longest time to wait before a retry. If Graph demands a longer wait, the request fails, and the error says when to
 * retry.
 */
const LONGEST_PAUSE_MS = 15_000;
const FIRST_BACKOFF_MS = 300;

/**
 * `attempts` is the number of attempts so far, `now` is in milliseconds, and `fraction` returns a random number in [0,
 * 1).
 */
export type RetryState = { readonly attempts: number; readonly now: number; readonly fraction: () => number };

/**
 * Returns how many milliseconds to wait before retrying a request, or undefined if it must not be retried. A request
 * that was not sent or that got a 429 had no effect, so it can always be retried. Any other request may have taken
 * effect, so it is retried only if sending it twice does no harm.
 */
export function pauseBeforeRetry(outcome: Outcome, repeat: Repeat, state: RetryState): number | undefined {
  if (state.attempts >= MOST_ATTEMPTS || !isRetryable(outcome, repeat)) return undefined;
  const retryAfter = outcome.kind === 'reply' ? (retryAfterSeconds(outcome, state.now) ?? 0) : 0;
  if (retryAfter * 1_000 > LONGEST_PAUSE_MS) return undefined;
  // Full jitter: clients that were throttled at the same time do not retry at the same time.
  return retryAfter * 1_000 + state.fraction() * FIRST_BACKOFF_MS * 4 ** (state.attempts - 1);
}

function isRetryable(outcome: Outcome, repeat: Repeat): boolean {
  if (outcome.kind === 'unsent') return true;
  if (outcome.kind === 'lost') return repeat !== 'never';
  if (outcome.kind !== 'reply') return false;
  if (outcome.status === 429) return true;
  return [502, 503, 504].includes(outcome.status) && repeat !== 'never';
}

/**
 * Parses the Retry-After header (RFC 9110, section 10.2.3: a number of seconds or a date) into whole seconds. Returns
 * undefined if it is missing or invalid.
 */
export function retryAfterSeconds(reply: Reply, now: number): number | undefined {
  const value = reply.headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1_000));
}
