import { createConnection } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { redirectUri } from '../../../kit/oauth/redirect-uris.ts';
import type { Target } from '../../../../src/oauth/clients/metadata-document/download-document.ts';
import {
  ADDRESS,
  CLIENT_ID,
  goodDocument,
  HOST,
  openInternet,
  tells,
  type Answer,
  type SmallInternet,
} from './small-internet.ts';

let net: SmallInternet;
beforeEach(async () => {
  net = await openInternet();
});
afterEach(() => net.close());

const MINUTE = 60_000;

describe('a metadata document', () => {
  it('is fetched over a verified connection, without data that could identify a user', async () => {
    let headers: Record<string, unknown> = {};
    net.answer = (request, response) => {
      headers = request.headers;
      tells(goodDocument)(request, response);
    };
    expect(await net.fetcher()(CLIENT_ID)).toEqual({
      clientName: 'Contoso Notes',
      redirectUris: goodDocument.redirect_uris.map(redirectUri),
    });
    expect([net.paths, net.lookups]).toEqual([['/oauth/client.json'], [HOST]]);
    expect(headers).toEqual({
      host: HOST,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'portico',
      connection: 'close',
    });
  });

  it.each(['application/json; charset=utf-8', 'application/oauth-client+json', 'Application/JSON'])(
    'can have the content type %s',
    async (type) => {
      net.answer = tells(goodDocument, { 'content-type': type });
      await expect(net.fetcher()(CLIENT_ID)).resolves.toBeDefined();
    },
  );

  it('can arrive in chunks and be exactly 5 kB long', async () => {
    const body = JSON.stringify(goodDocument).padEnd(5 * 1_024);
    net.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(body.slice(0, 7));
      response.end(body.slice(7));
    };
    await expect(net.fetcher()(CLIENT_ID)).resolves.toBeDefined();
  });

  it('can declare a length of 5 kB, and is refused at once if it declares a greater length', async () => {
    const announcing = (length: number): Answer => {
      const body = JSON.stringify(goodDocument).padEnd(length);
      return tells(body, { 'content-length': String(length) });
    };
    net.answer = announcing(5 * 1_024);
    await expect(net.fetcher()(CLIENT_ID)).resolves.toBeDefined();
    net.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 5 * 1_024 + 1 });
      response.flushHeaders();
    };
    await expect(net.fetcher()(CLIENT_ID)).rejects.toThrow('cannot be fetched');
    expect(outcomes(net)).toEqual(['read', 'too large']);
  });

  it('is fetched from the next address, IPv4 before IPv6, if the first address is unreachable', async () => {
    net.names.set(HOST, ['2606:2800:21f:cb07::2', '93.184.215.15', ADDRESS]);
    const { connect } = reachable(net, ADDRESS);
    await expect(net.fetcher({ connect })(CLIENT_ID)).resolves.toBeDefined();
    expect(net.connections.map(({ address }) => address)).toEqual(['93.184.215.15', ADDRESS]);
  });

  it('is requested from at most three addresses, all from DNS', async () => {
    const addresses = ['93.184.215.15', '93.184.215.16', '93.184.215.17', '93.184.215.18'];
    const { connect } = reachable(net, ADDRESS);
    const tried = async (at: readonly string[]) => {
      net.connections.length = 0;
      const fetch = net.fetcher({ connect, resolve: async () => at });
      await expect(fetch(CLIENT_ID)).rejects.toThrow('cannot be fetched');
      return net.connections.map(({ address }) => address);
    };
    expect(await tried(addresses)).toEqual(addresses.slice(0, 3));
    expect(await tried(addresses.slice(0, 1))).toEqual(addresses.slice(0, 1));
  });

  it('is not requested from another address after the wrong host has responded', async () => {
    net.names.set('other.example', [ADDRESS, '93.184.215.15']);
    await expect(net.fetcher()('https://other.example/client.json')).rejects.toThrow('cannot be fetched');
    expect(net.connections.map(({ address }) => address)).toEqual([ADDRESS]);
  });
});

/** Returns the logged outcome for each document. */
function outcomes({ lines }: SmallInternet): string[] {
  return lines.map((line) => (JSON.parse(line) as { outcome: string }).outcome);
}

/** Simulates a network in which one address responds and all other addresses refuse the connection. */
function reachable(from: SmallInternet, only: string) {
  const connect = (target: Target) => {
    if (target.address === only) return from.connect(target);
    from.connections.push(target);
    return createConnection({ host: '127.0.0.1', port: from.closedPort });
  };
  return { connect };
}

const hostileHosts: readonly (readonly [string, Answer])[] = [
  [
    'redirects to an internal address',
    (_q, r) => r.writeHead(302, { location: 'https://169.254.169.254/' }).end(),
  ],
  ['redirects to a good document', (_q, r) => r.writeHead(301, { location: CLIENT_ID }).end()],
  ['does not have the document', tells({ error: 'not found' }, {}, 404)],
  ['responds with 203', tells(goodDocument, {}, 203)],
  ['is unavailable', tells('down', {}, 503)],
  ['responds with HTML', tells(goodDocument, { 'content-type': 'text/html' })],
  [
    'responds with a type that only starts like JSON',
    tells(goodDocument, { 'content-type': 'application/jsonp' }),
  ],
  ['responds without a content type', (_q, r) => r.end(JSON.stringify(goodDocument))],
  ['compresses its response without being asked to', tells(goodDocument, { 'content-encoding': 'gzip' })],
  [
    'sends more than 5 kB without declaring it',
    (_q, r) => {
      r.writeHead(200, { 'content-type': 'application/json' });
      r.write(JSON.stringify(goodDocument));
      r.write(' '.repeat(6_000));
      r.end();
    },
  ],
  [
    'never ends its response',
    (_q, r) => {
      r.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => r.write(' '), 10);
      r.on('close', () => clearInterval(drip));
    },
  ],
  ['never responds', () => {}],
  ['responds with 20 kB of headers', tells(goodDocument, { 'x-much': 'a'.repeat(20_000) })],
  ['resets the connection', (q) => q.socket.destroy()],
  ['sends invalid UTF-8', tells(Buffer.from([0x22, 0xff, 0xfe, 0x22]))],
];

describe('a hostile host', () => {
  it.each(hostileHosts)('is refused within the deadline if it %s', async (_what, answer) => {
    net.answer = answer;
    const outcome = net.fetcher({ deadlineMs: 300 })(CLIENT_ID);
    await expect(outcome).rejects.toMatchObject({ code: 'invalid_client' });
    await expect(outcome).rejects.toThrow('cannot be fetched');
    expect(net.connections).toHaveLength(1);
  });

  it('is refused within the deadline if its name never resolves', async () => {
    const resolve = () => new Promise<never>(() => {});
    await expect(net.fetcher({ resolve, deadlineMs: 50 })(CLIENT_ID)).rejects.toThrow('cannot be fetched');
    expect(net.connections).toEqual([]);
  });

  it('gets no request if its certificate is for another name', async () => {
    net.names.set('other.example', [ADDRESS]);
    await expect(net.fetcher()('https://other.example/client.json')).rejects.toThrow('cannot be fetched');
    expect([net.paths, net.connections.length]).toEqual([[], 1]);
    expect(net.lines.join()).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});

describe('the cache of documents', () => {
  const fetches = async (headers: Record<string, string>, laterMs: number): Promise<number> => {
    net.answer = tells(goodDocument, headers);
    const fetch = net.fetcher();
    await fetch(CLIENT_ID);
    net.clock.ms += laterMs;
    await fetch(CLIENT_ID);
    return net.paths.length;
  };

  it.each([
    [{ 'cache-control': 'max-age=600' }, 10 * MINUTE],
    [{ 'cache-control': 'public, max-age=60, s-maxage=600' }, 10 * MINUTE],
    [{ 'cache-control': 'max-age=600', age: '300' }, 5 * MINUTE],
    [{ expires: 'Sat, 21 Nov 2026 09:05:00 GMT' }, 5 * MINUTE],
    [{ expires: '0' }, MINUTE],
    [{ 'cache-control': 'no-store' }, MINUTE],
    [{ 'cache-control': 'max-age=1' }, MINUTE],
    [{ 'cache-control': 'max-age=31536000' }, 24 * 60 * MINUTE],
    [{}, 60 * MINUTE],
  ])('keeps a document with the headers %o for exactly %i ms', async (headers, ms) => {
    expect(await fetches(headers, ms - 1)).toBe(1);
    net.paths.length = 0;
    expect(await fetches(headers, ms)).toBe(2);
  });

  it('fetches a document again if the clock has been set back', async () => {
    expect(await fetches({ 'cache-control': 'max-age=600' }, -MINUTE)).toBe(2);
  });

  it('remembers a refusal for a minute and does not ask the host again during that time', async () => {
    net.answer = tells({}, {}, 404);
    const fetch = net.fetcher();
    const refused = () => expect(fetch(CLIENT_ID)).rejects.toMatchObject({ code: 'invalid_client' });
    await refused();
    net.answer = tells(goodDocument);
    net.clock.ms += MINUTE - 1;
    await refused();
    expect(net.paths).toHaveLength(1);
    net.clock.ms += 1;
    await expect(fetch(CLIENT_ID)).resolves.toBeDefined();
  });

  it('fetches a document once for parallel callers', async () => {
    const fetch = net.fetcher();
    await Promise.all(Array.from({ length: 20 }, () => fetch(CLIENT_ID)));
    expect(net.paths).toHaveLength(1);
  });

  it("does not use one client's document for another client", async () => {
    const fetch = net.fetcher();
    await fetch(CLIENT_ID);
    await expect(fetch(`${CLIENT_ID}?other`)).rejects.toThrow('differs from its URL');
  });

  it('drops the oldest document after 1,000 other documents and fetches it again when needed', async () => {
    const fetch = net.fetcher({ resolve: async (name) => (name === HOST ? [ADDRESS] : ['10.0.0.4']) });
    const others = (from: number, to: number) =>
      Promise.all(
        Array.from({ length: to - from }, (_, n) => fetch(`https://n${from + n}.example/x`).catch(() => {})),
      );
    await fetch(CLIENT_ID);
    for (let n = 0; n < 999; n += 27) await others(n, n + 27);
    await fetch(CLIENT_ID);
    expect(net.paths).toHaveLength(1);
    await others(999, 1_000);
    await fetch(CLIENT_ID);
    expect(net.paths).toHaveLength(2);
  });

  it('refuses the 65th parallel fetch with 503 and completes the other 64', async () => {
    const waiting: (() => void)[] = [];
    const resolve = (name: string) =>
      name === HOST
        ? Promise.resolve([ADDRESS])
        : new Promise<string[]>((done) => waiting.push(() => done([])));
    const fetch = net.fetcher({ resolve });
    const flights = Array.from({ length: 64 }, (_, n) => fetch(`https://n${n}.example/x`).catch(() => {}));
    await expect(fetch(CLIENT_ID)).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    for (const end of waiting) end();
    await Promise.all(flights);
    await expect(fetch(CLIENT_ID)).resolves.toBeDefined();
  });

  it('logs the host and the outcome, but not the path', async () => {
    await net.fetcher()(CLIENT_ID);
    expect(net.lines).toEqual([`{"event":"client_metadata","host":"${HOST}","outcome":"read","ms":0}`]);
    net.answer = tells({ ...goodDocument, client_name: '' });
    await expect(net.fetcher()(CLIENT_ID)).rejects.toThrow();
    expect(outcomes(net)[1]).toMatch(/invalid client_name/);
  });
});
