import type { Permission } from '../../policy/decision.ts';
import type { GraphContext, GraphDependencies } from '../graph-context.ts';
import { sendToHost, type SendFacts } from '../limits/limited-send.ts';
import type { GraphRequest } from '../request/graph-request.ts';
import { operationName } from '../request/graph-url.ts';
import type { AnyOutcome } from '../response/outcome.ts';
import { pauseFor, retry } from '../send.ts';
import type { Wire } from '../transport.ts';
import type { StreamExchange } from './stream.ts';

/** A request to Graph that policy has permitted, and the call that it belongs to. */
export type TransferRequest = {
  readonly permission: Permission;
  readonly request: GraphRequest;
  readonly context: GraphContext;
};

/** What transfers need. */
export type TransferDependencies = GraphDependencies & {
  /** Whether content may lie on this machine, as that of a stand-in does. */
  readonly loopback: boolean;
};

/** What all transfers share. */
export type TransferClient = {
  readonly dependencies: TransferDependencies;
  readonly exchange: StreamExchange;
};

/** A request as it goes over the wire, but for the headers that every one has. */
export type ContentWire = Pick<Wire, 'url' | 'method' | 'headers' | 'body'>;

/** What an exchange of a transfer is called in logs: never by the address of the content. */
export function factsOf({ request, context }: TransferRequest, method: Wire['method']): SendFacts {
  return { context, request, operation: `${operationName({ ...request, method })} content` };
}

/** Makes one exchange with a content host, without a token. */
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

/** Makes an exchange with a content host, repeated like a request that is safe to repeat. */
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
