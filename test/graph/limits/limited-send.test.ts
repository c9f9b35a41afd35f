import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { context, hang, permission, read, reply, scriptedGraph, send } from '../scripted.ts';

let world: Awaited<ReturnType<typeof scriptedGraph>>;
beforeAll(async () => {
  world = await scriptedGraph();
});
afterAll(() => world.close());

const ask = (request = read, more = {}) => world.graph(permission, request, context(more));

describe('the Graph request limiter', () => {
  /** Returns a function that creates people in a new tenant. */
  const tenant = () => {
    const tid = randomUUID();
    return (oid: string) => ({ person: { tid, oid } });
  };

  it('stops retries only for the user whose calls all fail', async () => {
    const person = tenant();
    world.play(reply(503, {}));
    for (let n = 0; n < 10; n += 1) await expect(ask(read, person('stormy'))).rejects.toThrow();
    const storm = world.seen.length;
    expect(storm).toBeLessThan(10 + 10 + 4);
    world.play(reply(503, {}), reply(200, {}));
    await expect(ask(read, person('calm'))).resolves.toMatchObject({ status: 200 });
  });

  it('allows four requests to a mailbox at a time without delaying other mailboxes', async () => {
    const person = tenant();
    const waiting: (() => void)[] = [];
    world.play((request, response) => {
      const answer = () => reply(200, {})(request, response);
      if (request.url?.includes('team') === true) waiting.push(answer);
      else answer();
    });
    const shared = { ...read, path: '/users/team/messages' };
    const calls = Array.from({ length: 6 }, (_, n) => ask(shared, person(`p${n}`)));
    await expect(ask(read, person('p0'))).resolves.toMatchObject({ status: 200 });
    while (waiting.length < 4) await new Promise((resolve) => setImmediate(resolve));
    expect(world.seen.filter(({ url }) => url.includes('team'))).toHaveLength(4);
    for (let n = 0; n < 6; n += 1) {
      while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
      waiting.shift()?.();
    }
    await expect(Promise.all(calls)).resolves.toHaveLength(6);
  });

  it('reports that nothing was sent if the deadline passes while a request is queued', async () => {
    const person = tenant();
    world.play(hang);
    const deadline = new AbortController();
    const { signal } = deadline;
    const arrived = world.seen.length + 4;
    const calls = Array.from({ length: 5 }, () => ask(send, { ...person('slow'), signal }));
    await vi.waitFor(() => expect(world.seen).toHaveLength(arrived), { timeout: 10_000, interval: 5 });
    deadline.abort(new DOMException('The deadline passed.', 'TimeoutError'));
    const ends = await Promise.all(calls.map((call) => call.catch((error: unknown) => error)));
    expect(ends.map((error) => (error as { sideEffect: string }).sideEffect).toSorted()).toEqual([
      'unchanged',
      ...Array<string>(4).fill('unknown'),
    ]);
  });

  it('stops requests to a service that fails for everybody, until a probe succeeds', async () => {
    const person = tenant();
    let now = 1_000_000;
    const own = world.open(world.origin, () => now);
    const list = { ...send, path: '/me/drive/root/children' };
    world.play(reply(503, {}));
    for (let n = 0; n < 12; n += 1)
      await expect(own(permission, list, context(person(`p${n}`)))).rejects.toMatchObject({
        sideEffect: n < 10 ? 'unknown' : 'unchanged',
      });
    expect(world.seen).toHaveLength(10);
    await expect(own(permission, list, context(person('ana')))).rejects.toMatchObject({
      code: 'graph_unavailable',
      retryAfterSeconds: 2,
    });
    world.play(reply(200, {}));
    await expect(own(permission, read, context(person('ana')))).resolves.toMatchObject({ status: 200 });
    now += 2_000;
    await expect(own(permission, list, context(person('ana')))).resolves.toMatchObject({ status: 200 });
  });
});
