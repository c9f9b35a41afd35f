import type { Permission } from '../../policy/decision.ts';
import type { GraphContext, GraphDependencies } from '../graph-context.ts';
import { sendToHost, type SendFacts } from '../limits/limited-send.ts';
import type { GraphRequest } from '../request/graph-request.ts';
import { operationName } from '../request/graph-url.ts';
import type { AnyOutcome } from '../response/outcome.ts';
import { pauseFor, retry } from '../send.ts';
import type { Wire } from '../transport.ts';
import type { StreamExchange } from './stream.ts';

/** A request that policy has permitted, and its call. */
export type TransferRequest = {
  readonly permission: Permission;
  readonly request: GraphRequest;
  readonly context: GraphContext;
};

export type TransferDependencies = GraphDependencies & {
  /** Whether content may be on this machine, as it is for stand-ins. */
  readonly loopback: boolean;
};

export type TransferClient = {
  readonly dependencies: TransferDependencies;
  readonly exchange: StreamExchange;
};

/** Without the headers that every request has. */
export type ContentWire = Pick<Wire, 'url' | 'method' | 'headers' | 'body'>;

/** Names an exchange in logs without the URL of the content. */
export function factsOf({ request, context }: TransferRequest, method: Wire['method']): SendFacts {
  return { context, request, operation: `${operationName({ ...request, method })} content` };
}

/** Makes one exchange with a content host, which gets no token. */
export function askHostOnce(
  { dependencies, exchange }: TransferClient,
  transfer: TransferRequest,
  wire: ContentWire,
): Promise<AnyOutcome> {
  const { signal } = transfer.context;
  const exchangeOnce = (clientRequestId: string): Promise<AnyOutcome> =>
    exchange({ ...wire, headers: { ...wire.headers, 'client-request-id': clientRequestId }, signal });
  return sendToHost(dependencies, factsOf(transfer, wire.method), exchangeOnce, wire.url.host);
}

/** Makes an exchange with a content host, repeated if it fails. */
export function askHost(
  client: TransferClient,
  transfer: TransferRequest,
  wire: ContentWire,
): Promise<AnyOutcome> {
  const { dependencies } = client;
  const { context } = transfer;
  return retry(dependencies, context, {
    requests: 1,
    attempt: () => askHostOnce(client, transfer, wire),
    pauseAfter: (outcome, attempts) => pauseFor(dependencies, context, outcome, { repeat: 'safe', attempts }),
  });
}
