import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * Adapts a fetch-style handler to node:http. Responds with 413 to a body over 1 MiB and with 500 if the handler throws.
 */
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
    // Read and discard the rest of the body. Stopping here would reset the connection before the client receives the
    // response.
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
  // Use only the path and query: a stand-in never takes its origin from the Host header.
  return new Request(new URL(incoming.url ?? '/', 'http://stand-in.invalid'), {
    method,
    headers,
    ...(bodyless ? {} : { body: new Uint8Array(body) }),
  });
}
