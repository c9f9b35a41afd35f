import { oncePerObject } from '../base/cache/once-per-object.ts';
import type { Caller } from '../policy/caller.ts';
import type { Policy } from '../policy/policy.ts';
import type { Tool, ToolResult } from '../tools/define.ts';
import { loadLegacyTools, type LegacyServer } from '../tools/legacy/legacy-servers.ts';
import type { LegacyTool } from '../tools/legacy/legacy-tool.ts';
import type { ToolRecord } from '../tools/tool-record.ts';
import type { Job } from './job.ts';
import type { Catalogue } from './catalogue/tool-catalogue.ts';

/** A call to an old name runs one of our tools, or gets a message that explains why no tool replaces the old one. */
export type LegacyCall =
  | { readonly kind: 'job'; readonly job: Job<ToolResult> }
  | { readonly kind: 'gone'; readonly message: string };

/**
 * Old names of tools (`LEGACY_TOOL_NAMES`). They are aliases for our tools and never allow more than the tools
 * themselves.
 */
export type LegacyNames = {
  /**
   * Returns undefined if no tool has this old name. If several tools can run the call, chooses the first one that is
   * visible to the caller.
   */
  callOf(name: string, given: unknown, caller: Caller): Promise<LegacyCall | undefined>;
  /** Returns a record for each old name that runs one of these tools. */
  listedWith(tools: readonly ToolRecord[]): Promise<readonly ToolRecord[]>;
};

export const noLegacyNames: LegacyNames = {
  callOf: async () => undefined,
  listedWith: async () => [],
};

export function createLegacyNames(
  server: LegacyServer,
  { catalogue, policy }: { readonly catalogue: Pick<Catalogue, 'load'>; readonly policy: Policy },
): LegacyNames {
  const loaded = () => loadLegacyTools(server);
  /**
   * Gives our tool's record an old name. Returns the same record each time, because cached tool lists are looked up by
   * the identity of their records.
   */
  const aliasesOf = oncePerObject((ours: ToolRecord) =>
    oncePerObject(({ name, about, inputSchema }: LegacyTool): ToolRecord => {
      return { ...ours, name, about, inputSchema };
    }),
  );

  return {
    callOf: async (name, given, caller) => {
      const { tools, gone } = await loaded();
      const old = tools.find((tool) => tool.name === name);
      if (old === undefined) {
        const why = Object.hasOwn(gone, name) ? gone[name] : undefined;
        return why === undefined ? undefined : { kind: 'gone', message: `Portico has no ${name}. ${why}` };
      }
      const loadedTools = await Promise.all(old.choose(given).map((candidate) => catalogue.load(candidate)));
      const candidates = loadedTools.filter((tool) => tool !== undefined);
      // If no candidate is visible, policy refuses the first one and says why.
      const tool = candidates.find((one) => policy.visible(caller, one)) ?? candidates[0];
      return tool && { kind: 'job', job: legacyJob(old, tool, given) };
    },
    listedWith: async (visible) => {
      const { tools } = await loaded();
      return tools.flatMap((old) => {
        const [ours] = old.tools.flatMap((name) => visible.find((tool) => tool.name === name) ?? []);
        return ours === undefined ? [] : [aliasesOf(ours)(old)];
      });
    },
  };
}

/** Creates the job for a call to our tool. The arguments are converted only after policy has admitted the caller. */
function legacyJob(old: LegacyTool, tool: Tool, given: unknown): Job<ToolResult> {
  let converted: unknown = {};
  return {
    tool,
    calledAs: old.name,
    get given() {
      return converted;
    },
    parse: () => {
      const result = old.convert(given, tool.name);
      if (!result.ok) return result;
      converted = result.args;
      return tool.parse(result.args);
    },
    run: (args, call) => tool.run(args, call),
  };
}
