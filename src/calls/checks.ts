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

/**
 * An asynchronous check that runs before the tool, within the call's deadline. Returns the reason for a refusal, or
 * undefined.
 */
export type Check = (call: CheckedCall) => Promise<string | undefined>;

/** All checks, in order. */
export const checks: readonly Check[] = [internalRecipientsOnly];

/** Refuses recipients outside the tenant's verified domains if policy requires it (`EXTERNAL_SEND`). */
async function internalRecipientsOnly(call: CheckedCall): Promise<string | undefined> {
  const { decision, recipients, caller, tenantDomains, graph } = call;
  if (decision.obligations.internalRecipientsOnly !== true || recipients.length === 0) return undefined;
  const inside = await tenantDomains(caller.tid, graph);
  const outside = recipients.filter((address) => !inside.has(domainOf(address)));
  if (outside.length === 0) return undefined;
  const named = outside.slice(0, 5).join(', ') + (outside.length > 5 ? ' and others' : '');
  return `${decision.reason} Recipients outside: ${named}.`;
}

/** Returns the domain of an email address in lower case, or an empty string if it is not a plain address. */
export function domainOf(address: string): string {
  return /^[^\s<>()[\],;:"@\\]+@([^\s<>()[\],;:"@\\]+)$/.exec(address.trim())?.[1]?.toLowerCase() ?? '';
}
