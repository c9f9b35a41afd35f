import { createHook } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect as tlsConnect, type TLSSocket } from 'node:tls';

import type { Target } from '../../../../src/oauth/clients/metadata-document/download-document.ts';
import {
  createClientMetadataFetcher,
  type FetcherDependencies,
} from '../../../../src/oauth/clients/metadata-document/fetcher.ts';
import { selfSigned } from '../../../kit/certificates/certificate.ts';
import { freePort } from '../../../kit/free-port.ts';
import { logTo } from '../../../kit/logs/log-to.ts';

/** The honest client's host, the public address that DNS returns for it, and its client_id. */
export const HOST = 'app.contoso.example';
export const ADDRESS = '93.184.215.14';
export const CLIENT_ID = `https://${HOST}/oauth/client.json`;

/** How the host responds to a request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A stand-in for the internet: one https host that answers on every address. */
export type SmallInternet = {
  /** The DNS records. */
  readonly names: Map<string, readonly string[]>;
  /** The names that were resolved, and the connections that were made. */
  readonly lookups: string[];
  readonly connections: Target[];
  /** The paths that were requested. */
  readonly paths: string[];
  answer: Answer;
  /** Connects to the host and records the intended target. */
  readonly connect: (target: Target) => TLSSocket;
  /** A loopback port without a listener. */
  readonly closedPort: number;
  readonly fetcher: (more?: Partial<FetcherDependencies>) => ReturnType<typeof createClientMetadataFetcher>;
  readonly clock: { ms: number };
  readonly lines: string[];
  close(): Promise<void>;
};

/** Starts the host on loopback with a certificate for `HOST`. */
export async function openInternet(): Promise<SmallInternet> {
  const certificate = selfSigned(Date.now(), HOST);
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (request, response) => {
    here.paths.push(request.url ?? '');
    here.answer(request, response);
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const here: SmallInternet = {
    names: new Map([[HOST, [ADDRESS]]]),
    lookups: [],
    connections: [],
    paths: [],
    answer: tells(goodDocument),
    clock: { ms: Date.parse('2026-11-21T09:00:00Z') },
    lines: [],
    closedPort: await freePort(),
    connect: (target) => {
      here.connections.push(target);
      const { serverName: servername } = target;
      return tlsConnect({ host: '127.0.0.1', port, servername, ca: certificate.cert });
    },
    fetcher: (more = {}) =>
      createClientMetadataFetcher({
        now: () => here.clock.ms,
        log: logTo((event, fields) => void here.lines.push(JSON.stringify({ event, ...fields }))),
        resolve: async (name) => {
          here.lookups.push(name);
          const found = here.names.get(name);
          if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
          return found;
        },
        connect: here.connect,
        ...more,
      }),
    close: () => close(server),
  };
  return here;
}

/** The document of an honest client. */
export const goodDocument = {
  client_id: CLIENT_ID,
  client_name: 'Contoso Notes',
  redirect_uris: ['http://127.0.0.1/callback', 'https://claude.ai/api/mcp/auth_callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
};

/** Returns a response with a document or plain text. */
export function tells(body: unknown, headers: Record<string, string> = {}, status = 200): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };
}

/** Counts the real connections and DNS queries of this process while `work` runs. */
export async function watchingSockets(
  work: () => Promise<void>,
): Promise<{ connects: number; lookups: number }> {
  const seen = { connects: 0, lookups: 0 };
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'TCPCONNECTWRAP') seen.connects += 1;
      if (/^(GETADDRINFOREQWRAP|QUERYWRAP)$/.test(type)) seen.lookups += 1;
    },
  }).enable();
  try {
    await work();
    return seen;
  } finally {
    hook.disable();
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
