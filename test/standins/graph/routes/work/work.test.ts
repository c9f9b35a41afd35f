import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, oid, scopedCalls, startWorld, type World } from '../../graph-world.ts';

const scopes =
  'User.Read User.Read.All Team.ReadBasic.All TeamMember.Read.All Channel.ReadBasic.All Channel.Create ChannelMessage.Read.All ChannelMessage.Send Chat.ReadWrite Chat.Create ChatMessage.Send Presence.Read.All Presence.ReadWrite Tasks.ReadWrite Contacts.ReadWrite Notes.ReadWrite Notes.Create Sites.ReadWrite.All Group.ReadWrite.All GroupMember.ReadWrite.All Mail.Read Calendars.Read Files.Read.All MailboxSettings.ReadWrite OnlineMeetings.ReadWrite Place.Read.All Application.Read.All RoleManagement.Read.Directory AuditLog.Read.All Policy.Read.All LicenseAssignment.ReadWrite.All LicenseAssignment.Read.All DeviceManagementManagedDevices.Read.All User.Invite.All People.Read';

describe('the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const { call, values, post } = scopedCalls(() => world, scopes);
  const byName = (rows: readonly Json[], name: string) =>
    rows.find((row) => [row.displayName, row.title, row.name, row.subject].includes(name))!;

  it('lists teams, channels, posts (newest first) and replies', async () => {
    const team = byName(await values('/me/joinedTeams'), 'Project Harbor');
    const channel = byName(await values(`/teams/${team.id}/channels`), 'General');
    const base = `/teams/${team.id}/channels/${channel.id}/messages`;
    const posts = await values(base);
    expect(posts.map((one) => one.subject)).toEqual([null, 'Scope is final']);
    expect(await values(`${base}/${posts[1]!.id}/replies`)).toHaveLength(2);
    expect(posts[1]).toMatchObject({ mentions: [{ mentionText: 'Ben Okafor' }], replyToId: null });
    expect((await call(`${base}?$top=51`)).status).toBe(400);
    expect((await call(`/teams/${team.id}`, { as: 'dana.levi' })).status).toBe(403);
  });

  it('creates posts, mentions, replies and channels', async () => {
    const team = byName(await values('/me/joinedTeams'), 'Project Harbor');
    const channel = byName(await values(`/teams/${team.id}/channels`), 'Launch');
    const base = `/teams/${team.id}/channels/${channel.id}/messages`;
    const content = '<p><at id="0">Ben Okafor</at> look</p>';
    const user = { id: oid('ben.okafor'), userIdentityType: 'aadUser' };
    const mentions = [{ id: 0, mentionText: 'Ben Okafor', mentioned: { user } }];
    const created = await post(base, { body: { contentType: 'html', content }, mentions });
    expect([created.status, created.body.from]).toEqual([
      201,
      expect.objectContaining({ user: expect.objectContaining({ displayName: 'Ana Silva' }) }),
    ]);
    const reply = await post(
      `${base}/${created.body.id}/replies`,
      { body: { content: 'Seen' } },
      'ben.okafor',
    );
    expect(reply.body.replyToId).toBe(created.body.id);
    expect((await post(base, { body: { content: 'x' }, mentions })).status).toBe(400);
    expect((await post(base, { body: { content: 'x' } }, 'dana.levi')).status).toBe(403);
    expect((await post(`/teams/${team.id}/channels`, { displayName: 'News' })).status).toBe(201);
  });

  it('lists chats with their members and creates a one-to-one chat only once', async () => {
    const chats = await values('/me/chats?$expand=members');
    expect(chats.length).toBeGreaterThan(3);
    expect(chats.every((chat) => JSON.stringify(chat.members).includes(oid('ana.silva')))).toBe(true);
    const bind = (...aliases: string[]) =>
      aliases.map((alias) => ({
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        roles: ['owner'],
        'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${oid(alias)}')`,
      }));
    const start = () => post('/chats', { chatType: 'oneOnOne', members: bind('ana.silva', 'hana.sato') });
    const [one, two] = [await start(), await start()];
    expect(two.body.id).toBe(one.body.id);
    expect((await post(`/chats/${one.body.id}/messages`, { body: { content: 'Hello' } })).status).toBe(201);
    expect(await values(`/chats/${one.body.id}/messages`, 'hana.sato')).toMatchObject([
      { body: { content: 'Hello' } },
    ]);
    expect((await call(`/chats/${one.body.id}/messages`, { as: 'ben.okafor' })).status).toBe(403);
  });

  it('returns presence and sets a status message', async () => {
    await post('/me/presence/setStatusMessage', {
      statusMessage: { message: { content: 'Writing', contentType: 'text' } },
    });
    expect((await call(`/users/${oid('ana.silva')}/presence`, { as: 'ben.okafor' })).body).toMatchObject({
      availability: 'Available',
      statusMessage: { message: { content: 'Writing' } },
    });
  });

  it('stores To Do lists and tasks', async () => {
    const list = byName(await values('/me/todo/lists'), 'Tasks');
    const base = `/me/todo/lists/${list.id}/tasks`;
    const open = await values(`${base}?$filter=status ne 'completed'`);
    expect(open).toHaveLength(5);
    const created = await post(base, {
      title: 'New',
      dueDateTime: { dateTime: '2026-12-01T00:00:00', timeZone: 'UTC' },
    });
    expect(created.body).toMatchObject({ title: 'New', status: 'notStarted' });
    expect(
      (await call(`${base}/${created.body.id}`, { method: 'PATCH', body: { status: 'completed' } })).body
        .status,
    ).toMatch('completed');
    expect((await call(`${base}/${created.body.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`${base}/${created.body.id}`)).status).toBe(404);
    expect((await post(base, { nonsense: 1 })).status).toBe(400);
  });

  it('returns the times of To Do tasks in UTC and sets the day of completion', async () => {
    const list = byName(await values('/me/todo/lists'), 'Tasks');
    const base = `/me/todo/lists/${list.id}/tasks`;
    const created = await post(base, {
      title: 'Local day',
      dueDateTime: { dateTime: '2026-12-01T00:00:00', timeZone: 'W. Europe Standard Time' },
    });
    expect(created.body.dueDateTime).toEqual({ dateTime: '2026-11-30T23:00:00.0000000', timeZone: 'UTC' });
    const path = `${base}/${created.body.id}`;
    const done = await call(path, { method: 'PATCH', body: { status: 'completed' } });
    expect(done.body.completedDateTime).toMatchObject({ dateTime: expect.stringMatching(/T00:00:00/) });
    const open = await call(path, { method: 'PATCH', body: { status: 'notStarted' } });
    expect(open.body.completedDateTime).toBeNull();
    const unknown = { dueDateTime: { dateTime: '2026-12-01T00:00:00', timeZone: 'Mars' } };
    expect((await call(path, { method: 'PATCH', body: unknown })).status).toBe(400);
    expect((await call(path, { method: 'DELETE' })).status).toBe(204);
  });

  it('requires the current ETag for Planner', async () => {
    const task = byName(await values('/me/planner/tasks'), 'Letter to customers');
    const path = `/planner/tasks/${task.id}`;
    const change = (headers: Record<string, string>) =>
      call(path, { method: 'PATCH', body: { percentComplete: 50 }, headers });
    expect((await change({})).status).toBe(400);
    expect((await change({ 'if-match': 'W/"old"' })).status).toBe(412);
    expect((await change({ 'if-match': task['@odata.etag']! })).status).toBe(204);
    expect((await change({ 'if-match': task['@odata.etag']! })).status).toBe(412);
    const fresh = await call(path);
    expect(fresh.body.percentComplete).toBe(50);
    const details = await call(`${path}/details`);
    const described = await call(`${path}/details`, {
      method: 'PATCH',
      body: { description: 'Short.' },
      headers: { 'if-match': details.body['@odata.etag']! },
    });
    expect([described.status, (await call(`${path}/details`)).body.description]).toEqual([204, 'Short.']);
    expect((await call(path, { as: 'dana.levi' })).status).toBe(403);
    const created = await post('/planner/tasks', { planId: task.planId, title: 'One more', assignments: {} });
    expect(created.status).toBe(201);
    expect(await values(`/planner/plans/${task.planId as string}/tasks`)).toHaveLength(7);
  });

  it('stores contacts', async () => {
    expect(
      byName(await values("/me/contacts?$filter=startswith(displayName,'Petra')"), 'Petra Lindqvist')
        .companyName,
    ).toBe('Northwind');
    const created = await post('/me/contacts', {
      givenName: 'Ada',
      surname: 'Reyes',
      emailAddresses: [{ address: 'ada@fabrikam.example' }],
    });
    expect([created.status, created.body.displayName]).toEqual([201, 'Ada Reyes']);
    expect(
      (await call(`/me/contacts/${created.body.id}`, { method: 'PATCH', body: { jobTitle: 'Buyer' } })).body
        .jobTitle,
    ).toBe('Buyer');
    expect((await call(`/me/contacts/${created.body.id}`, { method: 'DELETE' })).status).toBe(204);
  });

  it('lists, creates and appends to OneNote pages', async () => {
    const books = await values('/me/onenote/notebooks?$expand=sections');
    const section = (books[0]!.sections as readonly Json[]).find((one) => one.displayName === 'Ideas')!;
    const base = `/me/onenote/sections/${section.id}/pages`;
    expect(await values(base)).toHaveLength(2);
    const html = '<!doctype html><html><head><title>Third</title></head><body><p>a</p></body></html>';
    const created = await call(base, {
      method: 'POST',
      body: html,
      headers: { 'content-type': 'text/html' },
    });
    expect([created.status, created.body.title]).toEqual([201, 'Third']);
    expect((await post(base, {})).status).toBe(400);
    const content = `/me/onenote/pages/${created.body.id}/content`;
    const append = [{ target: 'body', action: 'append', content: '<p>b</p>' }];
    expect((await call(content, { method: 'PATCH', body: append })).status).toBe(204);
    expect((await call(content)).body).toContain('<p>a</p><p>b</p></div></body>');
  });

  it('searches across Microsoft 365', async () => {
    const search = (entityTypes: readonly string[], queryString: string, held = scopes) =>
      world.call('/search/query', {
        method: 'POST',
        scopes: held,
        body: { requests: [{ entityTypes, query: { queryString }, size: 3 }] },
      });
    const hits = async (types: readonly string[], words: string) => {
      const { body } = await search(types, words);
      const [container] = body.value![0]!.hitsContainers as readonly {
        total: number;
        moreResultsAvailable: boolean;
        hits: readonly { resource: Json }[];
      }[];
      return container!;
    };
    expect((await hits(['driveItem'], 'risks filetype:csv')).hits.map((hit) => hit.resource.name)).toEqual([
      'Risks.csv',
    ]);
    expect(await hits(['message'], 'forecast')).toMatchObject({ moreResultsAvailable: false, total: 3 });
    expect((await hits(['event'], 'board')).total).toBe(1);
    expect((await hits(['site'], 'harbor')).total).toBe(1);
    expect((await hits(['chatMessage'], 'slides')).total).toBe(1);
    expect((await search(['message', 'driveItem'], 'x')).status).toBe(400);
    expect((await search(['message'], 'x', 'Files.Read.All')).status).toBe(403);
  });

  it('lets only the owner of a group add and remove members', async () => {
    const group = byName(await values("/groups?$filter=displayName eq 'Project Harbor'"), 'Project Harbor');
    const reference = {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${oid('dana.levi')}`,
    };
    expect((await post(`/groups/${group.id}/members/$ref`, reference, 'ben.okafor')).status).toBe(403);
    expect((await post(`/groups/${group.id}/members/$ref`, reference)).status).toBe(204);
    expect((await post(`/groups/${group.id}/members/$ref`, reference)).status).toBe(400);
    expect((await values(`/groups/${group.id}/members`)).map((one) => one.displayName)).toContain(
      'Dana Levi',
    );
    const remove = () => call(`/groups/${group.id}/members/${oid('dana.levi')}/$ref`, { method: 'DELETE' });
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 404]);
    expect(byName(await values('/me/memberOf'), 'Project Harbor').id).toBe(group.id);
  });

  it.each([
    '/me/people',
    '/me/directReports',
    '/places/microsoft.graph.room',
    '/applications',
    '/servicePrincipals',
    '/directoryRoles',
    '/subscribedSkus',
    '/auditLogs/signIns',
    '/auditLogs/directoryAudits',
    '/identity/conditionalAccess/policies',
    '/deviceManagement/managedDevices',
  ])('returns data for GET %s', async (path) => {
    const as = path.startsWith('/me/') ? 'ana.silva' : 'goran.petrov';
    expect((await values(path, as)).length).toBeGreaterThan(0);
  });

  it('returns a picture', async () => {
    const { status, headers } = await call('/me/photo/$value');
    expect([status, headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await call('/users/orders@contoso.example/photo/$value')).status).toBe(404);
    expect((await call('/me/photos/240x240/$value')).status).toBe(200);
    expect((await call('/me/photos/241x241/$value')).body.error!.code).toBe('ImageNotFound');
  });
});
