import { type Group, groupsIn, usersOf } from '../../../tenant/directory.ts';
import { guid } from '../../../tenant/ids.ts';
import { channelsOf, outsidersOf } from '../../../tenant/teamwork.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Tenant } from '../../../tenant/tenant.ts';
import type { Call } from '../../graph-call.ts';
import { badRequest, GraphError, notFound } from '../../graph-errors.ts';
import { entityType } from '../../odata/entity-type.ts';

export const memberType = entityType('aadUserConversationMember');

type Membership = {
  /** The membership's path. The member's id is derived from this path. */
  readonly place: string;
  readonly owners: readonly string[];
};

/**
 * Returns a member of a team, channel or chat. Guests have the role `guest`; other members have no role unless they
 * are owners.
 */
export function memberOf(
  { tenant }: Pick<Call, 'tenant'>,
  oid: string,
  { place, owners }: Membership,
): Entity {
  const user = usersOf(tenant).get(oid);
  const outsider = outsidersOf(tenant).get(oid);
  const isGuest = user?.userType === 'Guest';
  return {
    id: Buffer.from(`${guid(place)}##${oid}`).toString('base64'),
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: isGuest ? ['guest'] : owners.includes(oid) ? ['owner'] : [],
    displayName: user?.displayName ?? outsider?.displayName ?? null,
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
    userId: oid,
    email: user?.mail ?? outsider?.mail ?? null,
    tenantId: outsider?.tenantId ?? tenant.company.id,
  };
}

const bound = /^https?:\/\/[^/]+\/(?:v1\.0|beta)\/users(?:\('((?:[^']|'')+)'\)|\/([^/']+))$/;

/** The properties in a request to add a member. */
type NewMember = {
  readonly 'user@odata.bind': string;
  readonly roles?: readonly string[] | undefined;
};

/**
 * Finds the person in `user@odata.bind`. Throws 400 if the URL is not encoded or the member does not have the role that
 * Teams requires, and 404 for an unknown person.
 */
export function memberToAdd(tenant: Tenant, member: NewMember): string {
  const [, quoted, plain] = bound.exec(member['user@odata.bind']) ?? [];
  const written = quoted?.replaceAll("''", "'") ?? plain;
  if (written === undefined || /[#\s"]/.test(written))
    throw badRequest('The value of user@odata.bind is not a valid reference to a user.', 'BadRequest');
  const name = decodeURIComponent(written);
  const outsider = outsidersOf(tenant)
    .all()
    .find(({ id, mail }) => id === name || mail === name.toLowerCase());
  const oid = tenant.userId(name) ?? outsider?.id;
  if (oid === undefined) throw notFound('teams', name);
  const isGuest = usersOf(tenant).get(oid)?.userType === 'Guest';
  const roles = member.roles ?? [];
  const needed = isGuest ? 'guest' : 'owner';
  if (roles.length !== 1 || roles[0] !== needed)
    throw badRequest(
      `Invalid role specified for member. The role of this member must be '${needed}'.`,
      'BadRequest',
    );
  return oid;
}

/** Returns the team in the path. Throws 403 if the caller is not a member and 404 if the group has no team. */
export function teamOf(call: Call): Group {
  const group = groupsIn(call.tenant).get(call.param('team'));
  if (!group || channelsOf(call.tenant, group.id).all().length === 0)
    throw notFound('teams', call.param('team'));
  if (!group.$members.includes(call.me.oid))
    throw new GraphError(403, 'Forbidden', 'You are not a member of this team.');
  return group;
}
