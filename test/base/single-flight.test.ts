import { describe, expect, it } from 'vitest';

import { createSingleFlight, once } from '../../src/base/single-flight.ts';

describe('single flight', () => {
  it('runs the work once for parallel callers with the same key', async () => {
    const flights = createSingleFlight<number>();
    let starts = 0;
    const start = async () => {
      starts += 1;
      await Promise.resolve();
      return starts;
    };
    const both = [flights.run('a', start), flights.run('a', start)];
    const other = flights.run('b', start);
    expect(flights.size).toBe(2);
    expect(flights.current('a')).toBe(both[0]);
    expect(await Promise.all([...both, other])).toEqual([2, 2, 2]);
    expect(starts).toBe(2);
  });

  it('runs the work again after it has succeeded or failed', async () => {
    const flights = createSingleFlight<string>();
    await expect(flights.run('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(flights.size).toBe(0);
    expect(await flights.run('a', async () => 'up')).toBe('up');
    expect(await flights.run('a', async () => 'again')).toBe('again');
  });
});

describe('once', () => {
  it('keeps a successful result and runs the work again after a failure', async () => {
    const answers: (() => Promise<number>)[] = [
      () => Promise.reject(new Error('down')),
      async () => 1,
      async () => 2,
    ];
    let calls = 0;
    const get = once(() => answers[calls++]?.() ?? Promise.reject(new Error('called too often')));
    await expect(get()).rejects.toThrow('down');
    expect(await get()).toBe(1);
    expect(await get()).toBe(1);
    expect(calls).toBe(2);
  });
});
