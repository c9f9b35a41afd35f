import { createLazily } from './create-lazily.ts';

/*
 * Requests whose body is in memory or not yet received, and responses whose body is in memory. The platform turns every
 * body into a stream, and passing a body through a stream takes more CPU time than a minimal server needs for a whole
 * response. These classes create a stream only on demand.
 */

type Head = { readonly url: string; readonly method: string; readonly headers: Headers };

/**
 * Receives a request body. Stops and throws `HttpError` 413 once the body exceeds `limitBytes`. Can be called only
 * once.
 */
export type ReceiveBody = (limitBytes: number) => Promise<Uint8Array>;

type Unread = { readonly receive: ReceiveBody; limitBytes: number };

/** Requests whose body the host receives only when a handler reads it. */
const unreadBodies = new WeakMap<Request, Unread>();

/** Creates a request with this body, or with no body if `body` is empty. `url` must be absolute. */
export function requestWith(body: Uint8Array | ReceiveBody, head: Head): Request {
  if (typeof body === 'function') return requestReceiving(body, head);
  const init = { ...head, ...(body.length > 0 && { body }) };
  return createLazily(
    Request.prototype,
    { ...head, ...readers(async () => body) },
    () => new Request(head.url, init),
  );
}

function requestReceiving(receive: ReceiveBody, head: Head): Request {
  const unread: Unread = { receive, limitBytes: Number.POSITIVE_INFINITY };
  const receiveWithinLimit = () => receive(unread.limitBytes);
  const body = () =>
    new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const bytes = await receiveWithinLimit();
          if (bytes.length > 0) controller.enqueue(bytes);
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
  const request = createLazily(
    Request.prototype,
    { ...head, ...readers(receiveWithinLimit) },
    () => new Request(head.url, { ...head, body: body(), duplex: 'half' }),
  );
  unreadBodies.set(request, unread);
  return request;
}

/** Limits how much of the body is received. The host's own limit still applies. */
export function limitBody(request: Request, limitBytes: number): void {
  const unread = unreadBodies.get(request);
  if (unread !== undefined) unread.limitBytes = limitBytes;
}

/**
 * Receives the body, up to the smaller of `limitBytes` and the route's limit. Returns undefined if the body is already
 * in memory.
 */
export function receiveBody(request: Request, limitBytes: number): Promise<Uint8Array> | undefined {
  const unread = unreadBodies.get(request);
  return unread?.receive(Math.min(limitBytes, unread.limitBytes));
}

/** A body in memory: a string, or a list of byte arrays, each of which can be shared by several responses. */
export type BufferedBody = string | readonly Uint8Array[];

const buffered = new WeakMap<Response, BufferedBody>();

/** Creates a 200 response with this body. */
export function answerWith(body: BufferedBody, headers: Headers): Response {
  const head = { status: 200, ok: true, headers };
  const bytes = () => Buffer.concat(typeof body === 'string' ? [Buffer.from(body)] : body);
  const response = createLazily(
    Response.prototype,
    { ...head, ...readers(async () => bytes()) },
    () => new Response(bytes(), head),
  );
  buffered.set(response, body);
  return response;
}

/**
 * Returns the body of a response from `answerWith`; undefined for any other response. A host can send this body without
 * copying it.
 */
export function bufferedBody(response: Response): BufferedBody | undefined {
  return buffered.get(response);
}

function readers(read: () => Promise<Uint8Array>): Pick<Response, 'text' | 'arrayBuffer'> {
  return {
    text: async () => new TextDecoder().decode(await read()),
    arrayBuffer: async () => new Uint8Array(await read()).buffer,
  };
}
