import type { Policy } from '../policy/policy.ts';
import type { ToolResult } from '../tools/define.ts';
import { toolJob, type CallContext } from './job.ts';
import type { RunOutcome, RunTool } from './run-tool.ts';
import { closest } from './catalogue/closest-names.ts';
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
    const advice =
      near.length === 0 ? 'tools/list lists the available tools.' : `Did you mean ${near.join(' or ')}?`;
    return { kind: 'unknown-tool', message: `${named} ${advice}` };
  };
  return async (name, given, context) => {
    const tool = await catalogue.load(name);
    if (tool !== undefined) return runTool(toolJob(tool, given), context);
    const old = await legacyNames.callOf(name, given);
    if (old === undefined) return unknownTool(name, context);
    return old.kind === 'job' ? runTool(old.job, context) : { kind: 'unknown-tool', message: old.message };
  };
}
