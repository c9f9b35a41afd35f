import type { IncomingMessage } from 'node:http';

import { HttpError } from '../../errors.ts';
import type { ReceiveBody } from '../../http/buffered-body.ts';
import { bodyTooLarge } from '../../http/form.ts';
import type { BodyLease } from './body-budget.ts';

/** The body of a node:http request. Nothing is received before `receive` is called. */
export type IncomingBody = {
  readonly receive: ReceiveBody;
  /** True once the whole body has been received. */
  isWhole(): boolean;
  /** Stops receiving and discards what has been received. */
  stop(): void;
};

type Options = {
  /** The host's own limit, which applies even if the app allows more. */
  readonly limitBytes: number;
  readonly lease: BodyLease;
  /** Asks a client that waits for `100 Continue` to send its body (RFC 9110, section 10.1.1). */
  readonly sendContinue: () => void;
};

/** Returns a request's body; undefined if the request has no body (RFC 9112, section 6.3). */
export function incomingBody(incoming: IncomingMessage, options: Options): IncomingBody | undefined {
  const length = incoming.headers['content-length'];
  const declared = length === undefined ? undefined : Number(length);
  if (incoming.headers['transfer-encoding'] === undefined && (declared ?? 0) === 0) return undefined;
  let whole = false;
  let collection: Collection | undefined;
  return {
    receive: async (allowedBytes) => {
      if (collection !== undefined) throw new TypeError('A body can be received only once.');
      const limitBytes = Math.min(allowedBytes, options.limitBytes);
      if (declared !== undefined) {
        if (declared > limitBytes) throw bodyTooLarge(limitBytes);
        options.lease.reserve(declared);
      }
      options.sendContinue();
      collection = collect(incoming, limitBytes, options.lease);
      const bytes = await collection.bytes;
      whole = true;
      return bytes;
    },
    isWhole: () => whole,
    stop: () => collection?.stop(),
  };
}

type Collection = { readonly bytes: Promise<Uint8Array>; stop(): void };

/** Reserves space for each chunk before storing it. If the space is refused, the rest of the body stays unread. */
function collect(incoming: IncomingMessage, limitBytes: number, lease: BodyLease): Collection {
  const body = growingBuffer();
  let stop = () => {};
  const bytes = new Promise<Uint8Array>((resolve, reject) => {
    const refuse = (error: unknown) => {
      stop();
      reject(error);
    };
    const onData = (chunk: Buffer) => {
      try {
        if (body.size() + chunk.length > limitBytes) throw bodyTooLarge(limitBytes);
        lease.reserve(body.size() + chunk.length);
        body.add(chunk);
      } catch (error) {
        refuse(error);
      }
    };
    const onEnd = () => {
      const whole = body.bytes();
      stop();
      resolve(whole);
    };
    const onClose = () => refuse(new HttpError(499, 'The client disconnected.'));
    stop = () => {
      incoming.off('data', onData).off('end', onEnd).off('close', onClose).pause();
      body.clear();
    };
    incoming.on('data', onData).on('end', onEnd).on('close', onClose);
  });
  return { bytes, stop: () => stop() };
}

/**
 * Concatenates chunks by copying them, because a one-byte chunk that is kept separately occupies a hundred bytes. A
 * single chunk is not copied.
 */
function growingBuffer() {
  let buffer: Buffer = Buffer.alloc(0);
  let size = 0;
  return {
    size: () => size,
    add(chunk: Buffer): void {
      if (size === 0) buffer = chunk;
      else {
        if (size + chunk.length > buffer.length) {
          const grown = Buffer.allocUnsafe(Math.max(2 * size, size + chunk.length));
          buffer.copy(grown, 0, 0, size);
          buffer = grown;
        }
        chunk.copy(buffer, size);
      }
      size += chunk.length;
    },
    bytes: () => buffer.subarray(0, size),
    clear(): void {
      buffer = Buffer.alloc(0);
      size = 0;
    },
  };
}
