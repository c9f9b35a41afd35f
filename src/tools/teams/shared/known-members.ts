import * as z from 'zod';

import { suffices } from '../../../graph/permissions.ts';
import { path } from '../../../graph/request/graph-path.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems, type AllItems } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { text } from '../../output/graph-schema.ts';
import { unlessCode } from '../../unless-missing.ts';
import { oncePerCall } from '../../once-per-call.ts';

export const member = z.object({
  displayName: text,
  email: text,
  userId: text,
  tenantId: text,
  roles: z.array(z.string()).nullish(),
});

export type Member = z.output<typeof member>;

/** Maximum number of members to request when working out who will see a message. */
const MOST_MEMBERS = 5_000;

/** Whether a member has a role. Ignores case, because Graph's documentation capitalises some roles. */
export function hasRole({ roles }: Pick<Member, 'roles'>, role: string): boolean {
  return (roles ?? []).some((one) => one.toLowerCase() === role);
}

/** Describes the role of a member; empty for an ordinary member. */
export function roleOf(member: Member, ownTenant: string): string {
  if (hasRole(member, 'guest')) return 'guest';
  if (isElsewhere(member, ownTenant)) return 'other organisation';
  return hasRole(member, 'owner') ? 'owner' : '';
}

function isElsewhere({ tenantId }: Pick<Member, 'tenantId'>, ownTenant: string): boolean {
  return Boolean(tenantId) && tenantId?.toLowerCase() !== ownTenant.toLowerCase();
}

/**
 * Whether a member belongs to the caller's organisation. If too little is known about a member, that member counts as
 * an outsider.
 */
export function isInside(member: Member, ownTenant: string): boolean {
  const isKnown = Boolean(member.userId) && (Boolean(member.email) || Boolean(member.tenantId));
  return isKnown && !hasRole(member, 'guest') && !isElsewhere(member, ownTenant);
}

/** Returns the request for a team's members. Graph returns 100 members per page by default, and at most 999. */
export function membersOfTeam(team: string, top = 999): GraphRequest {
  return read(path`/teams/${team}/members`, { top });
}

/** Error codes that mean that the caller may not read the member list. */
const notAllowed: ReadonlySet<string> = new Set([
  'missing_permission',
  'missing_role',
  'no_access',
  'refused_by_policy',
]);

/**
 * Reads a list of members. Returns undefined if the caller lacks the permission to read the list, so that tools can
 * work without this permission.
 */
export function readMembers(
  request: GraphRequest,
  scope: string,
  call: ToolCall,
): Promise<AllItems<Member> | undefined> {
  return oncePerCall(call, `members ${request.path}`, async () => {
    if (!suffices(await call.grantedScopes(), scope)) return undefined;
    return allItems(call, request, member, MOST_MEMBERS).catch(unlessCode(notAllowed));
  });
}
