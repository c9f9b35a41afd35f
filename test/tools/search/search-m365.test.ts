import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mailOf, openDemoTenant, policyWith, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { consentedPermissions } from '../../../src/standins/tenant/consented-permissions.ts';
import { putFile } from '../files/fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const search = async (given: object, alias = 'ana.silva') =>
  (await tenant.call(alias, 'search_m365', given)).text;
const rows = async (given: object, alias?: string) => rowsIn(await search(given, alias));
const call = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;

describe('search_m365', () => {
  it('finds files, mail, events, chats, people, sites and lists in one call', async () => {
    const everywhere = [...(await rows({ query: 'harbor' })), ...(await rows({ query: 'ben' }))];
    expect(new Set(everywhere.map(([type]) => type))).toEqual(
      new Set(['file', 'mail', 'event', 'channel message', 'site', 'person', 'list item']),
    );
  });

  it.each([
    ['files', 'risks', 'read_file_content', (id: string) => ({ item: id })],
    ['mail', 'forecast', 'get_message', (id: string) => ({ message_id: id })],
    ['events', 'board', 'get_event', (id: string) => ({ event_id: id })],
    ['people', 'ben', 'get_user', (id: string) => ({ user: id })],
    ['sites', 'harbor', 'list_drives', (id: string) => ({ site: id })],
  ])('returns ids of %s that other tools accept', async (place, query, tool, args) => {
    const [found] = await rows({ query, in: [place] });
    await expect(call(tool, args(found?.at(-1) ?? ''))).resolves.not.toBe('');
  });

  it('explains the time of a repeating event, but only if events are shown', async () => {
    const note = 'a repeating event has the time of its first occurrence';
    const text = await search({ query: 'harbor stand-up', in: ['events'] });
    expect(text).toMatch(new RegExp(`Shown: events \\d+ \\(${note}\\)`));
    expect(await search({ query: 'risks', in: ['files', 'events'] })).not.toContain(note);
  });

  it('shows the thread id of a reply, and list_channel_messages accepts it', async () => {
    const [found] = await rows({ query: 'coffee', in: ['chats'] });
    const [, team, channel, message, thread] =
      /^team=(\S+) channel=(\S+) message=(\d+) thread=(\d+)$/.exec(found?.at(-1) ?? '') ?? [];
    const shown = await call('list_channel_messages', { team, channel, thread });
    expect(shown).toContain(`id ${message}\nOne of them may need coffee.`);
  });

  it('names the chat and the message of a Teams hit', async () => {
    const [found] = await rows({ query: 'slides', in: ['chats'] });
    expect(found?.at(-1)).toMatch(/^(?:chat=19:\S+|team=\S+ channel=19:\S+) message=\d+$/);
  });

  it("shows the author, the time in the mailbox's time zone, and the location", async () => {
    const [found] = await rows({ query: 'risks filetype:csv', in: ['files'] });
    expect(found?.slice(0, 5)).toEqual([
      'file',
      'Risks.csv',
      'Ana Silva',
      expect.stringMatching(/^2026-\d\d-\d\d \d\d:\d\d$/),
      expect.stringMatching(/\/Documents\/Harbor$/),
    ]);
    expect(await search({ query: 'risks' })).toMatch(/times in \S+/);
  });

  it('leaves out the ids on request', async () => {
    expect((await rows({ query: 'forecast', in: ['mail'], ids: false }))[0]).toHaveLength(5);
  });

  it('finds items that the user wrote if the query contains author:me or from:me', async () => {
    expect(await search({ query: 'harbor author:me', in: ['files'] })).toContain('Shown: files 1');
    expect(await search({ query: 'harbor from:me', in: ['mail'] })).toContain('Shown: mail 2');
  });

  it('uses the name in `Name <address>` for files, and the address for mail', async () => {
    const from = `"Ana Silva" <${mailOf('ana.silva')}>`;
    expect(await search({ query: 'harbor', from, in: ['files', 'mail'] })).toContain('files 1, mail 2');
  });

  it('refuses a Gmail operator', async () => {
    await expect(search({ query: 'harbor newer_than:7d' })).rejects.toThrow(
      'query contains newer_than:, which',
    );
  });

  it.each(['me', 'Me'])('searches what the user wrote if from is %s', async (from) => {
    const mine = await search({ query: 'harbor', from, ids: false });
    expect(mine).toContain('files 1, mail 2');
    const named = await search({ query: 'harbor', from: 'Ana Silva', ids: false });
    expect(rowsIn(mine)).toEqual(rowsIn(named));
  });

  it('limits the search to an author or sender, and names the sources that have neither', async () => {
    const text = await search({ query: 'price OR accessibility', from: 'Ben Okafor' });
    expect(new Set(rowsIn(text).map(([, , who]) => who))).toEqual(new Set(['Ben Okafor']));
    expect(text).toMatch(/Not searched: events, people, sites: cannot be searched by author/);
  });

  it('says once how the user can include the sources that the connection URL excludes', async () => {
    const limited = await openDemoTenant({
      selection: { preset: 'all', readOnly: false, toolsets: ['search', 'mail', 'files'] },
    });
    const { text } = await limited.call('ana.silva', 'search_m365', { query: 'risks' });
    expect(text).toMatch(
      /Not searched: events: The connection URL does not select the toolset calendar; .*; sites, lists: The connection URL does not select the toolset sharepoint\. The user can add the toolset to the connection URL in the client's settings\./,
    );
    expect(text.match(/The user can add the toolset/g)).toHaveLength(1);
    await limited.close();
  });

  it.each([
    'https://contoso.sharepoint.example/sites/harbor',
    'https://contoso.sharepoint.example/:f:/s/harbor/EabCdEf?e=abc',
    'https://contoso.sharepoint.example/:f:/r/sites/harbor?e=abc',
    'https://contoso.sharepoint.example/sites/harbor/Shared%20Documents/Forms/AllItems.aspx?viewid=x',
    'https://contoso.sharepoint.example/sites/harbor/SitePages/Home.aspx',
    'https://contoso.sharepoint.example/:u:/r/sites/harbor/SitePages/Home.aspx?e=abc',
    'https://contoso.sharepoint.example/sites/harbor/_layouts/15/viewlsts.aspx?view=14',
    'Project Harbor',
  ])('limits the search to the site %s', async (site) => {
    const text = await search({ query: 'scope OR decisions', site });
    const found = rowsIn(text);
    expect(found.length).toBeGreaterThan(0);
    for (const row of found) expect(row[4]).toContain('/sites/harbor');
    expect(text).toContain('mail, events, chats, people: not kept in sites');
  });

  it('states that the total is an estimate, and how to get more results', async () => {
    const text = await search({ query: 'the', in: ['mail'], top: 2 });
    expect(rowsIn(text)).toHaveLength(2);
    expect(text).toMatch(/mail 2 of about \d+\. For more results, /);
  });

  it('distributes the rows among the sources', async () => {
    const found = await rows({ query: 'the', in: ['files', 'mail', 'people', 'chats'], top: 6 });
    expect(found).toHaveLength(6);
    expect(new Set(found.map(([type]) => type)).size).toBeGreaterThan(2);
    expect(found.filter(([type]) => type === 'file')).toHaveLength(2);
  });

  it('names the sources that were not searched because a permission is missing', async () => {
    const scopes = consentedPermissions.filter((scope) => !/^(?:Chat|Calendars)\./.test(scope));
    const text = await tenant.granting('ana.silva', scopes, () => search({ query: 'harbor' }));
    expect(text).toContain('events: the Graph permission Calendars.Read was not granted');
    expect(text).toContain('chats: the Graph permission Chat.Read was not granted');
    expect(rowsIn(text).some(([type]) => type === 'mail')).toBe(true);
  });

  it('fails only if no source can be searched', async () => {
    const given = { query: 'harbor', in: ['mail', 'events'], site: 'https://contoso.sharepoint.example' };
    await expect(search(given)).rejects.toMatchObject({ code: 'bad_argument' });
  });

  it('continues after an empty page, because Graph removes hits that the user is not allowed to read', async () => {
    for (let count = 0; count < 12; count += 1)
      putFile(tenant, 'mira.novak', `/Secret/Quarry ${count}.txt`, Buffer.from('granite'));
    putFile(tenant, 'ana.silva', '/Quarry/mine.txt', Buffer.from('granite'));
    const found = await rows({ query: 'granite', in: ['files'], top: 1 });
    expect(found.map(([, title]) => title)).toEqual(['mine.txt']);
  });

  it('shows a library document only once, although it is also a list item', async () => {
    const titles = (await rows({ query: 'decisions', in: ['files', 'lists'] })).map(([, title]) => title);
    expect(titles.filter((title) => title === 'Decisions.csv')).toHaveLength(1);
  });

  it('falls back to searching OneDrive for text that is not in the index', async () => {
    putFile(tenant, 'ana.silva', '/Plans/Draft.md', Buffer.from('zeppelin'));
    const text = await search({ query: 'zeppelin', in: ['files'] });
    expect(rowsIn(text).map(([, title]) => title)).toEqual(['Draft.md']);
    expect(text).toContain('only in my OneDrive');
  });

  it('states that nothing was found, and which sources were searched', async () => {
    expect(await search({ query: 'xyzzyx', in: ['mail', 'people'] })).toBe(
      'No results for "xyzzyx". None in mail, people.',
    );
    expect(await search({ query: 'what did xyzzyx say?', in: ['mail'] })).toBe(
      'No results for "what did xyzzyx say?". None in mail. Results must contain all words of the query: search for fewer words.',
    );
  });

  it.each([{}, { query: '' }, { query: 'x', in: ['fridge'] }, { query: 'x', top: 51 }])(
    'refuses the arguments %j',
    async (given) => {
      await expect(search(given)).rejects.toMatchObject({ code: 'bad_arguments' });
    },
  );
});

describe('search_m365 with fewer toolsets', () => {
  it('searches only the sources that the organisation has enabled', async () => {
    const policy = policyWith({ toolsets: ['search', 'files'] });
    const narrow = await openDemoTenant({ policy });
    const { text } = await narrow.call('ana.silva', 'search_m365', { query: 'harbor' });
    await narrow.close();
    expect(new Set(rowsIn(text).map(([type]) => type))).toEqual(new Set(['file']));
    expect(text).toMatch(/mail: Your organisation has not enabled the toolset mail/);
  });
});
