import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guid } from '../../../src/standins/tenant/ids.ts';
import { addChannel, addPost, channelsOf, postsOf } from '../../../src/standins/tenant/teamwork.ts';
import { groupsIn, userOf } from '../../../src/standins/tenant/directory.ts';
import { cursorIn, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const MINUTE = 60_000;
const harbor = guid('group|harbor');

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object = {}) => (await tenant.call('ana.silva', name, given)).text;
const author = (alias: string) => userOf(tenant.graph.tenant, oidOf(alias));

/** Adds a channel to Project Harbor and returns its path. */
function newChannel(displayName: string): string {
  const { id } = addChannel(tenant.graph.tenant, harbor, { displayName, at: new Date(NOW) });
  return `/teams/${harbor}/channels/${id}`;
}

/** Adds a post, or a reply to a post, with a time some minutes ago. */
function post(place: string, alias: string, html: string, minutesAgo: number): string {
  const body = { contentType: 'html', content: html };
  const at = new Date(NOW - minutesAgo * MINUTE);
  return addPost(tenant.graph.tenant, place, { by: author(alias), body, at }).id;
}

/** Calls the tool and returns the text of every page of its result. */
async function pagesOf(name: string, given: object): Promise<readonly string[]> {
  const texts = [await ana(name, given)];
  for (let cursor = cursorIn(texts[0]!); cursor !== undefined; cursor = cursorIn(texts.at(-1)!))
    // oxlint-disable-next-line no-await-in-loop
    texts.push(await ana('get_next_page', { cursor }));
  return texts;
}

const namesOf = (text: string) => rowsIn(text).map(([name]) => name);

describe('list_teams', () => {
  it("lists only the user's teams", async () => {
    const names = namesOf(await ana('list_teams'));
    expect(names).toEqual(expect.arrayContaining(['All Company', 'Project Harbor', 'Sales']));
    expect(names).not.toContain('Finance');
    expect(names).not.toContain('Book Club');
  });

  it('shows many teams page by page', async () => {
    const crowded = await openDemoTenant();
    const groups = groupsIn(crowded.graph.tenant);
    const [template] = groups.all();
    for (let index = 0; index < 150; index += 1) {
      const team = groups.put({ ...template!, id: guid(`team|${index}`), displayName: `Team ${index}` });
      addChannel(crowded.graph.tenant, team.id, { displayName: 'General', at: new Date(NOW) });
    }
    const first = (await crowded.call('ana.silva', 'list_teams')).text;
    const rest = (await crowded.call('ana.silva', 'get_next_page', { cursor: cursorIn(first) })).text;
    const seen = [...rowsIn(first), ...rowsIn(rest)].map((row) => row.at(-1));
    expect(seen.length).toBe(155);
    expect(new Set(seen).size).toBe(155);
    expect(rest).toContain('That is all.');
    await crowded.close();
  });
});

describe('list_channels', () => {
  const link = () => String(channelsOf(tenant.graph.tenant, harbor).all()[0]?.webUrl);
  const teamLink = (host: string) =>
    `https://${host}/l/team/19%3Aabc%40thread.tacv2/conversations?groupId=${harbor}`;

  it.each([
    ['its name', () => 'project harbor'],
    ['a part of its name', () => 'Harbor'],
    ['its id', () => harbor],
    ['a link to one of its channels', link],
    [
      'a link from an email',
      () => `https://x.safelinks.protection.outlook.com/?url=${encodeURIComponent(link())}`,
    ],
    ['a link to the team', () => teamLink('teams.microsoft.com')],
    ["a link on Teams' new domain", () => teamLink('teams.cloud.microsoft')],
  ])('finds the team by %s', async (_what, given) => {
    expect(namesOf(await ana('list_channels', { team: given() }))).toEqual(
      expect.arrayContaining(['General', 'Design', 'Launch']),
    );
  });

  it('shows private channels only to their members', async () => {
    expect(await ana('list_channels', { team: 'Sales' })).toMatch(/Discounts \| private \| Who gets/);
    const { text } = await tenant.call('mira.novak', 'list_channels', { team: 'Sales' });
    expect(text).not.toContain('Discounts');
  });

  it.each([
    ['Finance', 'not_found'],
    ['s', 'ambiguous'],
    ['https://evil.example/l/team/x', 'bad_argument'],
    ['https://teams.microsoft.com/l/chat/19%3Aabc%40thread.v2/0', 'bad_argument'],
    ['', 'bad_arguments'],
  ])('refuses the team %j', async (team, code) => {
    await expect(ana('list_channels', { team })).rejects.toMatchObject({ code });
  });
});

describe('list_team_members', () => {
  it('shows addresses and who is an owner or a guest', async () => {
    const rows = rowsIn(await ana('list_team_members', { team: 'All Company' }));
    expect(rows).toContainEqual(['Mira Novak', 'mira.novak@contoso.example', 'owner']);
    expect(rows).toContainEqual(['Ben Okafor', 'ben.okafor@contoso.example', '']);
    expect(rows.find(([name]) => name === 'Lena Fischer')?.at(-1)).toBe('guest');
  });
});

describe('list_channel_messages', () => {
  const read = (given: object) =>
    ana('list_channel_messages', { team: 'Engineering', channel: 'Releases', ...given });

  it('shows posts with their replies in local time, most recent activity first', async () => {
    const text = await ana('list_channel_messages', { team: 'Harbor', channel: 'general' });
    expect(text).toMatch(
      /^2 posts in General of Project Harbor, latest activity first \(GMT Standard Time\)\. That is all\./,
    );
    const { tenant: store } = tenant.graph;
    const { id = '' } = channelsOf(store, harbor).all()[0] ?? {};
    const [first] = store.table(`/teams/${harbor}/channels/${id}/messages`).all();
    expect(text).toContain(`Ana Silva, Fri 2026-11-20 04:00, id ${first?.id} | Scope is final\n`);
    expect(text).toContain('approvals. @Ben Okafor, please close');
    expect(text).toContain(
      '  2 replies:\n  - Ben Okafor, Fri 2026-11-20 04:17: Done. Two are left for the price service.',
    );
  });

  it('shows the title of an announcement, the text of a card, deleted posts and system messages', async () => {
    const text = await read({});
    expect(text).toMatch(
      /Chen Wei, \S+ \S+ \S+, id \d+ \| 4\.3 on Thursday\nCode freeze is on Wednesday at noon\./,
    );
    expect(text).toMatch(
      /Build Server \(app\), .*\n\[card\]\nBuild 4\.3\.0-rc1 has passed\nTests: 2,114 of 2,114\nDuration: 11 min\nOpen the log: https:\/\/builds/,
    );
    expect(text).toMatch(/Ben Okafor, .*\n\(deleted\)/);
    expect(text).toMatch(/\nTeams, .*\nmembers added: 1 person \(by Chen Wei\)/);
  });

  it('shows files as links that the file tools accept', async () => {
    const text = await ana('list_channel_messages', { team: 'Harbor', channel: 'Design' });
    const [, link] = /\[file\] Order history\.html (\S+)/.exec(text) ?? [];
    expect(link).toBe(
      'https://contoso.sharepoint.example/sites/harbor/Shared%20Documents/Design/Order%20history.html',
    );
    expect(await ana('get_file', { item: link })).toContain('Name: Order history.html');
  });

  it('shows mentions, emoji, quotes and pictures as Teams displays them', async () => {
    const place = newChannel('Marks');
    const picture = 'https://graph.microsoft.com/v1.0/teams/a/channels/b/messages/1/hostedContents/c/$value';
    post(
      place,
      'ben.okafor',
      `<p><at id="0">Ana Silva</at> look <emoji id="x" alt="😀" title="Smile"></emoji><img src="${picture}"></p>`,
      5,
    );
    const text = await ana('list_channel_messages', { team: 'Harbor', channel: 'Marks' });
    expect(text).toContain('@Ana Silva look 😀');
    expect(text).toContain('[1 picture, not shown; open the message in Teams]');
  });

  it('counts the replies that it does not show, and shows all replies if their thread is requested', async () => {
    const place = newChannel('Threads');
    const id = post(place, 'ana.silva', '<p>Who can come?</p>', 500);
    for (let index = 0; index < 60; index += 1)
      post(`${place}/messages/${id}`, 'ben.okafor', `<p>Reply ${index}.</p>`, 400 - index);
    const list = (given: object = {}) =>
      ana('list_channel_messages', { team: 'Harbor', channel: 'Threads', ...given });
    expect(await list()).toContain('  60 replies, the last 3:\n');
    expect(await list({ replies: 0 })).toContain('  60 replies, not shown');
    const pages = await pagesOf('list_channel_messages', { team: 'Harbor', channel: 'Threads', thread: id });
    const seen = pages.flatMap((text) => text.match(/Reply \d+\./g) ?? []);
    expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => `Reply ${59 - index}.`));
    expect(pages[0]).toContain('Who can come?');
    const replies = postsOf(tenant.graph.tenant, `${place}/messages/${id}`).all();
    for (const reply of [{ id }, ...replies]) expect(pages.join('\n')).toContain(`, id ${reply.id}\n`);
    expect(pages.at(-1)).toContain('That is all.');
  });

  it('states that there are more replies than Graph returns with a post', async () => {
    const place = newChannel('Crowd');
    const id = post(place, 'ana.silva', '<p>Hello</p>', 5_000);
    for (let index = 0; index < 1_001; index += 1)
      post(`${place}/messages/${id}`, 'ben.okafor', '<p>Hi</p>', 2_000 - index);
    expect(await ana('list_channel_messages', { team: 'Harbor', channel: 'Crowd' })).toContain(
      '  more than 1000 replies, the last 3:',
    );
  });

  it('counts an emoji that does not fit into a shortened post among the characters that are not shown', async () => {
    post(newChannel('Emoji'), 'ana.silva', `<p>${'x'.repeat(899)}😀</p>`, 5);
    expect(await ana('list_channel_messages', { team: 'Harbor', channel: 'Emoji' })).toContain(
      'xxx… [2 more characters:',
    );
  });

  it('shows a long post in full if its thread is requested', async () => {
    const place = newChannel('Long');
    const id = post(place, 'ana.silva', `<p>${'word '.repeat(3_000)}END</p>`, 5);
    post(`${place}/messages/${id}`, 'ben.okafor', '<p>Read.</p>', 4);
    const list = (given: object = {}) =>
      ana('list_channel_messages', { team: 'Harbor', channel: 'Long', ...given });
    expect(await list()).toMatch(
      /word… \[\d+ more characters: call again with the id of this message as thread\]/,
    );
    const pages = await pagesOf('list_channel_messages', { team: 'Harbor', channel: 'Long', thread: id });
    expect(pages.join('\n')).toContain('END');
    expect(pages.join('\n')).toContain('Read.');
  });

  it('finds threads with activity since a time, including older posts with new replies', async () => {
    const place = newChannel('Since');
    const old = post(place, 'ana.silva', '<p>Old question</p>', 3_000);
    post(place, 'ana.silva', '<p>Old statement</p>', 2_900);
    post(place, 'ben.okafor', '<p>News</p>', 30);
    post(`${place}/messages/${old}`, 'chen.wei', '<p>New answer</p>', 10);
    const text = await ana('list_channel_messages', {
      team: 'Harbor',
      channel: 'Since',
      since: 'today',
      top: 2,
    });
    expect(text).toMatch(/^2 posts in Since of Project Harbor with activity since 2026-11-21 00:00/);
    expect(text).toContain('Old question');
    expect(text).toContain('News');
    expect(text).not.toContain('Old statement');
    expect(
      (
        await pagesOf('list_channel_messages', { team: 'Harbor', channel: 'Since', since: 'today', top: 2 })
      ).join(''),
    ).not.toContain('Old statement');
    const none = await ana('list_channel_messages', {
      team: 'Harbor',
      channel: 'Since',
      since: '2026-11-22',
    });
    expect(none).toMatch(/^No posts in Since/);
  });

  it('costs at most 4,000 tokens for a day in a busy channel, and continues until every post has been seen', async () => {
    const place = newChannel('Busy');
    const sentence =
      'The price service of Northwind answers in 40 ms now, and Petra wants to see it on Wednesday. ';
    for (let index = 0; index < 40; index += 1) {
      const id = post(place, 'chen.wei', `<p>Topic-${index}: ${sentence.repeat(3)}</p>`, 600 - index * 10);
      for (let reply = 0; reply < 6; reply += 1)
        post(`${place}/messages/${id}`, 'ben.okafor', `<p>${sentence}</p>`, 599 - index * 10 - reply);
    }
    const pages = await pagesOf('list_channel_messages', { team: 'Harbor', channel: 'Busy', since: 'today' });
    for (const text of pages) expect(encode(text).length).toBeLessThanOrEqual(4_000);
    const seen = pages.flatMap((text) => text.match(/Topic-\d+(?=:)/g) ?? []);
    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => `Topic-${39 - index}`));
    expect(pages.length).toBeGreaterThan(1);
  });

  it.each([
    ['the link to the channel', (channel: string) => channel],
    ['a link to a post, whose thread it shows', () => ''],
  ])('does not require the team if the channel is given as %s', async (_what, linkOf) => {
    const place = newChannel(`Linked ${_what.length}`);
    const id = post(place, 'ana.silva', '<p>By link</p>', 5);
    const store = tenant.graph.tenant;
    const channel = channelsOf(store, harbor).all().at(-1);
    const link = linkOf(String(channel?.webUrl)) || String(store.table(`${place}/messages`).get(id)?.webUrl);
    expect(await ana('list_channel_messages', { channel: link })).toContain('By link');
  });

  it.each([
    [{ channel: 'General' }, 'bad_argument'],
    [{ team: 'Harbor', channel: 'Nowhere' }, 'not_found'],
    [{ team: 'Harbor', channel: 'General', thread: 'abc' }, 'bad_argument'],
    [{ team: 'Harbor', channel: 'General', thread: '1111111111111' }, 'not_found'],
    [{ team: 'Harbor', channel: 'General', since: 'someday' }, 'bad_arguments'],
    [{ team: 'Harbor', channel: 'General', top: 51 }, 'bad_arguments'],
    [{ team: 'Harbor', channel: 'General', replies: 51 }, 'bad_arguments'],
    [
      {
        team: 'Harbor',
        channel: 'https://teams.microsoft.com/l/chat/19%3Aabc%40thread.v2/0?users=a@b.example',
      },
      'bad_argument',
    ],
  ])('refuses the arguments %j', async (given, code) => {
    await expect(ana('list_channel_messages', given)).rejects.toMatchObject({ code });
  });
});
