import { conversationId, outlookId } from './ids.ts';
import type { Body } from './mailbox.ts';
import { previewOf } from './markup.ts';
import type { Recipient } from './people.ts';
import type { Entity } from './tenant-store.ts';
import type { Tenant } from './tenant.ts';

export type GroupThread = Entity & {
  readonly topic: string;
  readonly lastDeliveredDateTime: string;
  readonly uniqueSenders: readonly string[];
  readonly preview: string;
  readonly hasAttachments: boolean;
};

export type GroupPost = Entity & {
  readonly receivedDateTime: string;
  readonly from: Recipient;
  readonly body: Body;
};

export function threadsOf(tenant: Tenant, group: string) {
  return tenant.table<GroupThread>(`/groups/${group}/threads`);
}

export function postsOf(tenant: Tenant, group: string, thread: string) {
  return tenant.table<GroupPost>(`/groups/${group}/threads/${thread}/posts`);
}

type NewPost = { readonly from: Recipient; readonly body: Body; readonly at: number };

/** Adds a thread with its posts, oldest first. */
export function addThread(
  tenant: Tenant,
  group: string,
  { topic, posts }: { readonly topic: string; readonly posts: readonly NewPost[] },
): GroupThread {
  const seed = tenant.serial('thread');
  const id = conversationId(`${group}|${seed}`);
  const last = posts.at(-1);
  for (const { from, body, at } of posts)
    postsOf(tenant, group, id).put({
      id: outlookId(group, tenant.serial('post')),
      createdDateTime: timeOf(at),
      lastModifiedDateTime: timeOf(at),
      receivedDateTime: timeOf(at),
      hasAttachments: false,
      from,
      sender: from,
      body,
      conversationId: id,
      conversationThreadId: id,
    });
  return threadsOf(tenant, group).put({
    id,
    topic,
    hasAttachments: false,
    lastDeliveredDateTime: timeOf(last?.at ?? tenant.now().getTime()),
    uniqueSenders: [...new Set(posts.map(({ from }) => from.emailAddress.name))],
    preview: last === undefined ? '' : previewOf(last.body),
    isLocked: false,
  });
}

function timeOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
