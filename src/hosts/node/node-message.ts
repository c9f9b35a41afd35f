import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { parseUrl } from '../../base/text/parse-url.ts';
import { bufferedBody, requestWith, type BufferedBody, type ReceiveBody } from '../../http/buffered-body.ts';
import { requestHeaders } from './request-headers.ts';

/**
 * Maximum number of bytes of a refused body to read and discard, so that the client receives the response before the
 * connection closes.
 */
const DISCARD_BYTES = 32 * 1024 * 1024;
const DISCARD_MS = 2_000;

/**
 * Converts a node:http request to a `Request`. The body is received only when the app reads it. Returns undefined if
 * the request target and Host do not form a valid URL.
 */
export function receive(
  incoming: IncomingMessage,
  scheme: string,
  body: ReceiveBody | undefined,
): Request | undefined {
  const url = urlOf(incoming, scheme);
  const method = incoming.method ?? 'GET';
  if (url === undefined || method === 'TRACE') return undefined;
  const headers = requestHeaders(incoming.headers);
  const mayHaveBody = method !== 'GET' && method !== 'HEAD' && body !== undefined;
  return requestWith(mayHaveBody ? body : Buffer.alloc(0), { url, method, headers });
}

/**
 * Returns a request's URL. The target is a path, or an absolute URL from a proxy (RFC 9112, section 3.2); only the
 * target's path and query are used.
 */
function urlOf(incoming: IncomingMessage, scheme: string): string | undefined {
  const host = incoming.headers.host ?? 'localhost';
  const target = incoming.url ?? '/';
  if (!/^[\w.:[\]-]+$/.test(host)) return undefined;
  const path = target.startsWith('/') ? target : pathOf(target);
  const url = `${scheme}//${host}${path}`;
  return path !== undefined && URL.canParse(url) ? url : undefined;
}

function pathOf(target: string): string | undefined {
  const url = /^https?:\/\//i.test(target) ? parseUrl(target) : undefined;
  return url && url.pathname + url.search;
}

/** Reads and discards the rest of a body, within limits. */
export function discard(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, DISCARD_MS);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    let left = DISCARD_BYTES;
    incoming.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) done();
    });
    incoming.once('end', done).once('close', done);
    incoming.resume();
  });
}

/**
 * Sends a response: an event stream chunk by chunk, any other response in one piece. A response that is not an event
 * stream ends only after `before` has settled.
 */
export async function send(
  response: Response,
  outgoing: ServerResponse,
  options: { readonly last: boolean; readonly before?: Promise<void> | undefined },
): Promise<void> {
  const headers = [...response.headers].flat();
  if (options.last) headers.push('connection', 'close');
  if (response.headers.get('content-type')?.startsWith('text/event-stream') && response.body !== null) {
    outgoing.writeHead(response.status, headers);
    await pipeline(Readable.fromWeb(response.body as never), outgoing);
    return;
  }
  const parts = partsOf(bufferedBody(response) ?? [Buffer.from(await response.arrayBuffer())]);
  const bodiless = response.status === 204 || response.status === 304 || outgoing.req.method === 'HEAD';
  if (!bodiless) headers.push('content-length', String(lengthOf(parts)));
  outgoing.writeHead(response.status, headers);
  const last = options.before ? undefined : parts.pop();
  if (options.before) outgoing.flushHeaders();
  for (const part of parts) outgoing.write(part);
  await options.before;
  // If the last part is passed to `end`, node:http sends it together with the head.
  outgoing.end(last);
}

function partsOf(body: BufferedBody): (string | Uint8Array)[] {
  return typeof body === 'string' ? [body] : [...body];
}

function lengthOf(parts: readonly (string | Uint8Array)[]): number {
  return parts.reduce((length, part) => length + Buffer.byteLength(part), 0);
}
