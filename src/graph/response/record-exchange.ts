import { requestIdOf } from './graph-failure.ts';
import type { GraphContext, GraphDependencies } from '../graph-context.ts';
import type { AnyOutcome } from './outcome.ts';

/** What an exchange was, without a word of what it carried. */
export type ExchangeFacts = {
  readonly operation: string;
  readonly ms: number;
  readonly clientRequestId: string;
};

/** Tells telemetry of an exchange with Graph, and the log of one that failed. */
export function recordExchange(
  { telemetry, log }: Pick<GraphDependencies, 'telemetry' | 'log'>,
  { requestId, traceparent }: GraphContext,
  outcome: AnyOutcome,
  { operation, ms, clientRequestId }: ExchangeFacts,
): void {
  const status = outcome.kind === 'reply' || outcome.kind === 'stream' ? outcome.status : 0;
  const ok = status >= 200 && status < 400;
  telemetry.dependency({ target: 'Graph', name: operation, status, ok, ms, requestId, traceparent });
  if (ok) return;
  log.warn('graph_failure', {
    requestId,
    operation,
    outcome: outcome.kind,
    status,
    ms,
    clientRequestId,
    graphRequestId: outcome.kind === 'reply' ? requestIdOf(outcome) : undefined,
  });
}
