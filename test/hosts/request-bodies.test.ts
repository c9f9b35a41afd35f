import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { signIn } from '../kit/oauth/sign-in.ts';
import { startPortico, type World } from '../kit/start-portico.ts';

const MEGABYTE = 1_048_576;

let world: World;
let token: string;
beforeAll(async () => {
  world = await startPortico({ RATE_LIMIT_PER_PERSON: '0', RATE_LIMIT_FAILURES: '0' });
  token = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
});
afterAll(() => world.close());

const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});

const head = (line: string, headers: Record<string, string | number>) =>
  [
    `${line} HTTP/1.1`,
    `Host: ${new URL(world.origin).host}`,
    ...Object.entries(headers).map((pair) => pair.join(': ')),
  ].join('\r\n') + '\r\n\r\n';

type RawConnection = {
  write(bytes: string): void;
  until(words: RegExp): Promise<string>;
  ended: Promise<string>;
};

/** Opens a connection that sends exactly these bytes. */
function sendRaw(bytes: string): RawConnection {
  const socket = connect(Number(new URL(world.origin).port), '127.0.0.1', () => socket.write(bytes));
  open.push(socket);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  socket.on('error', () => {});
  const ended = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  return {
    write: (more) => void socket.write(more),
    until: (words) =>
      new Promise((resolve, reject) => {
        const look = () => words.test(text) && resolve(text);
        look();
        socket.on('data', look);
        socket.on('close', () => reject(new Error(`closed after: ${text}`)));
      }),
    ended,
  };
}

const json = { 'Content-Type': 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const bearer = () => ({ Authorization: `Bearer ${token}` });
const ping = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
/** Returns a ping message of this many bytes. */
const pingOf = (bytes: number) => ping.replace('{', `{${' '.repeat(bytes - ping.length)}`);

const refusals: [string, number, () => Record<string, string>][] = [
  ['POST /nothing', 404, () => json],
  ['PUT /nothing', 404, () => json],
  ['POST /healthz', 405, () => json],
  ['POST /jwks', 405, () => json],
  ['PUT /mcp', 405, () => ({ ...json, ...bearer() })],
  ['POST /mcp', 401, () => json],
  ['POST /sse', 401, () => json],
  ['POST /MCP/', 401, () => json],
  ['POST /mcp', 401, () => ({ ...json, Authorization: 'Bearer not a token' })],
  ['POST /mcp', 401, () => ({ ...json, Authorization: `Bearer ${'a.'.repeat(40)}` })],
  ['POST /mcp', 403, () => ({ ...json, ...bearer(), Origin: 'https://evil.example' })],
  ['POST /mcp', 415, () => ({ 'Content-Type': 'text/plain', ...bearer() })],
  ['POST /mcp', 415, () => ({ ...json, ...bearer(), 'Content-Encoding': 'gzip' })],
  ['POST /token', 415, () => ({ ...form, 'Content-Encoding': 'gzip' })],
  ['POST /register', 415, () => ({ ...json, 'Content-Encoding': 'br' })],
  ['POST /mcp?toolsets=nonsense', 400, () => ({ ...json, ...bearer() })],
  ['POST /token', 400, () => json],
  ['POST /revoke', 400, () => json],
  ['POST /register', 400, () => form],
  ['POST /consent', 403, () => json],
];

describe('refusals before the body is received', () => {
  it.each(refusals)('apply to bodies with a Content-Length: %s %i', async (line, status, headers) => {
    const sent = sendRaw(head(line, { ...headers(), 'Content-Length': 12_000 }));
    const answer = await sent.until(/\r\n\r\n/);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain('connection: close');
  });

  it.each(refusals)('apply to chunked bodies: %s %i', async (line, status, headers) => {
    const sent = sendRaw(head(line, { ...headers(), 'Transfer-Encoding': 'chunked' }));
    expect(await sent.until(/\r\n\r\n/)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it.each(refusals)('are sent instead of 100 Continue: %s %i', async (line, status, headers) => {
    const expecting = { 'Content-Length': 12_000, Expect: '100-continue' };
    const sent = sendRaw(head(line, { ...headers(), ...expecting }));
    expect(await sent.ended).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it.each([
    ['/mcp', 4 * MEGABYTE + 1, () => ({ ...json, ...bearer() })],
    ['/token', 65_537, () => form],
    ['/consent', 65_537, () => form],
    ['/register', 16_385, () => json],
    ['/nothing', 5_000_000_000, () => json],
  ])('apply to a body that is too long: POST %s with %i bytes', async (path, length, headers) => {
    const sent = sendRaw(head(`POST ${path}`, { ...headers(), 'Content-Length': length }));
    expect(await sent.until(/\r\n\r\n/)).toMatch(/^HTTP\/1.1 (413|404) /);
  });

  it('do not apply to a GET, whose body is ignored', async () => {
    const sent = sendRaw(head('GET /healthz', { 'Content-Length': 12_000 }));
    expect(await sent.until(/alive/)).toMatch(/^HTTP\/1.1 200 .*connection: close/is);
  });
});

describe('a request body', () => {
  const post = (body: string | ReadableStream, headers: Record<string, string> = {}) =>
    fetch(`${world.origin}/mcp`, {
      method: 'POST',
      headers: { ...json, ...bearer(), 'mcp-protocol-version': '2025-11-25', ...headers },
      body,
      duplex: 'half',
    });

  it('is accepted up to 4 MB from an authenticated caller, and the connection stays open', async () => {
    const answer = await post(pingOf(4 * MEGABYTE));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('connection')).toBe('keep-alive');
    expect(await answer.json()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  });

  it('is accepted in chunks up to the limit and refused above the limit', async () => {
    const inChunks = (text: string) => new Blob([text]).stream();
    expect((await post(inChunks(pingOf(4 * MEGABYTE)))).status).toBe(200);
    expect((await post(inChunks(pingOf(4 * MEGABYTE + 1)))).status).toBe(413);
  });

  it('is requested after the checks if the client waits for 100 Continue', async () => {
    const length = { 'Content-Length': ping.length, Expect: '100-continue', Connection: 'close' };
    const sent = sendRaw(head('POST /mcp', { ...json, ...bearer(), ...length }));
    expect(await sent.until(/\r\n\r\n/)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    sent.write(ping);
    expect(await sent.ended).toContain('HTTP/1.1 200 OK');
  });

  it('arrives complete in one-byte chunks', async () => {
    const chunks = Array.from(ping, (byte) => `1\r\n${byte}\r\n`).join('');
    const headers = { ...json, ...bearer(), 'Transfer-Encoding': 'chunked', Connection: 'close' };
    expect(await sendRaw(`${head('POST /mcp', headers)}${chunks}0\r\n\r\n`).ended).toContain('"result":{}');
  });

  it('is accepted up to 64 kB if it is a form, and refused above that, even in chunks', async () => {
    const send = (headers: Record<string, string>, body: string | ReadableStream) =>
      fetch(`${world.origin}/token`, { method: 'POST', headers, body, duplex: 'half' });
    const text = `grant_type=nonsense&a=${'x'.repeat(65_536 - 22)}`;
    const largest = await send(form, text);
    expect(await largest.json()).toMatchObject({ error: expect.not.stringContaining('large') });
    const tooLong = await send(form, new Blob([`${text}x`]).stream());
    expect(tooLong.status).toBe(413);
  });

  it('is received and discarded after a refusal, so that the client gets the response', async () => {
    const answer = await post(pingOf(4 * MEGABYTE), { authorization: 'Bearer wrong' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('resource_metadata=');
  });

  it('is the last thing read from a connection after a refusal, so that later requests are not processed', async () => {
    const before = world.lines.length;
    const refused = head('POST /nothing', { 'Content-Length': 5 });
    const next = head('GET /jwks', {});
    const sent = sendRaw(refused);
    await sent.until(/\r\n\r\n/);
    sent.write(`hello${next}`);
    expect((await sent.ended).match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(world.lines.slice(before).join('')).not.toContain('/jwks');
  });

  it('does not hold up requests on other connections if it is shorter than its Content-Length', async () => {
    const short = sendRaw(head('POST /mcp', { ...json, ...bearer(), 'Content-Length': 1_000 }) + ping);
    expect((await post(ping)).status).toBe(200);
    short.write(' '.repeat(1_000 - ping.length));
    expect(await short.until(/"result"/)).toContain('200 OK');
  });
});

describe('many large bodies at once', () => {
  const headers = () => ({ ...json, ...bearer(), 'Content-Length': 4 * MEGABYTE });

  /** Sends 4 MB except for the last byte. Calls `refused` as soon as the server refuses the request. */
  const sendIncomplete = (refused: () => void = () => {}) =>
    new Promise<{ finish(): Promise<number | undefined>; socket: Socket | null }>((resolve) => {
      let status: number | undefined;
      const answered = new Promise<number | undefined>((done) => {
        const call = httpRequest(
          `${world.origin}/mcp`,
          { method: 'POST', headers: headers(), agent: false },
          (answer) => {
            status = answer.statusCode;
            if (status === 429) refused();
            answer.resume().on('end', () => done(status));
            resolve({ finish: async () => status, socket: call.socket });
          },
        );
        call.on('error', () => {
          done(status);
          resolve({ finish: async () => status, socket: null });
        });
        call.write(pingOf(4 * MEGABYTE).slice(0, -1), () => {
          if (call.socket !== null) open.push(call.socket);
          resolve({ finish: () => (call.end('}'), answered), socket: call.socket });
        });
      });
    });

  it('are refused with 429 and Retry-After if they exceed the budget, while other calls are served', async () => {
    let refusals = 0;
    const incomplete = await new Promise<ReturnType<typeof sendIncomplete>[]>((resolve) => {
      const calls: ReturnType<typeof sendIncomplete>[] = [];
      const refused = () => ++refusals === 4 && resolve(calls);
      for (let n = 0; n < 12; n++) calls.push(sendIncomplete(refused));
    });
    const small = await fetch(`${world.origin}/mcp`, {
      method: 'POST',
      headers: { ...json, ...bearer() },
      body: ping,
    });
    expect(small.status).toBe(200);
    const more = await sendRaw(head('POST /mcp', headers())).until(/\r\n\r\n/);
    expect(more).toMatch(/^HTTP\/1.1 429 .*retry-after: \d+/is);
    const statuses = await Promise.all(incomplete.map(async (one) => (await one).finish()));
    expect(statuses.filter((status) => status === 200)).toHaveLength(8);

    const later = await fetch(`${world.origin}/mcp`, {
      method: 'POST',
      headers: { ...json, ...bearer() },
      body: pingOf(4 * MEGABYTE),
    });
    expect(later.status).toBe(200);
  });

  it('no longer count towards the budget once their clients disconnect', async () => {
    const incomplete = [];
    for (let n = 0; n < 8; n++) incomplete.push(await sendIncomplete());
    for (const { socket } of incomplete) socket?.destroy();
    let status: number | undefined;
    // Repeats until the server has noticed that the clients disconnected. If the server never notices, the test times
    // out.
    do status = await (await sendIncomplete()).finish();
    while (status === 429);
    expect(status).toBe(200);
  });
});
