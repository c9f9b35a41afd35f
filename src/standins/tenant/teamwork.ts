import { bytes, guid } from './ids.ts';
import type { Entity } from './tenant-store.ts';
import type { Tenant } from './tenant.ts';

export type Chat = Entity & {
  topic: string | null;
  chatType: 'oneOnOne' | 'group' | 'meeting';
  $members: readonly string[];
};

/** A private channel lists its own members; every other channel includes all team members. */
export type Channel = Entity & {
  readonly displayName: string;
  readonly membershipType: 'standard' | 'private' | 'shared';
  readonly $members?: readonly string[];
  readonly $owners?: readonly string[];
  /** The ids of other teams that a shared channel is shared with. */
  readonly $sharedWith?: readonly string[];
};

/** A person from another organisation who uses Teams. */
export type Outsider = Entity & {
  readonly displayName: string;
  readonly mail: string;
  readonly tenantId: string;
};

/** Returns the table of people in other organisations who can take part in chats. */
export function outsidersOf(tenant: Pick<Tenant, 'table'>) {
  return tenant.table<Outsider>('/outsiders');
}

/** Adds a person from another organisation, identified by the address. Returns the object id. */
export function addOutsider(tenant: Tenant, name: string, address: string): string {
  const mail = address.toLowerCase();
  const id = guid(`outsider|${mail}`);
  const tenantId = guid(`tenant|${mail.split('@')[1] ?? ''}`);
  outsidersOf(tenant).put({ id, displayName: name, mail, tenantId });
  return id;
}

export function channelsOf(tenant: Tenant, team: string) {
  return tenant.table<Channel>(`/teams/${team}/channels`);
}

/** Returns the message table of a channel or chat, oldest first. `place` is the path of the channel or chat. */
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
  channel: {
    readonly displayName: string;
    readonly description?: string | undefined;
    readonly at: Date;
    readonly membershipType?: Channel['membershipType'] | undefined;
    readonly members?: readonly string[] | undefined;
    readonly owners?: readonly string[] | undefined;
  },
): Channel {
  const id = `19:${bytes(`channel|${team}|${channel.displayName}`, 16).toString('hex')}@thread.tacv2`;
  return channelsOf(tenant, team).put({
    id,
    createdDateTime: channel.at.toISOString(),
    displayName: channel.displayName,
    description: channel.description ?? null,
    isFavoriteByDefault: null,
    email: '',
    tenantId: tenant.company.id,
    webUrl: `${LINK}/channel/${encodeURIComponent(id)}/${encodeURIComponent(channel.displayName)}?groupId=${team}&tenantId=${tenant.company.id}`,
    membershipType: channel.membershipType ?? 'standard',
    isArchived: false,
    ...(channel.members && { $members: channel.members, $owners: channel.owners ?? [] }),
  });
}

export function addChat(
  tenant: Tenant,
  chat: {
    readonly members: readonly string[];
    readonly topic: string | null;
    readonly chatType: Chat['chatType'];
    readonly at: Date;
  },
): Chat {
  const thread = bytes(tenant.serial('chat'), 16).toString('hex');
  const ids = {
    oneOnOne: `19:${chat.members.toSorted().join('_')}@unq.gbl.spaces`,
    group: `19:${thread}@thread.v2`,
    meeting: `19:meeting_${thread}@thread.v2`,
  };
  const id = ids[chat.chatType];
  return chatsOf(tenant).put({
    id,
    topic: chat.topic,
    createdDateTime: chat.at.toISOString(),
    lastUpdatedDateTime: chat.at.toISOString(),
    chatType: chat.chatType,
    webUrl: `${LINK}/chat/${encodeURIComponent(id)}/0?tenantId=${tenant.company.id}`,
    tenantId: tenant.company.id,
    onlineMeetingInfo: null,
    $members: chat.members,
  });
}

export type Post = {
  /** The author; undefined for messages from an application or from Teams itself. */
  readonly by?: { readonly id: string; readonly displayName: string } | undefined;
  /** The name of the application that wrote the message. */
  readonly app?: string | undefined;
  readonly at: Date;
  readonly body: { readonly contentType: string; readonly content: string };
  readonly subject?: string | null | undefined;
  readonly importance?: string | undefined;
  readonly mentions?: readonly unknown[] | undefined;
  readonly attachments?: readonly unknown[] | undefined;
  readonly deleted?: boolean | undefined;
  /** The event, for a message that Teams itself wrote. */
  readonly event?: Readonly<Record<string, unknown>> | undefined;
};

/** Adds a message to a channel, a thread or a chat. As in Teams, the message id is the time in milliseconds. */
export function addPost(tenant: Tenant, place: string, post: Post): Entity {
  const table = postsOf(tenant, place);
  let id = post.at.getTime();
  while (table.get(String(id))) id += 1;
  const at = new Date(id).toISOString();
  const chat = chatsOf(tenant).get(/^\/chats\/([^/]+)$/.exec(place)?.[1] ?? '');
  if (chat) chatsOf(tenant).change(chat, { lastUpdatedDateTime: at });
  const replyToId = /\/messages\/([^/]+)$/.exec(place)?.[1] ?? null;
  return table.put({
    id: String(id),
    replyToId,
    etag: String(id),
    createdDateTime: at,
    lastModifiedDateTime: at,
    lastEditedDateTime: null,
    deletedDateTime: post.deleted === true ? at : null,
    summary: null,
    chatId: chat?.id ?? null,
    locale: 'en-us',
    webUrl: chat ? null : linkToPost(tenant, place, String(id), replyToId),
    channelIdentity: channelOf(place),
    policyViolation: null,
    from: senderOf(post),
    ...contentOf(post),
    reactions: [],
  });
}

function senderOf({ by, app }: Post): unknown {
  if (!by && app === undefined) return null;
  return {
    application:
      app === undefined ? null : { id: guid(`app|${app}`), displayName: app, applicationIdentityType: 'bot' },
    device: null,
    user: by ? { id: by.id, displayName: by.displayName, userIdentityType: 'aadUser' } : null,
  };
}

/** Returns the content of a message. A deleted message keeps its position but loses its content. */
function contentOf({ deleted, body, attachments = [], subject, importance, mentions, event }: Post) {
  const isDeleted = deleted === true;
  return {
    messageType: event ? 'unknownFutureValue' : 'message',
    subject: subject ?? null,
    importance: importance ?? 'normal',
    eventDetail: event ?? null,
    body: isDeleted ? { contentType: 'html', content: '' } : body,
    attachments: isDeleted ? [] : attachments,
    mentions: mentions ?? [],
  };
}

const LINK = 'https://teams.microsoft.com/l';

function linkToPost(tenant: Tenant, place: string, id: string, parent: string | null): string {
  const { teamId = '', channelId = '' } = channelOf(place) ?? {};
  const query = `groupId=${teamId}&tenantId=${tenant.company.id}&createdTime=${id}&parentMessageId=${parent ?? id}`;
  return `${LINK}/message/${encodeURIComponent(channelId)}/${id}?${query}`;
}

function channelOf(place: string): { teamId: string; channelId: string } | null {
  const [, teamId, channelId] = /^\/teams\/([^/]+)\/channels\/([^/]+)/.exec(place) ?? [];
  return teamId === undefined || channelId === undefined ? null : { teamId, channelId };
}
