import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';

import { StoppedError, withDeadline } from '../../src/base/with-deadline.ts';

const never = () => new Promise<never>(() => undefined);
const newController = () => new AbortController();

it('withDeadline returns the result of the work and removes its listener', async () => {
  const outer = newController();
  expect(await withDeadline(1_000, outer.signal, async () => 'done')).toBe('done');
  expect(getEventListeners(outer.signal, 'abort')).toEqual([]);
});

it('withDeadline passes on an error from the work', async () => {
  const work = () => Promise.reject(new TypeError('mistake'));
  await expect(withDeadline(1_000, newController().signal, work)).rejects.toThrow('mistake');
});

it('withDeadline stops work that ignores its signal', async () => {
  await expect(withDeadline(1, newController().signal, never)).rejects.toThrow(StoppedError);
});

it('withDeadline passes on the error if the work stops when its signal aborts', async () => {
  const work = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new RangeError('nothing was sent')));
    });
  await expect(withDeadline(1, newController().signal, work)).rejects.toThrow('nothing was sent');
});

it('withDeadline reports an AbortError from stopped work as a StoppedError', async () => {
  const work = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
  await expect(withDeadline(1, newController().signal, work)).rejects.toThrow(StoppedError);
});

it('withDeadline stops the work when the outer signal aborts', async () => {
  const outer = newController();
  const ended = withDeadline(60_000, outer.signal, never);
  outer.abort();
  await expect(ended).rejects.toThrow(StoppedError);
});

it('withDeadline does not start the work if the outer signal has already aborted', async () => {
  let started = false;
  const work = async () => void (started = true);
  await expect(withDeadline(1_000, AbortSignal.abort(), work)).rejects.toThrow(StoppedError);
  expect(started).toBe(false);
});
