import { asciiDomain } from '../../base/text/ascii-domain.ts';
import type { GraphAnswer, GraphRequest } from '../../graph/request/graph-request.ts';
import { isExternal } from '../../tools/input/people/is-guest.ts';
import type { TenantDomains } from './tenant-domains.ts';

/**
 * Returns the recipients outside the tenant's verified domains. Anything that is not a plain address counts as outside.
 * So does a guest's user principal name, although its domain belongs to the tenant.
 */
export async function outsidersAmong(
  recipients: readonly string[],
  tid: string,
  {
    tenantDomains,
    graph,
  }: {
    readonly tenantDomains: TenantDomains;
    readonly graph: (request: GraphRequest) => Promise<GraphAnswer>;
  },
): Promise<readonly string[]> {
  if (recipients.length === 0) return [];
  const inside = await tenantDomains(tid, graph);
  return recipients.filter(
    (address) => !inside.has(domainOf(address)) || isExternal({ userPrincipalName: address }),
  );
}

/**
 * Returns the domain of an email address, normalised by `asciiDomain`; an empty string if the text is not a plain
 * address.
 */
export function domainOf(address: string): string {
  return asciiDomain(/^[^\s<>()[\],;:"@\\]+@([^\s<>()[\],;:"@\\]+)$/.exec(address.trim())?.[1] ?? '');
}
