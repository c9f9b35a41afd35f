import { describe, expect, it } from 'vitest';

import type { ChannelPost, Message } from '../../../../../src/tools/teams/shared/text/message.ts';
import { postText } from '../../../../../src/tools/teams/shared/text/show-post.ts';
import { createHtmlBudget } from '../../../../../src/tools/output/html/html-budget.ts';

const shown = { budget: createHtmlBudget(), names: new Map<string, string>(), local: (utc: string) => utc };
const message = (id: string, content: string): Message => ({
  id,
  createdDateTime: '2026-11-20T10:00:00Z',
  from: { user: { id: 'u', displayName: 'Ben Okafor' } },
  body: { contentType: 'html', content },
});
const post = (replies: readonly Message[]): ChannelPost => ({
  ...message('1795212000000', '<p>Who can come?</p>'),
  replies: [...replies],
});

describe('a post with a long reply', () => {
  it('names the post whose thread shows the reply in full, because a reply has no thread', () => {
    const text = postText(post([message('1795212000001', `<p>${'word '.repeat(200)}</p>`)]), shown, 3);
    expect(text).toMatch(/word… \[\d+ more characters: call again with 1795212000000 as thread\]/);
  });

  it('shows a short reply in full', () => {
    expect(postText(post([message('1', '<p>I can.</p>')]), shown, 3)).toMatch(/1 reply:\n {2}- .*: I can\.$/);
  });
});

describe('a post with as many replies as Graph returns', () => {
  it('may have more replies, because Graph does not always return a link to them', () => {
    const replies = Array.from({ length: 1_000 }, (_, index) => message(String(index), '<p>Hi</p>'));
    expect(postText(post(replies), shown, 2)).toContain('  at least 1000 replies, the last 2:');
    expect(postText(post(replies.slice(1)), shown, 2)).toContain('  999 replies, the last 2:');
  });
});
