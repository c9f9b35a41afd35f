import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { requestEntra } from '../../src/entra/request-entra.ts';
import { selfSigned } from '../kit/certificates/certificate.ts';
import { listen, type Listening } from '../../src/standins/listen.ts';
import { failureOf } from '../kit/oauth/entra-client.ts';

let server: Listening;
let url: string;
let answer: RequestListener;
beforeAll(async () => {
  server = await listen((request, response) => answer(request, response));
  url = `${server.origin}/token`;
});
afterAll(() => server.close());

const send = (signal: AbortSignal) => requestEntra(url, { method: 'GET', headers: {}, signal });

describe('a request to Entra', () => {
  it('returns each header as one string', async () => {
    answer = (_request, response) =>
      void response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'], 'retry-after': '7' }).end('{}');
    const { headers } = await send(AbortSignal.timeout(5_000));
    expect(headers).toMatchObject({ 'set-cookie': 'a=1, b=2', 'retry-after': '7' });
  });

  it('to an https URL uses TLS, and refuses a certificate that it does not trust', async () => {
    const secure = createTlsServer(selfSigned(), (_request, response) => void response.end('{}'));
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const { port } = secure.address() as AddressInfo;
    const signal = AbortSignal.timeout(5_000);
    const sent = requestEntra(`https://127.0.0.1:${port}/token`, { method: 'GET', headers: {}, signal });
    expect(await failureOf(sent)).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    await new Promise((resolve) => secure.close(resolve));
  });

  it("is rejected with the signal's reason if the signal aborts, and otherwise with the network's error", async () => {
    const stop = new AbortController();
    const reason = new Error('the deadline has passed');
    answer = () => stop.abort(reason);
    expect(await failureOf(send(stop.signal))).toBe(reason);
    answer = (request) => void request.socket.destroy();
    expect(await failureOf(send(AbortSignal.timeout(5_000)))).toMatchObject({ code: 'ECONNRESET' });
  });
});
