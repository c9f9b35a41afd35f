import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addChannel, addOutsider, addPost } from '../../../../../src/standins/tenant/teamwork.ts';
import { guid } from '../../../../../src/standins/tenant/ids.ts';
import { type Json, mail, oid, scopedCalls, startWorld, testTime, type World } from '../../graph-world.ts';

const scopes =
  'User.Read Team.ReadBasic.All TeamMember.Read.All Channel.ReadBasic.All Channel.Create ChannelMessage.Read.All ChannelMessage.Send ChannelMember.Read.All Chat.Read Chat.Create ChatMessage.Send Presence.Read.All Presence.ReadWrite';

describe('Teams in the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const { call, values, post } = scopedCalls(() => world, scopes);
  const harbor = guid('group|harbor');
  const engineering = guid('group|engineering');
  const channelNamed = async (team: string, name: string) =>
    (await values(`/teams/${team}/channels`)).find(({ displayName }) => displayName === name)!;
  const messagesOf = async (team: string, name: string) =>
    `/teams/${team}/channels/${(await channelNamed(team, name)).id}/messages`;

  it('supports only $top up to 50 and $expand for posts', async () => {
    const base = await messagesOf(harbor, 'General');
    expect((await call(`${base}?$top=50&$expand=replies`)).status).toBe(200);
    for (const query of [
      '$top=51',
      '$search="scope"',
      '$filter=subject eq null',
      '$orderby=id',
      '$select=id',
    ])
      // oxlint-disable-next-line no-await-in-loop
      expect((await call(`${base}?${query}`)).status, query).toBe(400);
  });

  it('lists posts by the last change in their threads, and expands at most 1,000 replies', async () => {
    const base = await messagesOf(engineering, 'General');
    const { tenant } = world.graph;
    const place = base.replace(/\/messages$/, '');
    const by = { id: oid('chen.wei'), displayName: 'Chen Wei' };
    const body = { contentType: 'html', content: 'x' };
    const later = addPost(tenant, place, { by, body, at: new Date(testTime - 60_000) });
    const [, old] = await values(base);
    for (let index = 0; index < 1_001; index += 1)
      addPost(tenant, `${place}/messages/${old!.id}`, { by, body, at: new Date(testTime - 50_000 + index) });
    const [first, second] = await values(`${base}?$expand=replies`);
    expect([first!.id, second!.id]).toEqual([old!.id, later.id]);
    expect(first!.replies).toHaveLength(1_000);
    expect(first!['replies@odata.nextLink']).toContain(`/messages/${old!.id}/replies?`);
    expect(second).toMatchObject({ replies: [] });
    expect(second!['replies@odata.nextLink']).toBeUndefined();
  });

  it('refuses mentions without a type, without a position in the text, or in plain text', async () => {
    const base = await messagesOf(harbor, 'Launch');
    const user = { id: oid('ben.okafor'), displayName: 'Ben Okafor' };
    const typed = { ...user, userIdentityType: 'aadUser' };
    const mention = (who: object) => [{ id: 0, mentionText: 'Ben', mentioned: { user: who } }];
    const send = (contentType: string, content: string, mentions: unknown) =>
      post(base, { body: { contentType, content }, mentions });
    const untyped = await send('html', '<at id="0">Ben</at>', mention(user));
    expect([untyped.status, untyped.body.error!.message]).toEqual([
      400,
      expect.stringContaining('A value without a type name was found'),
    ]);
    expect((await send('html', 'Ben', mention(typed))).status).toBe(400);
    expect((await send('text', '<at id="0">Ben</at>', mention(typed))).status).toBe(400);
    const good = await send('html', '<at id="0">Ben</at> and <at id="1">Chen</at>', mention(typed));
    expect(good.body.body).toEqual({ contentType: 'html', content: '<at id="0">Ben</at> and Chen' });
  });

  it('distinguishes owners, guests and other members', async () => {
    const roles = async (path: string) =>
      Object.fromEntries((await values(path)).map(({ displayName, roles: held }) => [displayName, held]));
    expect(await roles(`/teams/${guid('group|all-company')}/members`)).toMatchObject({
      'Mira Novak': ['owner'],
      'Ben Okafor': [],
      'Lena Fischer': ['guest'],
    });
  });

  it('shows a private channel and its members only to its members', async () => {
    const { tenant } = world.graph;
    const members = [oid('ana.silva'), oid('ben.okafor')];
    const at = new Date(testTime);
    const { id } = addChannel(tenant, harbor, {
      displayName: 'Prices',
      membershipType: 'private',
      members,
      owners: [members[0]!],
      at,
    });
    const path = `/teams/${harbor}/channels/${id}`;
    const names = (await values(`${path}/allMembers`)).map(({ email }) => email);
    expect(names).toEqual([mail('ana.silva'), mail('ben.okafor')]);
    expect((await call(path, { as: 'chen.wei' })).status).toBe(404);
    const seen = await values(`/teams/${harbor}/channels`, 'chen.wei');
    expect(seen.map(({ displayName }) => displayName)).not.toContain('Prices');
    expect((await call(`${path}/members`, { scopes: 'ChannelMessage.Send' })).status).toBe(403);
  });

  it('creates standard and private channels, and refuses invalid channels', async () => {
    const bind = (alias: string) => ({
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${oid(alias)}')`,
      roles: ['owner'],
    });
    const create = (body: object) => post(`/teams/${harbor}/channels`, body);
    const made = await create({
      displayName: 'Prices 2',
      membershipType: 'private',
      members: [bind('ben.okafor')],
    });
    expect([made.status, made.body.membershipType]).toEqual([201, 'private']);
    const names = (await values(`/teams/${harbor}/channels`)).map(({ displayName }) => displayName);
    expect(names).not.toContain('Prices 2');
    for (const body of [
      { displayName: 'a#b' },
      { displayName: 'general' },
      { displayName: 'Open', members: [bind('ben.okafor')] },
      { displayName: 'Sales', membershipType: 'private', members: [bind('dana.levi')] },
    ])
      // oxlint-disable-next-line no-await-in-loop
      expect((await create(body)).status, JSON.stringify(body)).toBe(400);
  });

  describe('chats', () => {
    const member = (reference: string, role: string) => ({
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      roles: [role],
      'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${reference}')`,
    });
    const start = (chatType: string, members: readonly object[], more: object = {}) =>
      post('/chats', { chatType, members: [member(oid('ana.silva'), 'owner'), ...members], ...more });

    it('require that guests have the guest role and everyone else has the owner role', async () => {
      expect((await start('oneOnOne', [member(oid('lena.fischer'), 'owner')])).status).toBe(400);
      expect((await start('oneOnOne', [member(oid('lena.fischer'), 'guest')])).status).toBe(201);
      expect((await start('oneOnOne', [member(oid('hana.sato'), 'guest')])).status).toBe(400);
    });

    it('have no topic and exactly two members if they are one-to-one', async () => {
      const two = [member(oid('hana.sato'), 'owner')];
      expect((await start('oneOnOne', two, { topic: 'x' })).status).toBe(400);
      expect((await start('oneOnOne', [...two, member(oid('emil.larsen'), 'owner')])).status).toBe(400);
      expect((await start('group', two, { topic: 'x' })).body).toMatchObject({
        chatType: 'group',
        topic: 'x',
      });
    });

    it('can include people in other organisations if their addresses are encoded', async () => {
      addOutsider(world.graph.tenant, "Sean O'Brien", "sean.o'brien+x@fabrikam.example");
      const encoded = encodeURIComponent("sean.o'brien+x@fabrikam.example").replaceAll("'", '%27%27');
      const made = await start('oneOnOne', [member(encoded.replaceAll('%27%27', "''"), 'owner')]);
      expect(made.status).toBe(201);
      expect(await values(`/chats/${made.body.id}/members`)).toMatchObject([
        { email: mail('ana.silva') },
        { email: "sean.o'brien+x@fabrikam.example", tenantId: guid('tenant|fabrikam.example') },
      ]);
      expect((await start('oneOnOne', [member('a#b@fabrikam.example', 'owner')])).status).toBe(400);
      expect((await start('oneOnOne', [member('nobody@fabrikam.example', 'owner')])).status).toBe(404);
    });

    it('are listed with their last message only with a permission to read messages', async () => {
      const path = '/me/chats?$expand=lastMessagePreview';
      expect((await call(path)).body.value![0]).toMatchObject({ lastMessagePreview: { body: {} } });
      expect((await call(path, { scopes: 'Chat.ReadBasic' })).status).toBe(403);
    });

    it('ignore a filter on messages if the messages are sorted by a different property', async () => {
      const [{ id }] = (await values('/me/chats')) as [Json];
      const count = async (query: string) => (await values(`/chats/${id}/messages?${query}`)).length;
      const filter = '$filter=lastModifiedDateTime gt 2030-01-01T00:00:00Z';
      expect(await count(filter)).toBe(0);
      expect(await count(`${filter}&$orderby=createdDateTime desc`)).toBeGreaterThan(0);
      const refused = [
        '$orderby=createdDateTime',
        '$orderby=id desc',
        '$search="x"',
        '$select=id',
        '$top=51',
      ];
      for (const query of refused)
        // oxlint-disable-next-line no-await-in-loop
        expect((await call(`/chats/${id}/messages?${query}`)).status, query).toBe(400);
    });
  });

  it('returns the presence of several people, and the expiry of a status message only to its owner', async () => {
    const set = (statusMessage: object) => post('/me/presence/setStatusMessage', { statusMessage });
    const expiryDateTime = { dateTime: '2026-11-21T12:00:00', timeZone: 'UTC' };
    const message = { content: 'Writing', contentType: 'text' };
    expect((await set({ message, expiryDateTime })).status).toBe(200);
    expect((await set({ message: { ...message, contentType: 'html' } })).status).toBe(400);
    expect((await set({ message: { ...message, content: 'x'.repeat(281) } })).status).toBe(400);
    const ids = [oid('ana.silva'), oid('ben.okafor'), guid('nobody')];
    const seenBy = async (as: string) =>
      (await call('/communications/getPresencesByUserId', { method: 'POST', body: { ids }, as })).body.value!;
    expect(await seenBy('ana.silva')).toMatchObject([
      { statusMessage: { message, expiryDateTime } },
      { availability: 'Available', statusMessage: null },
    ]);
    expect((await seenBy('ben.okafor'))[0]!.statusMessage).toEqual({ message });
    await set({ message, expiryDateTime: { ...expiryDateTime, dateTime: '2026-11-21T09:00:00' } });
    expect((await call('/me/presence')).body.statusMessage).toBeNull();
  });
});
