import { groupThreads } from '../data/group-threads.ts';
import { recipientOf } from '../data/outsiders.ts';
import { addThread } from '../group-mailbox.ts';
import { htmlOf } from '../markup.ts';
import type { Person } from '../people.ts';
import type { Tenant } from '../tenant.ts';

const HOUR = 3_600_000;

/** Adds the threads in the groups' mailboxes. */
export function addGroupMail(tenant: Tenant, people: readonly Person[]): void {
  const now = tenant.now().getTime();
  for (const { group, topic, hoursAgo, posts } of groupThreads) {
    const id = tenant
      .table('/groups')
      .all()
      .find(({ mailNickname }) => mailNickname === group)?.id;
    if (id === undefined) continue;
    addThread(tenant, id, {
      topic,
      posts: posts.map(([by, text], index) => ({
        from: recipientOf(people, by),
        body: { contentType: 'html', content: htmlOf(text) },
        at: now - (hoursAgo + 2 * (posts.length - 1 - index)) * HOUR,
      })),
    });
  }
}
