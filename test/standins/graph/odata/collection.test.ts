import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../graph-world.ts';

describe('collections in the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const pages = async (path: string): Promise<readonly string[][]> => {
    const seen: string[][] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const { body } = await world.call(next);
      seen.push(body.value!.map((one) => one.id as string));
      next = body['@odata.nextLink'];
      expect(next === undefined || next.startsWith(`${world.graph.origin}/v1.0/`)).toBe(true);
    }
    return seen;
  };

  it.each([
    '/me/transitiveMemberOf/microsoft.graph.group',
    '/me?$expand=manager($levels=max)',
    '/users?$expand=manager($levels=max)&$top=1',
  ])('require eventual consistency and a count for %s', async (path) => {
    const counted = `${path}${path.includes('?') ? '&' : '?'}$count=true`;
    const headers = { consistencylevel: 'eventual' };
    expect((await world.call(path)).status).toBe(400);
    expect((await world.call(counted)).status).toBe(400);
    expect((await world.call(path, { headers })).status).toBe(400);
    expect((await world.call(counted, { headers })).status).toBe(200);
  });

  it('can be cast to one type', async () => {
    const ask = (type: string) =>
      world.call(`/me/transitiveMemberOf/microsoft.graph.${type}?$count=true`, {
        headers: { consistencylevel: 'eventual' },
      });
    expect((await ask('group')).body.value?.length).toBeGreaterThan(0);
    expect((await ask('directoryRole')).body.value).toEqual([]);
  });

  it.each(['"release" AND from:mira', '"a" "b"', 'a b'])(
    'refuse the search %s, which is not enclosed in one pair of quotes',
    async (search) => {
      const query = new URLSearchParams({ $search: search });
      expect((await world.call(`/me/messages?${query}`)).status).toBe(400);
    },
  );

  it.each(['/me/messages?$top=40', '/users?$top=4', '/me/drive/root/children?$top=2'])(
    'are split into pages without missing or repeated rows: %s',
    async (path) => {
      const seen = await pages(path);
      const all = seen.flat();
      expect(seen.length).toBeGreaterThan(1);
      expect(new Set(all).size).toBe(all.length);
      const counted = await world.call(`${path}&$count=true`, { headers: { consistencylevel: 'eventual' } });
      expect(counted.body['@odata.count']).toBe(all.length);
    },
  );

  it('use the page size from the Prefer header and return a plain count at /$count', async () => {
    const { body } = await world.call('/me/messages', { headers: { prefer: 'odata.maxpagesize=3' } });
    expect(body.value).toHaveLength(3);
    const count = await world.call('/me/messages/$count?$filter=isRead eq false');
    expect(Number(count.body)).toBeGreaterThan(0);
  });

  it('return only the selected properties, plus the id for messages', async () => {
    const { body } = await world.call('/me/messages?$top=1&$select=subject,from');
    expect(Object.keys(body.value![0]!).toSorted()).toEqual(['@odata.etag', 'from', 'id', 'subject']);
    const user = await world.call('/me?$select=mail');
    expect(Object.keys(user.body)).toEqual(['@odata.context', 'mail']);
  });

  it('accept query options without the dollar sign', async () => {
    const { body } = await world.call('/me/messages?top=2&select=subject');
    expect(body.value).toHaveLength(2);
    expect(body.value![0]!.body).toBeUndefined();
  });

  it('can be sorted by several properties', async () => {
    const { body } = await world.call(
      '/me/messages?$orderby=importance desc,receivedDateTime&$top=100&$select=importance,receivedDateTime',
    );
    const keys = body.value!.map(
      (one) => [one.importance as string, one.receivedDateTime as string] as const,
    );
    const sorted = keys.toSorted((a, b) => b[0].localeCompare(a[0]) || a[1].localeCompare(b[1]));
    expect(keys).toEqual(sorted);
  });

  it('refuse a filter on messages if the filter does not start with the sorted property', async () => {
    const order = '$orderby=receivedDateTime desc';
    const bad = await world.call(`/me/messages?$filter=isRead eq false&${order}`);
    expect([bad.status, bad.body.error!.code]).toEqual([400, 'InefficientFilter']);
    const good = await world.call(
      `/me/messages?$filter=receivedDateTime ge 2026-01-01 and isRead eq false&${order}`,
    );
    expect(good.status).toBe(200);
    expect(good.body.value!.every((one) => one.isRead === false)).toBe(true);
  });

  it.each([
    ['"from:petra subject:renewal"', 'RE: Northwind renewal'],
    ['"subject:\\"order history\\""', 'RE: Design review: order history'],
    ['"hasAttachments:true scope"', 'Harbor: scope of the first release'],
    ['"forecast OR laptop"', 'Laptop replacement'],
    ['laptop', 'Laptop replacement'],
  ])('return the messages that match $search=%s', async (search, subject) => {
    const { body } = await world.call(`/me/messages?$search=${encodeURIComponent(search)}&$top=50`);
    expect(body.value!.map((one) => one.subject)).toContain(subject);
    expect(body.value!.length).toBeLessThan(30);
  });

  it('refuse $search together with $filter or $orderby for messages', async () => {
    for (const more of ['$filter=isRead eq false', '$orderby=receivedDateTime desc'])
      expect((await world.call(`/me/messages?$search="ana"&${more}`)).body.error!.code).toBe(
        'SearchWithFilter',
      );
    expect((await world.call('/me/messages?$search=from:ana')).status).toBe(400);
  });

  it.each([
    ['/users?$search="displayName:sil"', 1],
    ['/users?$search="displayName:ana" OR "displayName:ben"', 2],
    ["/users?$filter=endswith(mail,'contoso.example')&$count=true", 17],
    ["/users?$filter=department eq 'Sales'&$orderby=displayName&$count=true", 2],
    ["/groups?$filter=NOT groupTypes/any(c:c eq 'Unified')&$count=true".replace('NOT', 'not'), 5],
  ])('require ConsistencyLevel for advanced directory queries: %s', async (path, count) => {
    const scopes = 'User.Read.All GroupMember.Read.All';
    const refused = await world.call(path, { scopes });
    expect([refused.status, refused.body.error!.code]).toEqual([400, 'Request_UnsupportedQuery']);
    const { body } = await world.call(path, { scopes, headers: { ConsistencyLevel: 'eventual' } });
    expect(body.value).toHaveLength(count);
  });

  it('refuse $skip in the directory, but not in a mailbox', async () => {
    const { status, body } = await world.call('/users?$top=1&$skip=1');
    expect([status, body.error!.message]).toEqual([400, "'$skip' is not supported by the service."]);
    expect((await world.call('/me/messages?$top=1&$skip=1')).status).toBe(200);
  });

  it('support simple directory filters without ConsistencyLevel', async () => {
    const { body } = await world.call(
      "/users?$filter=startswith(displayName,'A') and accountEnabled eq true",
    );
    expect(body.value!.map((one) => one.displayName)).toEqual(['Ana Silva']);
  });

  it('support $expand with nested options', async () => {
    const { body } = await world.call(
      '/me/messages?$filter=hasAttachments eq true&$expand=attachments($select=name)&$top=1',
    );
    const [attachment] = body.value![0]!.attachments!;
    expect(Object.keys(attachment!)).toEqual(['id', 'name', '@odata.type']);
    expect((await world.call('/me/messages?$expand=nonsense')).status).toBe(400);
    const user = await world.call('/me?$select=displayName&$expand=manager($select=displayName)');
    expect(user.body.manager!.displayName).toBe('Mira Novak');
  });

  it('return text bodies and local times if the Prefer header requests them', async () => {
    const prefer = 'outlook.body-content-type="text", outlook.timezone="Tokyo Standard Time"';
    const mail = await world.call('/me/messages?$top=1', { headers: { prefer } });
    expect(mail.headers.get('preference-applied')).toContain('outlook.body-content-type="text"');
    expect(mail.body.value![0]!.body!.content).not.toContain('<p');
    const range = 'startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-24T00:00:00Z';
    const events = await world.call(`/me/calendarView?${range}`, { headers: { prefer } });
    const event = events.body.value!.find((one) => one.subject === 'Harbor stand-up (one hour later)');
    expect(event!.start).toEqual({
      dateTime: '2026-11-23T19:30:00.0000000',
      timeZone: 'Tokyo Standard Time',
    });
    const wrong = await world.call('/me/events', { headers: { prefer: 'outlook.timezone="Nowhere"' } });
    expect(wrong.body.error!.code).toBe('TimeZoneNotSupportedException');
  });

  it('support delta queries, which first return everything and then only changes', async () => {
    const first = await world.call('/me/mailFolders/drafts/messages/delta?$select=subject');
    const known = first.body.value!.length;
    expect(known).toBeGreaterThan(0);
    const quiet = await world.call(first.body['@odata.deltaLink'] as string);
    expect(quiet.body.value).toEqual([]);
    const created = await world.call('/me/messages', { method: 'POST', body: { subject: 'New' } });
    const later = await world.call(quiet.body['@odata.deltaLink'] as string);
    expect(later.body.value!.map((one) => one.subject)).toEqual(['New']);
    await world.call(`/me/messages/${created.body.id}`, { method: 'DELETE' });
    const gone = await world.call(later.body['@odata.deltaLink'] as string);
    expect(gone.body.value).toContainEqual({ id: created.body.id, '@removed': { reason: 'deleted' } });
    const paged = await world.call('/users/delta', { headers: { prefer: 'odata.maxpagesize=5' } });
    expect(paged.body.value).toHaveLength(5);
    expect(paged.body['@odata.nextLink']).toContain('$skiptoken=');
    expect((await world.call('/users/delta?$deltatoken=bad')).status).toBe(410);
  });

  it('report a removed message only for its own folder', async () => {
    const linkOf = async (folder: string) =>
      String(
        (await world.call(`/me/mailFolders/${folder}/messages/delta?$top=1000`)).body['@odata.deltaLink'],
      );
    const [drafts, inbox] = [await linkOf('drafts'), await linkOf('inbox')];
    const { body } = await world.call('/me/messages', { method: 'POST', body: { subject: 'Soon gone' } });
    await world.call(`/me/messages/${body.id}`, { method: 'DELETE' });
    expect((await world.call(drafts)).body.value!.map(({ id }) => id)).toContain(body.id);
    expect((await world.call(inbox)).body.value).toEqual([]);
  });

  it('keep the filter of the first request in the delta link', async () => {
    const filter = '$filter=receivedDateTime ge 2026-11-21T10:00:00Z';
    const first = await world.call(`/me/mailFolders/inbox/messages/delta?${filter}`);
    expect(first.body.value).toEqual([]);
    const [old] = (await world.call('/me/mailFolders/inbox/messages?$top=1')).body.value!;
    await world.call(`/me/messages/${old!.id}`, { method: 'PATCH', body: { isRead: true } });
    expect((await world.call(String(first.body['@odata.deltaLink']))).body.value).toEqual([]);
  });

  describe('for a calendar view', () => {
    const view = '/me/calendarView/delta?startDateTime=2026-11-21T00:00:00Z&endDateTime=2026-12-05T00:00:00Z';

    it('report little more than the times of the occurrences in a changed series', async () => {
      const first = await world.call(view, { headers: { prefer: 'odata.maxpagesize=500' } });
      const master = first.body.value!.find(
        (one) => one.type === 'seriesMaster' && one.isOrganizer === true,
      )!;
      await world.call(`/me/events/${master.id}`, { method: 'PATCH', body: { importance: 'high' } });
      const { value } = (await world.call(String(first.body['@odata.deltaLink']))).body;
      const occurrences = value!.filter((one) => one.type === 'occurrence');
      expect(value!.filter((one) => one.type === 'seriesMaster')).toMatchObject([
        { subject: master.subject },
      ]);
      expect(occurrences.length).toBeGreaterThan(0);
      for (const one of occurrences)
        expect(
          Object.keys(one)
            .filter((name) => !name.startsWith('@'))
            .toSorted(),
        ).toEqual(['end', 'id', 'seriesMasterId', 'start', 'type']);
    });

    it('refuse query options', async () => {
      const answer = await world.call(`${view}&$select=subject`);
      expect([answer.status, answer.body.error!.code]).toEqual([400, 'ErrorInvalidUrlQuery']);
      expect((await world.call(view)).status).toBe(200);
    });
  });
});
