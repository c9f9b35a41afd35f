import { oncePerObject } from '../base/cache/once-per-object.ts';
import type { BlockedUntil } from '../state/block-snapshot.ts';
import { formsOfClass, type Caller } from './caller.ts';
import { decide, type Decision } from './decision.ts';
import { indexOperations, type ToolOperation } from './resource/path-resource.ts';
import { pathProblem } from './path-rules.ts';
import type { Operation, Policy, ToolFacts } from './policy.ts';
import { isSupportingRead } from './reach.ts';

/** `reason` is a sentence for the user. */
export type Blocked = { readonly rule: string; readonly reason: string };

export type Actor = Pick<Caller, 'tid' | 'oid'> & { readonly client: Pick<Caller['client'], 'class'> };

/** Returns the widest block that applies to a caller, or undefined if there is none. `now` is in seconds since 1970. */
export function blockOfCaller(actor: Actor, blocked: BlockedUntil, now: number): Blocked | undefined {
  const { tid, oid, client } = actor;
  return (
    activeBlock('blocked-tenant', 'everyone in your organisation', blocked('tenant', tid), now) ??
    activeBlock('blocked-person', 'you', blocked('person', tid, oid), now) ??
    activeBlock('blocked-client', 'this app', blockOfClass(client.class, blocked), now)
  );
}

/** Returns the end of the longest block on any form of a client's class. */
function blockOfClass(clientClass: string, blocked: BlockedUntil): number | undefined {
  const ends = formsOfClass(clientClass).flatMap((form) => blocked('client', form) ?? []);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/**
 * Makes a policy refuse blocked tools. The tools stay listed, so that the model is told why a call is refused. Tools in
 * other areas cannot send a blocked tool's requests either. `now` is in milliseconds; `tools` are all existing tools.
 */
export function withBlocks(
  policy: Policy,
  {
    blocked,
    now,
    tools = [],
  }: {
    readonly blocked: () => BlockedUntil;
    readonly now: () => number;
    readonly tools?: readonly ToolFacts[];
  },
): Policy {
  const toolsOf = indexOperations(tools);
  const refusal = (tool: string): Decision | undefined => {
    const found = activeBlock('blocked-tool', `the tool ${tool}`, blocked()('tool', tool), now() / 1_000);
    return found && decide({ effect: 'refuse', ...found, policyHash: policy.hash, obligations: {} });
  };
  const isBlocked = ({ name }: ToolOperation): boolean => refusal(name) !== undefined;
  // Consecutive requests usually see the same blocks, so the set of blocked tools is cached. The set includes tools
  // whose block has expired.
  const toolsIn = oncePerObject((blocks: BlockedUntil) =>
    tools.filter(({ name }) => blocks('tool', name) !== undefined),
  );
  const isAnyBlocked = (): boolean => toolsIn(blocked()).some(isBlocked);
  const refusalElsewhere = (
    operation: Operation,
    request: Parameters<Policy['dispatch']>[2],
  ): Decision | undefined => {
    if (!isAnyBlocked() || pathProblem(request.path) !== undefined || isSupportingRead(operation, request))
      return undefined;
    const others = toolsOf(request).filter(({ area }) => area !== operation.area);
    const found = others.find(isBlocked);
    return found && refusal(found.name);
  };
  return {
    ...policy,
    admit: (caller, tool) => refusal(tool.name) ?? policy.admit(caller, tool),
    dispatch: (caller, operation, request) =>
      refusal(operation.tool) ??
      refusalElsewhere(operation, request) ??
      policy.dispatch(caller, operation, request),
    dispatchLinked: (caller, operation, request) =>
      refusal(operation.tool) ?? policy.dispatchLinked(caller, operation, request),
  };
}

function activeBlock(
  rule: string,
  subject: string,
  until: number | undefined,
  now: number,
): Blocked | undefined {
  if (until === undefined || until <= now) return undefined;
  const end = Number.isFinite(until)
    ? ` until ${new Date(until * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    : '';
  return { rule, reason: `An administrator of this server has blocked ${subject}${end}.` };
}
