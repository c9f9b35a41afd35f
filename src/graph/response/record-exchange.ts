import { requestIdOf } from './graph-failure.ts';
import type { GraphContext, GraphDependencies } from '../graph-context.ts';
import type { AnyOutcome } from './outcome.ts';

export type ExchangeDetails = {
  readonly operation: string;
  readonly ms: number;
  readonly clientRequestId: string;
};

/** Reports an exchange to telemetry, and logs it if it failed. Does not record content, tokens or item ids. */
export function recordExchange(
  { telemetry, log }: Pick<GraphDependencies, 'telemetry' | 'log'>,
  { requestId, traceparent }: GraphContext,
  outcome: AnyOutcome,
  { operation, ms, clientRequestId }: ExchangeDetails,
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
