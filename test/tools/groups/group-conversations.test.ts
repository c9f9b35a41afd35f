import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addThread } from '../../../src/standins/tenant/group-mailbox.ts';
import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, args: object) => tenant.call('ana.silva', name, args);
const idOf = (name: string) =>
  tenant.graph.tenant
    .table('/groups')
    .all()
    .find(({ displayName }) => displayName === name)?.id ?? '';
const ben = { emailAddress: { name: 'Ben Okafor', address: 'ben.okafor@contoso.example' } };

describe('list_group_conversations', () => {
  it.each(['Project Harbor', 'harbor', 'HARBOR@contoso.example'])('finds the group by %s', async (group) => {
    const rows = rowsIn((await ana('list_group_conversations', { group })).text);
    expect(rows.map((row) => row[1])).toEqual(['Logo for the portal', 'Date for the pilot']);
    expect(rows[1]?.[2]).toMatch(/, Ana Silva, Ben Okafor$/);
  });

  it('finds the group by its id', async () => {
    const { text } = await ana('list_group_conversations', { group: idOf('Project Harbor') });
    expect(rowsIn(text)).toHaveLength(2);
  });

  it('names the candidates if several groups match, and refuses an unknown group', async () => {
    await expect(ana('list_group_conversations', { group: 'No such group' })).rejects.toThrow(
      /No group is named/,
    );
    await expect(ana('list_group_conversations', { group: 'nobody@contoso.example' })).rejects.toThrow(
      /No group is named/,
    );
  });

  it('explains that only members can read the mail of a private group', async () => {
    await expect(
      tenant.call('hana.sato', 'list_group_conversations', { group: 'Project Harbor' }),
    ).rejects.toMatchObject({ code: 'no_access' });
  });
});

describe('a group without a mailbox', () => {
  it.each(['Press List', 'VPN Users'])('is not mistaken for a user without a licence: %s', async (group) => {
    const error = {
      code: 'group_without_mailbox',
      message: expect.stringMatching(/^This group has no mailbox .*search_messages/),
    };
    await expect(ana('list_group_conversations', { group })).rejects.toMatchObject(error);
    await expect(ana('get_group_conversation', { group, thread_id: 'x' })).rejects.toMatchObject(error);
    await expect(ana('graph_get', { path: `/groups/${idOf(group)}/threads` })).rejects.toMatchObject(error);
  });
});

describe('get_group_conversation', () => {
  it('reads the posts of a conversation as text, oldest first', async () => {
    const rows = rowsIn((await ana('list_group_conversations', { group: 'harbor' })).text);
    const thread = rows.find(([, topic]) => topic === 'Date for the pilot')?.at(-1);
    const { text } = await ana('get_group_conversation', { group: 'harbor', thread_id: thread });
    expect(text).toContain('That is all.');
    expect(text).toMatch(/second week of January[^]*I suggest the 12th[^]*one more day/);
    expect(text).not.toContain('<div');
    await expect(ana('get_group_conversation', { group: 'harbor', thread_id: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('continues a long conversation by cursor until every post has been shown', async () => {
    const group = idOf('Engineering');
    const posts = Array.from({ length: 30 }, (_, index) => ({
      from: ben,
      body: { contentType: 'text' as const, content: `Post ${index} begins. ${'More words. '.repeat(300)}` },
      at: Date.parse('2026-11-01T08:00:00Z') + index * 60_000,
    }));
    const thread = addThread(tenant.graph.tenant, group, { topic: 'Long', posts });
    let { text } = await ana('get_group_conversation', { group, thread_id: thread.id });
    const texts = [text];
    while (texts.length < 20 && text.includes('cursor:')) {
      const cursor = /cursor:\n(\S+)/.exec(text)?.[1];
      // oxlint-disable-next-line no-await-in-loop
      ({ text } = await ana('get_next_page', { cursor }));
      texts.push(text);
    }
    const all = texts.join('\n');
    for (const index of posts.keys()) expect(all).toContain(`Post ${index} begins.`);
    expect(texts.at(-1)).toContain('That is all.');
    for (const one of texts) expect(encode(one).length).toBeLessThanOrEqual(8_000);
  });

  it.each([0, 1])(
    'shows every emoji in a conversation that is split into pages: %s preceding characters',
    async (more) => {
      const group = idOf('Engineering');
      const content = `${'x'.repeat(more)}${'😀'.repeat(12_000)}`;
      const posts = [{ from: ben, body: { contentType: 'text' as const, content }, at: 0 }];
      const thread = addThread(tenant.graph.tenant, group, { topic: 'Emoji', posts });
      const first = (await ana('get_group_conversation', { group, thread_id: thread.id })).text;
      const cursor = /cursor:\n(\S+)/.exec(first)?.[1];
      const second = (await ana('get_next_page', { cursor })).text;
      expect(`${first}${second}`.match(/😀/gu)).toHaveLength(12_000);
    },
  );
});

describe('a conversation that gets shorter while it is being read', () => {
  it('results in an error on the next page', async () => {
    const group = idOf('Engineering');
    const body = { contentType: 'text' as const, content: 'word '.repeat(5_000) };
    const posts = [{ from: ben, body, at: 0 }];
    const thread = addThread(tenant.graph.tenant, group, { topic: 'Shorter', posts });
    const { text } = await ana('get_group_conversation', { group, thread_id: thread.id });
    const table = tenant.graph.tenant.table(`/groups/${group}/threads/${thread.id}/posts`);
    for (const post of table.all()) table.change(post, { body: { contentType: 'text', content: 'Short.' } });
    const cursor = /cursor:\n(\S+)/.exec(text)?.[1];
    await expect(ana('get_next_page', { cursor })).rejects.toThrow(
      'The text has become shorter since the previous part was read. Read it again from the beginning.',
    );
  });
});

describe('a group address given as the mailbox', () => {
  it.each([
    ['list_messages', {}],
    ['search_messages', { query: 'pilot' }],
    ['list_mail_folders', {}],
    ['list_events', {}],
    ['send_mail', { to: ['ben.okafor@contoso.example'], subject: 'x', body: 'x' }],
  ])('is recognised by %s, which recommends list_group_conversations', async (name, args) => {
    await expect(ana(name, { ...args, mailbox: 'harbor@contoso.example' })).rejects.toMatchObject({
      code: 'group_mailbox',
      message: expect.stringContaining('call list_group_conversations'),
    });
  });

  it('is distinguished from the address of a shared mailbox', async () => {
    expect((await ana('list_messages', { mailbox: 'orders@contoso.example' })).text).toContain(
      'Order request',
    );
  });
});
