import { userOf } from '../../directory.ts';
import { groupId } from '../../rows/group-rows.ts';
import { addChannel, addChat, addPost, chatsOf } from '../../teamwork.ts';
import { bodyOf, htmlIn, instantIn, type Loading } from './loading.ts';
import type { Path } from '../file-problems.ts';
import type { TenantFile } from '../schema/tenant-file.ts';

type Channel = NonNullable<TenantFile['groups'][number]['channels']>[number];
type Chat = TenantFile['chats'][number];

/** Adds channels with posts and replies, and chats with messages. Adds the channel General to teams without one. */
export function loadTeams(loading: Loading): void {
  for (const [index, { alias, channels }] of loading.file.groups.entries()) {
    if (channels === undefined) continue;
    const named = channels.some(({ name }) => name === 'General');
    for (const channel of named ? channels : [{ name: 'General', posts: [] }, ...channels])
      loadChannel(loading, alias, channel, ['groups', index, 'channels', channels.indexOf(channel)]);
  }
  for (const [index, chat] of loading.file.chats.entries()) loadChat(loading, chat, ['chats', index]);
}

function loadChannel(loading: Loading, team: string, channel: Channel, path: Path): void {
  const { tenant, names } = loading;
  const { id } = addChannel(tenant, groupId(team), {
    displayName: channel.name,
    description: channel.description,
    at: new Date('2024-05-06T09:00:00Z'),
  });
  const place = `/teams/${groupId(team)}/channels/${id}`;
  for (const [index, post] of channel.posts.entries()) {
    const at = [...path, 'posts', index];
    const by = names.person(post.by, [...at, 'by']);
    const content = htmlIn(loading, post, at);
    const created =
      by === undefined
        ? undefined
        : addPost(tenant, place, {
            by: userOf(tenant, by),
            at: new Date(instantIn(loading, post.at, by)),
            subject: post.subject,
            body: { contentType: 'html', content },
          });
    for (const [number, reply] of post.replies.entries()) {
      const author = names.person(reply.by, [...at, 'replies', number, 'by']);
      const html = htmlIn(loading, reply, [...at, 'replies', number]);
      if (author === undefined || !created) continue;
      addPost(tenant, `${place}/messages/${created.id}`, {
        by: userOf(tenant, author),
        at: new Date(instantIn(loading, reply.at, author)),
        body: { contentType: 'html', content: html },
      });
    }
  }
}

function loadChat(loading: Loading, data: Chat, path: Path): void {
  const { tenant, names, problems } = loading;
  const members = names.people(data.members, [...path, 'members']);
  const messages = data.messages.flatMap((message, index) => {
    const place = [...path, 'messages', index];
    const by = names.person(message.by, [...place, 'by']);
    const body = bodyOf(loading, message, place);
    if (by === undefined) return [];
    if (!members.includes(by))
      problems.add([...place, 'by'], () => `"${message.by}" is not a member of the chat.`);
    return [{ by, body, at: instantIn(loading, message.at, by) }];
  });
  if (members.length < data.members.length) return;
  if (new Set(members).size < members.length)
    problems.add([...path, 'members'], () => 'names someone twice.');
  const isGroup = data.topic !== undefined || members.length > 2;
  const exists = chatsOf(tenant)
    .all()
    .some((chat) => chat.chatType === 'oneOnOne' && members.every((one) => chat.$members.includes(one)));
  if (!isGroup && exists)
    problems.add([...path, 'members'], () => 'these two people already have a chat: put the messages there.');
  messages.sort((a, b) => a.at - b.at);
  const chat = addChat(tenant, {
    members,
    topic: data.topic ?? null,
    chatType: isGroup ? 'group' : 'oneOnOne',
    at: new Date(messages[0]?.at ?? tenant.now().getTime()),
  });
  for (const { by, body, at } of messages)
    addPost(tenant, `/chats/${chat.id}`, { by: userOf(tenant, by), at: new Date(at), body });
}
