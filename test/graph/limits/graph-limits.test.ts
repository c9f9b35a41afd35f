import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Content } from '../../../src/graph/content/content.ts';
import type { Pause } from '../../../src/base/wait.ts';
import type { GraphRequest } from '../../../src/graph/request/graph-request.ts';
import type { TransferRequest } from '../../../src/graph/content/content-request.ts';
import { alphabet, json, lost, openPlaces, status, to, type Answer } from '../content/content-places.ts';
import { context, permission } from '../scripted.ts';

type Places = Awaited<ReturnType<typeof openPlaces>>;

/** Functions that end the five-second pauses for open streams. All other pauses end at once. */
const streamPauses: (() => void)[] = [];
const pause: Pause = async (ms, signal) => {
  signal.throwIfAborted();
  if (ms !== 5_000) return;
  await new Promise<void>((resolve, reject) => {
    streamPauses.push(resolve);
    signal.addEventListener('abort', () => reject(new Error('closed')));
  });
};

let places: Places;
beforeAll(async () => {
  places = await openPlaces(pause);
});
afterAll(() => places.close());
beforeEach(() => {
  streamPauses.length = 0;
  places.play({});
});

const until = async (sign: () => boolean) => {
  while (!sign()) await new Promise((resolve) => setImmediate(resolve));
};
/** Waits long enough for requests that are not held back to arrive. */
const aWhile = async () => {
  for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

const attachment: GraphRequest = {
  method: 'GET',
  path: '/me/messages/1/attachments/2/$value',
  repeat: 'safe',
};
const list: GraphRequest = { method: 'GET', path: '/me/messages', repeat: 'safe' };
const file: GraphRequest = { method: 'GET', path: '/me/drive/items/1/content', repeat: 'safe' };

/** Creates a person, by default in a new tenant. */
const somebody = (tid: string = randomUUID()) => ({ person: { tid, oid: randomUUID() } });
const passOf = (request: GraphRequest, who: ReturnType<typeof somebody>): TransferRequest => ({
  permission,
  request,
  context: context(who),
});

async function all({ bytes }: Content): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('the limit per mailbox', () => {
  /** Starts four downloads of attachments. Returns them with functions that finish them. */
  async function fourOpen(who: ReturnType<typeof somebody>) {
    const ends: (() => void)[] = [];
    const begin: Answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 26 }).write('abc');
      ends.push(() => response.end(alphabet.slice(3)));
    };
    places.play({ graph: [begin, begin, begin, begin, json({})] });
    const reading = Array.from({ length: 4 }, () =>
      places.transfer.read(passOf(attachment, who), { from: 0 }, all),
    );
    await until(() => ends.length === 4);
    return { ends, reading };
  }

  it('is four requests at a time, for calls and downloads together', async () => {
    const who = somebody();
    const { ends, reading } = await fourOpen(who);
    const call = places.graph(permission, list, context(who));
    await aWhile();
    expect(places.seen).toHaveLength(4);
    ends.pop()?.();
    await expect(call).resolves.toMatchObject({ status: 200 });
    for (const end of ends) end();
    expect(await Promise.all(reading)).toEqual(Array(4).fill(alphabet));
  });

  it('does not count a stream that has been open for five seconds', async () => {
    const who = somebody();
    const { ends, reading } = await fourOpen(who);
    const call = places.graph(permission, list, context(who));
    await until(() => streamPauses.length === 4);
    streamPauses[0]?.();
    await expect(call).resolves.toMatchObject({ status: 200 });
    for (const end of ends) end();
    expect(await Promise.all(reading)).toEqual(Array(4).fill(alphabet));
  });

  it('does not count content that comes from another host', async () => {
    const who = somebody();
    const ends: (() => void)[] = [];
    const slow: Answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 26 }).write('abc');
      ends.push(() => response.end(alphabet.slice(3)));
    };
    const { redirect } = places;
    places.play({ graph: [redirect, redirect, redirect, redirect, json({})], content: [slow] });
    const reading = Array.from({ length: 4 }, () =>
      places.transfer.read(passOf(file, who), { from: 0 }, all),
    );
    await until(() => ends.length === 4);
    const call = places.graph(permission, { ...file, path: '/me/drive/root' }, context(who));
    await expect(call).resolves.toMatchObject({ status: 200 });
    for (const end of ends) end();
    expect(await Promise.all(reading)).toEqual(Array(4).fill(alphabet));
  });
});

describe('content that is uploaded while it is read', () => {
  /** Serves content that ends only after part of it has been uploaded. */
  function contentThatWaits() {
    const ends: (() => void)[] = [];
    const content: Answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 26 }).write('abc');
      ends.push(() => response.end(alphabet.slice(3)));
    };
    const stored: Answer = (request, response) => {
      if (request.method !== 'PUT') return content(request, response);
      ends.shift()?.();
      return json({ id: '1' })(request, response);
    };
    return { content, stored };
  }

  /** Uploads the beginning of the content before reading the rest. */
  const copy = (
    request: GraphRequest,
    who: ReturnType<typeof somebody>,
    between = async (): Promise<unknown> => undefined,
  ) =>
    places.transfer.read(passOf(request, who), { from: 0 }, async ({ bytes }) => {
      for await (const chunk of bytes) {
        if (!Buffer.from(chunk).toString().startsWith('a')) continue;
        await between();
        const part = { from: 0, total: 26, bytes: chunk };
        await places.transfer.send(passOf(request, who), `${places.contentOrigin}/upload`, part);
      }
      return 'copied';
    });

  it.each([
    ['a file on a content host', file, false],
    ['a file served by Graph', file, true],
    ['an attachment served by Graph', attachment, true],
  ])('does not deadlock, however many copies run: %s', async (_what, request, servedByGraph) => {
    const who = somebody();
    const { content, stored } = contentThatWaits();
    places.play({ graph: [servedByGraph ? content : places.redirect], content: [stored] });
    const copies = await Promise.all(Array.from({ length: 12 }, () => copy(request, who)));
    expect(copies).toEqual(Array(12).fill('copied'));
  });

  it('waits only briefly if the mailbox receives another request during the copy', async () => {
    const who = somebody();
    const { content, stored } = contentThatWaits();
    const answer: Answer = (request, response) =>
      request.url?.endsWith('$value') === true ? content(request, response) : json({})(request, response);
    places.play({ graph: [answer], content: [stored] });
    const ask = () => places.graph(permission, list, context(who));
    const copying = Array.from({ length: 4 }, () => copy(attachment, who, ask));
    await until(() => streamPauses.length === 4);
    await aWhile();
    expect(places.seen).toHaveLength(4);
    for (const end of streamPauses) end();
    expect(await Promise.all(copying)).toEqual(Array(4).fill('copied'));
  });
});

describe('a service that fails for everybody', () => {
  const reading = (who: ReturnType<typeof somebody>) =>
    places.transfer.read(passOf(file, who), { from: 0 }, all);

  it('receives no downloads from a tenant whose calls have failed', async () => {
    const tid = randomUUID();
    places.play({ graph: [status(503)] });
    const call = { ...file, path: '/me/drive/root', repeat: 'never' } as const;
    for (let n = 0; n < 10; n += 1) {
      await expect(places.graph(permission, call, context(somebody(tid)))).rejects.toThrow();
    }
    places.play({});
    await expect(reading(somebody(tid))).rejects.toMatchObject({ code: 'graph_unavailable' });
    expect(places.seen).toEqual([]);
    expect(await reading(somebody())).toBe(alphabet);
  });

  it('receives no requests if it is a content host, while calls to Graph continue', async () => {
    const tid = randomUUID();
    places.play({ content: [status(503)] });
    for (let n = 0; n < 4; n += 1) await expect(reading(somebody(tid))).rejects.toThrow();
    places.play({});
    const sending = places.transfer.send(passOf(file, somebody(tid)), `${places.contentOrigin}/upload`, {
      from: 0,
      total: 26,
      bytes: Buffer.from(alphabet),
    });
    await expect(sending).rejects.toMatchObject({ code: 'graph_unavailable', retryAfterSeconds: 2 });
    expect(places.seen).toEqual([]);
    places.play({ graph: [json({})] });
    await expect(places.graph(permission, list, context(somebody(tid)))).resolves.toMatchObject({
      status: 200,
    });
  });
});

describe('the retry budget of a person', () => {
  /** Spends the budget with 429s, which do not open a circuit breaker. */
  async function spend(who: ReturnType<typeof somebody>): Promise<void> {
    places.play({ graph: [status(429, { 'retry-after': '0' })] });
    for (let n = 0; n < 10; n += 1)
      await expect(places.graph(permission, list, context(who))).rejects.toThrow();
  }

  it('is shared by calls and downloads', async () => {
    const who = somebody();
    await spend(who);
    const troubled: Answer[] = [lost, lost, places.redirect];
    places.play({ graph: [...troubled] });
    await expect(places.transfer.read(passOf(file, who), { from: 0 }, all)).rejects.toThrow();
    places.play({ graph: [...troubled] });
    expect(await places.transfer.read(passOf(file, somebody()), { from: 0 }, all)).toBe(alphabet);
  });

  it('is not charged for a download that makes progress', async () => {
    const who = somebody();
    await spend(who);
    const pieces: Answer = (request, response) => {
      const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      response.writeHead(206, { 'content-range': `bytes ${from}-25/26`, 'content-length': 26 - from });
      response.write(alphabet.slice(from, from + 2), () => response.destroy());
    };
    places.play({ graph: [to(`${places.contentOrigin}/x`)], content: [pieces] });
    expect(await places.transfer.read(passOf(file, who), { from: 0 }, all)).toBe(alphabet);
  });
});
