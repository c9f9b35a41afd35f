import { ClaimsChallengeError, ToolError } from '../errors.ts';
import { isPermission, type Permission } from '../policy/decision.ts';
import { addressOf } from './request/graph-url.ts';
import { readAnswer } from './response/read-answer.ts';
import { createAttempt, type Attempt, type Call } from './attempt.ts';
import { purseOf } from './limits/graph-limits.ts';
import { claimsOf } from './response/claims-challenge.ts';
import { fraction } from '../base/random.ts';
import { withConsistency } from './request/consistency.ts';
import { failureOf, lossOf } from './response/graph-failure.ts';
import { mayHaveActed, type Outcome } from './response/outcome.ts';
import type { GraphContext, GraphNeeds } from './graph-context.ts';
import { waitedOut } from '../base/wait.ts';
import type { GraphAnswer, GraphRequest } from './request/graph-request.ts';
import { pauseBeforeRepeat } from './limits/retry-delay.ts';

/**
 * Makes one Graph request that policy has permitted, repeated where that is safe, all within the signal. Throws
 * `ToolError` for what the model can act on, `ClaimsChallengeError` where the person has to sign in again, and
 * whatever `token` throws.
 */
export type GraphCaller = (
  permission: Permission,
  request: GraphRequest,
  context: GraphContext,
) => Promise<GraphAnswer>;

/** The parts that all calls share. */
type Parts = { readonly needs: GraphNeeds; readonly attempt: Attempt };

/** Opens the door to Microsoft Graph: one origin, one pool of connections, no call without a permission. */
export function createGraph(needs: GraphNeeds): GraphCaller {
  const parts = { needs, attempt: createAttempt(needs) };
  return async (permission, request, context) => {
    if (!isPermission(permission)) {
      throw new ToolError('refused_by_policy', 'No rule permits this request, so it was not made.');
    }
    const prepared = withConsistency(request);
    const url = addressOf(needs.origin, prepared);
    return answerTo(parts, { context, request: prepared, url });
  };
}

async function answerTo(parts: Parts, call: Call): Promise<GraphAnswer> {
  const { context, request } = call;
  const held = await context.token();
  const first = await repeated(parts, call, held.token);
  const claims = claimsOf(first.outcome);
  const second =
    claims === undefined ? first : await repeated(parts, call, (await context.token(claims)).token);
  const { outcome } = second;
  const acted = first.acted || second.acted;
  if (outcome.kind !== 'reply') throw lossOf(outcome, { request, acted });
  if (outcome.status >= 200 && outcome.status < 300) return readAnswer(outcome, request);
  const challenge = claimsOf(outcome);
  if (challenge !== undefined) throw new ClaimsChallengeError(challenge);
  throw failureOf(outcome, {
    request,
    neededScopes: context.neededScopes ?? [],
    heldScopes: held.scopes,
    now: parts.needs.now(),
    acted,
  });
}

/** The outcome of the last attempt, and whether one before it may have been carried out. */
type Tried = { readonly outcome: Outcome; readonly acted: boolean };

/**
 * Tries up to three times, as long as the person's budget lasts; when the time is over during a pause, the answer
 * that led to the pause is the outcome.
 */
async function repeated({ attempt, needs }: Parts, call: Call, token: string): Promise<Tried> {
  const { context, request } = call;
  const { budget } = needs.bounds;
  const purse = purseOf(context.person);
  budget.earn(purse);
  let acted = false;
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await attempt(call, token);
    const pauseMs = pauseBeforeRepeat(outcome, request.repeat, {
      attempts,
      now: needs.now(),
      chance: () => fraction(needs.random),
    });
    if (pauseMs === undefined || !budget.spend(purse)) return { outcome, acted };
    needs.log.info('graph_repeat', { requestId: context.requestId, attempts, pauseMs: Math.round(pauseMs) });
    if (!(await waitedOut(pauseMs, context.signal, needs.pause))) return { outcome, acted };
    acted ||= mayHaveActed(outcome);
  }
}
