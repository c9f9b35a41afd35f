import { expect, it } from 'vitest';

import type { ToolCall } from '../../../../src/tools/define.ts';
import { newestMessage } from '../../../../src/tools/mail/shared/newest-message.ts';
import { selectedMessages } from '../../../../src/tools/mail/shared/selected-messages.ts';

const ORIGIN = 'https://graph.example';

/** Creates a mailbox that returns pages of these sizes. */
function pagesOf(...sizes: readonly number[]): ToolCall {
  let page = -1;
  const graph = async ({ path }: { readonly path: string }) => {
    page += 1;
    const value = Array.from({ length: sizes[page] ?? 0 }, (_, index) => ({ id: `${page}-${index}` }));
    const more = page + 1 < sizes.length && { '@odata.nextLink': `${ORIGIN}/v1.0${path}?$skip=${page + 1}` };
    return { body: { value, ...more } };
  };
  return { graph, graphOrigin: ORIGIN, now: () => new Date(0) } as unknown as ToolCall;
}

it.each([
  [[0, 2], 2, false],
  [[1, 0, 1], 2, false],
  [[60, 60], 100, true],
  [[100, 1], 100, true],
  [[100], 100, false],
])('a filter selects messages across pages of %j items', async (sizes, count, isCut) => {
  const selected = await selectedMessages({ unread: true }, pagesOf(...sizes));
  expect(selected.found).toHaveLength(count);
  expect(selected.isCut).toBe(isCut);
});

it('the newest message can be on a later page', async () => {
  expect(await newestMessage({ subject: 'Plan' }, pagesOf(0, 0, 1))).toBe('2-0');
  await expect(newestMessage({ subject: 'Plan' }, pagesOf(0, 0))).rejects.toMatchObject({
    code: 'not_found',
  });
});
