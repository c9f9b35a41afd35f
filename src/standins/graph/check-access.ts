import { usersOf } from '../tenant/directory.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Caller } from './graph-call.ts';
import { type Area, forbidden } from './graph-errors.ts';
import type { Match } from './router.ts';

/**
 * Throws 403 if the token has none of the route's scopes, or if the caller is not a delegate of a mailbox that requires
 * delegation.
 */
export function checkAccess(
  match: Match,
  me: Caller,
  tenant: Tenant,
  area: Area,
): { readonly basic: boolean } {
  const { access } = match.route;
  const owner = ownerOf(match, tenant);
  const mine = owner === undefined || owner === me.oid;
  const needed = mine ? access.own : access.others;
  const granted = needed.filter((scope) => me.scopes.includes(scope));
  if (granted.length === 0) throw forbidden(area, needed, me.scopes);
  if (!mine && access.delegated && !isDelegate(tenant, owner, me.oid))
    throw forbidden(area, needed, me.scopes);
  return { basic: granted.every((scope) => scope.includes('ReadBasic')) };
}

/** Returns the owner of the data: the user in the path, or the owner of the drive. */
function ownerOf({ params }: Match, tenant: Tenant): string | undefined {
  if (params.user !== undefined) return params.user;
  if (params.drive === undefined) return undefined;
  return String(tenant.table('/drives').get(params.drive)?.$owner);
}

function isDelegate(tenant: Tenant, owner: string, oid: string): boolean {
  const delegates = usersOf(tenant).get(owner)?.$delegates;
  return Array.isArray(delegates) && delegates.includes(oid);
}
