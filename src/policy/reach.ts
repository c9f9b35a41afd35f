import type { Caller } from './caller.ts';
import { isWithin, type Operation, type PolicyRules, type Refusal, type ToolFacts } from './facts.ts';
import { areasOfRequest, UNKNOWN } from './path-area.ts';
import { indexOperations, type ToolsOfRequest } from './path-resource.ts';

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** What bounds the reach of every tool. */
export type Reach = {
  readonly rules: PolicyRules;
  /** Areas with at least one enabled tool. */
  readonly enabledAreas: ReadonlySet<string>;
  readonly toolsOf: ToolsOfRequest;
};

/** `tools` are all tools that exist. */
export function reachOf(rules: PolicyRules, tools: readonly ToolFacts[]): Reach {
  const enabled = tools.filter(({ name }) => isWithin(rules.enabledTools, name));
  return {
    rules,
    enabledAreas: new Set(enabled.map(({ area }) => area)),
    toolsOf: indexOperations(tools),
  };
}

/**
 * Holds the areas of a request against the same bounds as tools, so that these bind every way to a resource. With
 * `ENABLED_TOOLS`, an area is within reach if one of its tools is enabled, and a tool of another area may not do what
 * a tool does that is not enabled.
 */
export function whyOutOfReach(
  { rules, enabledAreas, toolsOf }: Reach,
  caller: Caller,
  operation: Operation,
  request: Asked,
): Refusal | undefined {
  const bounds = [rules.toolsets, caller.ceiling.toolsets, caller.selection.toolsets ?? 'all'] as const;
  if (bounds.every((bound) => bound === 'all') && rules.enabledTools === 'all') return undefined;
  if (isSupportingRead(operation, request)) return undefined;
  for (const area of areasOfRequest(request)) {
    const refusal = whyNotArea(rules, caller, area);
    if (refusal !== undefined) return refusal;
    if (rules.enabledTools === 'all') continue;
    if (!enabledAreas.has(area)) return notEnabled(`any tool for ${nameOf(area)}`);
    if (area === operation.area) continue;
    const disabled = toolsOf(request).find(({ name }) => !isWithin(rules.enabledTools, name));
    if (disabled !== undefined) return notEnabled(`the tool ${disabled.name}, which does the same`);
  }
  return undefined;
}

function whyNotArea(rules: PolicyRules, caller: Caller, area: string): Refusal | undefined {
  if (!isWithin(rules.toolsets, area))
    return { rule: 'toolsets', reason: `Your organisation has not enabled ${nameOf(area)}.` };
  if (!isWithin(caller.ceiling.toolsets, area))
    return { rule: 'token-ceiling', reason: `This sign-in does not cover ${nameOf(area)}.` };
  if (!isWithin(caller.selection.toolsets ?? 'all', area))
    return { rule: 'url-toolsets', reason: `The URL in use does not select ${nameOf(area)}.` };
  return undefined;
}

function notEnabled(what: string): Refusal {
  return { rule: 'enabled-tools', reason: `Your organisation has not enabled ${what}.` };
}

function nameOf(area: string): string {
  return area === UNKNOWN
    ? 'this part of Microsoft Graph, which belongs to no toolset'
    : `the toolset ${area}`;
}

/** Whether the tool reads this path for itself: exactly this path, without anything that `$expand` would add. */
export function isSupportingRead(
  { supportingReads = [] }: Operation,
  { method, path, query = {} }: Asked,
): boolean {
  const addsNothing = Object.keys(query).every((name) => name === '$select');
  return method === 'GET' && addsNothing && supportingReads.includes(path);
}
