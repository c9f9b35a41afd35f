import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { userOf } from '../../../src/standins/tenant/directory.ts';
import { guid } from '../../../src/standins/tenant/ids.ts';
import { eventDetail } from '../../../src/standins/tenant/rows/message-rows.ts';
import { addChat, addPost, chatsOf, postsOf } from '../../../src/standins/tenant/teamwork.ts';
import { cursorIn, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object = {}) => (await tenant.call('ana.silva', name, given)).text;
const chatWith = (alias: string) =>
  chatsOf(tenant.graph.tenant)
    .all()
    .find(
      ({ chatType, $members }) =>
        chatType === 'oneOnOne' && $members.includes(oidOf(alias)) && $members.includes(oidOf('ana.silva')),
    );

function say(chat: string, alias: string, html: string, minutesAgo: number): void {
  const body = { contentType: 'html', content: html };
  const by = userOf(tenant.graph.tenant, oidOf(alias));
  addPost(tenant.graph.tenant, `/chats/${chat}`, { by, body, at: new Date(NOW - minutesAgo * 60_000) });
}

describe('list_chats', () => {
  it("lists the names of the user's chats, most recent message first", async () => {
    const text = await ana('list_chats');
    expect(text).toContain('chat | kind | last | message | id');
    const rows = rowsIn(text);
    const known = rows.filter(([name]) => ['Ben Okafor', 'Northwind'].includes(name ?? ''));
    expect(known.map((row) => row.slice(0, 4))).toEqual([
      ['Ben Okafor', 'one-on-one', '2026-11-21 08:08', 'Ben Okafor: Perfect.'],
      ['Northwind', 'group', '2026-11-21 07:08', 'Ana Silva: I’ll prepare a short demo.'],
    ]);
    expect(rows.map(([name]) => name)).toEqual(expect.arrayContaining(['Partner portal', 'Petra Lindqvist']));
    expect(rows.map(([name]) => name)).not.toContain('Release night');
  });

  it.each([
    [{ with: 'Dana' }, ['Northwind']],
    [{ with: 'farah.rahimi@contoso.example' }, ['Farah Rahimi', 'Partner portal']],
    [{ with: 'farah', kind: 'group' }, ['Partner portal']],
    [{ kind: 'meeting' }, []],
  ])('finds chats with %j', async (given, names) => {
    const text = await ana('list_chats', given);
    if (names.length === 0) expect(text).toMatch(/^No chats/);
    else expect(rowsIn(text).map(([name]) => name)).toEqual(names);
  });

  it('shows that the last message was deleted', async () => {
    const members = [oidOf('ana.silva'), oidOf('chen.wei')];
    const { id } = addChat(tenant.graph.tenant, {
      members,
      topic: 'Gone',
      chatType: 'group',
      at: new Date(NOW),
    });
    const body = { contentType: 'html', content: 'x' };
    const by = userOf(tenant.graph.tenant, oidOf('chen.wei'));
    addPost(tenant.graph.tenant, `/chats/${id}`, { by, body, at: new Date(NOW), deleted: true });
    expect(await ana('list_chats')).toMatch(/Gone \| group \| .* \| Chen Wei: \(deleted\) \|/);
  });

  it('omits messages if the permission to read messages is missing', async () => {
    const { text } = await tenant.granting('ana.silva', ['Chat.ReadBasic'], () =>
      tenant.call('ana.silva', 'list_chats'),
    );
    expect(text).toContain('chat | kind | id');
    expect(text).not.toContain('Perfect.');
  });

  it('names the chats that may match, because Graph lists only some of their members', async () => {
    const others = Array.from({ length: 30 }, (_, index) => guid(`stranger|${index}`));
    const members = [oidOf('ana.silva'), ...others, oidOf('kofi.mensah')];
    const { id } = addChat(tenant.graph.tenant, {
      members,
      topic: 'All hands',
      chatType: 'group',
      at: new Date(NOW),
    });
    const note =
      'Only 25 members of each of these chats could be compared, so these chats may match too: All hands.';
    expect(await ana('list_chats', { with: 'Kofi' })).toContain(note);
    expect(await ana('list_chats', { with: 'Kofi', kind: 'one_on_one' })).not.toContain('All hands');
    expect(await ana('list_chats')).not.toContain(note);
    chatsOf(tenant.graph.tenant).remove(id);
  });

  it('searches several pages for a member, and continues until every matching chat has been shown', async () => {
    const crowded = await openDemoTenant();
    for (let index = 0; index < 300; index += 1)
      addChat(crowded.graph.tenant, {
        members: [oidOf('ana.silva'), oidOf('ivo.martens')],
        topic: `Talk ${index}`,
        chatType: 'group',
        at: new Date(NOW),
      });
    const call = async (name: string, given: object) => (await crowded.call('ana.silva', name, given)).text;
    const texts = [await call('list_chats', { with: 'Ivo', top: 50 })];
    for (let cursor = cursorIn(texts[0]!); cursor !== undefined; cursor = cursorIn(texts.at(-1)!))
      // oxlint-disable-next-line no-await-in-loop
      texts.push(await call('get_next_page', { cursor }));
    const ids = texts.flatMap(rowsIn).map((row) => row.at(-1));
    expect([ids.length, new Set(ids).size]).toEqual([300, 300]);
    await crowded.close();
  });
});

describe('list_chat_messages', () => {
  it.each([
    ['the name of a person', () => 'Ben Okafor'],
    ['a part of the name', () => 'ben'],
    ['the address', () => 'ben.okafor@contoso.example'],
    ['the id', () => chatWith('ben.okafor')?.id],
    ['the link', () => chatWith('ben.okafor')?.webUrl],
    [
      'a link to the person',
      () => 'https://teams.microsoft.com/l/chat/0/0?users=ben.okafor%40contoso.example',
    ],
  ])('finds the chat by %s', async (_what, given) => {
    const text = await ana('list_chat_messages', { chat: given() });
    expect(text).toMatch(
      /^3 messages in the chat Ben Okafor, newest first \(GMT Standard Time\)\. That is all\.\n/,
    );
    expect(text).toMatch(
      /Ben Okafor, Sat 2026-11-21 08:08, id \d+\nPerfect\.\n\nAna Silva, Sat 2026-11-21 08:04, id \d+\nAfter the stand-up, yes\./,
    );
  });

  it('shows the ids that a request to change or delete a message needs', async () => {
    const { id = '' } = chatWith('ben.okafor') ?? {};
    const text = await ana('list_chat_messages', { chat: 'Ben Okafor' });
    expect(text).toContain(` That is all.\nChat id: ${id}\n`);
    const [message] = postsOf(tenant.graph.tenant, `/chats/${id}`).all();
    expect(text).toContain(`, id ${message?.id}\n`);
    expect(await ana('list_chat_messages', { chat: id })).not.toContain('Chat id');
  });

  it('finds a chat by its topic, not by a member with that name', async () => {
    expect(await ana('list_chat_messages', { chat: 'northwind' })).toContain('She wants to see approvals.');
    await expect(ana('list_chat_messages', { chat: 'Emil Larsen' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('shows only messages sent at or after a given time', async () => {
    const id = addChat(tenant.graph.tenant, {
      members: [oidOf('ana.silva'), oidOf('chen.wei')],
      topic: 'Since',
      chatType: 'group',
      at: new Date(NOW),
    }).id;
    for (const [text, minutes] of [
      ['Old', 3_000],
      ['New', 30],
    ] as const)
      say(id, 'chen.wei', `<p>${text}</p>`, minutes);
    const text = await ana('list_chat_messages', { chat: 'Since', since: 'today' });
    expect(text).toMatch(/^1 message in the chat Since since 2026-11-21 00:00/);
    expect(text).not.toContain('Old');
    expect(await ana('list_chat_messages', { chat: 'Since', since: 'tomorrow' })).toBe(
      'No messages in the chat Since since 2026-11-22 00:00.',
    );
  });

  it('names people in system messages', async () => {
    const id = addChat(tenant.graph.tenant, {
      members: [oidOf('ana.silva'), oidOf('chen.wei')],
      topic: 'Events',
      chatType: 'group',
      at: new Date(NOW),
    }).id;
    const event = eventDetail({
      kind: 'membersAdded',
      people: [oidOf('chen.wei'), 'nobody'],
      by: oidOf('ana.silva'),
    });
    const body = { contentType: 'html', content: '<systemEventMessage/>' };
    addPost(tenant.graph.tenant, `/chats/${id}`, { at: new Date(NOW), body, event });
    expect(await ana('list_chat_messages', { chat: 'Events' })).toContain(
      'members added: Chen Wei, 1 more person (by Ana Silva)',
    );
  });

  it('continues until every message, including long messages, has been seen exactly once', async () => {
    const id = addChat(tenant.graph.tenant, {
      members: [oidOf('ana.silva'), oidOf('chen.wei')],
      topic: 'Long',
      chatType: 'group',
      at: new Date(NOW),
    }).id;
    for (let index = 0; index < 70; index += 1)
      say(id, 'chen.wei', `<p>Message-${index}: ${'word '.repeat(150)}</p>`, 100 - index);
    const texts = [await ana('list_chat_messages', { chat: 'Long' })];
    for (let cursor = cursorIn(texts[0]!); cursor !== undefined; cursor = cursorIn(texts.at(-1)!))
      // oxlint-disable-next-line no-await-in-loop
      texts.push(await ana('get_next_page', { cursor }));
    const seen = texts.flatMap((text) => text.match(/Message-\d+/g) ?? []);
    expect(seen).toEqual(Array.from({ length: 70 }, (_, index) => `Message-${69 - index}`));
    expect(texts.map((text) => text.includes(`\nChat id: ${id}\n`))).toEqual(texts.map((_, at) => at === 0));
  });

  it.each([
    [{ chat: 'Nobody Known' }, 'not_found'],
    [{ chat: 'a' }, 'not_found'],
    [{ chat: 'hana.sato@contoso.example' }, 'not_found'],
    [{ chat: '19:0000@thread.v2' }, 'not_found'],
    [
      {
        chat: 'https://teams.microsoft.com/l/channel/19%3Aabc%40thread.tacv2/General?groupId=7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
      },
      'bad_argument',
    ],
    [{}, 'bad_arguments'],
    [{ chat: 'Ben', top: 0 }, 'bad_arguments'],
  ])('refuses the arguments %j', async (given, code) => {
    await expect(ana('list_chat_messages', given)).rejects.toMatchObject({ code });
  });

  it('refuses a chat that the user is not a member of', async () => {
    const others = chatsOf(tenant.graph.tenant)
      .all()
      .find(({ topic }) => topic === 'Release night');
    await expect(ana('list_chat_messages', { chat: others?.id })).rejects.toMatchObject({
      code: 'no_access',
    });
  });
});
