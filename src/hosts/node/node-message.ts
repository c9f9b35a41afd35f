import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { requestWith } from '../../http/buffered-body.ts';

/** A request as received; `whole` is false when its body went past the limit and was left. */
export type Received = { readonly request: Request; readonly whole: boolean };

/** How much of a refused body is still read, so that the client sees the answer before the connection ends. */
const DISCARD_BYTES = 32 * 1024 * 1024;
const DISCARD_MS = 2_000;

/**
 * Reads a request of node:http. A body beyond the limit is not handed on; Content-Length then tells a length
 * beyond it, by which the app refuses. Undefined for a request target or a Host that makes no URL.
 */
export async function receive(
  incoming: IncomingMessage,
  scheme: string,
  limitBytes: number,
): Promise<Received | undefined> {
  const url = urlOf(incoming, scheme);
  const method = incoming.method ?? 'GET';
  if (url === undefined || method === 'TRACE') return undefined;
  const told = Number(incoming.headers['content-length'] ?? 0);
  const body = await readBody(incoming, told, limitBytes);
  const headers = new Headers(incoming.headers as Record<string, string>);
  if (body === undefined) headers.set('content-length', String(Math.max(told, limitBytes + 1)));
  const bodied = method !== 'GET' && method !== 'HEAD' && body !== undefined;
  const request = requestWith(bodied ? body : Buffer.alloc(0), { url, method, headers });
  return { request, whole: body !== undefined };
}

/** The target is a path, or a whole URL as proxies send it (RFC 9112, 3.2), of which the path counts. */
function urlOf(incoming: IncomingMessage, scheme: string): string | undefined {
  const host = incoming.headers.host ?? 'localhost';
  const target = incoming.url ?? '/';
  if (!/^[\w.:[\]-]+$/.test(host)) return undefined;
  const path = target.startsWith('/') ? target : pathOf(target);
  const url = `${scheme}//${host}${path}`;
  return path !== undefined && URL.canParse(url) ? url : undefined;
}

function pathOf(target: string): string | undefined {
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return undefined;
  const { pathname, search } = new URL(target);
  return pathname + search;
}

function readBody(
  incoming: IncomingMessage,
  told: number,
  limitBytes: number,
): Promise<Buffer | undefined> | Buffer | undefined {
  if (told > limitBytes) return undefined;
  if (told === 0 && incoming.headers['transfer-encoding'] === undefined) {
    incoming.resume();
    return Buffer.alloc(0);
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else resolve(undefined);
    });
    incoming.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    incoming.on('close', () => reject(new Error('The client went away within its request.')));
  });
}

/** Reads on for a while without keeping anything, then lets the connection end. */
export function discard(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, DISCARD_MS);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    let left = DISCARD_BYTES;
    incoming.removeAllListeners('data');
    incoming.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) done();
    });
    incoming.once('end', done).once('close', done);
    incoming.resume();
  });
}

/** Writes an answer; an event stream goes out as it comes, all else in one piece after `before` has settled. */
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
  const body = Buffer.from(await response.arrayBuffer());
  const bodiless = response.status === 204 || response.status === 304 || outgoing.req.method === 'HEAD';
  if (!bodiless) headers.push('content-length', String(body.length));
  outgoing.writeHead(response.status, headers);
  if (options.before) {
    outgoing.write(body);
    await options.before;
    outgoing.end();
  } else {
    outgoing.end(body);
  }
}
