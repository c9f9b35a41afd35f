import type { Tenant } from '../../../tenant/tenant.ts';
import type { Call } from '../../graph-call.ts';
import { forbidden, type GraphError } from '../../graph-errors.ts';

/** Returns the names of a user's directory roles. */
function rolesOf(tenant: Tenant, oid: string): readonly string[] {
  return tenant
    .table('/directoryRoles')
    .all()
    .filter((role) => (role.$members as readonly string[]).includes(oid))
    .map(({ displayName }) => String(displayName));
}

function holdsRole(call: Call, roles: readonly string[]): boolean {
  const held = rolesOf(call.tenant, call.me.oid);
  return held.includes('Global Administrator') || roles.some((role) => held.includes(role));
}

/** Throws 403 unless the caller is a global administrator or has one of the roles. */
export function requireRole(
  call: Call,
  roles: readonly string[],
  refusal: () => GraphError = () => forbidden('directory'),
): void {
  if (!holdsRole(call, roles)) throw refusal();
}
