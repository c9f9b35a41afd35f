import type { GraphToken, OnBehalfOf } from '../entra/entra-types.ts';
import { ToolError } from '../errors.ts';
import type { BatchCaller } from '../graph/batch.ts';
import type { GraphCaller } from '../graph/graph-client.ts';
import type { GraphContext } from '../graph/graph-context.ts';
import { createScopeOfRequest } from '../graph/operations/scopes/scopes-of-request.ts';
import { fewerRows } from '../graph/request/fewer-rows.ts';
import type { GraphAnswer, GraphRequest } from '../graph/request/graph-request.ts';
import type { Caller } from '../policy/caller.ts';
import { isPermission, type Permission } from '../policy/decision.ts';
import { onlyReads } from '../policy/path-rules.ts';
import type { Policy } from '../policy/policy.ts';
import type { FileAccess, Tool } from '../tools/define.ts';
import type { AnswerCache } from '../graph/response/answer-cache.ts';
import type { CallAudit } from './call-audit.ts';
import type { OpenFileAccess } from './file-access.ts';
import type { CallContext } from './job.ts';
import type { ServiceMemory } from './catalogue/service-memory.ts';

/** One call's access to Graph. Policy decides on each request, and each is audited. */
export type GraphGateway = {
  /**
   * Sends one request. If the response is too large, a list is requested again with fewer rows; the response then has a
   * link to the next page. Throws `ToolError('refused_by_policy')` if policy refuses the request.
   */
  readonly graph: (request: GraphRequest) => Promise<GraphAnswer>;
  /**
   * Sends several requests in one round trip. Throws `ToolError('refused_by_policy')` if policy refuses any of them.
   */
  readonly batch: (requests: readonly GraphRequest[]) => Promise<readonly (GraphAnswer | ToolError)[]>;
  readonly files: FileAccess;
  /** Returns the call's On-Behalf-Of token. It is acquired on first use, and again if `claims` are given. */
  readonly token: (claims?: string) => Promise<GraphToken>;
};

export type GatewayUse = {
  readonly tool: Tool;
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: CallContext;
  readonly audit: CallAudit;
  /** Aborts at the call's deadline. */
  readonly signal: AbortSignal;
};

export type OpenGraphGateway = (use: GatewayUse) => GraphGateway;

export function createGraphGateway(dependencies: {
  readonly policy: Policy;
  readonly graph: GraphCaller;
  readonly batch: BatchCaller;
  readonly onBehalfOf: OnBehalfOf;
  readonly openFileAccess: OpenFileAccess;
  readonly services: ServiceMemory;
  readonly answers: AnswerCache;
}): OpenGraphGateway {
  const scopeOf = createScopeOfRequest();
  const { policy, graph: send, batch: sendBatch } = dependencies;
  const { onBehalfOf, openFileAccess, services, answers } = dependencies;
  return ({ tool, args, context: { admission, requestId, traceparent }, audit, signal }) => {
    const { caller, assertion } = admission;
    const origin = { requestId, traceparent };
    const token = holdToken(onBehalfOf, { assertion, tid: caller.tid, signal, origin });
    const permit = (request: GraphRequest): Permission =>
      permitRequest(request, { tool, caller, audit }, policy);

    const { prerequisites, sharedScopes = tool.scopes } = tool;
    const neededScopes = args['mailbox'] === undefined ? tool.scopes : sharedScopes;
    const context = { person: caller, token, signal, requestId, traceparent, neededScopes, prerequisites };
    /**
     * A tool that can send arbitrary requests declares no permissions, so the permissions are derived from the request.
     * These permissions are used only to explain a refusal. For a beta path, the permissions for the corresponding v1.0
     * path are good enough.
     */
    const contextOf = ({ method, path }: GraphRequest): GraphContext => {
      const scope = neededScopes.length === 0 ? scopeOf({ method, path }) : undefined;
      return scope === undefined ? context : { ...context, neededScopes: [scope] };
    };

    const sendOnce = async (request: GraphRequest): Promise<GraphAnswer> => {
      const permission = permit(request);
      return answers.get(caller, request, () => sendPermitted(permission, request));
    };

    const sendPermitted = async (permission: Permission, request: GraphRequest): Promise<GraphAnswer> => {
      const changes = !onlyReads(request);
      audit.recordRequest({ changes });
      const answer = await send(permission, request, contextOf(request)).catch((error: unknown) => {
        if (error instanceof ToolError && isAboutCaller(request, error)) {
          services.noteFailure(caller, tool, error.code);
        }
        throw error;
      });
      if (request.path.startsWith('/me/')) services.noteSuccess(caller, tool);
      audit.recordResponse({ requestId: answer.requestId, bytes: answer.bytes, changes });
      return answer;
    };

    const graph = (request: GraphRequest) => sendFitting(request, sendOnce, MAX_REDUCTIONS);

    const batch = async (
      requests: readonly GraphRequest[],
    ): Promise<readonly (GraphAnswer | ToolError)[]> => {
      const parts = requests.map((request) => ({ permission: permit(request), request }));
      for (const { request } of parts) audit.recordRequest({ changes: !onlyReads(request) });
      const results = await sendBatch(parts, context).finally(() => answers.noteSent(caller, requests));
      recordResults(requests, results, audit);
      return results;
    };
    return { graph, batch, token, files: openFileAccess({ permit, context, contextOf, audit }) };
  };
}

/** Returns a function that acquires a token on its first call, and again if `claims` are given. */
function holdToken(
  onBehalfOf: OnBehalfOf,
  request: Omit<Parameters<OnBehalfOf>[0], 'claims'>,
): GraphGateway['token'] {
  let held: Promise<GraphToken> | undefined;
  return (claims) => {
    if (claims === undefined && held !== undefined) return held;
    held = onBehalfOf({ ...request, ...(claims !== undefined && { claims }) });
    return held;
  };
}

/**
 * Returns policy's permission for a request that a tool sends or will send, and adds the request to the audit entry.
 * Throws `ToolError('refused_by_policy')` if policy refuses the request.
 */
export function permitRequest(
  request: GraphRequest,
  { tool, caller, audit }: { readonly tool: Tool; readonly caller: Caller; readonly audit: CallAudit },
  policy: Policy,
): Permission {
  const { name, kind, area, supportingReads } = tool;
  const decision = policy.dispatch(caller, { tool: name, kind, area, supportingReads }, request);
  audit.nameRequest(request);
  if (isPermission(decision)) return decision;
  audit.recordRefusal(decision, request);
  throw new ToolError('refused_by_policy', decision.reason);
}

function recordResults(
  requests: readonly GraphRequest[],
  results: readonly (GraphAnswer | ToolError)[],
  audit: CallAudit,
): void {
  for (const [index, result] of results.entries()) {
    const request = requests[index];
    if (result instanceof ToolError || request === undefined) continue;
    const { requestId, bytes } = result;
    audit.recordResponse({ requestId, bytes, changes: !onlyReads(request) });
  }
}

/** Whether a failure concerns the caller's own services and not another person's mailbox or drive. */
function isAboutCaller({ path }: GraphRequest, { code }: ToolError): boolean {
  return path.startsWith('/me/') || code === 'no_licence';
}

/**
 * Maximum number of times a request is repeated. Each repetition asks for a quarter of the previous number of rows. An
 * attempt can transfer 16 MiB.
 */
const MAX_REDUCTIONS = 2;

async function sendFitting(
  request: GraphRequest,
  send: (request: GraphRequest) => Promise<GraphAnswer>,
  reductions: number,
): Promise<GraphAnswer> {
  try {
    return await send(request);
  } catch (error) {
    const isTooLarge = error instanceof ToolError && error.code === 'too_large';
    const smaller = isTooLarge && reductions > 0 ? fewerRows(request) : undefined;
    if (smaller === undefined) throw error;
    return sendFitting(smaller, send, reductions - 1);
  }
}
