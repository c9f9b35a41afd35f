import { fraction } from '../base/random.ts';
import { waitedOut } from '../base/wait.ts';
import { ClaimsChallengeError, ToolError } from '../errors.ts';
import { isPermission, type Permission } from '../policy/decision.ts';
import type { GraphContext, GraphDependencies } from './graph-context.ts';
import { budgetKey } from './limits/graph-limits.ts';
import { sendToGraph, type SendDetails } from './limits/limited-send.ts';
import { pauseBeforeRetry } from './limits/retry-delay.ts';
import type { Repeat } from './request/graph-request.ts';
import { claimsOf } from './response/claims-challenge.ts';
import { mayHaveHappened, type AnyOutcome, type Loss } from './response/outcome.ts';

/** Throws `ToolError('refused_by_policy')` unless policy issued the permission. */
export function checkPermission(permission: Permission): void {
  if (isPermission(permission)) return;
  throw new ToolError('refused_by_policy', 'No rule permits this request, so it was not sent.');
}

/** A request to send. `exchange` makes the request once and never throws. */
export type GraphSend<T extends AnyOutcome> = SendDetails & {
  readonly repeat: Repeat;
  readonly logsRetries: boolean;
  readonly exchange: (clientRequestId: string, token: string) => Promise<T>;
};

export type Sent<T extends AnyOutcome> = {
  /** The outcome of the last attempt. */
  readonly outcome: T | Loss;
  /** Whether an earlier attempt may have taken effect. */
  readonly earlierMayHaveHappened: boolean;
  readonly heldScopes: readonly string[];
};

/**
 * Sends a request with the user's token, within all limits, and retries it if that is safe. After a claims challenge,
 * sends it again with a token that satisfies the claims. Throws `ClaimsChallengeError` after a second challenge.
 */
export async function send<T extends AnyOutcome>(
  dependencies: GraphDependencies,
  request: GraphSend<T>,
): Promise<Sent<T>> {
  const { context, repeat, logsRetries } = request;
  let earlierMayHaveHappened = false;
  const sendWith = (token: string): Promise<T | Loss> =>
    retry<T | Loss>(dependencies, context, {
      requests: 1,
      attempt: () => sendToGraph(dependencies, request, (id) => request.exchange(id, token)),
      pauseAfter: (outcome, attempts) => {
        const pauseMs = pauseFor(dependencies, context, outcome, { repeat, attempts });
        if (pauseMs !== undefined && logsRetries) {
          const { requestId } = context;
          dependencies.log.info('graph_repeat', { requestId, attempts, pauseMs: Math.round(pauseMs) });
        }
        return pauseMs;
      },
      beforeRetry: (outcome) => {
        earlierMayHaveHappened ||= mayHaveHappened(outcome);
      },
    });

  const current = await context.token();
  let outcome = await sendWith(current.token);
  const claims = claimsOf(outcome);
  if (claims !== undefined) {
    outcome = await sendWith((await context.token(claims)).token);
    const secondClaims = claimsOf(outcome);
    if (secondClaims !== undefined) throw new ClaimsChallengeError(secondClaims);
  }
  return { outcome, earlierMayHaveHappened, heldScopes: current.scopes };
}

export type Retry<T> = {
  /** Number of new requests to credit to the retry budget; 0 if the attempts continue an earlier request. */
  readonly requests: number;
  readonly attempt: (attempts: number) => Promise<T>;
  /**
   * Returns how many milliseconds to wait before the next attempt, or undefined to stop with this result. See
   * `pauseFor`.
   */
  readonly pauseAfter: (result: T, attempts: number) => number | undefined;
  /** Called after the pause, before the next attempt. */
  readonly beforeRetry?: (result: T) => void;
};

/**
 * Repeats `attempt` until `pauseAfter` returns undefined. If the signal aborts during a pause, returns the last result.
 */
export async function retry<T>(
  { limits, pause }: Pick<GraphDependencies, 'limits' | 'pause'>,
  { person, signal }: GraphContext,
  { requests, attempt, pauseAfter, beforeRetry }: Retry<T>,
): Promise<T> {
  if (requests > 0) limits.retryBudget.earn(budgetKey(person), requests);
  for (let attempts = 1; ; attempts += 1) {
    const result = await attempt(attempts);
    const pauseMs = pauseAfter(result, attempts);
    if (pauseMs === undefined || !(await waitedOut(pauseMs, signal, pause))) return result;
    beforeRetry?.(result);
  }
}

export type RetryDetails = {
  readonly repeat: Repeat;
  /** Attempts made so far. */
  readonly attempts: number;
  /** True if the retry does not count against the retry budget. */
  readonly isFree?: boolean;
};

/**
 * Returns how many milliseconds to wait before retrying a request, or undefined if it must not be retried. Charges a
 * retry to the retry budget.
 */
export function pauseFor(
  { limits, now, random }: Pick<GraphDependencies, 'limits' | 'now' | 'random'>,
  { person }: GraphContext,
  outcome: AnyOutcome,
  { repeat, attempts, isFree = false }: RetryDetails,
): number | undefined {
  if (outcome.kind === 'stream') return undefined;
  const pauseMs = pauseBeforeRetry(outcome, repeat, {
    attempts,
    now: now(),
    fraction: () => fraction(random),
  });
  const isAllowed = pauseMs !== undefined && (isFree || limits.retryBudget.spend(budgetKey(person)));
  return isAllowed ? pauseMs : undefined;
}
