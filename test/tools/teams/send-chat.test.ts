import { describe, expect, it } from 'vitest';

import {
  addChat,
  addOutsider,
  chatsOf,
  outsidersOf,
  postsOf,
} from '../../../src/standins/tenant/teamwork.ts';
import { oidOf } from '../../kit/demo-tenant.ts';
import { at, openSendingWorld, type Sent } from './sending-world.ts';

const { tenant, strict, once, confirmed } = openSendingWorld();

const messagesWith = (...aliases: readonly string[]) => {
  const store = tenant().graph.tenant;
  const ids = [oidOf('ana.silva'), ...aliases.map(oidOf)];
  const chats = chatsOf(store)
    .all()
    .filter(
      ({ $members, topic }) =>
        topic === null && $members.length === ids.length && ids.every((one) => $members.includes(one)),
    );
  return chats.map(({ id }) =>
    (postsOf(store, `/chats/${id}`).all() as readonly Sent[]).map(({ body }) => body.content),
  );
};

describe('send_chat_message', () => {
  it('continues the existing one-to-one chat', async () => {
    const text = await once('send_chat_message', { to: 'Ben Okafor', body: 'One *moment*' });
    expect(text).toMatch(/^Sent in the chat Ben Okafor\. chat id 19:/);
    expect(messagesWith('ben.okafor')).toHaveLength(1);
    expect(messagesWith('ben.okafor')[0]).toContain('<p>One <em>moment</em></p>');
    const { text: read } = await tenant().call('ben.okafor', 'list_chat_messages', { chat: 'Ana Silva' });
    expect(read).toContain('One moment');
  });

  it.each([
    ['a name', 'Hana Sato', 'hana.sato'],
    ['an address', 'kofi.mensah@contoso.example', 'kofi.mensah'],
    ['a link', 'https://teams.microsoft.com/l/chat/0/0?users=ivo.martens@contoso.example', 'ivo.martens'],
  ])('starts a single one-to-one chat with a person given by %s', async (_what, to, alias) => {
    expect(messagesWith(alias)).toEqual([]);
    await once('send_chat_message', { to, body: 'Hello' });
    await once('send_chat_message', { to, body: 'Again' });
    expect(messagesWith(alias)).toEqual([['<p>Hello</p>', '<p>Again</p>']]);
  });

  it('writes to a chat given by its topic, and mentions its members', async () => {
    const text = await once('send_chat_message', { to: ['northwind'], body: '@Dana please' });
    expect(text).toContain('Sent in the chat Northwind, mentions Dana Levi');
    const chat = chatsOf(tenant().graph.tenant)
      .all()
      .find(({ topic }) => topic === 'Northwind');
    const last = postsOf(tenant().graph.tenant, `/chats/${chat?.id}`).all().at(-1) as Sent;
    expect(last.body.content).toBe('<p><at id="0">Dana Levi</at> please</p>');
  });

  it('writes to several people in one group chat', async () => {
    const to = ['Chen Wei', 'goran.petrov@contoso.example'];
    await once('send_chat_message', { to, body: 'Hello' });
    await once('send_chat_message', { to, body: 'Again' });
    expect(messagesWith('chen.wei', 'goran.petrov')).toEqual([['<p>Hello</p>', '<p>Again</p>']]);
  });

  it('continues a group chat with an external person regardless of how the address is written', async () => {
    const store = tenant().graph.tenant;
    const id = addOutsider(store, 'Aiko Mori', 'aiko.mori@fabrikam.example');
    const to = ['Chen Wei', 'Aiko.Mori@fabrikam.example'];
    const first = await confirmed('send_chat_message', { to, body: 'Hello' });
    // Graph returns an address as its owner's organisation writes it.
    const outsider = outsidersOf(store).get(id);
    if (outsider) outsidersOf(store).change(outsider, { mail: 'Aiko.Mori@Fabrikam.example' });
    const again = await confirmed('send_chat_message', { to, body: 'Again' });
    expect(/chat id (\S+)/.exec(again)?.[1]).toBe(/chat id (\S+)/.exec(first)?.[1] ?? 'none');
  });

  it.each([
    ['a chat with a guest', ['Partner portal'], 'readers from outside: Lena Fischer'],
    [
      'a chat with somebody from another organisation',
      ['Petra Lindqvist'],
      'Outside: Petra Lindqvist <petra.lindqvist@northwind.example>',
    ],
    ['a guest', ['lena.fischer@contoso.example'], 'Outside: Lena Fischer <lena.fischer@contoso.example>'],
    ['an external address', ['yuki.tanabe@fabrikam.example'], 'Outside: yuki.tanabe@fabrikam.example'],
  ])('asks for confirmation before it writes to %s', async (_what, to, words) => {
    addOutsider(tenant().graph.tenant, 'Yuki Tanabe', 'yuki.tanabe@fabrikam.example');
    const given = { to, body: 'Hello' };
    await expect(once('send_chat_message', given)).rejects.toThrow(words);
    expect(await confirmed('send_chat_message', given)).toMatch(/^Sent in the chat/);
    await expect(strict().callOnce('ana.silva', 'send_chat_message', given)).rejects.toMatchObject({
      code: 'refused_by_policy',
    });
  });

  it.each([
    [{ to: ['Nobody Known'], body: 'x' }, 'not_found'],
    [{ to: [], body: 'x' }, 'bad_arguments'],
    [
      {
        to: [
          'https://teams.microsoft.com/l/channel/19%3Aabc%40thread.tacv2/General?groupId=7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
        ],
        body: 'x',
      },
      'bad_argument',
    ],
    [{ to: ['19:0000@thread.v2'], body: 'x' }, 'not_found'],
  ])('refuses the arguments %j', async (given, code) => {
    await expect(once('send_chat_message', given)).rejects.toMatchObject({ code });
  });

  it('says who cannot be reached if Teams knows nobody with the address', async () => {
    const reason = 'Teams finds nobody with the address stranger@else.example';
    await expect(confirmed('send_chat_message', { to: 'stranger@else.example', body: 'Hi' })).rejects.toThrow(
      reason,
    );
    const people = ['Ben Okafor', 'stranger@else.example'];
    await expect(confirmed('create_chat', { people })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining(reason),
    });
  });

  it.each([['me'], ['ana.silva@contoso.example'], ['48:notes']])(
    'sends a note to oneself: %s',
    async (to) => {
      const body = `Note for ${to}`;
      expect(await once('send_chat_message', { to, body })).toBe(
        'Sent in the chat with yourself. chat id 48:notes',
      );
      for (const chat of ['me', '48:notes', oidOf('ana.silva'), 'Ana.Silva@contoso.example'])
        // oxlint-disable-next-line no-await-in-loop
        expect(await once('list_chat_messages', { chat })).toContain(body);
      const others = await tenant().call('ben.okafor', 'list_chat_messages', { chat: 'me' });
      expect(others.text).toBe('No messages in the chat with yourself.');
    },
  );

  it('finds a person by part of the name in a one-to-one chat if a guest cannot search the directory', async () => {
    const members = [oidOf('lena.fischer'), oidOf('farah.rahimi')];
    addChat(tenant().graph.tenant, { members, topic: null, chatType: 'oneOnOne', at });
    const send = (to: string) => tenant().call('lena.fischer', 'send_chat_message', { to, body: 'Hello' });
    expect((await send('farah')).text).toMatch(/^Sent in the chat Farah Rahimi\. /);
    await expect(send('Chen')).rejects.toMatchObject({ code: 'missing_role' });
  });

  it('names the candidates if a name matches several chats', async () => {
    for (let count = 0; count < 2; count += 1)
      addChat(tenant().graph.tenant, {
        members: [oidOf('ana.silva'), oidOf('emil.larsen')],
        topic: 'Twice',
        chatType: 'group',
        at,
      });
    await expect(once('send_chat_message', { to: 'Twice', body: 'x' })).rejects.toMatchObject({
      code: 'ambiguous',
    });
  });
});
