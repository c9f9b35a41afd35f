import { z } from 'zod';
import { guid } from '../../tenant/ids.ts';
import { groupsIn, type Group, userOf, usersOf } from '../../tenant/directory.ts';
import type { Entity } from '../../tenant/store.ts';
import {
  addChannel,
  addChat,
  addPost,
  channelsOf,
  chatsOf,
  postsOf,
  repliesOf,
  type Chat,
} from '../../tenant/teamwork.ts';
import { type Call, type Handler, ok, read } from '../call.ts';
import { badRequest, GraphError, notFound } from '../errors.ts';
import { list, one } from '../odata/query.ts';
import { entityType } from '../odata/type.ts';
import { needs, type Route, route } from '../route.ts';

const joined = needs('Team.ReadBasic.All TeamSettings.Read.All User.Read.All Directory.Read.All');
const readTeam = needs('Team.ReadBasic.All TeamSettings.Read.All TeamSettings.ReadWrite.All');
const readChannels = needs('Channel.ReadBasic.All ChannelSettings.Read.All ChannelSettings.ReadWrite.All');
const readPosts = needs('ChannelMessage.Read.All');
const readChats = needs('Chat.ReadBasic Chat.Read Chat.ReadWrite');
const readChat = needs('Chat.Read Chat.ReadWrite');

const teamType = entityType('team');
const channelType = entityType('channel');
const messageType = entityType('chatMessage', { pageSize: 20, maxTop: 50, etag: true });
const memberType = entityType('aadUserConversationMember');
const chatType = entityType('chat', {
  pageSize: 20,
  maxTop: 50,
  expand: {
    members: (call, row) => ({
      type: memberType,
      rows: (row as Chat).$members.map((oid) => memberOf(call, oid)),
    }),
    lastMessagePreview: (call, row) => ({
      type: messageType,
      row: postsOf(call.tenant, `/chats/${row.id}`).all().at(-1),
    }),
  },
});

/** The team of the path; 403 for who is not in it, 404 for a group without a team. */
function teamOf(call: Call): Group {
  const group = groupsIn(call.tenant).get(call.param('team'));
  if (!group || channelsOf(call.tenant, group.id).all().length === 0)
    throw notFound('teams', call.param('team'));
  if (!group.$members.includes(call.me.oid))
    throw new GraphError(403, 'Forbidden', 'You are not a member of this team.');
  return group;
}

function channelOf(call: Call): string {
  const team = teamOf(call);
  const channel = channelsOf(call.tenant, team.id).get(call.param('channel'));
  if (!channel) throw notFound('teams', call.param('channel'));
  return `/teams/${team.id}/channels/${channel.id}`;
}

function chatOf(call: Call): Chat {
  const chat = chatsOf(call.tenant).get(call.param('chat'));
  if (!chat) throw notFound('teams', call.param('chat'));
  if (!chat.$members.includes(call.me.oid))
    throw new GraphError(403, 'Forbidden', 'You are not a member of this chat.');
  return chat;
}

function memberOf(call: Call, oid: string): Entity {
  const user = usersOf(call.tenant).get(oid);
  return {
    id: guid(`member|${oid}`),
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: [],
    displayName: user?.displayName ?? null,
    userId: oid,
    email: user?.mail ?? null,
  };
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

const newestFirst = (posts: readonly Entity[]) => [...posts].reverse();

const postInput = z.strictObject({
  subject: z.string().nullish(),
  importance: z.enum(['normal', 'high', 'urgent']).optional(),
  body: z.object({
    contentType: z.enum(['text', 'html']).default('text'),
    content: z.string().min(1).max(28_000),
  }),
  mentions: z
    .array(z.looseObject({ id: z.number(), mentionText: z.string().optional(), mentioned: z.unknown() }))
    .optional(),
  attachments: z.array(z.looseObject({ id: z.string() })).optional(),
});

/** Posts as the caller; a mention must stand in the text as well. */
const post =
  (place: (call: Call) => string): Handler =>
  (call) => {
    const at = place(call);
    const input = read(call, postInput);
    for (const { id } of input.mentions ?? [])
      if (!input.body.content.includes(`<at id="${id}">`))
        throw badRequest(`The mention with id ${id} does not stand in the body.`, 'BadRequest');
    const made = addPost(call.tenant, at, {
      by: userOf(call.tenant, call.me.oid),
      at: call.tenant.now(),
      ...input,
    });
    return one(call, messageType, made, 201);
  };

function postOf(call: Call): Entity {
  const found = postsOf(call.tenant, channelOf(call)).get(call.param('post'));
  if (!found) throw notFound('teams', call.param('post'));
  return found;
}

const createChannel: Handler = (call) => {
  const team = teamOf(call);
  const input = read(
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

const chatInput = z.object({
  chatType: z.enum(['oneOnOne', 'group']),
  topic: z.string().nullish(),
  members: z
    .array(z.looseObject({ 'user@odata.bind': z.string() }))
    .min(2)
    .max(250),
});

const createChat: Handler = (call) => {
  const input = read(call, chatInput);
  const members = input.members.map((member) => {
    const name = /users(?:\('|\/)([^')]+)/.exec(member['user@odata.bind'])?.[1] ?? '';
    const oid = call.tenant.userId(name);
    if (oid === undefined) throw notFound('teams', name);
    return oid;
  });
  if (!members.includes(call.me.oid))
    throw badRequest('The caller must be one of the members.', 'BadRequest');
  const same = (chat: Chat) =>
    chat.chatType === 'oneOnOne' && members.every((oid) => chat.$members.includes(oid));
  const known = input.chatType === 'oneOnOne' ? chatsOf(call.tenant).all().find(same) : undefined;
  const chat =
    known ??
    addChat(call.tenant, {
      members,
      topic: input.topic ?? null,
      chatType: input.chatType,
      at: call.tenant.now(),
    });
  return one(call, chatType, chat, 201);
};

const presenceInput = z.object({
  statusMessage: z.looseObject({ message: z.looseObject({ content: z.string() }) }),
});

function presenceOf(call: Call, oid: string): Entity {
  const stored = call.tenant.table('/presence').get(oid);
  return { id: oid, availability: 'Available', activity: 'Available', statusMessage: null, ...stored };
}

/** Teams, channels, chats and presence. */
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
    one(call, channelType, channelsOf(call.tenant, teamOf(call).id).get(channelOf(call).split('/').at(-1)!)!),
  ),
  route('GET /teams/{team}/channels/{channel}/messages', readPosts, (call) =>
    list(call, messageType, newestFirst(postsOf(call.tenant, channelOf(call)).all())),
  ),
  route(
    'POST /teams/{team}/channels/{channel}/messages',
    needs('ChannelMessage.Send Group.ReadWrite.All'),
    post(channelOf),
  ),
  route('GET /teams/{team}/channels/{channel}/messages/{post}', readPosts, (call) =>
    one(call, messageType, postOf(call)),
  ),
  route('GET /teams/{team}/channels/{channel}/messages/{post}/replies', readPosts, (call) =>
    list(call, messageType, newestFirst(repliesOf(call.tenant, channelOf(call), postOf(call).id).all())),
  ),
  route(
    'POST /teams/{team}/channels/{channel}/messages/{post}/replies',
    needs('ChannelMessage.Send Group.ReadWrite.All'),
    (call) => post(() => `${channelOf(call)}/messages/${postOf(call).id}`)(call),
  ),
  route('GET /users/{user}/chats', readChats, (call) =>
    list(
      call,
      chatType,
      chatsOf(call.tenant)
        .all()
        .filter((chat) => chat.$members.includes(call.param('user'))),
    ),
  ),
  route('POST /chats', needs('Chat.Create Chat.ReadWrite'), createChat),
  route('GET /chats/{chat}', readChats, (call) => one(call, chatType, chatOf(call))),
  route('GET /chats/{chat}/members', readChats, (call) =>
    list(
      call,
      memberType,
      chatOf(call).$members.map((oid) => memberOf(call, oid)),
    ),
  ),
  route('GET /chats/{chat}/messages', readChat, (call) =>
    list(call, messageType, newestFirst(postsOf(call.tenant, `/chats/${chatOf(call).id}`).all())),
  ),
  route(
    'POST /chats/{chat}/messages',
    needs('ChatMessage.Send Chat.ReadWrite'),
    post((call) => `/chats/${chatOf(call).id}`),
  ),
  route('GET /users/{user}/presence', needs('Presence.Read Presence.Read.All', 'Presence.Read.All'), (call) =>
    ok(presenceOf(call, call.param('user'))),
  ),
  route(
    'POST /users/{user}/presence/setStatusMessage',
    needs('Presence.ReadWrite', 'Presence.ReadWrite.All'),
    (call) => {
      const { statusMessage } = read(call, presenceInput);
      call.tenant.table('/presence').put({ id: call.param('user'), statusMessage });
      return { status: 200 };
    },
  ),
];
