import { once } from '../base/single-flight.ts';
import type { OperationIndex } from '../graph/operations/operation-index.ts';
import { createScopeOfRequest } from '../graph/operations/scopes/scopes-of-request.ts';
import type { Caller } from '../policy/caller.ts';
import { isPermission } from '../policy/decision.ts';
import type { Policy } from '../policy/policy.ts';
import type { Operations } from '../tools/define.ts';
import type { Catalogue } from './catalogue/tool-catalogue.ts';

/**
 * Gives each caller access to the index of Graph's operations, to the operation search, and to the tools and rules that
 * apply to the caller. The search is loaded on first use.
 */
export function createOperationAccess({
  catalogue,
  policy,
  index,
}: {
  readonly catalogue: Pick<Catalogue, 'visibleTo'>;
  readonly policy: Policy;
  readonly index: () => OperationIndex;
}): (caller: Caller) => Operations {
  const search = once(async () => {
    const { createOperationSearch } = await import('../graph/operations/search/operation-search.ts');
    return createOperationSearch(index);
  });
  const scopeOf = createScopeOfRequest();
  return (caller) => ({
    index,
    search,
    scopeOf,
    tools: () => catalogue.visibleTo(caller, policy),
    whyRefused: (name, request) => {
      const tool = catalogue.visibleTo(caller, policy).find((one) => one.name === name);
      const { kind, area } = tool ?? { kind: 'write', area: undefined };
      const decision = policy.dispatch(caller, { tool: name, kind, ...(area && { area }) }, request);
      if (!isPermission(decision)) return decision.reason;
      return tool === undefined ? `The tool ${name} is not enabled for this connection.` : undefined;
    },
  });
}
