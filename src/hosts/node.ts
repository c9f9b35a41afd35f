import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { App } from '../http/request-context.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import { createBodyBudget } from './node/body-budget.ts';
import { createConnections } from './node/connections.ts';
import { handleRequest, type HostState } from './node/handle-request.ts';
import type { Limits } from './node/host-limits.ts';

/** A connection is closed once it has been inactive for longer than `answer` plus this time. */
const IDLE_CLIENT_SECONDS = 30;

/**
 * The number of bytes of each body that do not count towards the limits. Smaller bodies are limited only by the number
 * of connections.
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
   * Stops accepting connections, waits up to `graceSeconds` for running requests, then aborts the remaining requests.
   * Returns true if no request had to be aborted.
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
      // Behind trusted proxies, every connection comes from a proxy, so the proxies have to limit their clients.
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
    handleRequest(incoming, outgoing, options, state).catch((error: Error) => {
      if (!incoming.destroyed) log.error('host', { error: error.name });
      outgoing.destroy();
    });
  };
  server.on('request', handle);
  // The host sends 100 Continue when the app reads the body (RFC 9110, section 10.1.1).
  server.on('checkContinue', handle);
  return server;
}
