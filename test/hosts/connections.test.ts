import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { defaultLimits } from '../../src/hosts/node/host-limits.ts';
import { listenNode, type NodeHost } from '../../src/hosts/node.ts';
import type { App } from '../../src/http/request-context.ts';
import { createLog } from '../../src/telemetry/log.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

const LIMIT = 5;

const listen = async (app: App, trustedProxyHops = 0): Promise<NodeHost> => {
  const host = await listenNode({
    app,
    publicUrl: 'http://localhost:7071',
    port: 0,
    hosts: ['127.0.0.1'],
    limits: { ...defaultLimits, answer: 10, connectionsPerAddress: LIMIT },
    trustedProxyHops,
    log: createLog({ write: () => {}, level: 'error', now: Date.now }),
  });
  cleanUp.push(() => host.close(0));
  return host;
};

/** Connects from the given address in the loopback network. */
const open = async (host: NodeHost, localAddress = '127.0.0.1'): Promise<Socket> => {
  const socket = connect({ port: Number(new URL(host.origin).port), host: '127.0.0.1', localAddress });
  socket.on('error', () => {});
  cleanUp.push(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
};

const statusFrom = (host: NodeHost, localAddress: string, agent: Agent | false = false) =>
  new Promise<number | undefined>((resolve, reject) => {
    get(host.origin, { localAddress, agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    }).on('error', reject);
  });

const fine: App = async () => new Response('fine');

describe('connections from one address', () => {
  it('are limited, and a new connection replaces the oldest idle connection', async () => {
    const host = await listen(fine);
    const idle: Socket[] = [];
    for (let n = 0; n < LIMIT; n++) idle.push(await open(host));
    const closed = once(idle[0]!, 'close');
    expect(await statusFrom(host, '127.0.0.1')).toBe(200);
    await closed;
    expect(idle.slice(1).map(({ destroyed }) => destroyed)).toEqual([false, false, false, false]);
  });

  it('are never closed while they are in use, and a new connection is refused if none is idle', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let running = 0;
    let allRunning = () => {};
    const started = new Promise<void>((resolve) => (allRunning = resolve));
    const host = await listen(async (_request, { address }) => {
      if (address !== '127.0.0.1') return new Response('other');
      running += 1;
      if (running === LIMIT) allRunning();
      await released;
      return new Response('fine');
    });
    const busy = Array.from({ length: LIMIT }, () => statusFrom(host, '127.0.0.1'));
    await started;
    const refused = await open(host);
    let text = '';
    refused.on('data', (chunk) => (text += chunk.toString()));
    await once(refused, 'close');
    expect(text).toMatch(/^HTTP\/1\.1 429 .*retry-after: 5/is);
    expect(await statusFrom(host, '127.0.0.2')).toBe(200);
    release();
    expect(await Promise.all(busy)).toEqual(Array(LIMIT).fill(200));
    expect(await statusFrom(host, '127.0.0.1')).toBe(200);
  });

  it('can be reused, and no longer count towards the limit once they are closed', async () => {
    const host = await listen(fine);
    const agent = new Agent({ keepAlive: true, maxSockets: LIMIT });
    cleanUp.push(() => agent.destroy());
    const statuses = await Promise.all(
      Array.from({ length: 6 * LIMIT }, () => statusFrom(host, '127.0.0.1', agent)),
    );
    for (let n = 0; n < 3 * LIMIT; n++) statuses.push(await statusFrom(host, '127.0.0.1'));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('are not limited if they come from a trusted proxy', async () => {
    const host = await listen(fine, 1);
    const idle: Socket[] = [];
    for (let n = 0; n < 3 * LIMIT; n++) idle.push(await open(host));
    expect(await statusFrom(host, '127.0.0.1')).toBe(200);
    expect(idle.some(({ destroyed }) => destroyed)).toBe(false);
  });
});
