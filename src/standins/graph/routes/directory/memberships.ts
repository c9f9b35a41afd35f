import { type Group, groupsIn, usersOf } from '../../../tenant/directory.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Tenant } from '../../../tenant/tenant.ts';
import type { Call } from '../../graph-call.ts';
import { entityType, type EntityType } from '../../odata/entity-type.ts';

/** Users, groups and roles in one collection; `@odata.type` distinguishes them. */
export const memberType: EntityType = entityType('directoryObject', {
  alwaysId: false,
  alwaysType: true,
  search: 'directory',
  order: 'displayName',
});

/**
 * For each object type, the permissions that allow the caller to read more than an object's id. One of these
 * permissions is enough.
 */
const readers = {
  user: 'User.ReadBasic.All User.Read.All User.ReadWrite.All Directory.Read.All',
  group:
    'GroupMember.Read.All GroupMember.ReadWrite.All Group.Read.All Group.ReadWrite.All Directory.Read.All',
  directoryRole: 'RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory Directory.Read.All',
} as const;

/** Adds the type to an entity, and removes everything but the id if the caller may not read the entity. */
function memberRow(call: Call, kind: keyof typeof readers, row: Entity): Entity {
  const mayRead = readers[kind].split(' ').some((scope) => call.me.scopes.includes(scope));
  const type = { '@odata.type': `#microsoft.graph.${kind}` };
  return mayRead ? { ...row, ...type } : { id: row.id, ...type };
}

/** Returns the direct members of a group: users and other groups. */
export function membersOf(call: Call, group: Group): readonly Entity[] {
  const groups = (group.$groups ?? []).flatMap((id) => groupsIn(call.tenant).get(id) ?? []);
  return [
    ...usersIn(call.tenant, group.$members).map((user) => memberRow(call, 'user', user)),
    ...groups.map((one) => memberRow(call, 'group', one)),
  ];
}

/** Returns the members of a group, including the members of nested groups. */
export function allMembersOf(call: Call, group: Group): readonly Entity[] {
  const byId = new Map<string, Entity>();
  const open = [group];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const member of membersOf(call, next)) {
      const inner = groupsIn(call.tenant).get(member.id);
      if (inner && !byId.has(inner.id)) open.push(inner);
      byId.set(member.id, member);
    }
  return [...byId.values()];
}

/**
 * Returns the groups and roles that the user is a member of; with `isTransitive`, also the groups that contain these
 * groups.
 */
export function membershipsOf(call: Call, oid: string, isTransitive: boolean): readonly Entity[] {
  const all = groupsIn(call.tenant).all();
  const direct = all.filter(({ $members }) => $members.includes(oid));
  const found = isTransitive ? withContaining(direct, all) : direct;
  const roles = call.tenant
    .table('/directoryRoles')
    .all()
    .filter(({ $members }) => ($members as readonly string[]).includes(oid));
  return [
    ...found.map((group) => memberRow(call, 'group', group)),
    ...roles.map((role) => memberRow(call, 'directoryRole', role)),
  ];
}

/** Adds the groups that contain any of `groups`, directly or indirectly. */
function withContaining(groups: readonly Group[], all: readonly Group[]): readonly Group[] {
  const ids = new Set(groups.map(({ id }) => id));
  const more = all.filter(({ id, $groups = [] }) => !ids.has(id) && $groups.some((one) => ids.has(one)));
  return more.length === 0 ? groups : withContaining([...groups, ...more], all);
}

function usersIn(tenant: Tenant, oids: readonly string[]): readonly Entity[] {
  return oids.flatMap((oid) => usersOf(tenant).get(oid) ?? []);
}
