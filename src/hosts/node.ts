import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { App, RequestContext } from '../http/request-context.ts';
import { clientAddress } from '../http/client-address.ts';
import { startDeadline } from '../http/request-deadline.ts';
import { BODY_LIMIT_BYTES } from '../http/serve-routes.ts';
import { readTraceparent } from '../http/trace-context.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import { discard, receive, send } from './node/node-message.ts';

/** Limits of requests and connections. Times are seconds. */
export type Limits = {
  readonly bodyBytes: number;
  /** Time to receive the request head. */
  readonly headers: number;
  /** Time to receive the whole request. */
  readonly request: number;
  /** Time for the app to respond. */
  readonly answer: number;
  /** Keep-alive of an idle connection; above the 60 s of common load balancers, so that they close first. */
  readonly idle: number;
  readonly connections: number;
};

/** Limits in production. `answer` comes from the settings. */
export const defaultLimits: Omit<Limits, 'answer'> = {
  bodyBytes: BODY_LIMIT_BYTES,
  headers: 10,
  request: 30,
  idle: 65,
  connections: 1_000,
};

/** Added to the time of the answer: after this time without any progress a client is disconnected. */
const IDLE_CLIENT_SECONDS = 30;

/** Large enough for an access token of 7 kB and cookies of 8 kB. */
const MAX_HEAD_BYTES = 32 * 1024;

/** Listens on each of `hosts` that this machine has, all on the same port. */
export type NodeHostOptions = {
  readonly app: App;
  readonly publicUrl: string;
  readonly port: number;
  readonly hosts: readonly [string, ...string[]];
  readonly limits: Limits;
  readonly trustedProxyHops: number;
  readonly log: Log;
};

export type NodeHost = {
  /** The URL of the first host. */
  readonly origin: string;
  /** Keeps serving, but closes each connection after its response. */
  drain(): void;
  /** Stops accepting connections, waits at most `graceSeconds` for running requests, then ends them. True if all finished. */
  close(graceSeconds: number): Promise<boolean>;
};

/** Rejects with the error of `listen`. */
export async function listenNode(options: NodeHostOptions): Promise<NodeHost> {
  const state = { draining: false };
  const servers: Server[] = [];
  let port = options.port;
  for (const host of options.hosts) {
    const server = createAppServer(options, state);
    try {
      // In sequence: with port 0 the first one determines the port of all.
      // oxlint-disable-next-line no-await-in-loop
      port = await listen(server, port, host);
      servers.push(server);
    } catch (error) {
      const missing = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (missing && servers.length > 0) continue;
      for (const listening of servers) listening.close();
      throw error;
    }
  }
  const [first] = options.hosts;
  return {
    origin: `http://${first.includes(':') ? `[${first}]` : first}:${port}`,
    drain: () => {
      state.draining = true;
    },
    close: async (graceSeconds) => {
      state.draining = true;
      const finished = await Promise.all(servers.map((server) => close(server, graceSeconds)));
      return finished.every(Boolean);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server, graceSeconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
      resolve(false);
    }, graceSeconds * 1_000);
    server.close(() => {
      clearTimeout(cut);
      resolve(true);
    });
    server.closeIdleConnections();
  });
}

function createAppServer(options: NodeHostOptions, state: { draining: boolean }): Server {
  const { limits, log } = options;
  const server = createServer({
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: limits.headers * 1_000,
    requestTimeout: limits.request * 1_000,
    keepAliveTimeout: limits.idle * 1_000,
    connectionsCheckingInterval: Math.min(1_000, limits.headers * 250),
  });
  server.maxConnections = limits.connections;
  server.timeout = (limits.answer + IDLE_CLIENT_SECONDS) * 1_000;
  const take = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    exchange(incoming, outgoing, options, state).catch((error: Error) => {
      if (!incoming.destroyed) log.error('host', { error: error.name });
      outgoing.destroy();
    });
  };
  server.on('request', take);
  server.on('checkContinue', (incoming, outgoing) => {
    // A body that is too large is refused before it is sent (RFC 9110, 10.1.1).
    if (Number(incoming.headers['content-length'] ?? 0) <= limits.bodyBytes) outgoing.writeContinue();
    take(incoming, outgoing);
  });
  return server;
}

async function exchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: NodeHostOptions,
  state: { draining: boolean },
): Promise<void> {
  const { limits, publicUrl } = options;
  const received = await receive(incoming, new URL(publicUrl).protocol, limits.bodyBytes);
  if (received === undefined) {
    outgoing.writeHead(400, { 'content-type': 'text/plain', connection: 'close' });
    outgoing.end('The request target or the Host header is not valid.\n');
    return;
  }
  const deadline = startDeadline(limits.answer);
  outgoing.on('close', () => (outgoing.writableFinished ? deadline.end() : deadline.leave()));
  const requestContext: RequestContext = {
    requestId: randomUUID(),
    address: clientAddress(
      received.request.headers.get('x-forwarded-for'),
      incoming.socket.remoteAddress,
      options.trustedProxyHops,
    ),
    traceparent: readTraceparent(received.request.headers.get('traceparent')),
    signal: deadline.signal,
  };
  const response = await options.app(received.request, requestContext);
  const last = state.draining || !received.whole;
  // After `Expect: 100-continue` a refused client does not send its body.
  const bodyFollows = !received.whole && incoming.headers.expect === undefined;
  await send(response, outgoing, { last, before: bodyFollows ? discard(incoming) : undefined });
}
