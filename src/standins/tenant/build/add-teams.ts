import { type User, usersOf } from '../directory.ts';
import { guid } from '../ids.ts';
import { sharePointHost } from '../hosts.ts';
import { eventDetail, messageContent, type MessageParts } from '../rows/message-rows.ts';
import { addChannel, addChat, addOutsider, addPost, channelsOf } from '../teamwork.ts';
import type { Tenant } from '../tenant.ts';
import { presences, privateChannels, specialPosts } from '../data/channel-events.ts';
import { chats, type PostData, posts } from '../data/conversations.ts';
import { groups } from '../data/group-data.ts';

const HOUR = 3_600_000;

/** Adds channels, posts, chats and presence to the tenant. */
export function addTeams(tenant: Tenant): void {
  const at = new Date('2024-05-06T09:00:00Z');
  for (const group of groups)
    for (const displayName of group.channels ?? [])
      addChannel(tenant, guid(`group|${group.alias}`), { displayName, at });
  const idsOf = (aliases: readonly string[]) =>
    aliases.flatMap((alias) => userNamed(tenant, alias)?.id ?? []);
  for (const { team, name, description, owners, members } of privateChannels)
    addChannel(tenant, guid(`group|${team}`), {
      displayName: name,
      description,
      at,
      membershipType: 'private',
      owners: idsOf(owners),
      members: idsOf(members),
    });
  addPosts(tenant);
  addSpecialPosts(tenant, idsOf);
  addChats(tenant);
  for (const { who, availability, activity, message } of presences)
    for (const id of idsOf([who]))
      tenant.table('/presence').put({
        id,
        availability,
        activity,
        ...(message !== undefined && {
          statusMessage: { message: { content: message, contentType: 'text' } },
        }),
      });
}

/** Returns the path of a channel, or undefined if the team has no such channel. */
function channelPath(tenant: Tenant, alias: string, name: string): string | undefined {
  const team = guid(`group|${alias}`);
  const channel = channelsOf(tenant, team)
    .all()
    .find(({ displayName }) => displayName === name);
  return channel && `/teams/${team}/channels/${channel.id}`;
}

function hoursBefore(tenant: Tenant, hours: number): Date {
  return new Date(tenant.now().getTime() - hours * HOUR);
}

function addSpecialPosts(tenant: Tenant, idsOf: (aliases: readonly string[]) => readonly string[]): void {
  for (const [index, { team, channel, hoursAgo, by, app, parts, deleted, event }] of specialPosts.entries()) {
    const place = channelPath(tenant, team, channel);
    if (place === undefined) continue;
    const people = { people: idsOf(event?.people ?? []), by: event?.by && idsOf([event.by])[0] };
    addPost(tenant, place, {
      by: by === undefined ? undefined : userNamed(tenant, by),
      app,
      deleted,
      at: hoursBefore(tenant, hoursAgo),
      ...messageContent(`special|${index}`, parts ?? { html: event ? '<systemEventMessage/>' : '' }),
      event: event && eventDetail({ ...event, ...people }),
    });
  }
}

function addPosts(tenant: Tenant): void {
  for (const post of posts) {
    const place = channelPath(tenant, post.team, post.channel);
    const by = userNamed(tenant, post.by);
    if (place === undefined || !by) continue;
    const at = hoursBefore(tenant, post.hoursAgo);
    const mentioned = /<at id="0">([^<]+)<\/at>/.exec(post.text)?.[1];
    const user = usersOf(tenant)
      .all()
      .find((one) => one.displayName === mentioned);
    const created = addPost(tenant, place, {
      by,
      at,
      subject: post.subject,
      ...messageContent(`${post.team}|${post.channel}|${post.hoursAgo}`, {
        html: post.text,
        files: filesOf(tenant, post),
      }),
      mentions: user && [
        {
          id: 0,
          mentionText: user.displayName,
          mentioned: { user: { id: user.id, displayName: user.displayName, userIdentityType: 'aadUser' } },
        },
      ],
    });
    for (const [index, [name, text]] of (post.replies ?? []).entries()) {
      const author = userNamed(tenant, name);
      const later = new Date(at.getTime() + (index + 1) * 17 * 60_000);
      if (author)
        addPost(tenant, `${place}/messages/${created.id}`, {
          by: author,
          at: later,
          body: { contentType: 'html', content: text },
        });
    }
  }
}

function filesOf(tenant: Tenant, { team, file }: PostData): MessageParts['files'] {
  if (file === undefined) return undefined;
  const path = ['sites', team, 'Shared Documents', ...file.split('/')].map(encodeURIComponent).join('/');
  const name = file.split('/').at(-1) ?? file;
  return [{ name, url: `https://${sharePointHost(tenant.company.domain)}/${path}` }];
}

/** Returns the members' object ids. Colleagues are given by alias, and outsiders as `Name <address>`. */
function memberIds(tenant: Tenant, members: readonly string[]): readonly string[] {
  return members.flatMap((member) => {
    const [, name, address] = /^(.+) <(.+)>$/.exec(member) ?? [];
    if (name !== undefined && address !== undefined) return addOutsider(tenant, name, address);
    return userNamed(tenant, member)?.id ?? [];
  });
}

function addChats(tenant: Tenant): void {
  for (const data of chats) {
    const members = memberIds(tenant, data.members);
    if (members.length < data.members.length) continue;
    const at = hoursBefore(tenant, data.hoursAgo);
    const chat = addChat(tenant, {
      members,
      topic: data.topic ?? null,
      chatType: members.length > 2 ? 'group' : 'oneOnOne',
      at,
    });
    for (const [index, [name, text]] of data.messages.entries()) {
      const by = userNamed(tenant, name);
      const then = new Date(at.getTime() + index * 4 * 60_000);
      if (by)
        addPost(tenant, `/chats/${chat.id}`, { by, at: then, body: { contentType: 'text', content: text } });
    }
  }
}

function userNamed(tenant: Tenant, alias: string): User | undefined {
  return usersOf(tenant)
    .all()
    .find((user) => user.mailNickname === alias);
}
