import { describe, expect, it } from 'vitest';

import { groupsIn, usersOf } from '../../../src/standins/tenant/directory.ts';
import { addChannel, addOutsider, postsOf } from '../../../src/standins/tenant/teamwork.ts';
import { confirmationIn, oidOf, openDemoTenant } from '../../kit/demo-tenant.ts';
import { at, harbor, openSendingWorld, type Sent } from './sending-world.ts';

const { tenant, strict, once } = openSendingWorld();

let channels = 0;
/** Adds a channel to Project Harbor and returns its name and a function that reads its posts. */
function newChannel(kind: 'standard' | 'private' = 'standard', members: readonly string[] = []) {
  const name = `Send ${(channels += 1)}`;
  const store = tenant().graph.tenant;
  const ids = members.map(oidOf);
  const people_ = kind === 'private' ? { members: ids, owners: ids.slice(0, 1) } : {};
  const { id } = addChannel(store, harbor, { displayName: name, membershipType: kind, ...people_, at });
  const place = `/teams/${harbor}/channels/${id}`;
  return { name, place, posts: () => postsOf(store, place).all() as readonly Sent[] };
}

const post = (channel: string, body: string, more: object = {}) =>
  once('send_channel_message', { team: 'Harbor', channel, body, ...more });

async function previewOf(given: object): Promise<string> {
  const outcome: unknown = await once('send_channel_message', given).catch((error: unknown) => error);
  return outcome instanceof Error ? outcome.message : '';
}

describe('send_channel_message', () => {
  it('posts Markdown as HTML that the members of the team can read', async () => {
    const { name, posts } = newChannel();
    const text = await post(name, '**Done**\n\n1. One\n2. Two\n\n<script>x</script>');
    expect(text).toMatch(new RegExp(`^Posted in ${name} of Project Harbor\\. id \\d+$`));
    expect(posts()[0]?.body.contentType).toBe('html');
    expect(posts()[0]?.body.content).toMatch(
      /<strong>Done<\/strong>[^]*<ol>[^]*<li>One<\/li>[^]*&lt;script&gt;/,
    );
    const { text: read } = await tenant().call('ben.okafor', 'list_channel_messages', {
      team: harbor,
      channel: name,
    });
    expect(read).toContain('Ana Silva, ');
    expect(read).toContain('1. One\n2. Two');
  });

  it('reads the members of a large team in few requests', async () => {
    const crowded = await openDemoTenant({ many: 1_500 });
    const { tenant: store, log } = crowded.graph;
    const groups = groupsIn(store);
    const $members = usersOf(store)
      .all()
      .map(({ id }) => id);
    groups.change(groups.get(harbor)!, { $members });
    const { id: channel } = addChannel(store, harbor, { displayName: 'Large', at });
    const before = log.length;
    await crowded.call('ana.silva', 'send_channel_message', { team: harbor, channel, body: 'Hello' });
    const reads = log.slice(before).filter(({ path }) => path.endsWith('/members'));
    expect(reads.length).toBe(Math.ceil($members.length / 999));
    await crowded.close();
  });

  it.each([
    ['a full name', 'Hello @Ben Okafor, look', 'Hello <at id="0">Ben Okafor</at>, look'],
    ['a first name', 'Hello @ben: look', 'Hello <at id="0">Ben Okafor</at>: look'],
    ['an address', 'Hello @ben.okafor@contoso.example.', 'Hello <at id="0">Ben Okafor</at>.'],
    ['the tag that Teams uses', 'Hello <at id="7">Ben Okafor</at>!', 'Hello <at id="0">Ben Okafor</at>!'],
    ['a possessive', "@Ben's turn", '<at id="0">Ben Okafor</at>\'s turn'],
  ])('mentions a member by %s', async (_what, body, html) => {
    const { name, posts } = newChannel();
    expect(await post(name, body)).toContain('mentions Ben Okafor');
    expect(posts()[0]?.body.content).toBe(`<p>${html}</p>`);
    expect(posts()[0]?.mentions).toEqual([
      {
        id: 0,
        mentionText: 'Ben Okafor',
        mentioned: {
          user: { id: oidOf('ben.okafor'), displayName: 'Ben Okafor', userIdentityType: 'aadUser' },
        },
      },
    ]);
  });

  it('mentions several people, each person where the text names them', async () => {
    const { name, posts } = newChannel();
    await post(name, '- @Ben Okafor builds\n- @Chen Wei and @Ben Okafor test');
    expect(posts()[0]?.mentions.map(({ mentionText }) => mentionText)).toEqual([
      'Ben Okafor',
      'Chen Wei',
      'Ben Okafor',
    ]);
    expect(posts()[0]?.body.content).toContain(
      '<at id="1">Chen Wei</at> and <at id="2">Ben Okafor</at> test',
    );
  });

  it('does not mention people in code or links, or people who are not members, and says so', async () => {
    const { name, posts } = newChannel();
    const text = await post(
      name,
      '`@Ben Okafor` [@Chen Wei](https://x.example/@Ben) @Dana Levi a@ben.example',
    );
    expect(posts()[0]?.mentions).toEqual([]);
    expect(posts()[0]?.body.content).toMatch(
      /<code[^>]*>@Ben Okafor<\/code> <a href="https:\/\/x\.example\/@Ben">@Chen Wei<\/a> @Dana Levi a@ben\.example/,
    );
    expect(text).toContain('no member matches @Dana');
  });

  it('replies to a post by its id or link', async () => {
    const { name, place, posts } = newChannel();
    await post(name, 'Question');
    const [question] = posts();
    expect(await post(name, 'Answer', { reply_to: question?.id })).toMatch(`Replied to ${question?.id} in`);
    await once('send_channel_message', { channel: question?.webUrl, body: 'By link' });
    const replies = postsOf(
      tenant().graph.tenant,
      `${place}/messages/${question?.id}`,
    ).all() as readonly Sent[];
    expect(replies.map(({ body }) => body.content)).toEqual(['<p>Answer</p>', '<p>By link</p>']);
  });

  it('asks for the id of the first post if the id of a reply is given as the thread', async () => {
    const { name } = newChannel();
    const idIn = (text: string) => / id (\d+)$/.exec(text)?.[1] ?? '';
    const question = idIn(await post(name, 'Question'));
    await post(name, 'First answer', { reply_to: question });
    const answer = idIn(await post(name, 'Second answer', { reply_to: question }));
    const advice = /post that started it, not the id of a reply/;
    await expect(post(name, 'And?', { reply_to: answer })).rejects.toThrow(advice);
    const reading = once('list_channel_messages', { team: 'Harbor', channel: name, thread: answer });
    await expect(reading).rejects.toThrow(advice);
  });

  it('asks for confirmation before a guest reads the post, and names the readers', async () => {
    const given = { team: 'All Company', channel: 'Random', body: 'Lunch?' };
    const before = () =>
      tenant().graph.log.filter(({ method, path }) => method === 'POST' && path.includes('/messages')).length;
    const count = before();
    const asked = await previewOf(given);
    expect(asked).toContain('post in Random of All Company: "Lunch?"');
    expect(asked).toMatch(/readers: Ben Okafor, .* and \d+ more/);
    expect(asked).toContain('readers from outside: Lena Fischer <lena.fischer@contoso.example>');
    expect(asked).toContain('Outside: Lena Fischer <lena.fischer@contoso.example>.');
    expect(before()).toBe(count);
    const confirmation = confirmationIn(asked);
    expect(await once('send_channel_message', { ...given, confirmation })).toMatch(/^Posted in Random/);
    expect(before()).toBe(count + 1);
  });

  it('asks for a new confirmation if somebody else has gained access to the channel', async () => {
    const { name, posts } = newChannel();
    const groups = groupsIn(tenant().graph.tenant);
    const group = groups.get(harbor)!;
    groups.change(group, { $members: [...group.$members, oidOf('lena.fischer')] });
    const given = { team: harbor, channel: name, body: 'Secret' };
    const asked = await previewOf(given);
    const outsider = addOutsider(tenant().graph.tenant, 'Omar Haddad', 'omar.haddad@fabrikam.example');
    groups.change(groups.get(harbor)!, { $members: [...group.$members, oidOf('lena.fischer'), outsider] });
    const again = tenant().callOnce('ana.silva', 'send_channel_message', {
      ...given,
      confirmation: confirmationIn(asked),
    });
    await expect(again).rejects.toThrow('Omar Haddad <omar.haddad@fabrikam.example>');
    expect(posts()).toEqual([]);
    groups.change(groups.get(harbor)!, { $members: group.$members });
  });

  it('treats a private channel as readable only by its members', async () => {
    const { name, posts } = newChannel('private', ['ana.silva', 'ben.okafor']);
    await post(name, 'Between us');
    expect(posts()).toHaveLength(1);
    const guest = newChannel('private', ['ana.silva', 'lena.fischer']);
    await expect(post(guest.name, 'x')).rejects.toThrow('Outside: Lena Fischer');
  });

  it('asks for confirmation if the permission to see the readers is missing, and is refused if policy forbids sending outside the organisation', async () => {
    const { name, posts } = newChannel();
    const scopes = ['Team.ReadBasic.All', 'Channel.ReadBasic.All', 'ChannelMessage.Send'];
    const asked = tenant().granting('ana.silva', scopes, () => post(name, 'Hello'));
    await expect(asked).rejects.toThrow(
      'Outside: members who can be listed only with the permission TeamMember.Read.All.',
    );
    expect(posts()).toEqual([]);
    const given = { team: 'Harbor', channel: 'General', body: 'Hello' };
    const refused = strict().granting('ana.silva', scopes, () =>
      strict().callOnce('ana.silva', 'send_channel_message', given),
    );
    await expect(refused).rejects.toMatchObject({ code: 'refused_by_policy' });
  });

  it('is refused if guests can read the post and policy forbids sending outside the organisation, and otherwise succeeds', async () => {
    const call = (team: string) =>
      strict().callOnce('ana.silva', 'send_channel_message', { team, channel: 'General', body: 'x' });
    await expect(call('All Company')).rejects.toMatchObject({ code: 'refused_by_policy' });
    await expect(call('Harbor')).resolves.toMatchObject({ text: expect.stringContaining('Posted') });
  });

  it.each<[string, object, string]>([
    ['an empty text', { team: 'Harbor', channel: 'General', body: '' }, 'bad_arguments'],
    [
      'a text over the limit',
      { team: 'Harbor', channel: 'General', body: 'x'.repeat(20_001) },
      'bad_arguments',
    ],
    ['too much HTML', { team: 'Harbor', channel: 'General', body: '<'.repeat(19_000) }, 'too_large'],
    [
      'a reply to something other than a post',
      { team: 'Harbor', channel: 'General', body: 'x', reply_to: 'the last' },
      'bad_argument',
    ],
    [
      'a reply to a post that does not exist',
      { team: 'Harbor', channel: 'General', body: 'x', reply_to: '1111111111111' },
      'not_found',
    ],
    [
      'a team that the user is not a member of',
      { team: 'Finance', channel: 'General', body: 'x' },
      'not_found',
    ],
    ['a channel without a team', { channel: 'General', body: 'x' }, 'bad_argument'],
  ])('refuses %s', async (_what, given, code) => {
    await expect(once('send_channel_message', given)).rejects.toMatchObject({ code });
  });
});
