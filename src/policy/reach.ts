import type { Caller } from './caller.ts';
import {
  isWithin,
  type JudgedRequest,
  type Operation,
  type PolicyRules,
  type Refusal,
  type ToolFacts,
} from './facts.ts';
import { areasOfRequest, UNKNOWN } from './path-area.ts';
import { indexOperations, type ToolsOfRequest } from './resource/path-resource.ts';
import { withRemedy } from './remedies.ts';

/** The limits on the areas and requests that tools can access. */
export type Reach = {
  readonly rules: PolicyRules;
  /** Areas with at least one enabled tool. */
  readonly enabledAreas: ReadonlySet<string>;
  readonly toolsOf: ToolsOfRequest;
};

/** `tools` must contain all existing tools. */
export function reachOf(rules: PolicyRules, tools: readonly ToolFacts[]): Reach {
  const enabled = tools.filter(({ name }) => isWithin(rules.enabledTools, name));
  return {
    rules,
    enabledAreas: new Set(enabled.map(({ area }) => area)),
    toolsOf: indexOperations(tools),
  };
}

/**
 * Checks the areas of a request against the limits for tools, so that the limits apply to every path to a resource.
 * With `ENABLED_TOOLS`, an area is within reach if one of its tools is enabled, but tools in other areas cannot send a
 * disabled tool's requests.
 */
export function whyOutOfReach(
  { rules, enabledAreas, toolsOf }: Reach,
  caller: Caller,
  operation: Operation,
  request: JudgedRequest,
): Refusal | undefined {
  const bounds = [rules.toolsets, caller.ceiling.toolsets, caller.selection.toolsets ?? 'all'] as const;
  if (bounds.every((bound) => bound === 'all') && rules.enabledTools === 'all') return undefined;
  if (isSupportingRead(operation, request)) return undefined;
  const areas = [...areasOfRequest(request)];
  for (const area of areas) {
    const refusal = whyNotArea(rules, caller, area);
    if (refusal !== undefined) return refusal;
  }
  if (rules.enabledTools === 'all') return undefined;
  const closed = areas.find((area) => !enabledAreas.has(area));
  if (closed !== undefined) return notEnabled(`any tool for ${nameOf(closed)}`);
  if (areas.every((area) => area === operation.area)) return undefined;
  const others = toolsOf(request).filter(({ area }) => area !== operation.area);
  const disabled = others.find(({ name }) => !isWithin(rules.enabledTools, name));
  return disabled && notEnabled(`the tool ${disabled.name}, which makes the same request`);
}

/** Checks an area against the organisation's rules, then the token's ceiling, then the URL's selection. */
export function whyNotArea(rules: PolicyRules, caller: Caller, area: string): Refusal | undefined {
  if (!isWithin(rules.toolsets, area))
    return outside('toolsets', area, {
      reason: `Your organisation has not enabled ${nameOf(area)}.`,
      opening: 'Only TOOLSETS=all includes it; the operator of this server can set that.',
    });
  if (!isWithin(caller.ceiling.toolsets, area))
    return outside('token-ceiling', area, {
      reason: `This sign-in does not cover ${nameOf(area)}.`,
      opening: 'To include it, start a new sign-in with a connection URL that has no toolsets=.',
    });
  if (!isWithin(caller.selection.toolsets ?? 'all', area))
    return outside('url-toolsets', area, {
      reason: `The connection URL does not select ${nameOf(area)}.`,
      opening: 'Only a connection URL without toolsets= includes it.',
    });
  return undefined;
}

/** `opening` says how to include resources that belong to no toolset. */
function outside(
  rule: string,
  area: string,
  { reason, opening }: { readonly reason: string; readonly opening: string },
): Refusal {
  return area === UNKNOWN ? { rule, reason: `${reason} ${opening}` } : withRemedy({ rule, reason }, area);
}

function notEnabled(what: string): Refusal {
  return withRemedy({ rule: 'enabled-tools', reason: `Your organisation has not enabled ${what}.` });
}

function nameOf(area: string): string {
  return area === UNKNOWN
    ? 'this part of Microsoft Graph, which belongs to no toolset'
    : `the toolset ${area}`;
}

/**
 * Returns whether a request is one of the tool's supporting reads. The path must match exactly, and `$select` is the
 * only query option allowed.
 */
export function isSupportingRead(
  { supportingReads = [] }: Operation,
  { method, path, query = {} }: JudgedRequest,
): boolean {
  const addsNothing = Object.keys(query).every((name) => name === '$select');
  return method === 'GET' && addsNothing && supportingReads.includes(path);
}
