import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import type { App, RequestContext } from '../http/request-context.ts';
import { clientAddress } from '../http/client-address.ts';
import { startDeadline } from '../http/request-deadline.ts';
import { readTraceparent } from '../http/trace-context.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import { MESSAGE_LIMIT_BYTES } from '../routes.ts';
import { createBodyBudget, type BodyBudget } from './node/body-budget.ts';
import { createConnections, type Connections } from './node/connections.ts';
import { incomingBody } from './node/incoming-body.ts';
import { discard, receive, send } from './node/node-message.ts';

/** Limits for requests and connections. Times are in seconds. */
export type Limits = {
  /** Maximum size of a body. The app sets a lower limit for most routes. */
  readonly bodyBytes: number;
  /** Maximum total size of all bodies in memory. A single address can use at most half of this. */
  readonly bodyBytesTotal: number;
  /** Maximum time to receive the request head. */
  readonly headers: number;
  /** Maximum time to receive the whole request. */
  readonly request: number;
  /** Maximum time for the app to respond. */
  readonly answer: number;
  /**
   * Keep-alive time of an idle connection: longer than the 60 s that is usual for load balancers, so that the load
   * balancer closes the connection first.
   */
  readonly idle: number;
  readonly connections: number;
  /** Maximum number of connections per address if clients connect directly; 0 means no limit. */
  readonly connectionsPerAddress: number;
};

/** Limits in production. `answer` comes from the settings. */
export const defaultLimits: Omit<Limits, 'answer'> = {
  bodyBytes: MESSAGE_LIMIT_BYTES,
  bodyBytesTotal: 64 * 1024 * 1024,
  headers: 10,
  request: 30,
  idle: 65,
  connections: 1_000,
  connectionsPerAddress: 100,
};

/** Added to `answer`: a connection that has been inactive for longer than the sum is closed. */
const IDLE_CLIENT_SECONDS = 30;

/**
 * The part of each body that does not count towards the limits. Smaller bodies are limited only by the number of
 * connections.
 */
const SMALL_BODY_BYTES = 64 * 1024;

/** Maximum size of a request head: large enough for a 7 kB access token and 8 kB of cookies. */
const MAX_HEAD_BYTES = 32 * 1024;

/**
 * `hosts` are addresses to listen on, all with the same port. Addresses that this machine does not have are skipped.
 */
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
  /**
   * Stops accepting connections, waits up to `graceSeconds` for running requests, then aborts the remaining ones.
   * Returns true if none had to be aborted.
   */
  close(graceSeconds: number): Promise<boolean>;
};

/** Starts listening. Rejects with the error from `listen`. */
export async function listenNode(options: NodeHostOptions): Promise<NodeHost> {
  const budget = createBodyBudget({
    total: options.limits.bodyBytesTotal,
    perAddress: options.limits.bodyBytesTotal / 2,
    free: SMALL_BODY_BYTES,
  });
  const state: HostState = {
    scheme: new URL(options.publicUrl).protocol,
    draining: false,
    budget,
    closing: new WeakSet(),
    connections: createConnections(
      // Behind trusted proxies, every connection comes from a proxy, which has to limit its own clients.
      options.trustedProxyHops === 0 ? options.limits.connectionsPerAddress : 0,
    ),
  };
  const servers: Server[] = [];
  let port = options.port;
  for (const host of options.hosts) {
    const server = createAppServer(options, state);
    try {
      // Start one server after the other: with port 0, the first server determines the port for all.
      // oxlint-disable-next-line no-await-in-loop
      port = await listen(server, port, host);
      servers.push(server);
    } catch (error) {
      const isMissing = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(
        (error as NodeJS.ErrnoException).code ?? '',
      );
      if (isMissing && servers.length > 0) continue;
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
    const timeout = setTimeout(() => {
      server.closeAllConnections();
      resolve(false);
    }, graceSeconds * 1_000);
    server.close(() => {
      clearTimeout(timeout);
      resolve(true);
    });
    server.closeIdleConnections();
  });
}

type HostState = {
  /** The scheme of the public URL, with its colon. */
  readonly scheme: string;
  draining: boolean;
  readonly budget: BodyBudget;
  /** Connections that close after their current response. */
  readonly closing: WeakSet<Socket>;
  readonly connections: Connections;
};

function createAppServer(options: NodeHostOptions, state: HostState): Server {
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
  server.on('connection', (socket) => state.connections.open(socket));
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    state.connections.serve(incoming.socket, outgoing);
    exchange(incoming, outgoing, options, state).catch((error: Error) => {
      if (!incoming.destroyed) log.error('host', { error: error.name });
      outgoing.destroy();
    });
  };
  server.on('request', handle);
  // The host sends 100 Continue when the app reads the body (RFC 9110, 10.1.1).
  server.on('checkContinue', handle);
  return server;
}

async function exchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: NodeHostOptions,
  state: HostState,
): Promise<void> {
  const { socket } = incoming;
  // RFC 9112, 9.6: ignore requests that arrive on a connection that is being closed.
  if (state.closing.has(socket)) return;
  const { limits } = options;
  const address = clientAddress(
    incoming.headers['x-forwarded-for'] as string | undefined,
    socket.remoteAddress,
    options.trustedProxyHops,
  );
  const lease = state.budget.open(address);
  let waitsForContinue = incoming.headers.expect !== undefined;
  const body = incomingBody(incoming, {
    limitBytes: limits.bodyBytes,
    lease,
    sendContinue: () => {
      if (waitsForContinue) outgoing.writeContinue();
      waitsForContinue = false;
    },
  });
  try {
    const request = receive(incoming, state.scheme, body?.receive);
    if (request === undefined) {
      state.closing.add(socket);
      outgoing.writeHead(400, { 'content-type': 'text/plain', connection: 'close' });
      outgoing.end('The request target or the Host header is not valid.\n');
      return;
    }
    const deadline = startDeadline(limits.answer);
    outgoing.on('close', () => (outgoing.writableFinished ? deadline.end() : deadline.leave()));
    const requestContext: RequestContext = {
      requestId: randomUUID(),
      address,
      traceparent: readTraceparent(request.headers.get('traceparent')),
      signal: deadline.signal,
    };
    const response = await options.app(request, requestContext);
    const unread = body !== undefined && !body.isWhole();
    body?.stop();
    const last = state.draining || unread;
    if (last) state.closing.add(socket);
    // A client that is still waiting for `100 Continue` does not send its body.
    await send(response, outgoing, {
      last,
      before: unread && !waitsForContinue ? discard(incoming) : undefined,
    });
  } finally {
    body?.stop();
    lease.end();
  }
}
