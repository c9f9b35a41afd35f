import type { Permission } from '../../policy/decision.ts';
import type { GraphContext, GraphDependencies } from '../graph-context.ts';
import { sendToHost, type SendDetails } from '../limits/limited-send.ts';
import type { GraphRequest } from '../request/graph-request.ts';
import { operationName } from '../request/graph-url.ts';
import type { AnyOutcome } from '../response/outcome.ts';
import { pauseFor, retry } from '../send.ts';
import type { Wire } from '../transport.ts';
import type { StreamExchange } from './stream.ts';

/** A request that policy has permitted, with the context of its call. */
export type TransferRequest = {
  readonly permission: Permission;
  readonly request: GraphRequest;
  readonly context: GraphContext;
};

export type TransferDependencies = GraphDependencies & {
  /** Whether content URLs may point to this machine, as they do with the stand-ins. */
  readonly loopback: boolean;
};

export type TransferClient = {
  readonly dependencies: TransferDependencies;
  readonly exchange: StreamExchange;
};

/** A request to a content host, without the headers that are added to every request. */
export type ContentWire = Pick<Wire, 'url' | 'method' | 'headers' | 'body'>;

/** Returns a request's details for the log and telemetry, without the content URL. */
export function detailsOf({ request, context }: TransferRequest, method: Wire['method']): SendDetails {
  return { context, request, operation: `${operationName({ ...request, method })} content` };
}

/** Sends a request to a content host once, without a token. */
export function requestFromHostOnce(
  { dependencies, exchange }: TransferClient,
  transfer: TransferRequest,
  wire: ContentWire,
): Promise<AnyOutcome> {
  const { signal } = transfer.context;
  const exchangeOnce = (clientRequestId: string): Promise<AnyOutcome> =>
    exchange({ ...wire, headers: { ...wire.headers, 'client-request-id': clientRequestId }, signal });
  return sendToHost(dependencies, detailsOf(transfer, wire.method), exchangeOnce, wire.url.host);
}

/** Sends a request to a content host and retries it if it fails. */
export function requestFromHost(
  client: TransferClient,
  transfer: TransferRequest,
  wire: ContentWire,
): Promise<AnyOutcome> {
  const { dependencies } = client;
  const { context } = transfer;
  return retry(dependencies, context, {
    requests: 1,
    attempt: () => requestFromHostOnce(client, transfer, wire),
    pauseAfter: (outcome, attempts) => pauseFor(dependencies, context, outcome, { repeat: 'safe', attempts }),
  });
}
