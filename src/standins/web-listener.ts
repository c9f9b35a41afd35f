import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

const BODY_LIMIT_BYTES = 1024 * 1024;

/** A fetch-shaped handler as a listener for node:http: 413 for a body beyond 1 MiB, 500 where the handler throws. */
export function webListener(answer: (request: Request) => Promise<Response>): RequestListener {
  return (incoming, outgoing) => {
    respond(incoming, outgoing, answer).catch(() => outgoing.destroy());
  };
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: Request) => Promise<Response>,
): Promise<void> {
  const body = await readBody(incoming);
  const response =
    body === 'too large'
      ? new Response('The body is too large.', { status: 413 })
      : await answer(asRequest(incoming, body)).catch(
          (error: unknown) => new Response(`The stand-in failed: ${String(error)}`, { status: 500 }),
        );
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | 'too large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    // The rest is read and dropped: leaving off would reset the connection before the answer is seen.
    if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return size > BODY_LIMIT_BYTES ? 'too large' : Buffer.concat(chunks);
}

function asRequest(incoming: IncomingMessage, body: Buffer): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = incoming.method ?? 'GET';
  const bodyless = body.byteLength === 0 || method === 'GET' || method === 'HEAD';
  // Only the path matters: the origin of a stand-in is what it listens on, never what a Host header says.
  return new Request(new URL(incoming.url ?? '/', 'http://stand-in.invalid'), {
    method,
    headers,
    ...(bodyless ? {} : { body: new Uint8Array(body) }),
  });
}
