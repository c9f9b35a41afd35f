import { getEventListeners } from 'node:events';

import { describe, expect, it } from 'vitest';

import { untilAborted, withTimeout } from '../../src/base/until-aborted.ts';

const never = () => new Promise<never>(() => {});

describe('untilAborted', () => {
  it('settles when the work settles and removes its listener', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve(1), signal)).toBe(1);
    await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it.each(['before', 'during'])(
    "rejects with the signal's reason if the signal aborts %s the work",
    async (when) => {
      const controller = new AbortController();
      if (when === 'before') controller.abort(new Error('gone'));
      const waiting = untilAborted(never(), controller.signal);
      controller.abort(new Error('gone'));
      await expect(waiting).rejects.toThrow('gone');
    },
  );
});

describe('withTimeout', () => {
  it('returns the result of work that finishes in time', async () => {
    expect(await withTimeout(1_000, async () => 'done')).toBe('done');
  });

  it('aborts the signal and rejects when the time is up, even if the work ignores the signal', async () => {
    let seen: AbortSignal | undefined;
    const work = (signal: AbortSignal) => {
      seen = signal;
      return never();
    };
    await expect(withTimeout(1, work, () => new Error('too late'))).rejects.toThrow('too late');
    expect(seen?.aborted).toBe(true);
  });
});
