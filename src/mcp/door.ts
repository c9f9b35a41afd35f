import type { GraphToken, OnBehalfOf } from '../entra/types.ts';
import { ToolError } from '../errors.ts';
import type { GraphCaller } from '../graph/call.ts';
import type { GraphAnswer, GraphRequest } from '../graph/request.ts';
import type { Admission } from '../policy/caller.ts';
import { isPermission } from '../policy/decision.ts';
import { onlyReads } from '../policy/graph-path.ts';
import type { Policy } from '../policy/policy.ts';
import type { Tool } from '../tools/define.ts';
import type { Trail } from './trail.ts';

/** One call's way to Graph. */
export type Door = {
  /** Makes one request if policy allows this very one; throws `ToolError('refused_by_policy')` if not. */
  readonly graph: (request: GraphRequest) => Promise<GraphAnswer>;
  /** The On-Behalf-Of token of this call: exchanged when first asked for, and anew for `claims`. */
  readonly token: (claims?: string) => Promise<GraphToken>;
};

/** What the door is built of. */
export type DoorNeeds = {
  readonly policy: Policy;
  readonly graph: GraphCaller;
  readonly onBehalfOf: OnBehalfOf;
};

/** Whose door it is, and what it is opened for. */
export type DoorFacts = {
  readonly admission: Admission;
  readonly tool: Tool;
  readonly trail: Trail;
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly traceparent: string | undefined;
};

/** Opens the way to Graph for one call: nothing goes through that policy has not decided on, and all of it is counted. */
export function openDoor(needs: DoorNeeds, facts: DoorFacts): Door {
  const { admission, tool, trail, signal, requestId, traceparent } = facts;
  let held: Promise<GraphToken> | undefined;

  const token = (claims?: string): Promise<GraphToken> => {
    if (claims === undefined && held !== undefined) return held;
    held = needs.onBehalfOf({
      assertion: admission.assertion,
      tid: admission.caller.tid,
      signal,
      ...(claims !== undefined && { claims }),
    });
    return held;
  };

  const graph = async (request: GraphRequest): Promise<GraphAnswer> => {
    const decision = needs.policy.dispatch(admission.caller, { tool: tool.name, kind: tool.kind }, request);
    if (!isPermission(decision)) {
      trail.refused(decision);
      throw new ToolError('refused_by_policy', decision.reason);
    }
    const changes = !onlyReads(request);
    trail.sending({ changes });
    const context = { token, signal, requestId, traceparent, neededScopes: tool.scopes };
    const answer = await needs.graph(decision, request, context);
    trail.answered({ requestId: answer.requestId, bytes: answer.bytes, changes });
    return answer;
  };
  return { graph, token };
}
