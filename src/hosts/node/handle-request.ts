import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { clientAddress } from '../../http/client-address.ts';
import type { App, RequestContext } from '../../http/request-context.ts';
import { startDeadline } from '../../http/request-deadline.ts';
import { readTraceparent } from '../../http/trace-context.ts';
import type { BodyBudget } from './body-budget.ts';
import type { Connections } from './connections.ts';
import type { Limits } from './host-limits.ts';
import { incomingBody } from './incoming-body.ts';
import { discard, receive, send } from './node-message.ts';

/** The state that all requests to a host share. */
export type HostState = {
  /** The scheme of the public URL, including the colon. */
  readonly scheme: string;
  draining: boolean;
  readonly budget: BodyBudget;
  /** Connections that close after their current response. */
  readonly closing: WeakSet<Socket>;
  readonly connections: Connections;
};

type RequestOptions = {
  readonly app: App;
  readonly limits: Pick<Limits, 'bodyBytes' | 'answer'>;
  readonly trustedProxyHops: number;
};

/** Receives a request, lets the app respond, and sends the response. */
export async function handleRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: RequestOptions,
  state: HostState,
): Promise<void> {
  const { socket } = incoming;
  // RFC 9112, section 9.6: ignore requests that arrive on a connection that is being closed.
  if (state.closing.has(socket)) return;
  const { limits } = options;
  const address = clientAddress(
    incoming.headers['x-forwarded-for'] as string | undefined,
    socket.remoteAddress,
    options.trustedProxyHops,
  );
  const lease = state.budget.open(address);
  let waitsForContinue = incoming.headers.expect !== undefined;
  const body = incomingBody(incoming, {
    limitBytes: limits.bodyBytes,
    lease,
    sendContinue: () => {
      if (waitsForContinue) outgoing.writeContinue();
      waitsForContinue = false;
    },
  });
  try {
    const request = receive(incoming, state.scheme, body?.receive);
    if (request === undefined) {
      state.closing.add(socket);
      outgoing.writeHead(400, { 'content-type': 'text/plain', connection: 'close' });
      outgoing.end('The request target or the Host header is not valid.\n');
      return;
    }
    const deadline = startDeadline(limits.answer);
    outgoing.on('close', () => (outgoing.writableFinished ? deadline.end() : deadline.leave()));
    const requestContext: RequestContext = {
      requestId: randomUUID(),
      address,
      traceparent: readTraceparent(request.headers.get('traceparent')),
      signal: deadline.signal,
    };
    const response = await options.app(request, requestContext);
    const unread = body !== undefined && !body.isWhole();
    body?.stop();
    const last = state.draining || unread;
    if (last) state.closing.add(socket);
    // A client that is still waiting for `100 Continue` does not send its body, so there is nothing to discard.
    await send(response, outgoing, {
      last,
      before: unread && !waitsForContinue ? discard(incoming) : undefined,
    });
  } finally {
    body?.stop();
    lease.end();
  }
}
