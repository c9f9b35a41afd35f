import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, viewOf } from '../../../src/standins/tenant/calendar.ts';
import { itemsOf } from '../../../src/standins/tenant/drive.ts';
import { messagesOf } from '../../../src/standins/tenant/mailbox.ts';
import { people } from '../../../src/standins/tenant/people.ts';
import { channelsOf } from '../../../src/standins/tenant/teamwork.ts';
import { oid, startWorld, testTime, type World } from './graph-world.ts';

describe('the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const week = 'startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-30T00:00:00Z';

  it.each([
    '/me',
    '/me/messages',
    '/me/mailFolders/inbox/messages',
    `/me/calendarView?${week}`,
    '/me/drive/root/children',
    '/me/drive/root:/Harbor:/children',
    '/me/drive/root:/Harbor/Interviews:/children',
    '/organization',
    '/me?$select=displayName,mail,jobTitle',
  ])('supports GET %s', async (path) => {
    expect((await world.call(path)).status).toBe(200);
  });

  it('returns a message and a folder by the ids shown in lists', async () => {
    const messages = await world.call('/me/messages?$top=1&$select=id');
    const message = await world.call(`/me/messages/${messages.body.value![0]!.id}`);
    expect(message.body.body!.contentType).toBe('html');
    const files = await world.call('/me/drive/root/children?$filter=folder ne null');
    const folder = files.body.value!.find((one) => one.name === 'Harbor')!;
    const children = await world.call(
      `/drives/${folder.parentReference!.driveId}/items/${folder.id}/children`,
    );
    expect(children.body.value!.map((one) => one.name)).toContain('Scope.md');
  });

  it('contains a tenant of the documented size', () => {
    const { tenant } = world.graph;
    const sum = (count: (id: string) => number) =>
      people.reduce((total, person) => total + count(person.oid), 0);
    expect(sum((id) => messagesOf(tenant, id).all().length)).toBeGreaterThan(300);
    expect(sum((id) => eventsOf(tenant, id).all().length)).toBeGreaterThan(100);
    const drives = tenant.table('/drives').all();
    const files = drives.flatMap((drive) =>
      itemsOf(tenant, drive.id)
        .all()
        .filter((item) => item.$content),
    );
    expect(files.length).toBeGreaterThan(150);
    const teams = tenant
      .table('/groups')
      .all()
      .filter((group) => channelsOf(tenant, group.id).all().length > 0);
    expect(teams.length).toBe(6);
    const next = testTime + 2 * 86_400_000;
    for (const person of people.filter((one) => one.quirk !== 'disabled'))
      expect(viewOf(tenant, person.oid, next, next + 7 * 86_400_000).length, person.alias).toBeGreaterThan(0);
  });

  it('generates the same data when it starts at the same time', async () => {
    const twin = await startWorld();
    const [one, other] = await Promise.all(
      [world, twin].map((each) => each.call('/me/messages?$top=50&$select=id,subject,receivedDateTime')),
    );
    expect(other!.body.value).toEqual(one!.body.value);
    await twin.graph.close();
  });

  it('uses ids as long as those in Graph', async () => {
    const path = '/me/messages?$top=1&$select=id';
    const plain = await world.call(path);
    const immutable = await world.call(path, { headers: { prefer: 'IdType="ImmutableId"' } });
    expect(plain.body.value![0]!.id).toHaveLength(152);
    expect(immutable.body.value![0]!.id).toHaveLength(68);
    expect((await world.call(`/me/messages/${immutable.body.value![0]!.id}`)).status).toBe(200);
    const item = await world.call('/me/drive/root');
    expect(item.body.id).toHaveLength(34);
    expect(item.body.parentReference!.driveId).toHaveLength(66);
  });

  it('refuses a request with a missing or invalid token', async () => {
    for (const authorization of ['', 'Bearer nobody', 'Basic x']) {
      const { status, body, headers } = await world.call('/me', { headers: { authorization } });
      expect(status).toBe(401);
      expect(body.error!.code).toBe('InvalidAuthenticationToken');
      expect(headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('returns the client-request-id and a request-id', async () => {
    const { headers } = await world.call('/me', { headers: { 'client-request-id': 'a-b-c' } });
    expect(headers.get('client-request-id')).toBe('a-b-c');
    expect(headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(world.graph.log.at(-1)).toMatchObject({
      method: 'GET',
      path: '/v1.0/me',
      status: 200,
      oid: oid('ana.silva'),
      clientRequestId: 'a-b-c',
    });
  });

  it.each([
    ['/nothing', 400, 'BadRequest'],
    ['/me/nothing', 400, 'BadRequest'],
    ['/users/nobody@contoso.example', 404, 'Request_ResourceNotFound'],
    ['/users/nobody@contoso.example/messages', 404, 'ErrorInvalidUser'],
    ['/me/messages/AAMkAGI', 400, 'ErrorInvalidIdMalformed'],
    [`/me/messages/${'A'.repeat(152)}`, 404, 'ErrorItemNotFound'],
    ['/me/drive/items/01NOTHING', 404, 'itemNotFound'],
    ['/me/drive/root:/no/such/file.txt', 404, 'itemNotFound'],
    ['/me/calendarView', 400, 'ErrorInvalidParameter'],
    ['/me?$select=nonsense', 400, 'BadRequest'],
    ['/me/messages?$filter=subject', 200, undefined],
    ['/me/messages?$filter=subject eq', 400, 'BadRequest'],
    ['/me/messages?$top=x', 400, 'BadRequest'],
    ['/me/messages?$top=1001', 400, 'BadRequest'],
  ])('responds to GET %s with %i %s', async (path, status, code) => {
    const answer = await world.call(path);
    expect(answer.status).toBe(status);
    if (code) {
      expect(answer.body.error!.code).toBe(code);
      expect(Object.keys(answer.body.error!.innerError!)).toEqual([
        'date',
        'request-id',
        'client-request-id',
      ]);
    }
  });

  it('refuses unknown versions and unsupported methods, listing the allowed methods', async () => {
    const { status, headers } = await world.call('/me', { method: 'PUT', body: {} });
    expect([status, headers.get('allow')]).toEqual([405, 'GET']);
    const other = await fetch(`${world.graph.origin}/v9/me`, {
      headers: { authorization: 'Bearer ana.silva User.Read' },
    });
    expect(other.status).toBe(400);
  });
});
