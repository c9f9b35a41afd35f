import { operationName } from './request/graph-url.ts';
import type { GraphContext, GraphNeeds } from './graph-context.ts';
import type { Outcome } from './response/outcome.ts';
import { passToGraph } from './limits/limited-send.ts';
import type { GraphRequest } from './request/graph-request.ts';
import { createTransport } from './transport.ts';

/** One request with what it is made for and where it goes. */
export type Call = { readonly context: GraphContext; readonly request: GraphRequest; readonly url: URL };

/** Sends a request once, when its mailbox has a place free and its service is not being spared. */
export type Attempt = (call: Call, token: string) => Promise<Outcome>;

/** Opens the way over the wire, within the bounds that all doors to Graph share. */
export function createAttempt(needs: GraphNeeds): Attempt {
  const exchange = createTransport(needs.silenceMs);
  return ({ context, request, url }, token) => {
    const { headers, body } = contentOf(request);
    return passToGraph(needs, {
      context,
      request,
      operation: operationName(request),
      exchange: (clientRequestId) =>
        exchange({
          url,
          method: request.method,
          headers: {
            accept: 'application/json',
            ...headers,
            ...request.headers,
            'client-request-id': clientRequestId,
            authorization: `Bearer ${token}`,
          },
          body,
          signal: context.signal,
        }),
    });
  };
}

/** A body as it goes over the wire: text and bytes as they are (the request names their type), anything else as JSON. */
function contentOf(request: GraphRequest): {
  headers: Record<string, string>;
  body: string | Uint8Array | null;
} {
  const { body } = request;
  if (body === undefined) return { headers: {}, body: null };
  if (typeof body === 'string' || body instanceof Uint8Array) return { headers: {}, body };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
