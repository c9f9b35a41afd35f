import { getEventListeners } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { context, hang, permission, read, reply, reset, scriptedGraph, send } from './scripted.ts';

let world: Awaited<ReturnType<typeof scriptedGraph>>;
beforeAll(async () => {
  world = await scriptedGraph();
});
afterAll(() => world.close());

const ask = (request = read, more = {}) => world.graph(permission, request, context(more));

describe("a call's deadline", () => {
  it('stops a request that hangs', async () => {
    world.play(hang);
    await expect(ask(read, { signal: AbortSignal.timeout(40) })).rejects.toMatchObject({
      code: 'deadline',
      sideEffect: 'unchanged',
    });
    await expect(ask(send, { signal: AbortSignal.timeout(40) })).rejects.toMatchObject({
      code: 'deadline',
      sideEffect: 'unknown',
    });
  });

  it('stops a response body that does not end', async () => {
    world.play((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"a":');
    });
    await expect(ask(read, { signal: AbortSignal.timeout(40) })).rejects.toMatchObject({ code: 'deadline' });
  });

  it('reports that nothing was sent if it passes before the request is sent', async () => {
    world.play(reply(200, {}));
    await expect(ask(send, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'deadline',
      sideEffect: 'unchanged',
    });
    expect(world.seen).toHaveLength(0);
  });

  it('reports that nothing was sent if it passes while connecting', async () => {
    const received: Buffer[] = [];
    const controller = new AbortController();
    let onConnection = () => {};
    const connecting = new Promise<void>((resolve) => (onConnection = resolve));
    // Sends nothing, so that the TLS handshake never finishes.
    const silentServer = createServer((socket) => {
      controller.signal.addEventListener('abort', () => socket.end());
      socket.on('error', () => {}).on('data', (chunk) => received.push(chunk));
      onConnection();
    });
    await new Promise<void>((resolve) => silentServer.listen(0, '127.0.0.1', resolve));
    const { port } = silentServer.address() as AddressInfo;
    const sending = world.open(`https://127.0.0.1:${port}`)(
      permission,
      send,
      context({ signal: controller.signal }),
    );
    await connecting;
    controller.abort(new Error('gone'));
    await expect(sending).rejects.toMatchObject({ code: 'deadline', sideEffect: 'unchanged' });
    expect(Buffer.concat(received).toString('latin1')).not.toContain('sendMail');
    silentServer.close();
  });

  it('leaves no listeners on its signal', async () => {
    const { signal } = new AbortController();
    // Plays one step at a time, because a late aborted request from another test can use up a step.
    world.play(reply(200, {}));
    await ask(read, { signal });
    world.play(reset);
    await expect(ask(send, { signal })).rejects.toThrow();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('reports the throttling if it passes during the pause before a retry', async () => {
    const controller = new AbortController();
    world.play((request, response) => {
      reply(429, {}, { 'retry-after': '2' })(request, response);
      response.on('finish', () => controller.abort());
    });
    await expect(ask(read, { signal: controller.signal })).rejects.toMatchObject({
      retryAfterSeconds: expect.any(Number),
    });
  });
});
