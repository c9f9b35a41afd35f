import { type User, usersOf } from '../directory.ts';
import { guid } from '../ids.ts';
import { addChannel, addChat, addPost, channelsOf } from '../teamwork.ts';
import type { Tenant } from '../tenant.ts';
import { chats, posts } from '../data/conversations.ts';
import { groups } from '../data/group-data.ts';

const HOUR = 3_600_000;

/** Adds channels, posts and chats to the tenant. */
export function addTeams(tenant: Tenant): void {
  for (const group of groups)
    for (const displayName of group.channels ?? [])
      addChannel(tenant, guid(`group|${group.alias}`), { displayName, at: new Date('2024-05-06T09:00:00Z') });
  addPosts(tenant);
  addChats(tenant);
}

function addPosts(tenant: Tenant): void {
  for (const post of posts) {
    const team = guid(`group|${post.team}`);
    const channel = channelsOf(tenant, team)
      .all()
      .find((one) => one.displayName === post.channel);
    const by = userNamed(tenant, post.by);
    if (!channel || !by) continue;
    const place = `/teams/${team}/channels/${channel.id}`;
    const at = new Date(tenant.now().getTime() - post.hoursAgo * HOUR);
    const mentioned = /<at id="0">([^<]+)<\/at>/.exec(post.text)?.[1];
    const user = usersOf(tenant)
      .all()
      .find((one) => one.displayName === mentioned);
    const created = addPost(tenant, place, {
      by,
      at,
      subject: post.subject,
      body: { contentType: 'html', content: post.text },
      mentions: user && [
        {
          id: 0,
          mentionText: user.displayName,
          mentioned: { user: { id: user.id, displayName: user.displayName } },
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

function addChats(tenant: Tenant): void {
  for (const data of chats) {
    const members = data.members.flatMap((alias) => userNamed(tenant, alias)?.id ?? []);
    if (members.length < data.members.length) continue;
    const at = new Date(tenant.now().getTime() - data.hoursAgo * HOUR);
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
