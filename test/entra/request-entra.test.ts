import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { requestEntra } from '../../src/entra/request-entra.ts';
import { failureOf } from '../kit/oauth/entra-client.ts';

let server: Server;
let url: string;
let answer: RequestListener;
beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const send = (signal: AbortSignal) => requestEntra(url, { method: 'GET', headers: {}, signal });

describe('a request to Entra', () => {
  it('returns each header as one text', async () => {
    answer = (_request, response) =>
      void response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'], 'retry-after': '7' }).end('{}');
    const { headers } = await send(AbortSignal.timeout(5_000));
    expect(headers).toMatchObject({ 'set-cookie': 'a=1, b=2', 'retry-after': '7' });
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
