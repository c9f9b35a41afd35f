import { lookup } from 'node:dns/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';

import { readLimited } from '../../../base/read-limited.ts';
import { untilAborted } from '../../../base/until-aborted.ts';
import { isPublicAddress } from './public-address.ts';

/** Where a connection goes: an address that was checked, and the name that its certificate has to carry. */
export type Target = { readonly address: string; readonly port: number; readonly serverName: string };

/** How the internet is reached; each can be replaced. */
export type Network = {
  /** All addresses of a host name. */
  readonly resolve: (hostname: string) => Promise<readonly string[]>;
  /** A TLS connection to this very address, which checks the certificate against the name. */
  readonly connect: (target: Target) => Duplex;
};

/** The internet as this host reaches it. */
export const internet: Network = {
  resolve: async (hostname) => {
    // The final dot keeps the search domains of the host out, so that no name inside a cluster is meant.
    const found = await lookup(`${hostname}.`, { all: true });
    return found.map(({ address }) => address);
  },
  connect: ({ address, port, serverName }) =>
    tlsConnect({ host: address, port, servername: serverName, ALPNProtocols: ['http/1.1'] }),
};

/** A document as it came. */
export type Download = { readonly text: string; readonly headers: IncomingHttpHeaders };

/** What section 6.6 of the draft recommends. */
const BODY_LIMIT_BYTES = 5 * 1_024;
const HEAD_LIMIT_BYTES = 16 * 1_024;
const ADDRESSES_TRIED = 3;
const notReached = new Set(['ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL']);

/**
 * Fetches a JSON document from the public internet and nowhere else: the name is resolved once, every address has
 * to be public, and the connection goes to one that was checked, so that a second answer of DNS changes nothing.
 * No redirects, no proxies, no credentials. Rejects with an `Error` whose message is fit for the log.
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

/** IPv4 first, because many a host has no way out by IPv6. */
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
    return await ask(url, () => network.connect({ address, port: 443, serverName: url.hostname }), signal);
  } catch (error) {
    const elsewhere = notReached.has((error as NodeJS.ErrnoException).code ?? '') && others.length > 0;
    if (!elsewhere) throw error;
    return firstAnswer(url, others, network, signal);
  }
}

/** `createConnection` without an agent: nothing is pooled, and no setting of the process sends it elsewhere. */
function ask(url: URL, createConnection: () => Duplex, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = {
      host: url.host,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'portico',
    };
    const asked = httpsRequest(url, { createConnection, headers, maxHeaderSize: HEAD_LIMIT_BYTES, signal });
    asked.once('response', resolve);
    // Stays, because a connection may fail a second time while it is being given up.
    asked.on('error', reject);
    asked.end();
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
