import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { readLimited } from '../../base/read-limited.ts';
import type { Reply } from './graph-call.ts';
import { GraphError } from './graph-errors.ts';
import type { Delivery } from './faults/apply-fault.ts';

/** Maximum size of a request body in bytes. An upload chunk can have up to 60 MiB. */
const MAX_BODY = 64 * 1024 * 1024;

/** Reads the body. Throws 413 if it exceeds the limit. */
export async function readRequestBody(request: IncomingMessage): Promise<Buffer> {
  const body = await readLimited(request, MAX_BODY);
  if (body === undefined) throw new GraphError(413, 'RequestEntityTooLarge', 'The request is too large.');
  return body;
}

/** Sends the response. Returns its status, or 0 if no response was sent. */
export async function sendReply(
  response: ServerResponse,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<number> {
  if (delivery.how === 'never') return 0;
  if (delivery.how === 'cut') {
    response.destroy();
    return 0;
  }
  const { status } = delivery.reply;
  const body = bytesOf(delivery.reply);
  response.writeHead(status, { ...headersOf(delivery.reply), 'content-length': body.length });
  if (delivery.how === 'whole') response.end(body);
  else if (delivery.how === 'half')
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  else await drip(response, body, delivery.milliseconds, signal);
  return status;
}

function headersOf(reply: Reply): Record<string, string> {
  return {
    ...(reply.body !== undefined && { 'content-type': 'application/json;odata.metadata=minimal' }),
    'cache-control': 'no-cache',
    ...reply.headers,
  };
}

function bytesOf(reply: Reply): Buffer {
  if (reply.body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(reply.body)) return reply.body;
  return Buffer.from(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
}

async function drip(
  response: ServerResponse,
  body: Buffer,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  for (const byte of body) {
    if (response.destroyed || signal.aborted) return;
    response.write(Buffer.from([byte]));
    await delay(milliseconds, undefined, { signal }).catch(() => undefined);
  }
  response.end();
}
