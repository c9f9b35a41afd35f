import { createLruMap } from '../../base/lru-map.ts';
import { HttpError } from '../../errors.ts';

/** A token bucket per key. Its capacity is the limit for one minute, and it refills at a constant rate. */
export type RateLimit = {
  /** Returns the number of seconds, rounded up, until a request with this key is allowed; 0 if it is allowed now. */
  wait(key: string): number;
  /** Takes one token from the key's bucket. */
  count(key: string): void;
};

/**
 * Maximum number of buckets. If there are more, the least recently used buckets are dropped, because they are most
 * likely full.
 */
const KEYS = 20_000;
const MINUTE_MS = 60_000;

/**
 * `perMinute` 0 means no limit. A bucket is stored as the time when it will be full again (generic cell rate
 * algorithm). `now` is in milliseconds.
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
  const after = (key: string) => {
    const stored = fullAt.peek(key) ?? 0;
    // No bucket takes longer than a minute to refill. If the stored time is later than that, the clock has been set
    // back, and the bucket counts as full.
    const full = stored > now() + MINUTE_MS ? 0 : stored;
    return Math.max(full, now()) + step;
  };
  return {
    // Tolerates rounding errors of one millisecond.
    wait: (key) => Math.max(0, Math.ceil((after(key) - now() - MINUTE_MS - 1) / 1_000)),
    count: (key) => fullAt.set(key, Math.min(after(key), now() + MINUTE_MS)),
  };
}

/** Takes one token from a key's bucket, or throws 429 with Retry-After (RFC 6585, section 4). */
export function spend(limit: RateLimit, key: string): void {
  const seconds = limit.wait(key);
  if (seconds > 0) throw tooManyRequests(seconds);
  limit.count(key);
}

export function tooManyRequests(seconds: number): HttpError {
  const sentence = `Too many requests: try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`;
  return new HttpError(429, sentence, { headers: { 'retry-after': String(seconds) } });
}
