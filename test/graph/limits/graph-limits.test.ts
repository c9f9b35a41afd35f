import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Content } from '../../../src/graph/content/content.ts';
import type { Pause } from '../../../src/base/wait.ts';
import type { GraphRequest } from '../../../src/graph/request/graph-request.ts';
import type { TransferRequest } from '../../../src/graph/content/content-request.ts';
import { alphabet, json, lost, startServers, status, to, type Answer } from '../content/content-servers.ts';
import { context, permission } from '../scripted.ts';

type Servers = Awaited<ReturnType<typeof startServers>>;

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

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(pause);
});
afterAll(() => servers.close());
beforeEach(() => {
  streamPauses.length = 0;
  servers.play({});
});

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};
/** Waits long enough for requests that are not held back to arrive. */
const settle = async () => {
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
const newPerson = (tid: string = randomUUID()) => ({ person: { tid, oid: randomUUID() } });
const transferOf = (request: GraphRequest, person: ReturnType<typeof newPerson>): TransferRequest => ({
  permission,
  request,
  context: context(person),
});

async function all({ bytes }: Content): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('the limit per mailbox', () => {
  /** Starts four downloads of attachments. Returns the downloads with functions that finish them. */
  async function fourOpen(person: ReturnType<typeof newPerson>) {
    const ends: (() => void)[] = [];
    const begin: Answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 26 }).write('abc');
      ends.push(() => response.end(alphabet.slice(3)));
    };
    servers.play({ graph: [begin, begin, begin, begin, json({})] });
    const reading = Array.from({ length: 4 }, () =>
      servers.transfer.read(transferOf(attachment, person), { from: 0 }, all),
    );
    await until(() => ends.length === 4);
    return { ends, reading };
  }

  it('is four requests at a time, for calls and downloads together', async () => {
    const person = newPerson();
    const { ends, reading } = await fourOpen(person);
    const call = servers.graph(permission, list, context(person));
    await settle();
    expect(servers.seen).toHaveLength(4);
    ends.pop()?.();
    await expect(call).resolves.toMatchObject({ status: 200 });
    for (const end of ends) end();
    expect(await Promise.all(reading)).toEqual(Array(4).fill(alphabet));
  });

  it('does not count a stream that has been open for five seconds', async () => {
    const person = newPerson();
    const { ends, reading } = await fourOpen(person);
    const call = servers.graph(permission, list, context(person));
    await until(() => streamPauses.length === 4);
    streamPauses[0]?.();
    await expect(call).resolves.toMatchObject({ status: 200 });
    for (const end of ends) end();
    expect(await Promise.all(reading)).toEqual(Array(4).fill(alphabet));
  });

  it('does not count content that comes from another host', async () => {
    const person = newPerson();
    const ends: (() => void)[] = [];
    const slow: Answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 26 }).write('abc');
      ends.push(() => response.end(alphabet.slice(3)));
    };
    const { redirect } = servers;
    servers.play({ graph: [redirect, redirect, redirect, redirect, json({})], content: [slow] });
    const reading = Array.from({ length: 4 }, () =>
      servers.transfer.read(transferOf(file, person), { from: 0 }, all),
    );
    await until(() => ends.length === 4);
    const call = servers.graph(permission, { ...file, path: '/me/drive/root' }, context(person));
    await expect(call).resolves.toMatchObject({ status: 200 });
    for (const end of ends) end();
    expect(await Promise.all(reading)).toEqual(Array(4).fill(alphabet));
  });
});

describe('an upload that is streamed from its source', () => {
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
    person: ReturnType<typeof newPerson>,
    between = async (): Promise<unknown> => undefined,
  ) =>
    servers.transfer.read(transferOf(request, person), { from: 0 }, async ({ bytes }) => {
      for await (const chunk of bytes) {
        if (!Buffer.from(chunk).toString().startsWith('a')) continue;
        await between();
        const part = { from: 0, total: 26, bytes: chunk };
        await servers.transfer.send(transferOf(request, person), `${servers.contentOrigin}/upload`, part);
      }
      return 'copied';
    });

  it.each([
    ['a file on a content host', file, false],
    ['a file served by Graph', file, true],
    ['an attachment served by Graph', attachment, true],
  ])('does not deadlock, however many uploads run: %s', async (_what, request, servedByGraph) => {
    const person = newPerson();
    const { content, stored } = contentThatWaits();
    servers.play({ graph: [servedByGraph ? content : servers.redirect], content: [stored] });
    const copies = await Promise.all(Array.from({ length: 12 }, () => copy(request, person)));
    expect(copies).toEqual(Array(12).fill('copied'));
  });

  it('waits only briefly if the mailbox receives another request during the upload', async () => {
    const person = newPerson();
    const { content, stored } = contentThatWaits();
    const answer: Answer = (request, response) =>
      request.url?.endsWith('$value') === true ? content(request, response) : json({})(request, response);
    servers.play({ graph: [answer], content: [stored] });
    const ask = () => servers.graph(permission, list, context(person));
    const copying = Array.from({ length: 4 }, () => copy(attachment, person, ask));
    await until(() => streamPauses.length === 4);
    await settle();
    expect(servers.seen).toHaveLength(4);
    for (const end of streamPauses) end();
    expect(await Promise.all(copying)).toEqual(Array(4).fill('copied'));
  });
});

describe('a service that fails for everybody', () => {
  const reading = (person: ReturnType<typeof newPerson>) =>
    servers.transfer.read(transferOf(file, person), { from: 0 }, all);

  it('receives no download requests from a tenant whose calls have failed', async () => {
    const tid = randomUUID();
    servers.play({ graph: [status(503)] });
    const call = { ...file, path: '/me/drive/root', repeat: 'never' } as const;
    for (let n = 0; n < 10; n += 1) {
      await expect(servers.graph(permission, call, context(newPerson(tid)))).rejects.toThrow();
    }
    servers.play({});
    await expect(reading(newPerson(tid))).rejects.toMatchObject({ code: 'graph_unavailable' });
    expect(servers.seen).toEqual([]);
    expect(await reading(newPerson())).toBe(alphabet);
  });

  it('receives no requests if it is a content host, while calls to Graph continue', async () => {
    const tid = randomUUID();
    servers.play({ content: [status(503)] });
    for (let n = 0; n < 4; n += 1) await expect(reading(newPerson(tid))).rejects.toThrow();
    servers.play({});
    const sending = servers.transfer.send(
      transferOf(file, newPerson(tid)),
      `${servers.contentOrigin}/upload`,
      {
        from: 0,
        total: 26,
        bytes: Buffer.from(alphabet),
      },
    );
    await expect(sending).rejects.toMatchObject({ code: 'graph_unavailable', retryAfterSeconds: 2 });
    expect(servers.seen).toEqual([]);
    servers.play({ graph: [json({})] });
    await expect(servers.graph(permission, list, context(newPerson(tid)))).resolves.toMatchObject({
      status: 200,
    });
  });
});

describe("a user's retry budget", () => {
  /** Spends the budget with 429s, because 429s do not open a circuit breaker. */
  async function spend(person: ReturnType<typeof newPerson>): Promise<void> {
    servers.play({ graph: [status(429, { 'retry-after': '0' })] });
    for (let n = 0; n < 10; n += 1)
      await expect(servers.graph(permission, list, context(person))).rejects.toThrow();
  }

  it('is shared by calls and downloads', async () => {
    const person = newPerson();
    await spend(person);
    const troubled: Answer[] = [lost, lost, servers.redirect];
    servers.play({ graph: [...troubled] });
    await expect(servers.transfer.read(transferOf(file, person), { from: 0 }, all)).rejects.toThrow();
    servers.play({ graph: [...troubled] });
    expect(await servers.transfer.read(transferOf(file, newPerson()), { from: 0 }, all)).toBe(alphabet);
  });

  it('is not charged for a download that makes progress', async () => {
    const person = newPerson();
    await spend(person);
    const pieces: Answer = (request, response) => {
      const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      response.writeHead(206, { 'content-range': `bytes ${from}-25/26`, 'content-length': 26 - from });
      response.write(alphabet.slice(from, from + 2), () => response.destroy());
    };
    servers.play({ graph: [to(`${servers.contentOrigin}/x`)], content: [pieces] });
    expect(await servers.transfer.read(transferOf(file, person), { from: 0 }, all)).toBe(alphabet);
  });
});
