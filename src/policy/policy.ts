import { digest } from '../base/sha256.ts';
import type { Caller } from './caller.ts';
import { decide, type Decision, type Obligations } from './decision.ts';
import { effectRuleFor, type Effects } from './effect-rules.ts';
import {
  isWithin,
  type JudgedRequest,
  type Operation,
  type PolicyRules,
  type Refusal,
  type ToolFacts,
} from './facts.ts';
import { isBatch, onlyReads, pathProblem } from './path-rules.ts';
import { FINDER, isInPreset } from './presets.ts';
import { reachOf, whyNotArea, whyOutOfReach } from './reach.ts';
import { withRemedy } from './remedies.ts';

export type { Operation, PolicyRules, ToolFacts } from './facts.ts';

/** Decides what a caller may see and do. All methods are pure and synchronous. */
export type Policy = {
  /** Identifies the current rules, both in the audit trail and in values that depend on the rules. */
  readonly hash: string;
  /** Returns whether a tool is listed for this caller. For the caller, an unlisted tool does not exist. */
  visible(caller: Caller, tool: ToolFacts): boolean;
  /** Returns whether the rules, the token and the URL of `/mcp` all include the area. */
  reaches(caller: Caller, area: string): boolean;
  /** Decides whether a tool may be called. Called before the arguments are parsed. */
  admit(caller: Caller, tool: ToolFacts): Decision;
  /** True if `judge` needs to know which recipients are outside the organisation. */
  readonly asksForOutsiders: boolean;
  /**
   * Decides whether an action with these effects may run, and with which obligations. Called before the action changes
   * anything.
   */
  judge(effects: Effects): Decision;
  /** Decides whether a Graph request may be sent. Called for each request, with its final path. */
  dispatch(caller: Caller, operation: Operation, request: JudgedRequest): Decision;
  /** Decides whether a request to a third party may be sent, with the account that the caller has linked there. */
  dispatchLinked(caller: Caller, operation: Operation, request: { readonly method: string }): Decision;
};

/**
 * Creates the policy from the settings. No token or URL can allow more than the settings do. `tools` contains every
 * existing tool. `ENABLED_TOOLS` applies to the tools and to the requests that they make.
 */
export function createPolicy(rules: PolicyRules, tools: readonly ToolFacts[] = []): Policy {
  const hash = hashRules(rules);
  const reach = reachOf(rules, tools);
  const refuse = ({ rule, reason }: Refusal): Decision =>
    decide({ effect: 'refuse', rule, reason, policyHash: hash, obligations: {} });
  const allow = (rule: string, reason: string, obligations: Obligations = {}): Decision =>
    decide({ effect: 'allow', rule, reason, policyHash: hash, obligations });

  return {
    hash,
    visible: (caller, tool) => whyNotListed(rules, caller, tool) === undefined,
    reaches: (caller, area) => isWithinReach(rules, caller, area),
    admit: (caller, tool) => {
      const refusal = whyNotListed(rules, caller, tool);
      return refusal === undefined ? allow('settings', 'The tool is allowed.') : refuse(refusal);
    },
    asksForOutsiders: rules.externalSend !== 'allow',
    judge: (effects) => {
      const met = effectRuleFor(rules, effects);
      if (met === undefined) return allow('settings', 'The action is allowed.');
      return met.refuses ? refuse(met) : allow(met.rule, met.reason, met.obligations);
    },
    dispatch: (caller, operation, request) => {
      const refusal =
        whyNotSent(rules, caller, operation, request) ?? whyOutOfReach(reach, caller, operation, request);
      return refusal === undefined ? allow('settings', 'The request is allowed.') : refuse(refusal);
    },
    dispatchLinked: (caller, operation, { method }) => {
      // A third-party API is not divided into areas, so all requests to the API belong to the tool's area.
      const refusal =
        whyNotArea(rules, caller, operation.area ?? '') ?? whyNotChanged(rules, caller, operation, method);
      return refusal === undefined ? allow('settings', 'The request is allowed.') : refuse(refusal);
    },
  };
}

function mayOnlyRead(rules: PolicyRules, caller: Caller): boolean {
  return rules.readOnly || caller.ceiling.readOnly || caller.selection.readOnly;
}

/**
 * Returns the reason why a tool is not listed, if any. Checks the organisation's rules first, then the token's ceiling,
 * then the URL's selection.
 */
function whyNotListed(rules: PolicyRules, caller: Caller, tool: ToolFacts): Refusal | undefined {
  const { preset } = caller.selection;
  // A read-only tool that continues other tools' results is always listed, except in the connector preset, whose two
  // tools return no lists with further pages.
  if (tool.companion === true && tool.kind === 'read' && preset !== 'connector') return undefined;
  const refusal = whyNotEnabled(rules, tool);
  if (refusal !== undefined) return refusal;
  if (tool.kind !== 'read' && mayOnlyRead(rules, caller)) return readOnly;
  // The finder returns only names of tools. Without it, a client could not find the tools in the selected toolsets.
  if (preset === 'discovery' && tool.name === FINDER) return undefined;
  return whyNotSelected(caller, tool) ?? whyNothingToRead(rules, caller, tool);
}

function whyNotEnabled(rules: PolicyRules, { name, area }: ToolFacts): Refusal | undefined {
  if (!isWithin(rules.toolsets, area))
    return { rule: 'toolsets', reason: `Your organisation has not enabled the toolset ${area}.` };
  if (!isWithin(rules.enabledTools, name))
    return { rule: 'enabled-tools', reason: `Your organisation has not enabled the tool ${name}.` };
  return undefined;
}

function whyNotSelected({ ceiling, selection }: Caller, tool: ToolFacts): Refusal | undefined {
  const { preset, toolsets, addedToolsets = [] } = selection;
  if (!isWithin(ceiling.toolsets, tool.area))
    return { rule: 'token-ceiling', reason: `This sign-in does not cover the toolset ${tool.area}.` };
  if (!isInPreset(preset, tool) && !addedToolsets.includes(tool.area))
    return {
      rule: 'url-preset',
      reason: `The connection URL selects the ${preset} preset, which does not include the tool ${tool.name}.`,
    };
  if (toolsets !== undefined && !toolsets.includes(tool.area))
    return { rule: 'url-toolsets', reason: `The connection URL does not select the toolset ${tool.area}.` };
  return undefined;
}

/** Refuses a tool that needs permissions only in other areas if none of these areas is within reach. */
function whyNothingToRead(
  rules: PolicyRules,
  caller: Caller,
  { name, scopes, scopesElsewhere = {} }: ToolFacts,
): Refusal | undefined {
  const areas = Object.keys(scopesElsewhere);
  if (scopes?.length !== 0 || areas.length === 0) return undefined;
  if (areas.some((area) => isWithinReach(rules, caller, area))) return undefined;
  const rule = areas.some((area) => isWithin(rules.toolsets, area)) ? 'url-toolsets' : 'toolsets';
  return { rule, reason: `The tool ${name} needs one of the toolsets ${areas.join(', ')}.` };
}

function isWithinReach(rules: PolicyRules, { ceiling, selection }: Caller, area: string): boolean {
  const bounds = [rules.toolsets, ceiling.toolsets, selection.toolsets ?? 'all'] as const;
  return bounds.every((bound) => isWithin(bound, area));
}

const readOnly: Refusal = { rule: 'read-only', reason: 'This connection is read-only.' };

function whyNotSent(
  rules: PolicyRules,
  caller: Caller,
  operation: Operation,
  request: JudgedRequest,
): Refusal | undefined {
  const problem = pathProblem(request.path);
  if (problem !== undefined) return { rule: 'path', reason: problem };
  if (isBatch(request.path)) return { rule: 'batch', reason: 'A batch cannot be sent as one request.' };
  if (request.version === 'beta' && !rules.graphBeta)
    return withRemedy({
      rule: 'graph-beta',
      reason: 'Your organisation has not enabled the beta version of Microsoft Graph.',
    });
  return onlyReads(request) ? undefined : whyNotChanged(rules, caller, operation, request.method);
}

function whyNotChanged(
  rules: PolicyRules,
  caller: Caller,
  operation: Operation,
  method: string,
): Refusal | undefined {
  if (method === 'GET') return undefined;
  if (mayOnlyRead(rules, caller)) return withRemedy(readOnly);
  if (operation.kind === 'read')
    return { rule: 'read-tool', reason: `${operation.tool} is read-only, so it must not send ${method}.` };
  return undefined;
}

function hashRules(rules: PolicyRules): string {
  const { toolsets, enabledTools, readOnly, externalSend, graphBeta } = rules;
  const names = (bound: 'all' | readonly string[]) => (bound === 'all' ? bound : [...bound].sort());
  const canonical = JSON.stringify([names(toolsets), names(enabledTools), readOnly, externalSend, graphBeta]);
  return digest(canonical).slice(0, 16);
}
