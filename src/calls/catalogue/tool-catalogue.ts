import { oncePerObject } from '../../base/cache/once-per-object.ts';
import { createLruMap } from '../../base/lru-map.ts';
import type { Caller } from '../../policy/caller.ts';
import { isPermission } from '../../policy/decision.ts';
import type { Policy } from '../../policy/policy.ts';
import { reasonAndRemedy } from '../../policy/remedies.ts';
import type { Tool } from '../../tools/define.ts';
import type { ToolRecord } from '../../tools/tool-record.ts';
import { missingForMailbox, missingPermissions } from '../../tools/missing-permissions.ts';
import type { HiddenBecause, ToolState } from '../../tools/tool-state.ts';
import { noStates } from './service-memory.ts';

/** What is known about a caller from sources other than the token. */
export type KnownAboutCaller = {
  /** The permissions of the caller's Graph token; undefined if unknown. */
  readonly granted: readonly string[] | undefined;
  /** Returns the known state of a Microsoft 365 service, if any, that prevents a tool from working. */
  readonly stateOf: (tool: ToolRecord) => Omit<HiddenBecause, 'missing'> | undefined;
};

/** All tools, by name and in a fixed order. */
export type Catalogue = {
  /** Loads a tool's code; returns undefined if there is no tool with this name. */
  load(name: string): Promise<Tool | undefined>;
  /** Returns the tools that can work for the caller, in catalogue order. */
  visibleTo(caller: Caller, policy: Policy, known?: KnownAboutCaller): readonly ToolRecord[];
  /** Returns the state of every tool for the caller, in catalogue order. */
  statesFor(caller: Caller, policy: Policy, known: KnownAboutCaller): readonly ToolState[];
};

export function createCatalogue<Entry extends ToolRecord>(
  tools: readonly Entry[],
  load: (tool: Entry) => Promise<Tool>,
): Catalogue {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  // Tools are cached, because an import costs time even if the module has already been loaded.
  const loaded = new Map<string, Tool>();
  const withoutMailbox = oncePerObject(dropMailbox);
  // A token's permissions are always the same array object, so `oncePerObject` can use the array as a key.
  const toolsLacking = oncePerObject(
    (granted: readonly string[]) =>
      new Set<ToolRecord>(tools.filter((tool) => missingPermissions(tool, granted, nowhere).length > 0)),
  );
  const toolsWithoutMailbox = oncePerObject(
    (granted: readonly string[]) =>
      new Set<ToolRecord>(
        tools.filter(
          (tool) => tool.sharedScopes !== undefined && missingForMailbox(tool, granted).length > 0,
        ),
      ),
  );

  /**
   * Returns a tool as it is listed: without the argument `mailbox` if no permission for other mailboxes was granted.
   */
  const variantOf = (tool: ToolRecord, granted: readonly string[]): ToolRecord =>
    toolsWithoutMailbox(granted).has(tool) ? withoutMailbox(tool) : tool;

  const permittedTo =
    (caller: Caller, policy: Policy, allowed: readonly ToolRecord[]) =>
    (granted: readonly string[]): readonly ToolRecord[] => {
      const lacks = toolsLacking(granted);
      const isReachable = (area: string): boolean => policy.reaches(caller, area);
      return allowed
        .filter(
          (tool) =>
            !lacks.has(tool) &&
            (tool.scopes.length > 0 || missingPermissions(tool, granted, isReachable).length === 0),
        )
        .map((tool) => variantOf(tool, granted));
    };
  const toolsOf = oncePerCaller((caller, policy) => {
    const allowed = tools.filter((tool) => policy.visible(caller, tool));
    return { allowed, permitted: oncePerObject(permittedTo(caller, policy, allowed)) };
  });

  return {
    load: async (name) => {
      const known = loaded.get(name);
      if (known !== undefined) return known;
      const record = byName.get(name);
      if (record === undefined) return undefined;
      const tool = await load(record);
      loaded.set(name, tool);
      return tool;
    },
    visibleTo: (caller, policy, { granted, stateOf } = nothingKnown) => {
      const tools = toolsOf(caller, policy);
      const usable = granted === undefined ? tools.allowed : tools.permitted(granted);
      return stateOf === noStates ? usable : usable.filter((tool) => stateOf(tool) === undefined);
    },
    statesFor: (caller, policy, known) =>
      tools.map((tool) => ({ tool, hidden: whyHidden(tool, caller, { policy, known }) })),
  };
}

const CACHED_CALLERS = 500;

/** Caches a result per policy and caller. A policy is pure, so it makes the same decision for equal callers. */
function oncePerCaller<Result>(
  compute: (caller: Caller, policy: Policy) => Result,
): (caller: Caller, policy: Policy) => Result {
  const resultsOf = oncePerObject((_policy: Policy) => createLruMap<Result>(CACHED_CALLERS));
  return (caller, policy) =>
    resultsOf(policy).getOrCreate(JSON.stringify(caller), () => compute(caller, policy));
}

const nowhere = () => false;

const nothingKnown: KnownAboutCaller = { granted: undefined, stateOf: noStates };

function whyHidden(
  tool: ToolRecord,
  caller: Caller,
  { policy, known: { granted, stateOf } }: { readonly policy: Policy; readonly known: KnownAboutCaller },
): HiddenBecause | undefined {
  const decision = policy.admit(caller, tool);
  if (!isPermission(decision)) {
    return { rule: decision.rule, reason: reasonAndRemedy(decision, tool.area), missing: [] };
  }
  const missing =
    granted === undefined ? [] : missingPermissions(tool, granted, (area) => policy.reaches(caller, area));
  if (missing.length > 0) {
    const reason = `An administrator can grant ${missing.join(' and ')} to this app.`;
    return { rule: 'permission', reason, missing };
  }
  const state = stateOf(tool);
  return state && { ...state, missing: [] };
}

function dropMailbox(tool: ToolRecord): ToolRecord {
  const { properties, ...schema } = tool.inputSchema;
  const { mailbox: _mailbox, ...others } = (properties ?? {}) as Record<string, unknown>;
  return { ...tool, inputSchema: { ...schema, properties: others } };
}
