import type { Permission } from '../policy/decision.ts';
import type { GraphContext, GraphDependencies } from './graph-context.ts';
import { asAdvancedQuery, withConsistency } from './request/consistency.ts';
import type { GraphAnswer, GraphRequest } from './request/graph-request.ts';
import { graphUrl, operationName } from './request/graph-url.ts';
import { errorOf } from './response/graph-failure.ts';
import { readAnswer } from './response/read-answer.ts';
import { checkPermission, send } from './send.ts';
import { createTransport } from './transport.ts';

/**
 * Sends a Graph request that policy has permitted. Retries it, if that is safe, until the signal aborts. Throws
 * `ToolError`, `ClaimsChallengeError` if the user has to sign in again, and any error from `context.token`.
 */
export type GraphCaller = (
  permission: Permission,
  request: GraphRequest,
  context: GraphContext,
) => Promise<GraphAnswer>;

export function createGraph(dependencies: GraphDependencies): GraphCaller {
  const { origin, now, silenceMs } = dependencies;
  const exchange = createTransport(silenceMs);
  const deliver = (request: GraphRequest, context: GraphContext) => {
    const url = graphUrl(origin, request);
    const { headers, body } = contentOf(request);
    return send(dependencies, {
      context,
      request,
      operation: operationName(request),
      repeat: request.repeat,
      logsRetries: true,
      exchange: (clientRequestId, token) =>
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
  return async (permission, given, context) => {
    checkPermission(permission);
    let request = withConsistency(given);
    let sent = await deliver(request, context);
    const advanced = asAdvancedQuery(request, sent.outcome);
    if (advanced !== undefined) {
      request = advanced;
      sent = await deliver(request, context);
    }
    const { outcome, earlierMayHaveHappened, heldScopes } = sent;
    if (outcome.kind === 'reply' && outcome.status >= 200 && outcome.status < 300) {
      return readAnswer(outcome, request);
    }
    const neededScopes = context.neededScopes ?? [];
    throw errorOf(outcome, {
      request,
      neededScopes,
      heldScopes,
      prerequisites: context.prerequisites,
      now: now(),
      earlierMayHaveHappened,
    });
  };
}

/**
 * Returns the body to send. Text and bytes are sent unchanged, with the content type that the request sets; anything
 * else is sent as JSON.
 */
function contentOf(request: GraphRequest): {
  headers: Record<string, string>;
  body: string | Uint8Array | null;
} {
  const { body } = request;
  if (body === undefined) return { headers: {}, body: null };
  if (typeof body === 'string' || body instanceof Uint8Array) return { headers: {}, body };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
