import type { User } from './directory.ts';
import { bytes } from './ids.ts';
import type { Entity } from './tenant-store.ts';
import type { Tenant } from './tenant.ts';

export type Chat = Entity & {
  topic: string | null;
  chatType: 'oneOnOne' | 'group';
  $members: readonly string[];
};

export function channelsOf(tenant: Tenant, team: string) {
  return tenant.table(`/teams/${team}/channels`);
}

/** Returns the table of a channel's or chat's messages, oldest first. `place` is its path. */
export function postsOf(tenant: Tenant, place: string) {
  return tenant.table(`${place}/messages`);
}

export function repliesOf(tenant: Tenant, channel: string, post: string) {
  return postsOf(tenant, `${channel}/messages/${post}`);
}

export function chatsOf(tenant: Tenant) {
  return tenant.table<Chat>('/chats');
}

export function addChannel(
  tenant: Tenant,
  team: string,
  channel: { readonly displayName: string; readonly description?: string | undefined; readonly at: Date },
): Entity {
  const id = `19:${bytes(`channel|${team}|${channel.displayName}`, 16).toString('hex')}@thread.tacv2`;
  return channelsOf(tenant, team).put({
    id,
    createdDateTime: channel.at.toISOString(),
    displayName: channel.displayName,
    description: channel.description ?? null,
    isFavoriteByDefault: null,
    email: '',
    tenantId: tenant.company.id,
    webUrl: `https://teams.${tenant.company.domain}/l/channel/${encodeURIComponent(id)}/${encodeURIComponent(channel.displayName)}`,
    membershipType: 'standard',
    isArchived: false,
  });
}

export function addChat(
  tenant: Tenant,
  chat: {
    readonly members: readonly string[];
    readonly topic: string | null;
    readonly chatType: 'oneOnOne' | 'group';
    readonly at: Date;
  },
): Chat {
  const thread = bytes(tenant.serial('chat'), 16).toString('hex');
  const id =
    chat.chatType === 'group' ? `19:${thread}@thread.v2` : `19:${chat.members.join('_')}@unq.gbl.spaces`;
  return chatsOf(tenant).put({
    id,
    topic: chat.topic,
    createdDateTime: chat.at.toISOString(),
    lastUpdatedDateTime: chat.at.toISOString(),
    chatType: chat.chatType,
    webUrl: `https://teams.${tenant.company.domain}/l/chat/${encodeURIComponent(id)}/0`,
    tenantId: tenant.company.id,
    onlineMeetingInfo: null,
    $members: chat.members,
  });
}

export type Post = {
  readonly by: User;
  readonly at: Date;
  readonly body: { readonly contentType: string; readonly content: string };
  readonly subject?: string | null | undefined;
  readonly importance?: string | undefined;
  readonly mentions?: readonly unknown[] | undefined;
  readonly attachments?: readonly unknown[] | undefined;
};

/** Adds a message to a channel, a thread or a chat. As in Teams, its id is the time in milliseconds. */
export function addPost(tenant: Tenant, place: string, post: Post): Entity {
  const table = postsOf(tenant, place);
  let id = post.at.getTime();
  while (table.get(String(id))) id += 1;
  const at = new Date(id).toISOString();
  const chat = chatsOf(tenant).get(/^\/chats\/([^/]+)$/.exec(place)?.[1] ?? '');
  if (chat) chatsOf(tenant).change(chat, { lastUpdatedDateTime: at });
  return table.put({
    id: String(id),
    replyToId: /\/messages\/([^/]+)$/.exec(place)?.[1] ?? null,
    etag: String(id),
    messageType: 'message',
    createdDateTime: at,
    lastModifiedDateTime: at,
    lastEditedDateTime: null,
    deletedDateTime: null,
    subject: post.subject ?? null,
    summary: null,
    chatId: chat?.id ?? null,
    importance: post.importance ?? 'normal',
    locale: 'en-us',
    webUrl: `https://teams.${tenant.company.domain}/l/message/${id}`,
    channelIdentity: channelOf(place),
    policyViolation: null,
    eventDetail: null,
    from: {
      application: null,
      device: null,
      user: { id: post.by.id, displayName: post.by.displayName, userIdentityType: 'aadUser' },
    },
    body: post.body,
    attachments: post.attachments ?? [],
    mentions: post.mentions ?? [],
    reactions: [],
  });
}

function channelOf(place: string): unknown {
  const [, teamId, channelId] = /^\/teams\/([^/]+)\/channels\/([^/]+)/.exec(place) ?? [];
  return teamId === undefined ? null : { teamId, channelId };
}
