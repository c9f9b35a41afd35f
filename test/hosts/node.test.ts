import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import type { HttpError } from '../../src/errors.ts';
import { defaultLimits, type Limits } from '../../src/hosts/node/host-limits.ts';
import { listenNode, type NodeHost } from '../../src/hosts/node.ts';
import { explainListenError } from '../../src/hosts/process.ts';
import type { App } from '../../src/http/request-context.ts';
import { createLog } from '../../src/telemetry/log.ts';

const hosts: NodeHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close(0)));
});

const listen = async (
  app: App,
  options: { limits?: Partial<Limits>; hops?: number; hosts?: [string, ...string[]]; port?: number } = {},
) => {
  const host = await listenNode({
    app,
    publicUrl: 'http://localhost:7071',
    port: options.port ?? 0,
    hosts: options.hosts ?? ['127.0.0.1'],
    limits: { ...defaultLimits, answer: 10, ...options.limits },
    trustedProxyHops: options.hops ?? 0,
    log: createLog({ write: () => {}, level: 'error', now: Date.now }),
  });
  hosts.push(host);
  return host;
};

const echo: App = async (request, { address, traceparent }) =>
  Response.json({
    method: request.method,
    url: request.url,
    body: await request.text(),
    length: request.headers.get('content-length'),
    address,
    traceparent,
  });

/** Sends raw bytes and returns everything received until the connection ends. */
const raw = (origin: string, bytes: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });

/** Creates a promise and its resolver. */
const gate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

describe('a request', () => {
  it('reaches the app with its method, URL, body and client address', async () => {
    const { origin } = await listen(echo);
    const response = await fetch(`${origin}/token?a=1&a=2`, { method: 'POST', body: 'grant=é' });
    expect(await response.json()).toMatchObject({
      method: 'POST',
      url: `${origin}/token?a=1&a=2`,
      body: 'grant=é',
      address: '127.0.0.1',
    });
  });

  it('has the client address that a proxy reports only if the proxy is trusted', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const [trusting, careful] = [await listen(echo, { hops: 1 }), await listen(echo)];
    expect(await (await fetch(trusting.origin, { headers })).json()).toMatchObject({
      address: '203.0.113.9',
    });
    expect(await (await fetch(careful.origin, { headers })).json()).toMatchObject({ address: '127.0.0.1' });
  });

  it('can have an absolute URL as its target', async () => {
    const { origin } = await listen(echo);
    const answer = await raw(
      origin,
      'GET http://proxy.example/mcp?x=1 HTTP/1.1\r\nHost: me.example\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toContain('"url":"http://me.example/mcp?x=1"');
  });

  it('keeps its host if the path looks like another host', async () => {
    const { origin } = await listen(echo);
    const answer = await raw(
      origin,
      'GET //evil.example/x HTTP/1.1\r\nHost: me.example\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toContain('"url":"http://me.example//evil.example/x"');
  });

  it.each([
    ['a Host that is not a host name', 'GET / HTTP/1.1\r\nHost: me.example/x?\r\n\r\n'],
    ['a target that is not a path', 'GET nonsense HTTP/1.1\r\nHost: me.example\r\n\r\n'],
    ['the method TRACE', 'TRACE / HTTP/1.1\r\nHost: me.example\r\n\r\n'],
  ])('is refused if it has %s', async (_, bytes) => {
    const { origin } = await listen(echo);
    expect(await raw(origin, bytes)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('the body limit', () => {
  const limits = { bodyBytes: 1_000 };
  const sizes: App = (request) =>
    request.text().then(
      (text) => new Response(text),
      (error: HttpError) => new Response('', { status: error.status }),
    );

  it('makes the host refuse and discard a larger body, and the client still gets the response', async () => {
    const { origin } = await listen(sizes, { limits });
    const response = await fetch(origin, { method: 'POST', body: 'x'.repeat(3_000_000) });
    expect(response.status).toBe(413);
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.text()).toBe('');
  });

  it('applies even if there is no Content-Length', async () => {
    const { origin } = await listen(sizes, { limits });
    const chunks = new ReadableStream({
      start: (controller) => {
        for (let i = 0; i < 20; i++) controller.enqueue(new Uint8Array(100));
        controller.close();
      },
    });
    const response = await fetch(origin, { method: 'POST', body: chunks, duplex: 'half' });
    expect(response.status).toBe(413);
  });

  it('makes the host refuse a body before it is sent if the client sends Expect: 100-continue', async () => {
    const { origin } = await listen(sizes, { limits });
    const head = (length: number) =>
      `POST / HTTP/1.1\r\nHost: me.example\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`;
    expect(await raw(origin, head(5_000))).toMatch(/^HTTP\/1\.1 413 /);
    expect(await raw(origin, `${head(3)}abc`)).toMatch(/^HTTP\/1\.1 100 .*HTTP\/1\.1 200 /s);
  });

  it('leaves the connection open if a body is exactly at the limit', async () => {
    const { origin } = await listen(sizes, { limits });
    const response = await fetch(origin, { method: 'POST', body: 'x'.repeat(1_000) });
    expect(response.status).toBe(200);
    expect(await response.text()).toHaveLength(1_000);
    expect(response.headers.get('connection')).toBe('keep-alive');
  });
});

describe('a response', () => {
  it('keeps each cookie and has a Content-Length', async () => {
    const { origin } = await listen(async () => {
      const headers = new Headers({ 'content-type': 'text/plain' });
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return new Response('é', { headers });
    });
    const response = await fetch(origin);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('content-length')).toBe('2');
  });

  it('is sent chunk by chunk if it is an event stream', async () => {
    const second = gate();
    const { origin } = await listen(async () => {
      const events = new ReadableStream({
        start: async (controller) => {
          controller.enqueue(new TextEncoder().encode('data: 1\n\n'));
          await second.opened;
          controller.enqueue(new TextEncoder().encode('data: 2\n\n'));
          controller.close();
        },
      });
      return new Response(events, { headers: { 'content-type': 'text/event-stream' } });
    });
    const { body } = await fetch(origin);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: 1\n\n');
    second.open();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: 2\n\n');
  });

  it('is aborted without a message if the app throws', async () => {
    const { origin } = await listen(async () => {
      throw new Error('not even an app');
    });
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });
});

describe('a call', () => {
  it('is aborted when the client disconnects', async () => {
    const started = gate();
    const aborted = new Promise<unknown>((resolve) => {
      void listen((_, { signal }) => {
        signal.addEventListener('abort', () => resolve(signal.reason));
        started.open();
        return new Promise(() => {});
      }).then(async ({ origin }) => {
        const call = httpRequest(origin).on('error', () => {});
        call.end();
        await started.opened;
        call.destroy();
      });
    });
    expect(await aborted).toMatchObject({ name: 'AbortError' });
  });

  it('is aborted at its deadline', async () => {
    const app: App = (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(new Response(signal.reason.name)));
      });
    const { origin } = await listen(app, { limits: { answer: 0.02 } });
    expect(await (await fetch(origin)).text()).toBe('TimeoutError');
  });

  it('ends with a 408 if its request does not arrive in time', async () => {
    const { origin } = await listen(echo, { limits: { headers: 0.1, request: 0.2 } });
    expect(await raw(origin, 'GET / HTTP/1.1\r\nHost: me')).toMatch(/^HTTP\/1\.1 408 /);
    const slow = 'POST / HTTP/1.1\r\nHost: me.example\r\nContent-Length: 5\r\n\r\nab';
    expect(await raw(origin, slow)).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe('closing the host', () => {
  it('lets running calls finish and accepts no new calls', async () => {
    const [started, released] = [gate(), gate()];
    const host = await listen(async () => {
      started.open();
      await released.opened;
      return new Response('finished');
    });
    const call = fetch(host.origin);
    await started.opened;
    const closed = host.close(5);
    await expect(fetch(host.origin)).rejects.toThrow('fetch failed');
    released.open();
    const response = await call;
    expect(await response.text()).toBe('finished');
    expect(response.headers.get('connection')).toBe('close');
    expect(await closed).toBe(true);
  });

  it('ends calls that do not finish in time and returns false', async () => {
    const started = gate();
    const host = await listen(() => {
      started.open();
      return new Promise(() => {});
    });
    const call = fetch(host.origin).catch((error: Error) => error.message);
    await started.opened;
    expect(await host.close(0.05)).toBe(false);
    expect(await call).toBe('fetch failed');
  });

  it('lets the host respond to requests while it drains', async () => {
    const host = await listen(echo);
    host.drain();
    const response = await fetch(host.origin);
    expect(response.status).toBe(200);
    expect(response.headers.get('connection')).toBe('close');
  });
});

describe('listening', () => {
  it('is possible on every loopback address of this machine', async () => {
    const { origin } = await listen(echo, { hosts: ['127.0.0.1', '::1'] });
    expect((await fetch(origin)).status).toBe(200);
  });

  it('fails with an explanation if the port is in use', async () => {
    const { origin } = await listen(echo);
    const port = Number(new URL(origin).port);
    const refused = await listen(echo, { port }).catch((error: unknown) => explainListenError(error, port));
    expect(refused).toBe(
      `Port ${port} is in use. Stop the program that uses it, or set PORT to another port.`,
    );
  });

  it('fails with an explanation if the address belongs to another machine', async () => {
    const refused = await listen(echo, { hosts: ['192.0.2.1'] }).catch((error: unknown) =>
      explainListenError(error, 0),
    );
    expect(refused).toContain('HOST is not an address of this machine');
  });
});
