import { createLruMap } from '../../base/lru-map.ts';
import { HttpError } from '../../errors.ts';

/** A token bucket for each key: a minute's worth at once, refilled steadily. */
export type RateLimit = {
  /** How many whole seconds a key has to wait; 0 where it may go on. */
  wait(key: string): number;
  /** Takes one out of a key's bucket. */
  count(key: string): void;
};

/** What an instance remembers; the key that was silent for longest is forgotten first, which most likely had a full bucket. */
const KEYS = 20_000;
const MINUTE_MS = 60_000;

/**
 * Makes a limit of so many a minute for each key; 0 is none. A bucket is kept as the one moment at which it will be
 * full again (the generic cell rate algorithm), and not at all once it is. `now` is in milliseconds.
 */
export function createRateLimit({
  perMinute,
  now,
  keys = KEYS,
}: {
  readonly perMinute: number;
  readonly now: () => number;
  readonly keys?: number;
}): RateLimit {
  if (perMinute === 0) return { wait: () => 0, count: () => {} };
  const step = MINUTE_MS / perMinute;
  const fullAt = createLruMap<number>(keys);
  const after = (key: string) => Math.max(fullAt.peek(key) ?? 0, now()) + step;
  return {
    // A millisecond of grace: sums of fractions do not come out even.
    wait: (key) => Math.max(0, Math.ceil((after(key) - now() - MINUTE_MS - 1) / 1_000)),
    count: (key) => fullAt.set(key, Math.min(after(key), now() + MINUTE_MS)),
  };
}

/** Takes one out of a key's bucket, or throws 429 with Retry-After (RFC 6585, 4). */
export function spend(limit: RateLimit, key: string): void {
  const seconds = limit.wait(key);
  if (seconds > 0) throw tooManyRequests(seconds);
  limit.count(key);
}

/** The 429 that tells how many seconds to wait. */
export function tooManyRequests(seconds: number): HttpError {
  const sentence = `Too many requests: try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`;
  return new HttpError(429, sentence, { headers: { 'retry-after': String(seconds) } });
}
