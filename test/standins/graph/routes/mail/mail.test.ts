import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { folderOf, type Message, messagesOf } from '../../../../../src/standins/tenant/mailbox.ts';
import { type Json, mail, oid, startWorld, type World } from '../../graph-world.ts';

describe('the mail API of the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  /** Returns the messages with this subject in a person's folder. */
  const inFolder = (alias: string, folder: string, subject: string): readonly Message[] => {
    const id = folderOf(world.graph.tenant, oid(alias), folder)?.id;
    const all = messagesOf(world.graph.tenant, oid(alias)).all();
    return all.filter((message) => message.parentFolderId === id && message.subject === subject);
  };
  const to = (...aliases: string[]) => aliases.map((alias) => ({ emailAddress: { address: mail(alias) } }));
  const send = (message: object, options: object = {}) =>
    world.call('/me/sendMail', { method: 'POST', body: { message }, ...options });

  let subject = '';
  let count = 0;
  beforeEach(() => {
    count += 1;
    subject = `Test ${count}`;
  });

  it('refuses to change a message with an outdated If-Match, and accepts the current one', async () => {
    const { body } = await world.call('/me/messages', { method: 'POST', body: { subject } });
    const label = (name: string, tag: unknown) =>
      world.call(`/me/messages/${body.id}`, {
        method: 'PATCH',
        body: { categories: [name] },
        headers: { 'if-match': String(tag) },
      });
    const first = await label('A', body['@odata.etag']);
    expect(first.status).toBe(200);
    const late = await label('B', body['@odata.etag']);
    expect([late.status, late.body.error?.code]).toEqual([412, 'ErrorIrresolvableConflict']);
    expect((await label('B', first.body['@odata.etag'])).status).toBe(200);
  });

  it('delivers a message once to each recipient in the tenant and keeps a copy for the sender', async () => {
    const { status } = await send({
      subject,
      body: { contentType: 'HTML', content: '<p>Hello</p>' },
      toRecipients: to('ben.okafor', 'petra.lindqvist@northwind.example'),
      ccRecipients: to('ben.okafor', 'dana.levi'),
      bccRecipients: to('mira.novak'),
    });
    expect(status).toBe(202);
    expect(inFolder('ana.silva', 'sentitems', subject)).toHaveLength(1);
    for (const alias of ['ben.okafor', 'dana.levi', 'mira.novak']) {
      const [got, ...more] = inFolder(alias, 'inbox', subject);
      expect(more).toEqual([]);
      expect(got).toMatchObject({
        isRead: false,
        bodyPreview: 'Hello',
        from: { emailAddress: { address: mail('ana.silva') } },
      });
      expect(got!.bccRecipients).toEqual([]);
    }
  });

  it('keeps no copy in Sent Items if saveToSentItems is false', async () => {
    const body = { message: { subject, toRecipients: to('ben.okafor') }, saveToSentItems: false };
    await world.call('/me/sendMail', { method: 'POST', body });
    expect(inFolder('ana.silva', 'sentitems', subject)).toHaveLength(0);
    expect(inFolder('ben.okafor', 'inbox', subject)).toHaveLength(1);
  });

  it('accepts capitalised parameters and requests of at most 4 MB', async () => {
    const body = { Message: { subject, toRecipients: to('ben.okafor') }, SaveToSentItems: 'false' };
    expect((await world.call('/me/sendMail', { method: 'POST', body })).status).toBe(202);
    expect(inFolder('ana.silva', 'sentitems', subject)).toHaveLength(0);
    const large = { subject, body: { contentType: 'text', content: 'a'.repeat(4 * 1024 * 1024) } };
    expect((await send({ ...large, toRecipients: to('ben.okafor') })).status).toBe(413);
  });

  it.each([
    [{ subject: 'x' }, 'ErrorInvalidRecipients'],
    [{ toRecipients: [{ emailAddress: { address: 'not an address' } }] }, 'ErrorInvalidRecipients'],
    [{ toRecipients: [{ address: 'a@b.example' }] }, 'BadRequest'],
    [{ nonsense: true }, 'BadRequest'],
  ])('refuses and does not store an invalid message: %o', async (message, code) => {
    const before = world.graph.tenant.table(`/users/${oid('ana.silva')}/messages`).all().length;
    const { status, body } = await send(message);
    expect([status, body.error!.code]).toEqual([400, code]);
    expect(world.graph.tenant.table(`/users/${oid('ana.silva')}/messages`).all()).toHaveLength(before);
  });

  it('lets only delegates send from a shared mailbox', async () => {
    const message = {
      subject,
      toRecipients: to('ben.okafor'),
      from: { emailAddress: { address: 'orders@contoso.example' } },
    };
    expect((await send(message, { as: 'ben.okafor' })).body.error!.code).toBe('ErrorSendAsDenied');
    expect((await send(message, { as: 'dana.levi' })).status).toBe(202);
    expect(inFolder('ben.okafor', 'inbox', subject)[0]!.from.emailAddress.address).toBe(
      'orders@contoso.example',
    );
  });

  it('creates, edits and sends a draft with an attachment', async () => {
    const attachments = [
      { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentBytes: 'aGVsbG8=' },
    ];
    const draft = await world.call('/me/messages', {
      method: 'POST',
      body: { subject: 'x', toRecipients: to('ben.okafor'), attachments },
    });
    expect([draft.status, draft.body.isDraft, draft.body.hasAttachments]).toEqual([201, true, true]);
    const path = `/me/messages/${draft.body.id}`;
    expect((await world.call(path, { method: 'PATCH', body: { subject } })).body.subject).toBe(subject);
    expect((await world.call(`${path}/send`, { method: 'POST' })).status).toBe(202);
    expect((await world.call(path)).status).toBe(404);
    const [got] = inFolder('ben.okafor', 'inbox', subject);
    const base = `/me/messages/${got!.id}/attachments`;
    const listed = await world.call(base, { as: 'ben.okafor' });
    expect(listed.body.value![0]).toMatchObject({
      '@odata.type': '#microsoft.graph.fileAttachment',
      name: 'a.txt',
      size: 5,
    });
    const raw = await world.call(`${base}/${listed.body.value![0]!.id}/$value`, { as: 'ben.okafor' });
    expect(raw.body).toBe('hello');
  });

  const received = async (): Promise<Json> => {
    const { body } = await world.call("/me/messages?$filter=subject eq 'Northwind renewal'");
    return body.value![0]!;
  };

  it.each([
    ['reply', [mail('petra.lindqvist@northwind.example')], 'RE: Northwind renewal'],
    [
      'replyAll',
      ['petra.lindqvist@northwind.example', mail('dana.levi'), mail('emil.larsen')],
      'RE: Northwind renewal',
    ],
    ['forward', [mail('chen.wei')], 'FW: Northwind renewal'],
  ])(
    'creates a %s with the right recipients and the quoted original in the same conversation',
    async (how, addresses, title) => {
      const original = await received();
      const body = { comment: `See ${subject}`, ...(how === 'forward' && { toRecipients: to('chen.wei') }) };
      expect((await world.call(`/me/messages/${original.id}/${how}`, { method: 'POST', body })).status).toBe(
        202,
      );
      const sent = inFolder('ana.silva', 'sentitems', title).find((one) =>
        one.body.content.includes(`See ${subject}`),
      )!;
      expect(sent.toRecipients.map(({ emailAddress }) => emailAddress.address)).toEqual(addresses);
      expect(sent.body.content).toContain('Our contract ends in eight weeks');
      expect(sent.conversationId).toBe(original.conversationId);
    },
  );

  it('creates a draft reply', async () => {
    const original = await received();
    const draft = await world.call(`/me/messages/${original.id}/createReply`, { method: 'POST', body: {} });
    expect(draft.body).toMatchObject({ isDraft: true, subject: 'RE: Northwind renewal' });
  });

  it('marks a message as read, flags it and sets its categories', async () => {
    const original = await received();
    const body = { isRead: true, flag: { flagStatus: 'flagged' }, categories: ['Blue'] };
    const changed = await world.call(`/me/messages/${original.id}`, { method: 'PATCH', body });
    expect(changed.body).toMatchObject(body);
    expect(changed.body['@odata.etag']).not.toBe(original['@odata.etag']);
    const wrong = await world.call(`/me/messages/${original.id}`, {
      method: 'PATCH',
      body: { toRecipients: [] },
    });
    expect(wrong.body.error!.code).toBe('ErrorInvalidPropertySet');
  });

  it('keeps the immutable id of a moved message, and moves a message to Deleted Items before deleting it', async () => {
    const draft = await world.call('/me/messages', {
      method: 'POST',
      body: { subject },
      headers: { prefer: 'IdType="ImmutableId"' },
    });
    const path = `/me/messages/${draft.body.id}`;
    const moved = await world.call(`${path}/move`, { method: 'POST', body: { destinationId: 'archive' } });
    expect(moved.status).toBe(201);
    expect((await world.call(path)).body.id).toBe(moved.body.id);
    expect(
      (await world.call(`${path}/copy`, { method: 'POST', body: { destinationId: 'inbox' } })).status,
    ).toBe(201);
    expect(inFolder('ana.silva', 'inbox', subject)).toHaveLength(1);
    await world.call(path, { method: 'DELETE' });
    expect(inFolder('ana.silva', 'deleteditems', subject)).toHaveLength(1);
    await world.call(path, { method: 'DELETE' });
    expect((await world.call(path)).status).toBe(404);
    for (const [destinationId, status] of [
      ['nowhere', 400],
      ['clutter', 404],
      [`AA${'a'.repeat(80)}`, 404],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const nowhere = await world.call(`/me/messages/${(await received()).id}/move`, {
        method: 'POST',
        body: { destinationId },
      });
      expect(nowhere.status).toBe(status);
    }
  });

  it.each(
    `archive conflicts conversationhistory deleteditems drafts inbox junkemail localfailures msgfolderroot outbox
    recoverableitemsdeletions scheduled searchfolders SentItems serverfailures syncissues`.split(/\s+/),
  )('accepts the well-known folder name %s', async (name) => {
    expect((await world.call(`/me/mailFolders/${name}`)).status).toBe(200);
    expect((await world.call(`/me/mailFolders/${name}/messages`)).status).toBe(200);
  });

  it('lists the top-level folders below msgfolderroot, except for hidden folders', async () => {
    const top = await world.call('/me/mailFolders?$top=100');
    const below = await world.call('/me/mailFolders/msgfolderroot/childFolders?$top=100');
    expect(below.body.value).toEqual(top.body.value);
    expect(top.body.value!.map((one) => one.displayName)).not.toContain('Sync Issues');
  });

  it('returns 404 for a folder that a mailbox lacks, and 400 for a name that is not an id', async () => {
    const absent = await world.call('/me/mailFolders/clutter');
    expect([absent.status, absent.body.error?.code]).toEqual([404, 'ErrorItemNotFound']);
    const name = await world.call('/me/mailFolders/Harbor');
    expect([name.status, name.body.error?.code]).toEqual([400, 'ErrorInvalidIdMalformed']);
  });

  it('lists folders with counts and creates folders', async () => {
    const { body } = await world.call('/me/mailFolders?$top=50');
    expect(body.value!.map((one) => one.displayName)).toEqual(
      expect.arrayContaining(['Inbox', 'Sent Items', 'Drafts', 'Archive', 'Deleted Items', 'Harbor']),
    );
    const inbox = await world.call('/me/mailFolders/inbox');
    expect(Number(inbox.body.totalItemCount)).toBeGreaterThan(Number(inbox.body.unreadItemCount));
    expect(Number(inbox.body.unreadItemCount)).toBeGreaterThan(0);
    const created = await world.call('/me/mailFolders/inbox/childFolders', {
      method: 'POST',
      body: { displayName: subject },
    });
    expect(created.status).toBe(201);
    const again = await world.call('/me/mailFolders/inbox/childFolders', {
      method: 'POST',
      body: { displayName: subject },
    });
    expect(again.body.error!.code).toBe('ErrorFolderExists');
    expect((await world.call('/me/mailFolders/inbox')).body.childFolderCount).toBe(1);
  });

  it('returns automatic replies in mail tips', async () => {
    const scopes = 'MailboxSettings.ReadWrite Mail.Read';
    const automaticRepliesSetting = { status: 'alwaysEnabled', internalReplyMessage: 'Away' };
    const as = 'emil.larsen';
    const changed = await world.call('/me/mailboxSettings', {
      method: 'PATCH',
      body: { automaticRepliesSetting },
      scopes,
      as,
    });
    expect(changed.body.timeZone).toBe('Romance Standard Time');
    const body = {
      EmailAddresses: [mail(as), 'x@fabrikam.example'],
      MailTipsOptions: 'automaticReplies, recipientScope',
    };
    const tips = await world.call('/me/getMailTips', { method: 'POST', body, scopes });
    expect(tips.body.value).toMatchObject([
      { automaticReplies: { message: 'Away' }, recipientScope: 'internal' },
      { automaticReplies: { message: '' }, recipientScope: 'external' },
    ]);
  });
});
