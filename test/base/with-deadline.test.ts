import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';

import { StoppedError, withDeadline } from '../../src/base/with-deadline.ts';

const never = () => new Promise<never>(() => undefined);
const patient = () => new AbortController();

it('gives back what the work gives, and leaves nothing behind', async () => {
  const outer = patient();
  expect(await withDeadline(1_000, outer.signal, async () => 'done')).toBe('done');
  expect(getEventListeners(outer.signal, 'abort')).toEqual([]);
});

it('passes on what the work throws', async () => {
  const work = () => Promise.reject(new TypeError('mistake'));
  await expect(withDeadline(1_000, patient().signal, work)).rejects.toThrow('mistake');
});

it('ends work that does not heed its signal', async () => {
  await expect(withDeadline(1, patient().signal, never)).rejects.toThrow(StoppedError);
});

it('hears out work that heeds its signal', async () => {
  const work = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new RangeError('nothing was sent')));
    });
  await expect(withDeadline(1, patient().signal, work)).rejects.toThrow('nothing was sent');
});

it('takes an abort for what it is', async () => {
  const work = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
  await expect(withDeadline(1, patient().signal, work)).rejects.toThrow(StoppedError);
});

it('ends the work when the client goes away', async () => {
  const outer = patient();
  const ended = withDeadline(60_000, outer.signal, never);
  outer.abort();
  await expect(ended).rejects.toThrow(StoppedError);
});

it('begins nothing for a client that has gone', async () => {
  let begun = false;
  const work = async () => void (begun = true);
  await expect(withDeadline(1_000, AbortSignal.abort(), work)).rejects.toThrow(StoppedError);
  expect(begun).toBe(false);
});
