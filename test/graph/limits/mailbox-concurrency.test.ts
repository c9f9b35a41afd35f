import { getEventListeners, setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';

import { createMailboxConcurrency } from '../../../src/graph/limits/mailbox-concurrency.ts';

const patient = new AbortController().signal;
setMaxListeners(0, patient);

/** Requests permits and records, in order, who gets one. */
function crowd() {
  const mailboxes = createMailboxConcurrency();
  const inside: string[] = [];
  const leaves: (() => void)[] = [];
  const come = async (person: string, mailbox = 'box', signal = patient) => {
    const left = await mailboxes.acquire(mailbox, person, signal);
    if (typeof left === 'string') return left;
    inside.push(person);
    leaves.push(left);
    return 'in';
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const leave = async () => {
    leaves.shift()?.();
    await settle();
  };
  return { come, inside, leave, settle };
}

describe('a mailbox', () => {
  it('serves four requests at a time', async () => {
    const { come, inside, leave, settle } = crowd();
    for (const person of ['a', 'b', 'c', 'd', 'e', 'f']) void come(person);
    await settle();
    expect(inside).toEqual(['a', 'b', 'c', 'd']);
    await leave();
    expect(inside).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('serves people in turn, however many requests from one person are waiting', async () => {
    const { come, inside, leave, settle } = crowd();
    for (let n = 0; n < 8; n += 1) void come('busy');
    void come('ana');
    void come('ben');
    await settle();
    for (let n = 0; n < 4; n += 1) await leave();
    expect(inside.slice(4)).toEqual(['busy', 'ana', 'ben', 'busy']);
  });

  it('does not delay requests to another mailbox', async () => {
    const { come } = crowd();
    for (let n = 0; n < 10; n += 1) void come('busy');
    await expect(come('busy', 'another')).resolves.toBe('in');
  });

  it("rejects a person's 65th waiting request but accepts requests from others", async () => {
    const { come, inside, leave, settle } = crowd();
    for (let n = 0; n < 4 + 64; n += 1) void come('busy');
    await expect(come('busy')).resolves.toBe('full');
    void come('ana');
    await settle();
    await leave();
    await leave();
    expect(inside).toContain('ana');
  });

  it('skips an aborted request', async () => {
    const { come, inside, leave, settle } = crowd();
    for (const person of ['a', 'b', 'c', 'd']) void come(person);
    const leaving = new AbortController();
    const gaveUp = come('e', 'box', leaving.signal);
    void come('f');
    await settle();
    leaving.abort();
    await expect(gaveUp).resolves.toBe('aborted');
    await leave();
    expect(inside).toEqual(['a', 'b', 'c', 'd', 'f']);
    expect(getEventListeners(leaving.signal, 'abort')).toEqual([]);
  });

  it('rejects a request that is already aborted', async () => {
    const { come } = crowd();
    for (let n = 0; n < 4; n += 1) await come('a');
    await expect(come('b', 'box', AbortSignal.abort())).resolves.toBe('aborted');
  });

  it('serves four more requests after all permits are released', async () => {
    const { come, inside, leave } = crowd();
    for (let n = 0; n < 4; n += 1) await come('a');
    for (let n = 0; n < 4; n += 1) await leave();
    for (let n = 0; n < 4; n += 1) await come('b');
    expect(inside).toHaveLength(8);
  });

  it('serves one waiting request per permit, even if its release function is called twice', async () => {
    const mailboxes = createMailboxConcurrency();
    const { signal } = new AbortController();
    const leave = await mailboxes.acquire('box', 'a', signal);
    for (let n = 0; n < 3; n += 1) await mailboxes.acquire('box', 'a', signal);
    const waiting = [mailboxes.acquire('box', 'b', signal), mailboxes.acquire('box', 'b', signal)];
    let served = 0;
    for (const entered of waiting) void entered.then(() => (served += 1));
    if (typeof leave !== 'string') [leave, leave].forEach((again) => again());
    await new Promise((resolve) => setImmediate(resolve));
    expect(served).toBe(1);
  });
});
