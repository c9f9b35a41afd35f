import { ToolError } from '../errors.ts';
import type { LinkedAccounts } from '../linked/linked-accounts.ts';
import type { ProviderAnswer, ProviderRequest } from '../linked/provider-request.ts';
import { isPermission } from '../policy/decision.ts';
import type { Policy } from '../policy/policy.ts';
import type { GatewayUse } from './graph-gateway.ts';

/** Gives one call access to the API of a linked account. Policy decides on each request, and each is audited. */
export type LinkedGateway = {
  /** Throws `LinkNeededError` unless the user has linked an account with the permissions that the tool needs. */
  readonly requireLink: () => Promise<void>;
  /** Throws `LinkNeededError` if the user has to link an account first. */
  readonly send: (request: ProviderRequest) => Promise<ProviderAnswer>;
  /** Removes the link. Returns false if there was no link. */
  readonly unlink: () => Promise<boolean>;
};

export type OpenLinkedGateway = (use: Omit<GatewayUse, 'args'>) => LinkedGateway;

export function createLinkedGateway({
  policy,
  linked,
}: {
  readonly policy: Policy;
  readonly linked: LinkedAccounts;
}): OpenLinkedGateway {
  return ({ tool, context, audit, signal }) => {
    const { admission, requestId } = context;
    const { caller } = admission;
    const { name, kind, area, providerScopes: scopes = [] } = tool;
    const owner = { tid: caller.tid, oid: caller.oid };

    const providerOf = () => {
      const provider = tool.provider && linked.providers.get(tool.provider);
      if (provider === undefined) throw new RangeError(`${name} has no enabled provider.`);
      return provider;
    };
    const permit = (method: string) => {
      const decision = policy.dispatchLinked(caller, { tool: name, kind, area }, { method });
      if (isPermission(decision)) return decision;
      audit.recordRefusal(decision);
      throw new ToolError('refused_by_policy', decision.reason);
    };

    return {
      requireLink: () => linked.require({ provider: providerOf(), owner, scopes, signal }),
      send: async (request) => {
        const permission = permit(request.method);
        const changes = request.method !== 'GET';
        const onSend = () => audit.recordRequest({ changes });
        const use = { provider: providerOf(), owner, scopes, signal, requestId, onSend };
        const answer = await linked.api(permission, request, use);
        audit.recordResponse({ requestId: undefined, bytes: answer.bytes, changes });
        return answer;
      },
      unlink: async () => {
        const provider = providerOf();
        permit('DELETE');
        audit.recordRequest({ changes: true });
        const isRemoved = await linked.unlink(owner, provider.name);
        audit.recordResponse({ requestId: undefined, bytes: 0, changes: true });
        return isRemoved;
      },
    };
  };
}
