import type { Tenant } from '../tenant/tenant.ts';
import { canonicalSegments } from './canonical-path.ts';
import type { Caller, Reply } from './graph-call.ts';
import { areaOf, errorBody, type RequestIds } from './graph-errors.ts';

/** Exchange Online's limit on concurrent requests from one app to one mailbox. */
const CONCURRENT_REQUESTS = 4;

/**
 * Creates a counter for the concurrent requests of one batch. The counter returns Exchange's response if a request
 * exceeds its mailbox's limit, otherwise undefined.
 */
export function createMailboxLimit(
  tenant: Tenant,
  ids: RequestIds,
): (me: Caller, path: string) => Reply | undefined {
  const counts = new Map<string, number>();
  return (me, path) => {
    const segments = canonicalSegments(path, tenant, me.oid);
    if (areaOf(`/${segments.join('/')}`) !== 'outlook') return undefined;
    const mailbox = segments.slice(0, 2).join('/');
    const count = (counts.get(mailbox) ?? 0) + 1;
    counts.set(mailbox, count);
    if (count <= CONCURRENT_REQUESTS) return undefined;
    const message = 'Application is over its MailboxConcurrency limit.';
    return { status: 429, body: errorBody({ code: 'ApplicationThrottled', message }, ids) };
  };
}
