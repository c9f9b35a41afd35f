import * as z from 'zod';
import { type Group, groupsIn } from '../../../tenant/directory.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { addChannel, channelsOf, postsOf, repliesOf } from '../../../tenant/teamwork.ts';
import { type Call, type Handler, readBody } from '../../graph-call.ts';
import { badRequest, GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { memberOf, memberType, messageType, newestFirst, createPost } from './posts.ts';

const joined = needs('Team.ReadBasic.All TeamSettings.Read.All User.Read.All Directory.Read.All');
const readTeam = needs('Team.ReadBasic.All TeamSettings.Read.All TeamSettings.ReadWrite.All');
const readChannels = needs('Channel.ReadBasic.All ChannelSettings.Read.All ChannelSettings.ReadWrite.All');
const readPosts = needs('ChannelMessage.Read.All');

const teamType = entityType('team');
const channelType = entityType('channel');
/** Returns the team in the path. Throws 403 if the caller is not a member and 404 if the group has no team. */
function teamOf(call: Call): Group {
  const group = groupsIn(call.tenant).get(call.param('team'));
  if (!group || channelsOf(call.tenant, group.id).all().length === 0)
    throw notFound('teams', call.param('team'));
  if (!group.$members.includes(call.me.oid))
    throw new GraphError(403, 'Forbidden', 'You are not a member of this team.');
  return group;
}

function channelOf(call: Call): Entity {
  const channel = channelsOf(call.tenant, teamOf(call).id).get(call.param('channel'));
  if (!channel) throw notFound('teams', call.param('channel'));
  return channel;
}

/** Returns the canonical path of the channel, under which its posts are stored. */
function placeOf(call: Call): string {
  return `/teams/${teamOf(call).id}/channels/${channelOf(call).id}`;
}

function teamView(group: Group): Entity {
  return {
    id: group.id,
    displayName: group.displayName,
    description: group.description,
    isArchived: false,
    visibility: group.visibility.toLowerCase(),
  };
}

function postOf(call: Call): Entity {
  const found = postsOf(call.tenant, placeOf(call)).get(call.param('post'));
  if (!found) throw notFound('teams', call.param('post'));
  return found;
}

const createChannel: Handler = (call) => {
  const team = teamOf(call);
  const input = readBody(
    call,
    z.object({
      displayName: z.string().min(1).max(50),
      description: z.string().max(1024).optional(),
      membershipType: z.enum(['standard', 'private', 'shared']).optional(),
    }),
  );
  if (
    channelsOf(call.tenant, team.id)
      .all()
      .some((channel) => channel.displayName === input.displayName)
  )
    throw badRequest('Channel name already existed, please use other name.', 'BadRequest');
  return one(call, channelType, addChannel(call.tenant, team.id, { ...input, at: call.tenant.now() }), 201);
};

/** Routes for teams, channels and posts. */
export const teamRoutes: readonly Route[] = [
  route('GET /users/{user}/joinedTeams', joined, (call) => {
    const teams = groupsIn(call.tenant)
      .all()
      .filter(
        (group) =>
          group.$members.includes(call.param('user')) && channelsOf(call.tenant, group.id).all().length > 0,
      );
    return list(call, teamType, teams.map(teamView));
  }),
  route('GET /teams/{team}', readTeam, (call) => one(call, teamType, teamView(teamOf(call)))),
  route('GET /teams/{team}/members', needs('TeamMember.Read.All TeamMember.ReadWrite.All'), (call) =>
    list(
      call,
      memberType,
      teamOf(call).$members.map((oid) => memberOf(call, oid)),
    ),
  ),
  route('GET /teams/{team}/channels', readChannels, (call) =>
    list(call, channelType, channelsOf(call.tenant, teamOf(call).id).all()),
  ),
  route('POST /teams/{team}/channels', needs('Channel.Create Group.ReadWrite.All'), createChannel),
  route('GET /teams/{team}/channels/{channel}', readChannels, (call) =>
    one(call, channelType, channelOf(call)),
  ),
  route('GET /teams/{team}/channels/{channel}/messages', readPosts, (call) =>
    list(call, messageType, newestFirst(postsOf(call.tenant, placeOf(call)).all())),
  ),
  route(
    'POST /teams/{team}/channels/{channel}/messages',
    needs('ChannelMessage.Send Group.ReadWrite.All'),
    createPost(placeOf),
  ),
  route('GET /teams/{team}/channels/{channel}/messages/{post}', readPosts, (call) =>
    one(call, messageType, postOf(call)),
  ),
  route('GET /teams/{team}/channels/{channel}/messages/{post}/replies', readPosts, (call) =>
    list(call, messageType, newestFirst(repliesOf(call.tenant, placeOf(call), postOf(call).id).all())),
  ),
  route(
    'POST /teams/{team}/channels/{channel}/messages/{post}/replies',
    needs('ChannelMessage.Send Group.ReadWrite.All'),
    (call) => createPost(() => `${placeOf(call)}/messages/${postOf(call).id}`)(call),
  ),
];
