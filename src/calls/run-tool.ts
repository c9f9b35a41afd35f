import { ClaimsChallengeError, ToolError } from '../errors.ts';
import type { Admission } from '../policy/caller.ts';
import { isPermission, type Decision } from '../policy/decision.ts';
import type { Policy } from '../policy/policy.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import type { ResourceLink, Tool, ToolResult } from '../tools/define.ts';
import { closest, type Catalogue } from './tool-catalogue.ts';
import { withDeadline } from '../base/with-deadline.ts';
import { openDoor, type DoorNeeds } from './graph-gateway.ts';
import { failureOf } from './call-failure.ts';
import { guards } from './checks.ts';
import type { TenantDomains } from './tenant-domains.ts';
import { createToolCall, type ToolCallNeeds } from './tool-call.ts';
import { createTrail, type Trail, type TrailNeeds } from './call-audit.ts';

/** Text, or something that resources/read reads. */
export type CallContent =
  | { readonly type: 'text'; readonly text: string }
  | ({ readonly type: 'resource_link' } & ResourceLink);

/** The result of tools/call as MCP has it. */
export type CallResult = {
  readonly content: CallContent[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
};

/** What a call comes to: a result, an unknown name, or an HTTP answer in place of any JSON-RPC one. */
export type CallOutcome =
  | { readonly kind: 'result'; readonly result: CallResult }
  | { readonly kind: 'unknown-tool'; readonly message: string }
  | { readonly kind: 'http'; readonly response: Response };

/** What calls need of the world. */
export type CallNeeds = DoorNeeds &
  TrailNeeds &
  ToolCallNeeds & {
    readonly config: { readonly requestDeadlineSeconds: number };
    readonly resourceMetadata: string;
    readonly catalogue: Catalogue;
    readonly tenantDomains: TenantDomains;
    readonly policy: Policy;
    readonly log: Log;
    /** The page where an administrator of a tenant agrees to the Graph permissions. */
    readonly adminConsentUrl: (tid: string) => string;
    /** Has the next sign-in of the caller satisfy claims that Entra or Graph demanded; never throws. */
    readonly rememberChallenge: (admission: Admission, claims: string) => Promise<void>;
  };

/** Who calls, and the request that the call came with. */
export type CallContext = {
  readonly admission: Admission;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly signal: AbortSignal;
  /** Whether the client's revision has links to resources in results: those from 2025-06-18 on. */
  readonly knowsLinks: boolean;
};

/** Runs one tools/call from its name to its result; whatever a tool throws becomes words that the model can act on. */
export async function callTool(
  name: string,
  given: unknown,
  needs: CallNeeds,
  context: CallContext,
): Promise<CallOutcome> {
  const { traceparent, requestId } = context;
  const { caller } = context.admission;
  const tool = needs.catalogue.find(name);
  if (tool === undefined) return unknownTool(name, needs, context);
  const parsed = tool.parse(given);
  const args = parsed.ok ? parsed.args : {};
  const recipients = parsed.ok ? tool.recipients(args) : [];
  const decision = needs.policy.admit(caller, tool, args);
  const trail = createTrail(needs, { caller, tool, decision, recipients, traceparent, requestId });
  if (!isPermission(decision)) {
    trail.refused(decision);
    trail.ended({ outcome: 'failure', code: 'refused_by_policy' });
    const hidden = !needs.policy.visible(caller, tool);
    return hidden ? unknownTool(name, needs, context) : failed(decision.reason);
  }
  if (!parsed.ok) {
    trail.ended({ outcome: 'not-run', code: 'bad_arguments' });
    return failed(`The arguments do not fit ${tool.name}: ${parsed.message}. Mend them and call again.`);
  }
  return run({ tool, args, given, recipients, decision, trail }, needs, context);
}

/** A call that was admitted. */
type Admitted = {
  readonly tool: Tool;
  readonly args: Record<string, unknown>;
  readonly given: unknown;
  readonly recipients: readonly string[];
  readonly decision: Decision;
  readonly trail: Trail;
};

async function run(call: Admitted, needs: CallNeeds, context: CallContext): Promise<CallOutcome> {
  const { tool, trail } = call;
  try {
    const ms = needs.config.requestDeadlineSeconds * 1_000;
    const result = await withDeadline(ms, context.signal, (signal) =>
      work(call, needs, { ...context, signal }),
    );
    trail.ended({ outcome: 'success', code: 'ok' });
    return { kind: 'result', result: asResult(result, context.knowsLinks) };
  } catch (error) {
    if (error instanceof ClaimsChallengeError) await needs.rememberChallenge(context.admission, error.claims);
    const failure = failureOf(error, {
      kind: tool.kind,
      writes: trail.writes(),
      resourceMetadata: needs.resourceMetadata,
      adminConsentUrl: needs.adminConsentUrl(context.admission.caller.tid),
      requestId: context.requestId,
    });
    if (failure.code === 'unexpected') report(error, tool, needs, context);
    trail.ended(failure);
    return failure.http === undefined ? failed(failure.text) : { kind: 'http', response: failure.http };
  }
}

async function work(call: Admitted, needs: CallNeeds, context: CallContext): Promise<ToolResult> {
  const { tool, args, recipients, decision, trail } = call;
  const { signal } = context;
  const { caller } = context.admission;
  const open = (which: Tool, its: Readonly<Record<string, unknown>>) =>
    openDoor(needs, { ...context, tool: which, args: its, trail });
  const door = open(tool, args);
  for (const guard of guards) {
    const objection = await guard({ caller, decision, recipients }, { ...needs, graph: door.graph });
    if (objection === undefined) continue;
    trail.refused({ ...decision, effect: 'refuse' });
    throw new ToolError('refused_by_policy', objection);
  }
  return tool.run(args, createToolCall(needs, { ...call, caller, signal, door, openDoor: open }));
}

function asResult({ text, structured, links = [] }: ToolResult, knowsLinks: boolean): CallResult {
  const linked = knowsLinks ? links.map((link) => ({ type: 'resource_link' as const, ...link })) : [];
  const content = [{ type: 'text' as const, text }, ...linked];
  return structured === undefined ? { content } : { content, structuredContent: structured };
}

function failed(text: string): CallOutcome {
  return { kind: 'result', result: { content: [{ type: 'text', text }], isError: true } };
}

/** A hidden tool and one that does not exist are the same to the caller. */
function unknownTool(name: string, needs: CallNeeds, { admission }: CallContext): CallOutcome {
  const names = needs.catalogue.visibleTo(admission.caller, needs.policy).map((tool) => tool.name);
  const near = closest(name, names);
  const named = /^[\w.-]{1,64}$/.test(name) ? `Unknown tool: ${name}.` : 'Unknown tool.';
  const advice =
    near.length === 0 ? 'tools/list names those there are.' : `Did you mean ${near.join(' or ')}?`;
  return { kind: 'unknown-tool', message: `${named} ${advice}` };
}

/** A mistake of ours: where it happened, but never its message, which may quote what was being read. */
function report(error: unknown, tool: Tool, needs: CallNeeds, { requestId, traceparent }: CallContext): void {
  const isError = error instanceof Error;
  const frames = isError ? error.stack?.split('\n').filter((line) => line.startsWith('    at ')) : undefined;
  needs.log.error('tool_failed', {
    requestId,
    tool: tool.name,
    error: isError ? error.name : typeof error,
    at: frames?.slice(0, 8).join(' '),
  });
  needs.telemetry.exception({ error, requestId, traceparent });
}
