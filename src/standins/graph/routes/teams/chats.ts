import * as z from 'zod';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { addChat, type Chat, chatsOf, postsOf } from '../../../tenant/teamwork.ts';
import { type Call, type Handler, ok, readBody } from '../../graph-call.ts';
import { badRequest, GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { memberOf, memberType, messageType, newestFirst, createPost } from './posts.ts';

const readChats = needs('Chat.ReadBasic Chat.Read Chat.ReadWrite');
const readChat = needs('Chat.Read Chat.ReadWrite');

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

/** Returns the chat in the path. Throws 403 if the caller is not a member. */
function chatOf(call: Call): Chat {
  const chat = chatsOf(call.tenant).get(call.param('chat'));
  if (!chat) throw notFound('teams', call.param('chat'));
  if (!chat.$members.includes(call.me.oid))
    throw new GraphError(403, 'Forbidden', 'You are not a member of this chat.');
  return chat;
}

const chatInput = z.object({
  chatType: z.enum(['oneOnOne', 'group']),
  topic: z.string().nullish(),
  members: z
    .array(z.looseObject({ 'user@odata.bind': z.string() }))
    .min(2)
    .max(250),
});

const createChat: Handler = (call) => {
  const input = readBody(call, chatInput);
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
  const existing = input.chatType === 'oneOnOne' ? chatsOf(call.tenant).all().find(same) : undefined;
  const chat =
    existing ??
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

/** Routes for chats and presence. */
export const chatRoutes: readonly Route[] = [
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
    createPost((call) => `/chats/${chatOf(call).id}`),
  ),
  route('GET /users/{user}/presence', needs('Presence.Read Presence.Read.All', 'Presence.Read.All'), (call) =>
    ok(presenceOf(call, call.param('user'))),
  ),
  route(
    'POST /users/{user}/presence/setStatusMessage',
    needs('Presence.ReadWrite', 'Presence.ReadWrite.All'),
    (call) => {
      const { statusMessage } = readBody(call, presenceInput);
      call.tenant.table('/presence').put({ id: call.param('user'), statusMessage });
      return { status: 200 };
    },
  ),
];
