import { fraction } from '../base/random.ts';
import { waitedOut } from '../base/wait.ts';
import { ClaimsChallengeError, ToolError } from '../errors.ts';
import { isPermission, type Permission } from '../policy/decision.ts';
import type { GraphContext, GraphDependencies } from './graph-context.ts';
import { budgetKey } from './limits/graph-limits.ts';
import { sendToGraph, type SendFacts } from './limits/limited-send.ts';
import { pauseBeforeRepeat } from './limits/retry-delay.ts';
import type { Repeat } from './request/graph-request.ts';
import { claimsOf } from './response/claims-challenge.ts';
import { mayHaveHappened, type AnyOutcome, type Loss } from './response/outcome.ts';

/** Throws `ToolError('refused_by_policy')` unless the permission is one that policy gave. */
export function checkPermission(permission: Permission): void {
  if (isPermission(permission)) return;
  throw new ToolError('refused_by_policy', 'No rule permits this request, so it was not made.');
}

/** A request to Graph: how often it may be made, and how to make it once. `exchange` never throws. */
export type GraphSend<T extends AnyOutcome> = SendFacts & {
  readonly repeat: Repeat;
  readonly logsRepeats: boolean;
  readonly exchange: (clientRequestId: string, token: string) => Promise<T>;
};

/** The outcome of the last attempt, and what is known besides. */
export type Sent<T extends AnyOutcome> = {
  readonly outcome: T | Loss;
  /** Whether an attempt before the last may have been carried out. */
  readonly earlierMayHaveHappened: boolean;
  readonly heldScopes: readonly string[];
};

/**
 * Sends a request with the person's token, within all limits, and repeats it where that is safe. A claims challenge is
 * answered once with a token that satisfies it; a second one throws `ClaimsChallengeError`.
 */
export async function send<T extends AnyOutcome>(
  dependencies: GraphDependencies,
  request: GraphSend<T>,
): Promise<Sent<T>> {
  const { context, repeat, logsRepeats } = request;
  let earlierMayHaveHappened = false;
  const sendWith = (token: string): Promise<T | Loss> =>
    retry<T | Loss>(dependencies, context, {
      requests: 1,
      attempt: () => sendToGraph(dependencies, request, (id) => request.exchange(id, token)),
      pauseAfter: (outcome, attempts) => {
        const pauseMs = pauseFor(dependencies, context, outcome, { repeat, attempts });
        if (pauseMs !== undefined && logsRepeats) {
          const { requestId } = context;
          dependencies.log.info('graph_repeat', { requestId, attempts, pauseMs: Math.round(pauseMs) });
        }
        return pauseMs;
      },
      beforeRepeat: (outcome) => {
        earlierMayHaveHappened ||= mayHaveHappened(outcome);
      },
    });

  const held = await context.token();
  let outcome = await sendWith(held.token);
  const claims = claimsOf(outcome);
  if (claims !== undefined) {
    outcome = await sendWith((await context.token(claims)).token);
    const again = claimsOf(outcome);
    if (again !== undefined) throw new ClaimsChallengeError(again);
  }
  return { outcome, earlierMayHaveHappened, heldScopes: held.scopes };
}

/** What differs from one retry loop to another. */
export type Retry<T> = {
  /** How many new requests the retry budget counts: none where a request is only continued. */
  readonly requests: number;
  readonly attempt: (attempts: number) => Promise<T>;
  /** Milliseconds before the next attempt; undefined to stop with this result. See `pauseFor`. */
  readonly pauseAfter: (result: T, attempts: number) => number | undefined;
  /** Called after the pause. */
  readonly beforeRepeat?: (result: T) => void;
};

/** The retry loop. If the call's time is over during a pause, the result that led to the pause is returned. */
export async function retry<T>(
  { limits, pause }: Pick<GraphDependencies, 'limits' | 'pause'>,
  { person, signal }: GraphContext,
  { requests, attempt, pauseAfter, beforeRepeat }: Retry<T>,
): Promise<T> {
  if (requests > 0) limits.retryBudget.earn(budgetKey(person), requests);
  for (let attempts = 1; ; attempts += 1) {
    const result = await attempt(attempts);
    const pauseMs = pauseAfter(result, attempts);
    if (pauseMs === undefined || !(await waitedOut(pauseMs, signal, pause))) return result;
    beforeRepeat?.(result);
  }
}

/** How a request may be repeated. */
export type RepeatFacts = {
  readonly repeat: Repeat;
  /** Attempts made so far. */
  readonly attempts: number;
  /** Whether the retry budget is left alone. */
  readonly isFree?: boolean;
};

/** The pause in milliseconds before a request is repeated; undefined where it must not be, or the retry budget is empty. */
export function pauseFor(
  { limits, now, random }: Pick<GraphDependencies, 'limits' | 'now' | 'random'>,
  { person }: GraphContext,
  outcome: AnyOutcome,
  { repeat, attempts, isFree = false }: RepeatFacts,
): number | undefined {
  if (outcome.kind === 'stream') return undefined;
  const pauseMs = pauseBeforeRepeat(outcome, repeat, {
    attempts,
    now: now(),
    fraction: () => fraction(random),
  });
  const isAllowed = pauseMs !== undefined && (isFree || limits.retryBudget.spend(budgetKey(person)));
  return isAllowed ? pauseMs : undefined;
}
