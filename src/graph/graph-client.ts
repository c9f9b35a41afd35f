import type { Permission } from '../policy/decision.ts';
import type { GraphContext, GraphDependencies } from './graph-context.ts';
import { withConsistency } from './request/consistency.ts';
import type { GraphAnswer, GraphRequest } from './request/graph-request.ts';
import { graphUrl, operationName } from './request/graph-url.ts';
import { errorOf } from './response/graph-failure.ts';
import { readAnswer } from './response/read-answer.ts';
import { checkPermission, send } from './send.ts';
import { createTransport } from './transport.ts';

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

/** Creates the client for Microsoft Graph: one origin, one connection pool, no call without a permission. */
export function createGraph(dependencies: GraphDependencies): GraphCaller {
  const { origin, now, silenceMs } = dependencies;
  const exchange = createTransport(silenceMs);
  return async (permission, given, context) => {
    checkPermission(permission);
    const request = withConsistency(given);
    const url = graphUrl(origin, request);
    const { headers, body } = contentOf(request);
    const { outcome, earlierMayHaveHappened, heldScopes } = await send(dependencies, {
      context,
      request,
      operation: operationName(request),
      repeat: request.repeat,
      logsRepeats: true,
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
    if (outcome.kind === 'reply' && outcome.status >= 200 && outcome.status < 300) {
      return readAnswer(outcome, request);
    }
    const neededScopes = context.neededScopes ?? [];
    throw errorOf(outcome, { request, neededScopes, heldScopes, now: now(), earlierMayHaveHappened });
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
