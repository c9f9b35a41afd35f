import { getEventListeners, setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';

import { createMailboxConcurrency } from '../../../src/graph/limits/mailbox-concurrency.ts';

const patient = new AbortController().signal;
setMaxListeners(0, patient);

/** Requests permits and records, in order, who gets a permit. */
function openMailboxes() {
  const mailboxes = createMailboxConcurrency();
  const served: string[] = [];
  const releases: (() => void)[] = [];
  const acquire = async (person: string, mailbox = 'box', signal = patient) => {
    const granted = await mailboxes.acquire(mailbox, person, signal);
    if (typeof granted === 'string') return granted;
    served.push(person);
    releases.push(granted);
    return 'in';
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const release = async () => {
    releases.shift()?.();
    await settle();
  };
  return { acquire, served, release, settle };
}

describe('a mailbox', () => {
  it('serves four requests at a time', async () => {
    const { acquire, served, release, settle } = openMailboxes();
    for (const person of ['a', 'b', 'c', 'd', 'e', 'f']) void acquire(person);
    await settle();
    expect(served).toEqual(['a', 'b', 'c', 'd']);
    await release();
    expect(served).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('serves users in turn, however many requests from one user are waiting', async () => {
    const { acquire, served, release, settle } = openMailboxes();
    for (let n = 0; n < 8; n += 1) void acquire('busy');
    void acquire('ana');
    void acquire('ben');
    await settle();
    for (let n = 0; n < 4; n += 1) await release();
    expect(served.slice(4)).toEqual(['busy', 'ana', 'ben', 'busy']);
  });

  it('does not delay requests to another mailbox', async () => {
    const { acquire } = openMailboxes();
    for (let n = 0; n < 10; n += 1) void acquire('busy');
    await expect(acquire('busy', 'another')).resolves.toBe('in');
  });

  it("rejects a user's 65th waiting request but accepts requests from other users", async () => {
    const { acquire, served, release, settle } = openMailboxes();
    for (let n = 0; n < 4 + 64; n += 1) void acquire('busy');
    await expect(acquire('busy')).resolves.toBe('full');
    void acquire('ana');
    await settle();
    await release();
    await release();
    expect(served).toContain('ana');
  });

  it('skips an aborted request', async () => {
    const { acquire, served, release, settle } = openMailboxes();
    for (const person of ['a', 'b', 'c', 'd']) void acquire(person);
    const leaving = new AbortController();
    const abortedRequest = acquire('e', 'box', leaving.signal);
    void acquire('f');
    await settle();
    leaving.abort();
    await expect(abortedRequest).resolves.toBe('aborted');
    await release();
    expect(served).toEqual(['a', 'b', 'c', 'd', 'f']);
    expect(getEventListeners(leaving.signal, 'abort')).toEqual([]);
  });

  it('rejects a request that is already aborted', async () => {
    const { acquire } = openMailboxes();
    for (let n = 0; n < 4; n += 1) await acquire('a');
    await expect(acquire('b', 'box', AbortSignal.abort())).resolves.toBe('aborted');
  });

  it('serves four more requests after all permits are released', async () => {
    const { acquire, served, release } = openMailboxes();
    for (let n = 0; n < 4; n += 1) await acquire('a');
    for (let n = 0; n < 4; n += 1) await release();
    for (let n = 0; n < 4; n += 1) await acquire('b');
    expect(served).toHaveLength(8);
  });

  it('serves one waiting request per permit, even if a release function is called twice', async () => {
    const mailboxes = createMailboxConcurrency();
    const { signal } = new AbortController();
    const release = await mailboxes.acquire('box', 'a', signal);
    for (let n = 0; n < 3; n += 1) await mailboxes.acquire('box', 'a', signal);
    const waiting = [mailboxes.acquire('box', 'b', signal), mailboxes.acquire('box', 'b', signal)];
    let served = 0;
    for (const entered of waiting) void entered.then(() => (served += 1));
    if (typeof release !== 'string') [release, release].forEach((again) => again());
    await new Promise((resolve) => setImmediate(resolve));
    expect(served).toBe(1);
  });
});
