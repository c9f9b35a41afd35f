import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { userOf } from '../../../src/standins/tenant/directory.ts';
import { addChat, addPost } from '../../../src/standins/tenant/teamwork.ts';
import { cursorIn, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const textOf = async (alias: string, name: string, given: object = {}) =>
  (await tenant.call(alias, name, given)).text;

describe('a page that the first call showed only in part', () => {
  const rules = () => tenant.graph.tenant.table(`/users/${oidOf('emil.larsen')}/messageRules`);
  const rule = (index: number) => ({ id: `rule${index}`, displayName: `Rule ${index}`, sequence: index });
  const remove = (index: number) => rules().remove(`rule${index}`);
  const names = (text: string) => rowsIn(text).map(([name]) => name);
  const numbered = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => `Rule ${first + index}`);

  /** Lists 40 rules and returns the rules that the second call shows. The first call shows rules 1 to 25. */
  const restAfter = async (change: () => void) => {
    for (const { id } of rules().all()) rules().remove(id);
    for (let index = 1; index <= 40; index += 1) rules().put(rule(index));
    const first = await textOf('emil.larsen', 'list_mail_rules');
    expect(names(first)).toEqual(numbered(1, 25));
    change();
    return names(await textOf('emil.larsen', 'get_next_page', { cursor: cursorIn(first) }));
  };

  it.each([
    ['has not changed', () => {}, numbered(26, 40)],
    ['lost a row that was shown', () => remove(3), numbered(26, 40)],
    ['lost several rows that were shown', () => [3, 4, 5, 9].forEach(remove), numbered(26, 40)],
    ['lost the last row that was shown', () => remove(25), numbered(26, 40)],
    ['lost the last row and another one that were shown', () => [7, 25].forEach(remove), numbered(26, 40)],
    ['lost the next row', () => remove(26), numbered(27, 40)],
    ['has a new row at its start', () => rules().put(rule(0)), numbered(26, 40)],
    [
      'has a new row after the last one that was shown',
      () => rules().put({ ...rule(25.5), displayName: 'New' }),
      ['New', ...numbered(26, 40)],
    ],
    [
      'has its last shown row at its start now',
      () => rules().change(rules().get('rule25')!, { sequence: 0 }),
      numbered(26, 40),
    ],
    [
      'lost every row that was shown',
      () => numbered(1, 25).forEach((_, at) => remove(at + 1)),
      numbered(26, 40),
    ],
  ])('continues with every row that was not shown if it %s', async (_change, change, expected) => {
    expect(await restAfter(change)).toEqual(expected);
  });

  it('continues a chat without repeating messages if a message arrives in between', async () => {
    const members = [oidOf('ana.silva'), oidOf('chen.wei')];
    const { id } = addChat(tenant.graph.tenant, {
      members,
      topic: 'Busy',
      chatType: 'group',
      at: new Date(NOW),
    });
    const by = userOf(tenant.graph.tenant, oidOf('chen.wei'));
    const say = (index: number) =>
      addPost(tenant.graph.tenant, `/chats/${id}`, {
        by,
        body: { contentType: 'html', content: `<p>Message-${index}: ${'word '.repeat(300)}</p>` },
        at: new Date(NOW - (100 - index) * 60_000),
      });
    for (let index = 1; index <= 40; index += 1) say(index);
    const texts = [await textOf('ana.silva', 'list_chat_messages', { chat: 'Busy', top: 50 })];
    for (let cursor = cursorIn(texts[0]!); cursor !== undefined; cursor = cursorIn(texts.at(-1)!)) {
      say(40 + texts.length);
      // oxlint-disable-next-line no-await-in-loop
      texts.push(await textOf('ana.silva', 'get_next_page', { cursor }));
    }
    const seen = texts.flatMap((text) => text.match(/Message-\d+/g) ?? []);
    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => `Message-${40 - index}`));
  });

  it('continues a list from graph_get with every item that was not shown', async () => {
    const { graph } = tenant;
    const table = graph.tenant.table(`/users/${oidOf('dana.levi')}/contacts`);
    for (let index = 0; index < 60; index += 1)
      table.put({
        id: `contact${index}`,
        displayName: `Contact ${String(index).padStart(2, '0')}`,
        personalNotes: 'x'.repeat(900),
      });
    const given = { path: '/me/contacts', select: 'id,personalNotes', top: 100 };
    const first = await textOf('dana.levi', 'graph_get', given);
    const idsIn = (text: string) => text.match(/contact\d+/g) ?? [];
    expect(idsIn(first).length).toBeGreaterThan(5);
    table.remove(idsIn(first)[2]!);
    const texts = [first];
    for (let cursor = cursorIn(first); cursor !== undefined; cursor = cursorIn(texts.at(-1)!))
      // oxlint-disable-next-line no-await-in-loop
      texts.push(await textOf('dana.levi', 'get_next_page', { cursor }));
    const seen = texts.flatMap(idsIn);
    expect(seen.toSorted()).toEqual(Array.from({ length: 60 }, (_, index) => `contact${index}`).toSorted());
  });
});
