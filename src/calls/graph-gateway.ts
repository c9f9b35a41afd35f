import type { GraphToken, OnBehalfOf } from '../entra/entra-types.ts';
import { ToolError } from '../errors.ts';
import type { BatchCaller } from '../graph/batch.ts';
import type { GraphCaller } from '../graph/graph-client.ts';
import type { GraphAnswer, GraphRequest } from '../graph/request/graph-request.ts';
import type { Admission } from '../policy/caller.ts';
import { isPermission, type Permission } from '../policy/decision.ts';
import { onlyReads } from '../policy/path-rules.ts';
import type { Policy } from '../policy/policy.ts';
import { openFileAccess, type FileAccessNeeds } from './file-access.ts';
import type { FileAccess, Tool } from '../tools/define.ts';
import type { Trail } from './call-audit.ts';

/** One call's way to Graph. */
export type Door = {
  /** Makes one request if policy allows this very one; throws `ToolError('refused_by_policy')` if not. */
  readonly graph: (request: GraphRequest) => Promise<GraphAnswer>;
  /** Makes several requests in one round trip if policy allows each of them; throws `ToolError('refused_by_policy')` if not. */
  readonly batch: (requests: readonly GraphRequest[]) => Promise<readonly (GraphAnswer | ToolError)[]>;
  /** Moves and reads content, by the same rules. */
  readonly files: FileAccess;
  /** The On-Behalf-Of token of this call: exchanged when first asked for, and anew for `claims`. */
  readonly token: (claims?: string) => Promise<GraphToken>;
};

/** What the door is built of. */
export type DoorNeeds = FileAccessNeeds & {
  readonly policy: Policy;
  readonly graph: GraphCaller;
  readonly batch: BatchCaller;
  readonly onBehalfOf: OnBehalfOf;
};

/** Whose door it is, and what it is opened for. */
export type DoorFacts = {
  readonly admission: Admission;
  readonly tool: Tool;
  readonly args: Readonly<Record<string, unknown>>;
  readonly trail: Trail;
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly traceparent: string | undefined;
};

/** Opens the way to Graph for one call: nothing goes through that policy has not decided on, and all of it is counted. */
export function openDoor(needs: DoorNeeds, facts: DoorFacts): Door {
  const { admission, tool, args, trail, signal, requestId, traceparent } = facts;
  const neededScopes = (args['mailbox'] === undefined ? undefined : tool.sharedScopes) ?? tool.scopes;
  let held: Promise<GraphToken> | undefined;

  const token = (claims?: string): Promise<GraphToken> => {
    if (claims === undefined && held !== undefined) return held;
    held = needs.onBehalfOf({
      assertion: admission.assertion,
      tid: admission.caller.tid,
      signal,
      origin: { requestId, traceparent },
      ...(claims !== undefined && { claims }),
    });
    return held;
  };

  const permit = (request: GraphRequest): Permission => {
    const decision = needs.policy.dispatch(admission.caller, { tool: tool.name, kind: tool.kind }, request);
    if (isPermission(decision)) return decision;
    trail.refused(decision);
    throw new ToolError('refused_by_policy', decision.reason);
  };
  const context = { person: admission.caller, token, signal, requestId, traceparent, neededScopes };

  const graph = async (request: GraphRequest): Promise<GraphAnswer> => {
    const permission = permit(request);
    const changes = !onlyReads(request);
    trail.sending({ changes });
    const answer = await needs.graph(permission, request, context);
    trail.answered({ requestId: answer.requestId, bytes: answer.bytes, changes });
    return answer;
  };

  const batch = async (requests: readonly GraphRequest[]): Promise<readonly (GraphAnswer | ToolError)[]> => {
    const parts = requests.map((request) => ({ permission: permit(request), request }));
    for (const { request } of parts) trail.sending({ changes: !onlyReads(request) });
    const ends = await needs.batch(parts, context);
    for (const [index, end] of ends.entries()) {
      const request = requests[index];
      if (end instanceof ToolError || request === undefined) continue;
      trail.answered({ requestId: end.requestId, bytes: end.bytes, changes: !onlyReads(request) });
    }
    return ends;
  };
  return { graph, batch, token, files: openFileAccess(needs, { permit, context, trail }) };
}
