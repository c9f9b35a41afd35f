import * as z from 'zod';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { addChat, type Chat, chatsOf, postsOf } from '../../../tenant/teamwork.ts';
import { type Call, type Handler, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, forbidden, GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { memberOf, memberToAdd, memberType } from './members.ts';
import { allowOnly, createPost, messageType, newestFirst } from './posts.ts';

const readChats = needs('Chat.ReadBasic Chat.Read Chat.ReadWrite');
const readChat = needs('Chat.Read Chat.ReadWrite');

/** Members that are expanded with their chat. A response contains at most 25 members of each chat. */
const expandedMember = entityType('aadUserConversationMember', { pageSize: 25 });

/** The last message of a chat has fewer properties than a message, and indicates a deletion differently. */
const previewType = entityType('chatMessageInfo', {
  defaults: 'id createdDateTime isDeleted messageType eventDetail body from',
  derive: (_call, row) => ({ isDeleted: row.deletedDateTime !== null }),
});

const chatType = entityType('chat', {
  pageSize: 20,
  maxTop: 50,
  expand: {
    members: (call, row) => ({ type: expandedMember, rows: membersOf(call, row as Chat) }),
    lastMessagePreview: (call, row) => {
      if (call.basic) throw forbidden('teams', ['Chat.Read', 'Chat.ReadWrite'], call.me.scopes);
      return { type: previewType, row: newestFirst(postsOf(call.tenant, `/chats/${row.id}`).all())[0] };
    },
  },
});

/** Returns the members of a chat. All members except guests are owners. */
function membersOf(call: Call, { id, $members }: Chat): readonly Entity[] {
  return $members.map((oid) => memberOf(call, oid, { place: id, owners: $members }));
}

/** Returns the chat in the path. Throws 403 if the caller is not a member. */
function chatOf(call: Call): Chat {
  const chat = chatsOf(call.tenant).get(call.param('chat'));
  if (!chat) throw notFound('teams', call.param('chat'));
  if (!chat.$members.includes(call.me.oid))
    throw new GraphError(403, 'Forbidden', 'You are not a member of this chat.');
  return chat;
}

/** Lists chats. Graph can sort chats only by the last message, and only if the last message is expanded. */
const listChats: Handler = (call) => {
  const chats = chatsOf(call.tenant)
    .all()
    .filter((chat) => chat.$members.includes(call.param('user')));
  const order = call.query.get('$orderby');
  if (order === null) return list(call, chatType, chats);
  const isExpanded = call.query.get('$expand')?.includes('lastMessagePreview') === true;
  if (order !== 'lastMessagePreview/createdDateTime desc' || !isExpanded)
    throw badRequest('Chats can only be ordered by lastMessagePreview/createdDateTime desc.', 'BadRequest');
  const query = new URLSearchParams(call.query);
  query.delete('$orderby');
  const lastOf = ({ id }: Chat): string => {
    const [last] = newestFirst(postsOf(call.tenant, `/chats/${id}`).all());
    return last === undefined ? '' : String(last.createdDateTime);
  };
  const sorted = chats.toSorted((a, b) => lastOf(b).localeCompare(lastOf(a)));
  const reply = list({ ...call, query }, chatType, sorted);
  const body = reply.body as { '@odata.nextLink'?: string };
  const next = body['@odata.nextLink'];
  if (next !== undefined) body['@odata.nextLink'] = `${next}&$orderby=${encodeURIComponent(order)}`;
  return reply;
};

const chatInput = z.object({
  chatType: z.enum(['oneOnOne', 'group']),
  topic: z.string().max(250).nullish(),
  members: z
    .array(z.looseObject({ 'user@odata.bind': z.string(), roles: z.array(z.string()).optional() }))
    .min(2)
    .max(250),
});

const createChat: Handler = (call) => {
  const { chatType: kind, topic, members: given } = readBody(call, chatInput);
  const members = given.map((member) => memberToAdd(call.tenant, member));
  if (!members.includes(call.me.oid))
    throw badRequest('The caller must be one of the members.', 'BadRequest');
  if (new Set(members).size < members.length)
    throw badRequest('Duplicate chat members is specified in the request body.', 'BadRequest');
  if (kind === 'oneOnOne' && (members.length > 2 || topic))
    throw badRequest('A one-on-one chat has two members and no topic.', 'BadRequest');
  const same = (chat: Chat) =>
    chat.chatType === 'oneOnOne' && members.every((oid) => chat.$members.includes(oid));
  const existing = kind === 'oneOnOne' ? chatsOf(call.tenant).all().find(same) : undefined;
  const at = call.tenant.now();
  const chat = existing ?? addChat(call.tenant, { members, topic: topic ?? null, chatType: kind, at });
  return one(call, chatType, chat, 201);
};

/**
 * Lists messages with the sort orders and filters that chats support. A filter on a property other than the sort
 * property is ignored.
 */
function listMessagesAt(call: Call, place: string): Reply {
  allowOnly(call, ['$top', '$orderby', '$filter']);
  const [, property = '', order] = /^(\w+)(?: (\w+))?$/.exec(
    call.query.get('$orderby') ?? 'lastModifiedDateTime desc',
  ) ?? ['', ''];
  if (!['createdDateTime', 'lastModifiedDateTime'].includes(property) || order !== 'desc')
    throw badRequest('QueryOptions to order by this property and direction are not supported.', 'BadRequest');
  const filter = call.query.get('$filter');
  const query = new URLSearchParams(call.query);
  query.set('$orderby', `${property} desc`);
  if (filter !== null && !filter.includes(property)) query.delete('$filter');
  else if (/createdDateTime (?!lt)|\bor\b/.test(filter ?? ''))
    throw badRequest(
      'The filter is not supported: createdDateTime can only be compared with lt.',
      'BadRequest',
    );
  return list({ ...call, query }, messageType, postsOf(call.tenant, place).all());
}

/**
 * Returns the path of the caller's chat with themselves. This is the only chat whose messages have a path under
 * `/users/{user}`.
 */
function notesOf(call: Call): string {
  if (call.param('chat') !== '48:notes' || call.param('user') !== call.me.oid)
    throw notFound('teams', call.param('chat'));
  return `/users/${call.me.oid}/chats/48:notes`;
}

export const chatRoutes: readonly Route[] = [
  route('GET /users/{user}/chats', readChats, listChats),
  route('GET /users/{user}/chats/{chat}/messages', readChat, (call) => listMessagesAt(call, notesOf(call))),
  route(
    'POST /users/{user}/chats/{chat}/messages',
    needs('ChatMessage.Send Chat.ReadWrite'),
    createPost(notesOf),
  ),
  route('POST /chats', needs('Chat.Create Chat.ReadWrite'), createChat),
  route('GET /chats/{chat}', readChats, (call) => one(call, chatType, chatOf(call))),
  route('GET /chats/{chat}/members', readChats, (call) =>
    list(call, memberType, membersOf(call, chatOf(call))),
  ),
  route('GET /chats/{chat}/messages', readChat, (call) => listMessagesAt(call, `/chats/${chatOf(call).id}`)),
  route(
    'POST /chats/{chat}/messages',
    needs('ChatMessage.Send Chat.ReadWrite'),
    createPost((call) => `/chats/${chatOf(call).id}`),
  ),
];
