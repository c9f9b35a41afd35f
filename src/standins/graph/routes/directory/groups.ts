import * as z from 'zod';
import { type Group, groupsIn } from '../../../tenant/directory.ts';
import { type Call, noContent, type Handler, readBody } from '../../graph-call.ts';
import { badRequest, forbidden, GraphError, notFound } from '../../graph-errors.ts';
import { delta } from '../../odata/delta.ts';
import { list, one } from '../../odata/collection.ts';
import { needs, type Route, route } from '../../router.ts';
import { groupType, peopleOf, userType } from './users.ts';

const readGroups = needs('GroupMember.Read.All Group.Read.All Group.ReadWrite.All Directory.Read.All');
const writeMembers = needs('GroupMember.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All');

function groupOf(call: Call): Group {
  const group = groupsIn(call.tenant).get(call.param('group'));
  if (!group) throw notFound('directory', call.param('group'));
  return group;
}

/** Returns the group in the path. Throws 403 unless the caller owns it; administrators have no special rights here. */
function ownedGroup(call: Call): Group {
  const group = groupOf(call);
  if (!group.$owners.includes(call.me.oid)) throw forbidden('directory');
  return group;
}

const addMember: Handler = (call) => {
  const group = ownedGroup(call);
  const reference = readBody(call, z.object({ '@odata.id': z.string() }))['@odata.id'];
  const oid = call.tenant.userId(reference.split('/').at(-1) ?? '');
  if (oid === undefined) throw notFound('directory', reference);
  if (group.$members.includes(oid))
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'members'.",
      'Request_BadRequest',
    );
  groupsIn(call.tenant).change(group, { $members: [...group.$members, oid] });
  return noContent();
};

const removeMember: Handler = (call) => {
  const group = ownedGroup(call);
  if (!group.$members.includes(call.param('member')))
    throw new GraphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${call.param('member')}' does not exist.`,
    );
  groupsIn(call.tenant).change(group, {
    $members: group.$members.filter((oid) => oid !== call.param('member')),
  });
  return noContent();
};

/** Routes for groups and their members. */
export const groupRoutes: readonly Route[] = [
  route('GET /groups', readGroups, (call) => list(call, groupType, groupsIn(call.tenant).all())),
  route('GET /groups/delta', readGroups, (call) =>
    delta(call, groupType, groupsIn(call.tenant), { keep: () => true }),
  ),
  route('GET /groups/{group}', readGroups, (call) => one(call, groupType, groupOf(call))),
  route('GET /groups/{group}/members', readGroups, (call) =>
    list(call, userType, peopleOf(call.tenant, groupOf(call).$members)),
  ),
  route('GET /groups/{group}/owners', readGroups, (call) =>
    list(call, userType, peopleOf(call.tenant, groupOf(call).$owners)),
  ),
  route('POST /groups/{group}/members/$ref', writeMembers, addMember),
  route('DELETE /groups/{group}/members/{member}/$ref', writeMembers, removeMember),
];
