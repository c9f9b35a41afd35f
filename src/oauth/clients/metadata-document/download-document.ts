import { lookup } from 'node:dns/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';

import { readLimited } from '../../../base/read-limited.ts';
import { untilAborted } from '../../../base/until-aborted.ts';
import { isPublicAddress } from './public-address.ts';

/** Where to connect: a checked address, and the name that the certificate must have. */
export type Target = { readonly address: string; readonly port: number; readonly serverName: string };

/** Access to the internet; tests replace it. */
export type Network = {
  /** Returns all addresses of a host name. */
  readonly resolve: (hostname: string) => Promise<readonly string[]>;
  /** Opens a TLS connection to exactly this address and checks that the certificate is valid for the name. */
  readonly connect: (target: Target) => Duplex;
};

export const internet: Network = {
  resolve: async (hostname) => {
    // The final dot turns off the host's search domains, so that a name cannot resolve to a host in the cluster.
    const found = await lookup(`${hostname}.`, { all: true });
    return found.map(({ address }) => address);
  },
  connect: ({ address, port, serverName }) =>
    tlsConnect({ host: address, port, servername: serverName, ALPNProtocols: ['http/1.1'] }),
};

export type Download = { readonly text: string; readonly headers: IncomingHttpHeaders };

/** Maximum size of a document, as recommended by section 6.6 of the draft. */
const BODY_LIMIT_BYTES = 5 * 1_024;
const HEAD_LIMIT_BYTES = 16 * 1_024;
const ADDRESSES_TRIED = 3;
const notReached = new Set(['ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL']);

/**
 * Fetches a JSON document, only from the public internet. Resolves the name once, requires every address to be public,
 * and connects to one of the checked addresses, so DNS rebinding has no effect. Follows no redirects, uses no proxy and
 * sends no credentials. Rejects with an `Error` whose message is safe to log.
 */
export async function download(url: URL, network: Network, signal: AbortSignal): Promise<Download> {
  const addresses = await publicAddresses(url.hostname, network, signal);
  const response = await untilAborted(firstAnswer(url, addresses, network, signal), signal);
  try {
    return { text: await untilAborted(textOf(response), signal), headers: response.headers };
  } finally {
    response.destroy();
  }
}

/**
 * Returns a host name's addresses, IPv4 first, because many hosts have no IPv6 route. Throws unless all addresses are
 * public.
 */
async function publicAddresses(
  hostname: string,
  network: Network,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const addresses = await untilAborted(network.resolve(hostname), signal);
  if (addresses.length === 0) throw new Error('no address');
  if (!addresses.every(isPublicAddress)) throw new Error('address not public');
  return addresses.toSorted((a, b) => isIP(a) - isIP(b)).slice(0, ADDRESSES_TRIED);
}

async function firstAnswer(
  url: URL,
  [address = '', ...others]: readonly string[],
  network: Network,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  try {
    return await sendRequest(
      url,
      () => network.connect({ address, port: 443, serverName: url.hostname }),
      signal,
    );
  } catch (error) {
    const elsewhere = notReached.has((error as NodeJS.ErrnoException).code ?? '') && others.length > 0;
    if (!elsewhere) throw error;
    return firstAnswer(url, others, network, signal);
  }
}

/**
 * Uses `createConnection` instead of an agent, so that connections are not pooled and the process's proxy settings do
 * not apply.
 */
function sendRequest(
  url: URL,
  createConnection: () => Duplex,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = {
      host: url.host,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'portico',
    };
    const request = httpsRequest(url, { createConnection, headers, maxHeaderSize: HEAD_LIMIT_BYTES, signal });
    request.once('response', resolve);
    // Uses `on` instead of `once`, because a connection can fail a second time while it is being destroyed.
    request.on('error', reject);
    request.end();
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const problem = headProblem(response);
  if (problem !== undefined) throw new Error(problem);
  const body = await readLimited(response as AsyncIterable<Buffer>, BODY_LIMIT_BYTES);
  if (body === undefined) throw new Error('too large');
  return new TextDecoder('utf-8', { fatal: true }).decode(body);
}

function headProblem({ statusCode, headers }: IncomingMessage): string | undefined {
  if (statusCode !== 200) return `status ${statusCode}`;
  if (!/^application\/(?:[\w.-]+\+)?json *(?:;|$)/i.test(headers['content-type'] ?? ''))
    return 'no JSON type';
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return 'encoded';
  return Number(headers['content-length']) > BODY_LIMIT_BYTES ? 'too large' : undefined;
}
