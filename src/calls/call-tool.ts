import { ToolError } from '../errors.ts';
import { isPermission } from '../policy/decision.ts';
import type { Policy } from '../policy/policy.ts';
import { FINDER } from '../policy/presets.ts';
import type { ToolResult } from '../tools/define.ts';
import { toolJob, type CallContext, type Job } from './job.ts';
import type { RunOutcome, RunTool } from './run-tool.ts';
import { closest } from './catalogue/closest-names.ts';
import { dispatchedCall, howToRepeat, whyNotRead } from './dispatched-call.ts';
import { noLegacyNames, type LegacyNames } from './legacy-names.ts';
import type { Catalogue } from './catalogue/tool-catalogue.ts';

export type CallOutcome =
  | RunOutcome<ToolResult>
  | { readonly kind: 'unknown-tool'; readonly message: string };

/** Runs the named tool with the arguments as received. Never throws. */
export type CallTool = (name: string, given: unknown, context: CallContext) => Promise<CallOutcome>;

export function createCallTool(dependencies: {
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly runTool: RunTool;
  readonly legacyNames?: LegacyNames;
}): CallTool {
  const { catalogue, policy, runTool, legacyNames = noLegacyNames } = dependencies;
  const unknownTool = (name: string, { admission }: CallContext): CallOutcome => {
    const names = catalogue.visibleTo(admission.caller, policy).map((tool) => tool.name);
    const near = closest(name, names);
    const named = /^[\w.-]{1,64}$/.test(name) ? `Unknown tool: ${name}.` : 'Unknown tool.';
    // In the `discovery` preset, tools/list shows only the finder and the tools that run other tools.
    const source = admission.caller.selection.preset === 'discovery' ? `${FINDER} finds` : 'tools/list lists';
    const advice =
      near.length === 0 ? `${source} the available tools.` : `Did you mean ${near.join(' or ')}?`;
    return { kind: 'unknown-tool', message: `${named} ${advice}` };
  };
  /** Returns a call's job, or the message for an unknown tool name. */
  const jobFor = async (
    name: string,
    given: unknown,
    context: CallContext,
  ): Promise<Job<ToolResult> | CallOutcome> => {
    const tool = await catalogue.load(name);
    if (tool !== undefined) return toolJob(tool, given);
    const old = await legacyNames.callOf(name, given, context.admission.caller);
    if (old === undefined) return unknownTool(name, context);
    return old.kind === 'job' ? old.job : { kind: 'unknown-tool', message: old.message };
  };
  return async (name, given, context) => {
    const dispatched = dispatchedCall(name, given, context.admission.caller);
    if (dispatched?.ok === false) return badCall(dispatched.message);
    const job = await jobFor(dispatched?.name ?? name, dispatched?.given ?? given, context);
    if ('kind' in job) return job;
    // A refusal by policy takes precedence over the error for the wrong kind of tool; `runTool` reports the refusal.
    const isWrongKind = dispatched?.mustRead === true && job.tool.kind !== 'read';
    if (isWrongKind && isPermission(policy.admit(context.admission.caller, job.tool)))
      return badCall(whyNotRead(dispatched.name));
    const outcome = await runTool(job, context);
    if (dispatched === undefined || outcome.kind !== 'unconfirmed') return outcome;
    return { ...outcome, text: `${outcome.text}\n${howToRepeat(name)}` };
  };
}

function badCall(text: string): CallOutcome {
  return { kind: 'failed', text, error: new ToolError('bad_arguments', text), concernsRequest: false };
}
