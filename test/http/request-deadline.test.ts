import { setImmediate } from 'node:timers/promises';

import { expect, it, onTestFinished } from 'vitest';

import { untilAborted } from '../../src/base/until-aborted.ts';
import { startDeadline } from '../../src/http/request-deadline.ts';

const never = () => new Promise<string>(() => {});

it('a deadline does not affect work that settles in time', async () => {
  const deadline = startDeadline(60);
  await expect(untilAborted(Promise.resolve('done'), deadline.signal)).resolves.toBe('done');
  await expect(untilAborted(Promise.reject(new Error('own')), deadline.signal)).rejects.toThrow('own');
  deadline.end();
});

it('a deadline allows many listeners without a warning', async () => {
  const warnings: Error[] = [];
  const hear = (warning: Error) => void warnings.push(warning);
  process.on('warning', hear);
  onTestFinished(() => void process.off('warning', hear));
  const deadline = startDeadline(60);
  const waiting = Array.from({ length: 20 }, () => untilAborted(never(), deadline.signal));
  await setImmediate();
  expect(warnings).toEqual([]);
  deadline.leave();
  await Promise.allSettled(waiting);
});

it('a deadline rejects with a TimeoutError when the time is up', async () => {
  const { signal } = startDeadline(0.001);
  await expect(untilAborted(never(), signal)).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('a deadline rejects with an AbortError when the client disconnects before or during the work', async () => {
  const deadline = startDeadline(60);
  const waiting = untilAborted(never(), deadline.signal);
  deadline.leave();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(untilAborted(never(), deadline.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
