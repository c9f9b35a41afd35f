import type { GraphAnswer, GraphRequest } from '../graph/request/graph-request.ts';
import type { Caller } from '../policy/caller.ts';
import type { Decision } from '../policy/decision.ts';
import type { TenantDomains } from './tenant-domains.ts';

export type CheckedCall = {
  readonly caller: Caller;
  readonly decision: Decision;
  readonly recipients: readonly string[];
  readonly graph: (request: GraphRequest) => Promise<GraphAnswer>;
  readonly tenantDomains: TenantDomains;
};

/** A check that takes time, made within the call's deadline before the tool runs: the sentence of a refusal, or undefined. */
export type Check = (call: CheckedCall) => Promise<string | undefined>;

/** All checks, in order. */
export const checks: readonly Check[] = [internalRecipientsOnly];

/** Refuses recipients outside the tenant's verified domains where policy says so (`EXTERNAL_SEND`). */
async function internalRecipientsOnly(call: CheckedCall): Promise<string | undefined> {
  const { decision, recipients, caller, tenantDomains, graph } = call;
  if (decision.obligations.internalRecipientsOnly !== true || recipients.length === 0) return undefined;
  const inside = await tenantDomains(caller.tid, graph);
  const outside = recipients.filter((address) => !inside.has(domainOf(address)));
  if (outside.length === 0) return undefined;
  const named = outside.slice(0, 5).join(', ') + (outside.length > 5 ? ' and others' : '');
  return `${decision.reason} Recipients outside: ${named}.`;
}

/** The domain of an e-mail address in lower case; empty for anything that is not a plain address. */
export function domainOf(address: string): string {
  return /^[^\s<>()[\],;:"@\\]+@([^\s<>()[\],;:"@\\]+)$/.exec(address.trim())?.[1]?.toLowerCase() ?? '';
}
