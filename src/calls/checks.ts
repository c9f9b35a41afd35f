import type { GraphAnswer, GraphRequest } from '../graph/request/graph-request.ts';
import type { Caller } from '../policy/caller.ts';
import type { Decision } from '../policy/decision.ts';
import type { TenantDomains } from './tenant-domains.ts';

/** What a guard looks at: who calls, what policy decided, and whom the call would reach. */
export type Guarded = {
  readonly caller: Caller;
  readonly decision: Decision;
  readonly recipients: readonly string[];
};

/** What a guard may ask. */
export type GuardNeeds = {
  readonly tenantDomains: TenantDomains;
  readonly graph: (request: GraphRequest) => Promise<GraphAnswer>;
};

/** A check that takes time, made before a tool runs and within the call's deadline: the sentence of a refusal, or undefined. */
export type Guard = (call: Guarded, needs: GuardNeeds) => Promise<string | undefined>;

/** Every guard, in order. */
export const guards: readonly Guard[] = [internalRecipientsOnly];

/** Refuses recipients outside the tenant's verified domains where policy says so (`EXTERNAL_SEND`). */
async function internalRecipientsOnly(call: Guarded, needs: GuardNeeds): Promise<string | undefined> {
  const { decision, recipients, caller } = call;
  if (decision.obligations.internalRecipientsOnly !== true || recipients.length === 0) return undefined;
  const inside = await needs.tenantDomains(caller.tid, needs.graph);
  const outside = recipients.filter((address) => !inside.has(domainOf(address)));
  if (outside.length === 0) return undefined;
  const named = outside.slice(0, 5).join(', ') + (outside.length > 5 ? ' and others' : '');
  return `${decision.reason} Outside it: ${named}.`;
}

/** The domain of a plain address, lower case; empty for what is no plain address and so belongs to no tenant. */
export function domainOf(address: string): string {
  return /^[^\s<>()[\],;:"@\\]+@([^\s<>()[\],;:"@\\]+)$/.exec(address.trim())?.[1]?.toLowerCase() ?? '';
}
