import { describe, expect, it } from 'vitest';

import { createRateLimit, spend } from '../../../src/http/limits/rate-limit.ts';

function limited(perMinute: number, keys?: number) {
  const clock = { ms: Date.parse('2026-11-21T09:00:00Z') };
  const now = () => clock.ms;
  const limit = createRateLimit({ perMinute, now, ...(keys !== undefined && { keys }) });
  /** Makes this many requests at once and returns how many pass. */
  const countPassing = (requests: number, key = 'ana') =>
    Array.from({ length: requests }, () => {
      const free = limit.wait(key) === 0;
      if (free) limit.count(key);
      return free;
    }).filter(Boolean).length;
  return { clock, limit, countPassing };
}

describe('a rate limit', () => {
  it.each([1, 7, 60, 120, 1_000])(
    'allows exactly the permitted number of requests at once: %i a minute',
    (perMinute) => {
      expect(limited(perMinute).countPassing(perMinute + 50)).toBe(perMinute);
    },
  );

  it.each([1, 7, 60, 120, 1_000])(
    'allows exactly the permitted number of requests again a minute later: %i a minute',
    (perMinute) => {
      const { clock, countPassing } = limited(perMinute);
      for (let minute = 0; minute < 5; minute++) {
        expect(countPassing(perMinute + 50)).toBe(perMinute);
        clock.ms += 60_000;
      }
    },
  );

  it.each([1, 7, 60, 120])(
    'is not exceeded by a request every 100 ms for ten minutes: %i a minute',
    (perMinute) => {
      const { clock, countPassing } = limited(perMinute);
      let passed = 0;
      for (let tick = 0; tick < 6_000; tick++, clock.ms += 100) passed += countPassing(1);
      expect(passed).toBeGreaterThanOrEqual(perMinute * 10);
      expect(passed).toBeLessThanOrEqual(perMinute * 11);
    },
  );

  it('starts again if the clock has been set back', () => {
    const { clock, countPassing } = limited(60);
    countPassing(60);
    clock.ms -= 3_600_000;
    expect(countPassing(100)).toBe(60);
    clock.ms += 1_000;
    expect(countPassing(5)).toBe(1);
  });

  it('refills steadily and returns the exact time to wait', () => {
    const { clock, limit, countPassing } = limited(60);
    countPassing(60);
    expect(limit.wait('ana')).toBe(1);
    clock.ms += 1_000;
    expect(countPassing(5)).toBe(1);
    clock.ms += 10_000;
    expect(countPassing(50)).toBe(10);
  });

  it.each([1, 2, 7, 120])(
    'allows the next request of a key once the required time has passed: %i a minute',
    (perMinute) => {
      const { clock, limit, countPassing } = limited(perMinute);
      countPassing(perMinute);
      clock.ms += limit.wait('ana') * 1_000;
      expect(countPassing(1)).toBe(1);
    },
  );

  it('counts each key separately', () => {
    const { countPassing } = limited(3);
    expect([countPassing(5, 'ana'), countPassing(5, 'ben')]).toEqual([3, 3]);
  });

  it('allows every request if it is 0', () => {
    expect(limited(0).countPassing(10_000)).toBe(10_000);
  });

  it('holds at most the given number of keys and drops idle keys first', () => {
    const { countPassing } = limited(2, 100);
    countPassing(1, 'ana');
    for (let n = 0; n < 1_000; n++) {
      countPassing(1, `stranger ${n}`);
      if (n === 50) countPassing(1, 'ana');
    }
    expect(countPassing(2, 'ana')).toBe(2);
    expect(countPassing(2, 'stranger 999')).toBe(1);
  });

  it('responds with 429 and Retry-After when it is exhausted', () => {
    const { limit } = limited(1);
    spend(limit, 'ana');
    expect(() => spend(limit, 'ana')).toThrow(
      expect.objectContaining({ status: 429, headers: { 'retry-after': '60' } }),
    );
  });
});
