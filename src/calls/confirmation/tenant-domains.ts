import * as z from 'zod';

import { ageOf } from '../../base/clock/age.ts';
import { asciiDomain } from '../../base/text/ascii-domain.ts';
import { createLruMap } from '../../base/lru-map.ts';
import { ToolError } from '../../errors.ts';
import type { GraphAnswer, GraphRequest } from '../../graph/request/graph-request.ts';

/**
 * Returns a tenant's verified domains in the form of `asciiDomain`. Reads them from Graph at most once an hour. Throws
 * `ToolError` with the code `missing_permission` if Graph refuses the request, and rethrows other errors from `graph`.
 */
export type TenantDomains = (
  tid: string,
  graph: (request: GraphRequest) => Promise<GraphAnswer>,
) => Promise<ReadonlySet<string>>;

const CACHE_MS = 60 * 60_000;
const CACHED_TENANTS = 200;

const organization = z.object({
  value: z.array(z.object({ verifiedDomains: z.array(z.object({ name: z.string() })) })).min(1),
});

/** `now` is in milliseconds. */
export function createTenantDomains(now: () => number): TenantDomains {
  const cache = createLruMap<{ domains: ReadonlySet<string>; readAt: number }>(CACHED_TENANTS);
  return async (tid, graph) => {
    const cached = cache.peek(tid);
    if (cached !== undefined && ageOf(cached.readAt, now()) < CACHE_MS) return cached.domains;
    const answer = await graph({
      method: 'GET',
      path: '/organization',
      query: { $select: 'verifiedDomains' },
      repeat: 'safe',
    }).catch(nameUserRead);
    const domains = domainsIn(answer.body);
    cache.set(tid, { domains, readAt: now() });
    return domains;
  };
}

/**
 * Replaces Graph's refusal with an error that names the permission User.Read. Every member may read the organisation's
 * domains, so a refusal means that the app lacks a permission.
 */
function nameUserRead(error: unknown): never {
  if (!(error instanceof ToolError) || !refusals.has(error.code)) throw error;
  throw new ToolError(
    'missing_permission',
    'Microsoft Graph refused to list the domains of your organisation, which show who is outside it, so nothing was done. If the Microsoft Graph permission User.Read was not granted, an administrator can grant it to this app.',
    { graphRequestId: error.graphRequestId, cause: error },
  );
}

const refusals: ReadonlySet<string> = new Set(['missing_permission', 'missing_role', 'no_access']);

function domainsIn(body: unknown): ReadonlySet<string> {
  const parsed = organization.safeParse(body);
  if (!parsed.success) {
    throw new ToolError('bad_answer', "Your organisation's domains could not be read, so nothing was sent.");
  }
  const domains = parsed.data.value.flatMap((tenant) => tenant.verifiedDomains);
  return new Set(domains.map((domain) => asciiDomain(domain.name)).filter(Boolean));
}
