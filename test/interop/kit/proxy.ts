import { request, type IncomingMessage, type ServerResponse } from 'node:http';

import { listen, type Listening } from '../../../src/standins/listen.ts';

/** The origin to forward a request to, and the headers to add. */
export type Route = { readonly origin: string; readonly headers?: Readonly<Record<string, string>> };

/** Connection-specific headers (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = ['connection', 'keep-alive'];

/**
 * Starts a loopback proxy that forwards every request unchanged, including Host and Origin, to the origin that `route`
 * returns, and streams the response.
 */
export function startProxy(route: (request: IncomingMessage) => Route): Promise<Listening> {
  return listen((incoming, reply) => forward(incoming, reply, route(incoming)));
}

function forward(incoming: IncomingMessage, reply: ServerResponse, { origin, headers }: Route): void {
  const onward = request(origin + (incoming.url ?? '/'), {
    method: incoming.method,
    headers: { ...incoming.headers, ...headers },
    setHost: false,
  });
  onward.on('response', (answer) => {
    for (const name of HOP_BY_HOP) delete answer.headers[name];
    reply.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(reply);
  });
  onward.on('error', () => reply.destroy());
  reply.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
