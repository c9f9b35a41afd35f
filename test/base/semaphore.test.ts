import { describe, expect, it } from 'vitest';

import { createSemaphore, type Release } from '../../src/base/semaphore.ts';

const { signal } = new AbortController();

async function acquired(held: Promise<Release | string>): Promise<Release> {
  const release = await held;
  if (typeof release === 'string') throw new Error(release);
  return release;
}

describe('a semaphore', () => {
  it('admits one caller per permit, and the next caller when a permit is released', async () => {
    const semaphore = createSemaphore(2, 10);
    const first = await acquired(semaphore.acquire('a', signal));
    await acquired(semaphore.acquire('a', signal));
    let entered = false;
    const third = semaphore.acquire('a', signal).then((release) => {
      entered = true;
      return release;
    });
    await Promise.resolve();
    expect(entered).toBe(false);
    first();
    first();
    await third;
    expect(semaphore.isIdle).toBe(false);
  });

  it('serves keys in turn, regardless of how many callers each key has', async () => {
    const semaphore = createSemaphore(1, 10);
    const order: string[] = [];
    const hold = await acquired(semaphore.acquire('greedy', signal));
    const enter = async (key: string, name: string) => {
      const release = await acquired(semaphore.acquire(key, signal));
      order.push(name);
      release();
    };
    const all = [enter('greedy', 'g1'), enter('greedy', 'g2'), enter('greedy', 'g3'), enter('modest', 'm1')];
    hold();
    await Promise.all(all);
    expect(order).toEqual(['g1', 'm1', 'g2', 'g3']);
    expect(semaphore.isIdle).toBe(true);
  });

  it('returns "full" when too many callers are waiting with the same key, and still queues callers with other keys', async () => {
    const semaphore = createSemaphore(1, 1);
    const hold = await acquired(semaphore.acquire('a', signal));
    const waiting = semaphore.acquire('a', signal);
    expect(await semaphore.acquire('a', signal)).toBe('full');
    const other = semaphore.acquire('b', signal);
    hold();
    (await acquired(waiting))();
    (await acquired(other))();
    expect(semaphore.isIdle).toBe(true);
  });

  it('returns "aborted" if the signal aborts before or during the wait, and removes the caller from the queue', async () => {
    const semaphore = createSemaphore(1, 10);
    const hold = await acquired(semaphore.acquire('a', signal));
    const leaving = new AbortController();
    const waiting = semaphore.acquire('b', leaving.signal);
    leaving.abort();
    expect(await waiting).toBe('aborted');
    expect(await semaphore.acquire('b', leaving.signal)).toBe('aborted');
    hold();
    expect(semaphore.isIdle).toBe(true);
  });
});
