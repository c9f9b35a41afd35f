import type { RequestListener, ServerResponse } from 'node:http';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createExplain } from '../../src/entra/causes/explain.ts';
import { createNetwork } from '../../src/entra/network.ts';
import { UnavailableError } from '../../src/errors.ts';
import type { Telemetry } from '../../src/telemetry/telemetry-types.ts';
import { listen, type Listening } from '../../src/standins/listen.ts';
import { failureOf } from '../kit/oauth/entra-client.ts';

const LIMIT = 256 * 1024;
import { configWith } from '../kit/mcp-endpoint.ts';

let server: Listening;
let url: string;
let answer: RequestListener;
let facts: Parameters<Telemetry['dependency']>[0][];
beforeAll(async () => {
  server = await listen((request, response) => answer(request, response));
  url = `${server.origin}/token`;
});
afterAll(() => server.close());
beforeEach(() => {
  facts = [];
});

const explain = createExplain(configWith());
const open = (signal = AbortSignal.timeout(5_000)) =>
  createNetwork({
    signal,
    name: 'test',
    explain: (given) => explain(given, 'tenant'),
    telemetry: {
      request: () => {},
      dependency: (fact) => void facts.push(fact),
      exception: () => {},
      event: () => {},
    },
  });
const replying =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);
const jsonOf = (length: number) => `"${'x'.repeat(length - 2)}"`;

describe('the network client for an exchange', () => {
  it('sends a form and reads JSON with any status below 500', async () => {
    let seen: unknown;
    answer = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen = [request.method, request.headers['x-own'], Buffer.concat(chunks).toString()];
        response.writeHead(400, { 'x-answer': 'yes' }).end('{"error":"invalid_grant"}');
      });
    };
    const network = open();
    const got = await network.client.sendPostRequestAsync(url, { headers: { 'x-own': '1' }, body: 'a=b' });
    expect(seen).toEqual(['POST', '1', 'a=b']);
    expect(got).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
      headers: { 'x-answer': 'yes' },
    });
    expect(network.failure()).toBeUndefined();
    expect(facts).toMatchObject([{ target: 'Entra', name: 'test', status: 400, ok: false }]);
  });

  it('accepts requests without headers or a body', async () => {
    answer = replying(200, '{}');
    await expect(open().client.sendGetRequestAsync(url)).resolves.toMatchObject({ status: 200 });
    await expect(open().client.sendPostRequestAsync(url)).resolves.toMatchObject({ status: 200 });
    expect(facts.map(({ ok }) => ok)).toEqual([true, true]);
    for (const { ms } of facts) expect(ms).toBeLessThan(5_000);
  });

  it.each([429, 500, 503])(
    'treats status %i as an outage and keeps the Retry-After value',
    async (status) => {
      answer = replying(status, '{}', { 'retry-after': '17' });
      const network = open();
      const error = await failureOf(network.client.sendGetRequestAsync(url));
      expect(error).toMatchObject({ dependency: 'Entra', retryAfterSeconds: 17 });
      expect(network.failure()).toBe(error);
      expect(facts).toMatchObject([{ status, ok: false }]);
    },
  );

  it('explains an outage only if Entra returns an error number', async () => {
    const body = { error: 'temporarily_unavailable', error_description: 'AADSTS90033: ana@contoso.example.' };
    answer = replying(503, JSON.stringify(body), { 'retry-after': '17' });
    expect(await failureOf(open().client.sendGetRequestAsync(url))).toMatchObject({
      retryAfterSeconds: 17,
      message: expect.stringMatching(/^Microsoft's directory .+AADSTS90033.+Open: https:\S+$/),
    });
    for (const other of ['[]', 'null', '7', '<html>', '{"error":7}', jsonOf(LIMIT + 1)]) {
      answer = replying(503, other, { 'retry-after': '17' });
      // oxlint-disable-next-line no-await-in-loop -- one server answers them in turn
      expect(await failureOf(open().client.sendGetRequestAsync(url))).toMatchObject({
        retryAfterSeconds: 17,
        message: 'Entra cannot be reached at the moment; try again shortly.',
        explanation: undefined,
      });
    }
  });

  it.each([
    ['a body that is not JSON', replying(200, '<html>')],
    ['a redirect', replying(302, '', { location: 'https://evil.example/' })],
    ['the first redirect status with JSON', replying(300, '{}', { location: 'https://evil.example/' })],
    ['the last redirect status with JSON', replying(399, '{}', { location: 'https://evil.example/' })],
    ['a redirect with JSON', replying(302, '{}', { location: 'https://evil.example/' })],
    ['a missing response', (request: { destroy(): void }) => request.destroy()],
    [
      'a truncated response',
      (_request: unknown, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"half"', () => response.destroy());
      },
    ],
  ] as [string, RequestListener][])('treats %s as an outage', async (_what, listener) => {
    answer = listener;
    const network = open();
    expect(await failureOf(network.client.sendGetRequestAsync(url))).toBeInstanceOf(UnavailableError);
    expect(network.failure()).toBeInstanceOf(UnavailableError);
  });

  it('keeps the reason for an outage if the response is truncated', async () => {
    answer = (_request, response) => {
      response.writeHead(503, { 'retry-after': '17', 'content-length': 100 });
      response.write('{"half"', () => response.destroy());
    };
    expect(await failureOf(open().client.sendGetRequestAsync(url))).toMatchObject({ retryAfterSeconds: 17 });
  });

  it.each([
    ['before the response', () => {}],
    [
      'during the response',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"half"');
      },
    ],
  ] as [string, RequestListener][])('gives up if the deadline passes %s', async (_what, listener) => {
    answer = listener;
    const network = open(AbortSignal.timeout(50));
    expect(await failureOf(network.client.sendGetRequestAsync(url))).toBeInstanceOf(UnavailableError);
  });

  it('reads at most 256 KiB', async () => {
    answer = replying(200, jsonOf(LIMIT));
    await expect(open().client.sendGetRequestAsync(url)).resolves.toMatchObject({ status: 200 });
    answer = replying(200, jsonOf(LIMIT + 1));
    const error = await failureOf(open().client.sendGetRequestAsync(url));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(String((error as Error).cause)).toContain('too long');
  });
});
