import * as z from 'zod';
import { type Group, groupsIn } from '../../../tenant/directory.ts';
import { type Call, noContent, type Handler, readBody } from '../../graph-call.ts';
import { badRequest, forbidden, GraphError, notFound } from '../../graph-errors.ts';
import { delta } from '../../odata/delta.ts';
import { list, one } from '../../odata/collection.ts';
import { needs, type Route, route } from '../../router.ts';
import { allMembersOf, membersOf, memberType } from './memberships.ts';
import { requireRole } from './role-access.ts';
import { groupType, peopleOf, userType } from './users.ts';

const readGroups = needs('GroupMember.Read.All Group.Read.All Group.ReadWrite.All Directory.Read.All');
const writeMembers = needs('GroupMember.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All');

function groupOf(call: Call): Group {
  const group = groupsIn(call.tenant).get(call.param('group'));
  if (!group) throw notFound('directory', call.param('group'));
  return group;
}

/**
 * Returns the group in the path if the caller may change its members. The members of distribution lists and dynamic
 * groups cannot be changed. A role-assignable group also requires a permission to manage roles.
 */
function changeableGroup(call: Call): Group {
  const group = groupOf(call);
  const types = group.groupTypes as readonly string[];
  if (group.mailEnabled === true && !types.includes('Unified'))
    throw badRequest(
      'Cannot Update a mail-enabled security groups and or distribution list.',
      'Request_BadRequest',
    );
  if (types.includes('DynamicMembership')) throw forbidden('directory');
  const givesRoles = group.isAssignableToRole === true;
  if (givesRoles && !call.me.scopes.includes('RoleManagement.ReadWrite.Directory'))
    throw forbidden('directory');
  const roles = givesRoles
    ? ['Privileged Role Administrator']
    : ['Groups Administrator', 'User Administrator'];
  if (!group.$owners.includes(call.me.oid)) requireRole(call, roles);
  return group;
}

const addMember: Handler = (call) => {
  const group = changeableGroup(call);
  const reference = readBody(call, z.object({ '@odata.id': z.string() }))['@odata.id'];
  const last = reference.split('/').at(-1) ?? '';
  const inner = groupsIn(call.tenant).get(last)?.id;
  const id = inner ?? call.tenant.userId(last);
  if (id === undefined) throw notFound('directory', reference);
  if (group.$members.includes(id) || group.$groups?.includes(id))
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'members'.",
      'Request_BadRequest',
    );
  groupsIn(call.tenant).change(
    group,
    inner === undefined
      ? { $members: [...group.$members, id] }
      : { $groups: [...(group.$groups ?? []), inner] },
  );
  return noContent();
};

const removeMember: Handler = (call) => {
  const group = changeableGroup(call);
  const member = call.param('member');
  if (!group.$members.includes(member) && !group.$groups?.includes(member))
    throw new GraphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${member}' does not exist or one of its queried reference-property objects are not present.`,
    );
  groupsIn(call.tenant).change(group, {
    $members: group.$members.filter((id) => id !== member),
    $groups: (group.$groups ?? []).filter((id) => id !== member),
  });
  return noContent();
};

export const groupRoutes: readonly Route[] = [
  route('GET /groups', readGroups, (call) => list(call, groupType, groupsIn(call.tenant).all())),
  route('GET /groups/delta', readGroups, (call) =>
    delta(call, groupType, groupsIn(call.tenant), { keep: () => true }),
  ),
  route('GET /groups/{group}', readGroups, (call) => one(call, groupType, groupOf(call))),
  route('GET /groups/{group}/members', readGroups, (call) =>
    list(call, memberType, membersOf(call, groupOf(call))),
  ),
  route('GET /groups/{group}/transitiveMembers', readGroups, (call) =>
    list(call, memberType, allMembersOf(call, groupOf(call))),
  ),
  route('GET /groups/{group}/owners', readGroups, (call) =>
    list(call, userType, peopleOf(call.tenant, groupOf(call).$owners)),
  ),
  route('POST /groups/{group}/members/$ref', writeMembers, addMember),
  route('DELETE /groups/{group}/members/{member}/$ref', writeMembers, removeMember),
];
