import { describe, expect, it } from 'vitest';

import { addOutsider, channelsOf, chatsOf } from '../../../src/standins/tenant/teamwork.ts';
import { oidOf } from '../../kit/demo-tenant.ts';
import { harbor, openSendingWorld } from './sending-world.ts';

const { tenant, strict, once, confirmed } = openSendingWorld();

describe('create_chat', () => {
  it('creates a group chat of colleagues, with a topic, without confirmation', async () => {
    const text = await once('create_chat', {
      people: ['Ben Okafor', 'chen.wei@contoso.example'],
      topic: 'Launch',
    });
    expect(text).toMatch(/^Created the chat with chen\.wei|^Created the chat with /);
    const chat = chatsOf(tenant().graph.tenant)
      .all()
      .find(({ topic }) => topic === 'Launch');
    expect(chat).toMatchObject({ chatType: 'group' });
    expect(new Set(chat?.$members)).toEqual(
      new Set([oidOf('ana.silva'), oidOf('ben.okafor'), oidOf('chen.wei')]),
    );
  });

  it('finds the existing one-to-one chat', async () => {
    const { id } = chatsOf(tenant().graph.tenant)
      .all()
      .find(
        ({ chatType, $members }) =>
          chatType === 'oneOnOne' &&
          $members.includes(oidOf('mira.novak')) &&
          $members.includes(oidOf('ana.silva')),
      )!;
    expect(await once('create_chat', { people: 'Mira Novak' })).toBe(
      `Found the existing chat with Mira Novak <mira.novak@contoso.example>. id ${id}`,
    );
  });

  it('gives guests the role that Teams requires, after confirmation', async () => {
    const given = { people: ['lena.fischer@contoso.example', 'Farah Rahimi'], topic: 'With a guest' };
    await expect(once('create_chat', given)).rejects.toThrow('Outside: Lena Fischer');
    expect(await confirmed('create_chat', given)).toContain('Created the chat');
    await expect(strict().callOnce('ana.silva', 'create_chat', given)).rejects.toMatchObject({
      code: 'refused_by_policy',
    });
  });

  it('accepts an external address that contains an apostrophe', async () => {
    addOutsider(tenant().graph.tenant, "Sean O'Brien", "sean.o'brien@fabrikam.example");
    const text = await confirmed('create_chat', { people: ["sean.o'brien@fabrikam.example"] });
    expect(text).toContain("Created the chat with sean.o'brien@fabrikam.example");
    const unknown = confirmed('create_chat', { people: ['nobody@fabrikam.example'] });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });

  it('looks up an external address once by sign-in name and once by address', async () => {
    addOutsider(tenant().graph.tenant, 'Rosa Diaz', 'rosa.diaz@fabrikam.example');
    const given = { people: ['rosa.diaz@fabrikam.example'] };
    const before = tenant().graph.log.length;
    await expect(once('create_chat', given)).rejects.toThrow('Outside: rosa.diaz@fabrikam.example');
    const paths = tenant()
      .graph.log.slice(before)
      .map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith('/v1.0/users'))).toEqual([
      '/v1.0/users/rosa.diaz%40fabrikam.example',
      '/v1.0/users',
    ]);
  });

  it.each([
    [{ people: [] }, 'bad_arguments'],
    [{ people: ['Nobody Known'] }, 'not_found'],
    [{ people: ['ana.silva@contoso.example'] }, 'bad_argument'],
  ])('refuses the arguments %j', async (given, code) => {
    await expect(once('create_chat', given)).rejects.toMatchObject({ code });
  });
});

describe('create_channel', () => {
  const named = (name: string) =>
    channelsOf(tenant().graph.tenant, harbor)
      .all()
      .find(({ displayName }) => displayName === name);

  it('creates a standard channel in which other members can post', async () => {
    const text = await once('create_channel', {
      team: 'Harbor',
      name: 'Questions 2',
      description: 'Ask here.',
    });
    expect(text).toMatch(
      /^Created the standard channel Questions 2 in Project Harbor\. id 19:\S+ https:\/\/teams\.microsoft\.com\//,
    );
    expect(named('Questions 2')).toMatchObject({ membershipType: 'standard', description: 'Ask here.' });
    const given = { team: 'Harbor', channel: 'Questions 2', body: 'Hello' };
    expect((await tenant().call('ben.okafor', 'send_channel_message', given)).text).toContain(
      'Posted in Questions 2',
    );
  });

  it.each([
    ['me', undefined, 'ana.silva', 'you'],
    ['somebody else', 'Ben Okafor', 'ben.okafor', 'Ben Okafor <ben.okafor@contoso.example>'],
  ])('creates a private channel that is owned by %s', async (_what, owner, alias, words) => {
    const name = `Private of ${alias}`;
    const text = await once('create_channel', {
      team: 'Harbor',
      name,
      kind: 'private',
      ...(owner && { owner }),
    });
    expect(text).toContain(`owned by ${words}`);
    expect(named(name)).toMatchObject({ membershipType: 'private', $members: [oidOf(alias)] });
  });

  it.each([
    ['_x', 'begin with _'],
    ['.x', 'begin with _ or a dot'],
    ['x.', 'end with a dot'],
    ['a..b', 'two dots in a row'],
  ])('says why a channel cannot have the name %j', async (name, why) => {
    await expect(once('create_channel', { team: 'Harbor', name })).rejects.toThrow(why);
  });

  it.each([
    [{ team: 'Harbor', name: 'a/b' }, 'bad_arguments'],
    [{ team: 'Harbor', name: 'General' }, 'bad_request'],
    [{ team: 'Harbor', name: 'x', owner: 'Ben Okafor' }, 'bad_arguments'],
    [{ team: 'Harbor', name: 'x', kind: 'secret' }, 'bad_arguments'],
    [{ team: 'Harbor', name: 'x', kind: 'private', owner: 'lena.fischer@contoso.example' }, 'bad_argument'],
    [{ team: 'Nowhere', name: 'x' }, 'not_found'],
  ])('refuses the arguments %j', async (given, code) => {
    await expect(once('create_channel', given)).rejects.toMatchObject({ code });
  });
});
