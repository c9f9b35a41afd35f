import * as z from 'zod';
import { type Group, groupsIn } from '../../../tenant/directory.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { addChannel, type Channel, channelsOf, postsOf, repliesOf } from '../../../tenant/teamwork.ts';
import { type Call, type Handler, readBody } from '../../graph-call.ts';
import { badRequest, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { memberOf, memberToAdd, memberType, teamOf } from './members.ts';
import { allowOnly, byLastActivity, createPost, messageType, newestFirst, postType } from './posts.ts';

const joined = needs('Team.ReadBasic.All TeamSettings.Read.All User.Read.All Directory.Read.All');
const readTeam = needs('Team.ReadBasic.All TeamSettings.Read.All TeamSettings.ReadWrite.All');
const readChannels = needs(
  'Channel.ReadBasic.All ChannelSettings.Read.All ChannelSettings.ReadWrite.All Group.Read.All Directory.Read.All',
);
const readChannelMembers = needs('ChannelMember.Read.All ChannelMember.ReadWrite.All');
const readPosts = needs('ChannelMessage.Read.All');

const teamType = entityType('team');
const channelType = entityType('channel');

/** Returns the channels that the caller can see: private channels only if the caller is a member. */
function visibleChannels(call: Call): readonly Channel[] {
  return channelsOf(call.tenant, teamOf(call).id)
    .all()
    .filter(({ $members }) => $members?.includes(call.me.oid) ?? true);
}

/** Returns the channel in the path. A member of a shared channel need not be a member of its team. */
function channelOf(call: Call): Channel {
  const channel =
    sharedWithCaller(call) ?? visibleChannels(call).find(({ id }) => id === call.param('channel'));
  if (!channel) throw notFound('teams', call.param('channel'));
  return channel;
}

function sharedWithCaller(call: Call): Channel | undefined {
  const channel = channelsOf(call.tenant, call.param('team')).get(call.param('channel'));
  const isShared = channel?.membershipType === 'shared' && channel.$members?.includes(call.me.oid) === true;
  return isShared ? channel : undefined;
}

/**
 * Returns the channels that other teams share with the team. Each channel's address names the team that the channel
 * belongs to.
 */
function incomingChannels(call: Call): readonly Entity[] {
  const { id } = teamOf(call);
  return groupsIn(call.tenant)
    .all()
    .flatMap((group) =>
      channelsOf(call.tenant, group.id)
        .all()
        .filter(({ $sharedWith }) => $sharedWith?.includes(id))
        .map((channel) => ({
          ...channel,
          '@odata.id': `https://graph.microsoft.com/v1.0/tenants/${call.tenant.company.id}/teams/${group.id}/channels/${channel.id}`,
        })),
    );
}

function channelMembers(call: Call): readonly Entity[] {
  const channel = channelOf(call);
  const owners = channel.$owners ?? teamOf(call).$owners;
  return (channel.$members ?? teamOf(call).$members).map((oid) =>
    memberOf(call, oid, { place: channel.id, owners }),
  );
}

/** Returns the channel's canonical path. The channel's posts are stored under this path. */
function placeOf(call: Call): string {
  return `/teams/${call.param('team')}/channels/${channelOf(call).id}`;
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

const channelInput = z.object({
  displayName: z
    .string()
    .min(1)
    .max(50)
    .regex(/^(?![_.])[^~#%&*{}+/\\:<>?|'"]+(?<!\.)$/),
  description: z.string().max(1024).optional(),
  membershipType: z.enum(['standard', 'private', 'shared']).default('standard'),
  members: z.array(z.looseObject({ 'user@odata.bind': z.string(), roles: z.array(z.string()) })).optional(),
});

/**
 * Creates a channel. A private or shared channel gets the members in the request, or only the caller if the request has
 * none.
 */
const createChannel: Handler = (call) => {
  const team = teamOf(call);
  const { members, ...input } = readBody(call, channelInput);
  if (input.membershipType === 'standard' && members !== undefined)
    throw badRequest('Members can be specified only for a private or shared channel.', 'BadRequest');
  const owners = members?.map((member) => memberToAdd(call.tenant, member)) ?? [call.me.oid];
  const stranger = owners.find((oid) => !team.$members.includes(oid));
  if (stranger !== undefined && input.membershipType === 'private')
    throw badRequest('Members of a private channel must be members of the team.', 'BadRequest');
  const existing = channelsOf(call.tenant, team.id).all();
  if (existing.some(({ displayName }) => displayName.toLowerCase() === input.displayName.toLowerCase()))
    throw badRequest('Channel name already existed, please use other name.', 'BadRequest');
  const isOpen = input.membershipType === 'standard';
  const people = isOpen ? {} : { members: owners, owners };
  const at = call.tenant.now();
  return one(call, channelType, addChannel(call.tenant, team.id, { ...input, ...people, at }), 201);
};

const messages = '/teams/{team}/channels/{channel}/messages';

export const teamRoutes: readonly Route[] = [
  route('GET /users/{user}/joinedTeams', joined, (call) => {
    const teams = groupsIn(call.tenant)
      .all()
      .filter(
        (group) =>
          group.$members.includes(call.param('user')) && channelsOf(call.tenant, group.id).all().length > 0,
      );
    // For this list, Graph ignores query options and returns a single page.
    return list(
      { ...call, query: new URLSearchParams() },
      { ...teamType, pageSize: 999 },
      teams.map(teamView),
    );
  }),
  route('GET /teams/{team}', readTeam, (call) => one(call, teamType, teamView(teamOf(call)))),
  route('GET /teams/{team}/members', needs('TeamMember.Read.All TeamMember.ReadWrite.All'), (call) => {
    const { id, $members, $owners } = teamOf(call);
    return list(
      call,
      memberType,
      $members.map((oid) => memberOf(call, oid, { place: id, owners: $owners })),
    );
  }),
  route('GET /teams/{team}/channels', readChannels, (call) => {
    allowOnly(call, ['$select', '$filter']);
    return list(call, { ...channelType, pageSize: 999 }, visibleChannels(call));
  }),
  route('GET /teams/{team}/incomingChannels', readChannels, (call) => {
    allowOnly(call, ['$select', '$filter']);
    // Graph's page size is not documented. The stand-in uses small pages so that tests notice a client that does not
    // follow links.
    return list(call, { ...channelType, pageSize: 2 }, incomingChannels(call));
  }),
  route('POST /teams/{team}/channels', needs('Channel.Create Group.ReadWrite.All'), createChannel),
  route('GET /teams/{team}/channels/{channel}', readChannels, (call) =>
    one(call, channelType, channelOf(call)),
  ),
  ...(['members', 'allMembers'] as const).map((members) =>
    route(`GET /teams/{team}/channels/{channel}/${members}`, readChannelMembers, (call) =>
      list(call, memberType, channelMembers(call)),
    ),
  ),
  route(`GET ${messages}`, readPosts, (call) => {
    allowOnly(call, ['$top', '$expand']);
    return list(call, postType, byLastActivity(call, placeOf(call)));
  }),
  route(`POST ${messages}`, needs('ChannelMessage.Send Group.ReadWrite.All'), createPost(placeOf)),
  route(`GET ${messages}/{post}`, readPosts, (call) => one(call, postType, postOf(call))),
  route(`GET ${messages}/{post}/replies`, readPosts, (call) => {
    allowOnly(call, ['$top']);
    return list(call, messageType, newestFirst(repliesOf(call.tenant, placeOf(call), postOf(call).id).all()));
  }),
  route(`POST ${messages}/{post}/replies`, needs('ChannelMessage.Send Group.ReadWrite.All'), (call) =>
    createPost(() => `${placeOf(call)}/messages/${postOf(call).id}`)(call),
  ),
];
