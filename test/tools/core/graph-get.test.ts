import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cursorIn, graphItemsIn, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const get = (given: object) => tenant.call('ana.silva', 'graph_get', given);
const lastRequest = () => tenant.graph.log.at(-1);
const week = { startDateTime: '2026-11-23T00:00:00Z', endDateTime: '2026-11-28T00:00:00Z' };

describe('graph_get with names in paths', () => {
  it('finds a guest by a user name with #EXT#, encoded or not', async () => {
    const users = tenant.graph.tenant.table('/users');
    const userPrincipalName = 'maria_fabrikam.com#EXT#@contoso.example';
    users.put({ ...users.all()[0], id: 'guest-1', userPrincipalName, mail: 'maria@fabrikam.example' });
    for (const name of [userPrincipalName, encodeURIComponent(userPrincipalName)]) {
      const { text } = await get({ path: `/users/${name}`, select: 'userPrincipalName' });
      expect(text).toContain(userPrincipalName);
    }
  });

  it.each(['Budget #3.txt', '100% done.txt', 'C# notes & A+B.txt', 'Größe 名.txt'])(
    'finds the file %s by its path, both as written and encoded',
    async (name) => {
      await tenant.call('ana.silva', 'upload_file', { path: `/${name}`, content: 'x' });
      for (const written of [name, encodeURIComponent(name)]) {
        const { text } = await get({ path: `/me/drive/root:/${written}`, select: 'name' });
        expect(text).toContain(JSON.stringify(name));
      }
    },
  );
});

describe('graph_get with query options', () => {
  it.each([week, new URLSearchParams(week).toString(), JSON.stringify(week)])(
    'passes %j to a calendar view',
    async (query) => {
      const { text } = await get({ path: '/me/calendarView', query, select: 'subject' });
      expect(text).toMatch(/^\d+ items?\./);
    },
  );

  it('accepts the options in the path', async () => {
    const path = `/me/calendarView?${new URLSearchParams(week)}&$select=subject`;
    expect((await get({ path })).text).toMatch(/^\d+ items?\./);
  });

  it('keeps the plus sign in the offset of a time', async () => {
    const query = 'startDateTime=2026-11-23T00:00:00+01:00&endDateTime=2026-11-28T00:00:00%2B01:00';
    await get({ path: '/me/calendarView', query });
    const sent = new URLSearchParams(lastRequest()?.query);
    expect([sent.get('startDateTime'), sent.get('endDateTime')]).toEqual([
      '2026-11-23T00:00:00+01:00',
      '2026-11-28T00:00:00+01:00',
    ]);
  });

  it.each([
    ["displayName eq 'R&D'", "/groups?$filter=displayName eq 'R&D'&$top=2"],
    ["displayName eq 'Sales & Marketing'", "/groups?$top=2&$filter=displayName eq 'Sales & Marketing'"],
    ["displayName eq 'R&D'", '/groups?$filter=displayName eq %27R&D%27&$top=2'],
    [
      "displayName eq 'R&&D' or mail eq 'a&b'",
      "/groups?$filter=displayName eq 'R&&D' or mail eq 'a&b'&$top=2",
    ],
  ])('keeps the ampersand within the quotes of %s', async (filter, path) => {
    await get({ path });
    const sent = new URLSearchParams(lastRequest()?.query);
    expect([sent.get('$filter'), sent.get('$top')]).toEqual([filter, '2']);
  });

  it('refuses a query with too many ampersands instead of leaving out the end of the query', async () => {
    const path = `/groups?$filter=displayName eq '${'&'.repeat(25)}'&$top=2`;
    await expect(get({ path })).rejects.toThrow('more than 20 options');
  });

  it('reads the option after a value with an apostrophe', async () => {
    await get({ path: '/me/messages?$search="from:o\'brien"&$top=2' });
    expect(new URLSearchParams(lastRequest()?.query).get('$top')).toBe('2');
  });

  it.each([
    [['displayName', 'mail'], 'displayName,mail'],
    ['displayName, mail', 'displayName, mail'],
    ['["displayName", "mail"]', 'displayName,mail'],
  ])('accepts the properties %j', async (select, sent) => {
    await get({ path: '/users', select, orderby: ['displayName'], top: 1 });
    const query = new URLSearchParams(lastRequest()?.query);
    expect([query.get('$select'), query.get('$orderby')]).toEqual([sent, 'displayName']);
  });

  it.each([[[]], [['']], ['[]']])('treats the list %j as absent', async (select) => {
    await get({ path: '/users', select, top: 1 });
    expect(lastRequest()?.query).not.toContain('select');
  });

  it.each([[[{ name: 'mail' }]], [['mail', 7]], [7]])('refuses the properties %j', async (select) => {
    await expect(get({ path: '/users', select })).rejects.toMatchObject({ code: 'bad_arguments' });
  });

  it('says how to filter and sort messages, and the advice works', async () => {
    const sorted = { path: '/me/messages', orderby: 'receivedDateTime desc', select: 'subject', top: 2 };
    const filter = 'receivedDateTime ge 2000-01-01T00:00:00Z and isRead eq false';
    await expect(get({ ...sorted, filter: 'isRead eq false' })).rejects.toThrow(filter);
    expect((await get({ ...sorted, filter })).text).toMatch(/^2 items/);
  });

  it('shows the count of all items', async () => {
    const { text } = await get({ path: '/me/messages', top: 1, query: { count: true, $skip: 2 } });
    expect(text).toMatch(/^1 item\. Microsoft Graph reports \d{2,} in total\./);
    expect(lastRequest()?.query).toContain('$count=true');
  });

  it.each(['includeHiddenFolders=true', { includeHiddenFolders: true }])('sends %j', async (query) => {
    await get({ path: '/me/mailFolders', query });
    expect(lastRequest()?.query).toContain('includeHiddenFolders=true');
  });

  it('sends ConsistencyLevel: eventual and $count=true to expand the manager chain', async () => {
    const { text } = await get({ path: '/me', expand: 'manager($levels=max;$select=displayName)' });
    expect(text).toContain('Mira Novak');
    expect(lastRequest()?.query).toContain('$count=true');
  });

  it('casts a relationship to one type', async () => {
    const { text } = await get({
      path: '/me/transitiveMemberOf/microsoft.graph.group',
      select: 'displayName',
    });
    expect(text).toContain('Project Harbor');
  });

  it.each([
    ['$skiptoken=abc', 'get_next_page'],
    ['deltatoken=abc', 'get_next_page'],
    ['$SkipToken=abc', 'get_next_page'],
    ['token=latest', 'get_next_page'],
    ['access_token=abc', 'credentials'],
    ['a b=c', 'not a query option'],
    ['nonsense', 'name=value'],
    ['$top=1&top=2', 'twice'],
    [Array.from({ length: 21 }, (_, index) => `a${index}=1`).join('&'), 'more than 20'],
  ])('refuses the query %s', async (query, words) => {
    const refusal = expect.objectContaining({
      code: 'bad_argument',
      message: expect.stringContaining(words),
    });
    await expect(get({ path: '/me/messages', query })).rejects.toEqual(refusal);
    await expect(get({ path: `/me/messages?${query}` })).rejects.toEqual(refusal);
  });

  it('refuses an option that an argument also sets, unless both values agree', async () => {
    await expect(get({ path: '/me/messages?$top=2', top: 3 })).rejects.toMatchObject({
      code: 'bad_argument',
    });
    expect((await get({ path: '/me/messages?$top=3', top: 3 })).text).toMatch(/^3 items/);
  });
});

describe('graph_get with pasted links', () => {
  it('says that a POST that only reads needs its body, and sends nothing', async () => {
    const before = tenant.graph.log.length;
    for (const path of ['/search/query', '/me/calendar/getSchedule']) {
      const reading = tenant.callOnce('ana.silva', 'graph_get', { path });
      // oxlint-disable-next-line no-await-in-loop
      await expect(reading).rejects.toThrow('Call again with its body.');
    }
    expect(tenant.graph.log.length).toBe(before);
  });

  it("accepts a URL of this cloud's Graph", async () => {
    const { text } = await get({ path: ` ${tenant.graph.origin}/v1.0/me/messages?$top=2&$select=subject` });
    expect(text).toMatch(/^2 items/);
  });

  it('resolves a link to a file in SharePoint', async () => {
    const file = await get({ path: '/me/drive/root/children', select: 'webUrl' });
    const webUrl = String(graphItemsIn(file.text)[0]?.['webUrl']);
    await get({ path: webUrl }).catch(() => {});
    expect(lastRequest()?.path).toBe(`/v1.0/shares/u!${Buffer.from(webUrl).toString('base64url')}/driveItem`);
  });

  it.each([
    'https://evil.example/v1.0/me',
    'https://user@contoso.sharepoint.com/x',
    'http://contoso.sharepoint.com/x',
    'https://contoso.sharepoint.com.evil.example/x',
    'https://graph.microsoft.com@evil.example/v1.0/me',
  ])('refuses %s', async (path) => {
    await expect(get({ path })).rejects.toMatchObject({ code: 'bad_argument' });
  });

  it('refuses a pasted beta URL because policy does not allow beta', async () => {
    await expect(get({ path: `${tenant.graph.origin}/beta/me` })).rejects.toMatchObject({
      code: 'refused_by_policy',
    });
  });
});

describe('graph_get with long results', () => {
  it('continues a long entity by cursor, without a gap', async () => {
    const ana = tenant.graph.tenant
      .table('/users')
      .all()
      .find((user) => user['mail'] === 'ana.silva@contoso.example');
    const messages = tenant.graph.tenant.table(`/users/${ana?.id}/messages`);
    const body = Array.from({ length: 9_000 }, (_, index) => `word${index}`).join(' ');
    const row = messages.put({ ...messages.all()[0]!, body: { contentType: 'text', content: body } });
    let result = await get({ path: `/me/messages/${encodeURIComponent(row.id)}`, select: 'body' });
    let json = '';
    for (let pages = 0; pages < 10; pages += 1) {
      json += /<untrusted \w+>\n([\s\S]*)\n<\/untrusted/.exec(result.text)?.[1] ?? '';
      const cursor = cursorIn(result.text);
      if (cursor === undefined) break;
      result = await tenant.call('ana.silva', 'get_next_page', { cursor });
    }
    expect(JSON.parse(json)).toMatchObject({ body: { content: body } });
    expect(result.text).toContain('That is all.');
  });

  it("states that an expanded list stops at Graph's limit", async () => {
    const users = tenant.graph.tenant.table('/users').all();
    const groups = tenant.graph.tenant.table('/groups');
    const group = groups.all()[0]!;
    for (let index = 0; index < 25; index += 1) {
      tenant.graph.tenant
        .table('/users')
        .put({ ...users[0]!, id: `extra-${index}`, userPrincipalName: `e${index}@x.example` });
    }
    groups.change(group, { $members: Array.from({ length: 25 }, (_, index) => `extra-${index}`) });
    const { text } = await get({ path: `/groups/${group.id}`, expand: 'members($select=id)' });
    expect(text).toContain('members (20)');
    expect(text).toContain("read the item's path followed by /members");
    const all = await get({ path: `/groups/${group.id}/members`, select: 'id' });
    expect(all.text).toMatch(/^25 items/);
    const other = await get({ path: '/me', expand: 'manager' });
    expect(other.text).not.toContain('incomplete');
  });
});

describe('graph_get with a search', () => {
  const search = async (from: number, size: number) => {
    const request = { entityTypes: ['message'], query: { queryString: 'harbor' }, from, size };
    return (await get({ path: '/search/query', body: { requests: [request] } })).text;
  };

  it('says that there are more hits, although Graph returns no link to them', async () => {
    expect(await search(0, 1)).toMatch(/^1 item\. The search has more hits: call again with a higher from/);
    expect(await search(0, 25)).toMatch(/^1 item\. That is all\./);
  });
});

describe('graph_get with reports', () => {
  const asReader = <T>(act: () => Promise<T>) =>
    tenant.granting('ana.silva', ['User.Read', 'Reports.Read.All'], act);

  it.each(["getEmailActivityUserDetail(period='D7')", "getOneDriveUsageAccountDetail(period='D30')"])(
    'shows the CSV text that Graph redirects %s to',
    async (report) => {
      const { text } = await asReader(() => get({ path: `/reports/${report}` }));
      expect(text).toContain('User Principal Name,Display Name');
      expect(text).toContain('ana.silva@contoso.example,Ana Silva');
      expect(text).not.toContain('/report/');
    },
  );

  it('continues a long report by cursor, without a gap', async () => {
    const users = tenant.graph.tenant.table('/users');
    for (let index = 0; index < 600; index += 1) {
      users.put({ ...users.all()[0]!, id: `r-${index}`, userPrincipalName: `reader-${index}@x.example` });
    }
    let csv = '';
    let result = await asReader(() => get({ path: "/reports/getEmailActivityUserDetail(period='D7')" }));
    for (let pages = 0; pages < 10; pages += 1) {
      csv += /<untrusted \w+>\n([\s\S]*)\n<\/untrusted/.exec(result.text)?.[1] ?? '';
      const cursor = cursorIn(result.text);
      if (cursor === undefined) break;
      result = await asReader(() => tenant.call('ana.silva', 'get_next_page', { cursor }));
    }
    const seen = csv.match(/reader-\d+@/g) ?? [];
    expect(seen).toHaveLength(600);
    expect(new Set(seen).size).toBe(600);
  });

  it('explains why a request for a report is invalid', async () => {
    const wrong = asReader(() => get({ path: "/reports/getEmailActivityUserDetail(period='D8')" }));
    await expect(wrong).rejects.toThrow('Invalid period value');
  });

  it('does not follow a redirect to another host', async () => {
    tenant.graph.control.fault({ kind: 'redirect-elsewhere', path: '/me/manager' } as never);
    await expect(get({ path: '/me/manager' })).rejects.toMatchObject({ code: 'redirected' });
    tenant.graph.control.reset();
  });
});
