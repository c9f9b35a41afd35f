import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBatch } from '../../src/graph/batch.ts';
import { createGraphLimits } from '../../src/graph/limits/graph-limits.ts';
import type { GraphRequest } from '../../src/graph/request/graph-request.ts';
import type { Permission } from '../../src/policy/decision.ts';
import { context, permission, read, reply, reset, scriptedGraph, send, type Step } from './scripted.ts';

let world: Awaited<ReturnType<typeof scriptedGraph>>;
beforeAll(async () => {
  world = await scriptedGraph();
});
afterAll(() => world.close());

const pauses: number[] = [];
const open = () =>
  createBatch({
    graph: world.graph,
    limits: createGraphLimits(Date.now),
    now: Date.now,
    random: (bytes) => new Uint8Array(bytes),
    pause: async (ms) => void pauses.push(ms),
  });
const permitted = (requests: readonly GraphRequest[]) => requests.map((request) => ({ permission, request }));
const ask = (...requests: readonly GraphRequest[]) => {
  pauses.length = 0;
  return open()(permitted(requests), context());
};

type Part = { status: number; body?: unknown; headers?: Record<string, string> };

/** Responds to the parts in reverse order. */
const parts =
  (...answers: readonly (Part | undefined)[]): Step =>
  (_request, response: ServerResponse) => {
    const responses = answers
      .flatMap((answer, index) => (answer === undefined ? [] : [{ id: String(index), ...answer }]))
      .toReversed();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ responses }));
  };

const one = { ...read, path: '/me/messages/1' };
const two = { ...read, path: '/users', query: { $search: '"a b"' } };
const busy = { status: 429, headers: { 'Retry-After': '3' }, body: { error: { code: 'x', message: 'm' } } };
const sent = () => JSON.parse(world.seen.at(-1)?.body ?? '') as { requests: Record<string, unknown>[] };

describe('a batch', () => {
  it('sends all requests in one round trip and returns the results in the order of the requests', async () => {
    world.play(parts({ status: 200, body: { n: 1 } }, { status: 200, body: { n: 2 } }));
    await expect(ask(one, two)).resolves.toMatchObject([{ body: { n: 1 } }, { body: { n: 2 } }]);
    expect(world.seen).toMatchObject([{ method: 'POST', url: '/v1.0/$batch' }]);
    expect(sent().requests).toEqual([
      { id: '0', method: 'GET', url: '/me/messages/1', headers: {} },
      {
        id: '1',
        method: 'GET',
        url: '/users?$search=%22a%20b%22&$count=true',
        headers: { consistencylevel: 'eventual' },
      },
    ]);
  });

  it('sends its requests again in two halves if the response is too large, and reports a part whose own response is too large', async () => {
    const large = 'x'.repeat(7 * 1_024 * 1_024);
    const good = { status: 200, body: { large } };
    world.play(parts(good, good, good), parts(good, good), parts({ status: 200, body: { n: 3 } }));
    const ends = await ask(two, two, two);
    expect(ends.map((end) => 'status' in end && end.status)).toEqual([200, 200, 200]);
    expect(world.seen).toHaveLength(3);

    const huge = { status: 200, body: { large: large + large + large } };
    world.play(parts(good, huge), parts(good), parts(huge));
    await expect(ask(two, two)).resolves.toMatchObject([{ status: 200 }, { code: 'too_large' }]);
  });

  it('does not send changes again if the response is too large', async () => {
    const large = { status: 200, body: { large: 'x'.repeat(9 * 1_024 * 1_024) } };
    world.play(parts(large, large));
    const change = { ...send, path: '/me/messages/1/move' };
    await expect(ask(change, change)).resolves.toMatchObject([{ code: 'too_large' }, { code: 'too_large' }]);
    expect(world.seen).toHaveLength(1);
  });

  it('sends at most four requests per mailbox in one round trip', async () => {
    const inbox = Array.from({ length: 9 }, (_, n) => ({ ...read, path: `/me/messages/${n}` }));
    const others = [{ ...read, path: '/users/u-2/messages/x' }, two];
    const good = { status: 200, body: {} };
    world.play(parts(...Array.from({ length: 6 }, () => good)), parts(good, good, good, good), parts(good));
    const ends = await ask(...inbox.slice(0, 5), ...others, ...inbox.slice(5));
    expect(ends.map((end) => 'status' in end && end.status)).toEqual(Array.from({ length: 11 }, () => 200));
    const trips = world.seen.map(({ body }) =>
      JSON.parse(body).requests.map(({ url }: { url: string }) => url),
    );
    expect(trips).toEqual([
      [
        ...inbox.slice(0, 4).map(({ path }) => path),
        '/users/u-2/messages/x',
        '/users?$search=%22a%20b%22&$count=true',
      ],
      inbox.slice(4, 8).map(({ path }) => path),
      ['/me/messages/8'],
    ]);
  });

  it('retries only the throttled parts, after the longest Retry-After', async () => {
    world.play(parts({ status: 200, body: 1 }, busy, busy), parts({ status: 200, body: 2 }, { status: 404 }));
    const ends = await ask(one, two, { ...read, path: '/me' });
    expect(ends).toMatchObject([{ body: 1 }, { body: 2 }, { code: 'not_found' }]);
    expect(sent().requests.map(({ url }) => String(url).split('?')[0])).toEqual(['/users', '/me']);
    expect(pauses).toEqual([3_000]);
  });

  it('stops after three attempts and reports when to retry', async () => {
    world.play(parts(busy));
    await expect(ask(one)).resolves.toMatchObject([{ code: 'throttled', retryAfterSeconds: 3 }]);
    expect(world.seen).toHaveLength(3);
  });

  it('charges each retried part to the retry budget of the user who sent it', async () => {
    const batch = open();
    const many = permitted(Array.from({ length: 8 }, () => two));
    const busyAll = parts(...many.map(() => busy));
    const rounds = async (person: { tid: string; oid: string }) => {
      world.play(busyAll);
      await batch(many, context({ person }));
      return world.seen.map(({ body }) => (JSON.parse(body) as { requests: unknown[] }).requests.length);
    };
    const ana = { tid: 't', oid: 'ana' };
    expect(await rounds(ana)).toEqual([8, 8, 2]);
    expect(await rounds(ana)).toEqual([8, 2]);
    expect(await rounds({ tid: 't', oid: 'ben' })).toEqual([8, 8, 2]);
  });

  it('does not retry a write unless Graph throttled it', async () => {
    world.play(parts({ status: 503 }, busy), parts({ status: 202 }));
    const ends = await ask(send, send);
    expect(ends).toMatchObject([{ sideEffect: 'unknown' }, { status: 202 }]);
    expect(sent().requests).toHaveLength(1);
  });

  it('reports the outcome of each write as unknown if the response to the batch is lost', async () => {
    world.play(reset);
    await expect(ask(send, send)).resolves.toMatchObject([
      { sideEffect: 'unknown' },
      { sideEffect: 'unknown' },
    ]);
    expect(world.seen).toHaveLength(1);
  });

  it('keeps the results of successful parts if the retry fails', async () => {
    world.play(parts({ status: 200, body: 1 }, busy), reply(400, {}));
    await expect(ask(one, two)).resolves.toMatchObject([{ body: 1 }, { code: 'bad_request' }]);
  });

  it('treats a part without a response as lost', async () => {
    world.play(parts(undefined, { status: 200, body: 2 }));
    await expect(ask(send, one)).resolves.toMatchObject([
      { code: 'answer_lost', sideEffect: 'unknown' },
      { body: 2 },
    ]);
  });

  it('is not sent if a part is not permitted, a path is not canonical, or there are more than 20 parts', async () => {
    world.play(parts());
    const batch = open();
    const forged = { ...permission, effect: 'refuse' } as unknown as Permission;
    const mixed = [
      { permission, request: one },
      { permission: forged, request: two },
    ];
    await expect(batch(mixed, context())).rejects.toMatchObject({ code: 'refused_by_policy' });
    await expect(ask({ ...read, path: '/../x' })).rejects.toMatchObject({ code: 'bad_argument' });
    await expect(ask(...Array.from({ length: 21 }, () => one))).rejects.toThrow();
    expect(world.seen).toHaveLength(0);
  });
});
