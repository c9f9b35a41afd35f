import { addThread } from '../../group-mailbox.ts';
import { groupId } from '../../rows/group-rows.ts';
import { htmlIn, instantIn, type Loading } from './loading.ts';

/** Adds the conversations in group mailboxes. */
export function loadThreads(loading: Loading): void {
  const { file, tenant, names } = loading;
  for (const [index, { alias, threads }] of file.groups.entries())
    for (const [number, { topic, posts }] of threads.entries()) {
      const path = ['groups', index, 'threads', number, 'posts'];
      const written = posts.flatMap((post, place) => {
        const by = names.party(post.by, [...path, place, 'by']);
        const content = htmlIn(loading, post, [...path, place]);
        if (by === undefined) return [];
        const at = instantIn(loading, post.at, by.oid);
        return [{ from: by.recipient, body: { contentType: 'html' as const, content }, at }];
      });
      written.sort((a, b) => a.at - b.at);
      addThread(tenant, groupId(alias), { topic, posts: written });
    }
}
