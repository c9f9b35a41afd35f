import { userOf } from '../../directory.ts';
import { sharePointHost } from '../../hosts.ts';
import { groupId } from '../../rows/group-rows.ts';
import { eventDetail, messageContent } from '../../rows/message-rows.ts';
import {
  addChannel,
  addChat,
  addOutsider,
  addPost,
  chatsOf,
  outsidersOf,
  type Post,
} from '../../teamwork.ts';
import { htmlIn, instantIn, type Loading } from './loading.ts';
import type { Path } from '../file-problems.ts';
import type { TenantFile } from '../schema/tenant-file.ts';

type Channel = NonNullable<TenantFile['groups'][number]['channels']>[number];
type Chat = TenantFile['chats'][number];
type Message = Chat['messages'][number] & Partial<Omit<Channel['posts'][number], 'replies'>>;

const general = { name: 'General', kind: 'standard', owners: [], members: [], posts: [] } as const;

/**
 * Adds channels with posts and replies, chats with messages, and presence. Adds the channel General to every team whose
 * channels do not include it.
 */
export function loadTeams(loading: Loading): void {
  const { file, tenant, names } = loading;
  for (const [index, { alias, channels }] of file.groups.entries()) {
    if (channels === undefined) continue;
    const named = channels.some(({ name }) => name === 'General');
    for (const channel of named
      ? channels
      : [{ ...general, posts: [], owners: [], members: [] }, ...channels])
      loadChannel(loading, alias, channel, ['groups', index, 'channels', channels.indexOf(channel)]);
  }
  for (const [index, chat] of file.chats.entries()) loadChat(loading, chat, ['chats', index]);
  for (const [index, { alias, presence }] of file.people.entries()) {
    const id = presence && names.person(alias, ['people', index, 'alias']);
    if (presence === undefined || id === undefined) continue;
    const { availability, activity = availability, message } = presence;
    const statusMessage = message && { message: { content: message, contentType: 'text' } };
    tenant.table('/presence').put({ id, availability, activity, ...(statusMessage && { statusMessage }) });
  }
}

function loadChannel(loading: Loading, team: string, channel: Channel, path: Path): void {
  const { tenant, names, problems } = loading;
  const owners = names.people(channel.owners, [...path, 'owners']);
  const others = names.people(channel.members, [...path, 'members']);
  const members = [...new Set([...owners, ...others])];
  if ((channel.kind === 'standard') !== (members.length === 0))
    problems.add(
      [...path, 'kind'],
      () => 'must be private or shared if the channel has owners or members, and standard if not.',
    );
  const { id } = addChannel(tenant, groupId(team), {
    displayName: channel.name,
    description: channel.description,
    membershipType: channel.kind,
    ...(channel.kind !== 'standard' && { members, owners }),
    at: new Date('2024-05-06T09:00:00Z'),
  });
  const place = `/teams/${groupId(team)}/channels/${id}`;
  for (const [index, { replies, ...post }] of channel.posts.entries()) {
    const at = [...path, 'posts', index];
    const content = postOf(loading, post, at, team);
    const created = content && addPost(tenant, place, content);
    for (const [number, reply] of replies.entries()) {
      const text = postOf(loading, reply, [...at, 'replies', number], team);
      if (text && created) addPost(tenant, `${place}/messages/${created.id}`, text);
    }
  }
}

/** Converts a message in the file. Reports problems in the message. Returns undefined if the message has no author. */
function postOf(loading: Loading, message: Message, path: Path, team = ''): Post | undefined {
  const { names, problems, tenant } = loading;
  const { by: author, event, files = [] } = message;
  if (author === undefined && event === undefined)
    problems.add([...path, 'by'], () => 'is required, except for an event.');
  const by = author === undefined ? undefined : names.person(author, [...path, 'by']);
  if (by === undefined && event === undefined) return undefined;
  const host = sharePointHost(tenant.company.domain);
  const parts = {
    html: event ? '<systemEventMessage/>' : htmlIn(loading, message, path),
    announcement: message.announcement,
    card: cardIn(loading, message.card, path),
    files: files.map((file) => ({
      name: file.split('/').at(-1) ?? file,
      url: `https://${host}/${['sites', team, 'Shared Documents', ...file.split('/')].map(encodeURIComponent).join('/')}`,
    })),
  };
  const people = event ? names.people(event.people, [...path, 'event', 'people']) : [];
  return {
    by: by === undefined || event ? undefined : userOf(tenant, by),
    at: new Date(instantIn(loading, message.at, by)),
    subject: message.subject,
    deleted: message.deleted,
    ...messageContent(path.join('|'), parts),
    event: event && eventDetail({ ...event, people, by }),
  };
}

function cardIn({ problems }: Loading, card: string | undefined, path: Path): unknown {
  if (card === undefined) return undefined;
  try {
    return JSON.parse(card) as unknown;
  } catch {
    problems.add([...path, 'card'], () => 'must be JSON.');
    return undefined;
  }
}

/** Returns the object ids of a chat's members. People outside the company are identified by their addresses. */
function memberIds({ names, tenant }: Loading, data: Chat, path: Path): readonly string[] {
  return data.members.flatMap((member, index) => {
    const party = names.party(member, [...path, 'members', index]);
    if (party === undefined) return [];
    const { name, address } = party.recipient.emailAddress;
    if (party.isOutside) return addOutsider(tenant, name, address);
    return party.oid ?? names.person(member, [...path, 'members', index]) ?? [];
  });
}

function loadChat(loading: Loading, data: Chat, path: Path): void {
  const { tenant, problems } = loading;
  const members = memberIds(loading, data, path);
  const messages = data.messages.flatMap((message, index) => {
    const place = [...path, 'messages', index];
    const post = postOf(loading, message, place);
    if (post?.by && !members.includes(post.by.id))
      problems.add([...place, 'by'], () => `"${message.by}" is not a member of the chat.`);
    return post ? [post] : [];
  });
  if (members.length < data.members.length) return;
  if (new Set(members).size < members.length)
    problems.add([...path, 'members'], () => 'names someone twice.');
  if (members.every((id) => outsidersOf(tenant).get(id) !== undefined))
    problems.add([...path, 'members'], () => 'must include somebody from the company.');
  const isGroup = data.topic !== undefined || members.length > 2;
  const exists = chatsOf(tenant)
    .all()
    .some((chat) => chat.chatType === 'oneOnOne' && members.every((one) => chat.$members.includes(one)));
  if (!isGroup && exists)
    problems.add([...path, 'members'], () => 'these two people already have a chat: put the messages there.');
  messages.sort((a, b) => a.at.getTime() - b.at.getTime());
  const chat = addChat(tenant, {
    members,
    topic: data.topic ?? null,
    chatType: isGroup ? 'group' : 'oneOnOne',
    at: messages[0]?.at ?? tenant.now(),
  });
  for (const message of messages) addPost(tenant, `/chats/${chat.id}`, message);
}
