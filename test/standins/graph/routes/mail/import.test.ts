import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mail, scopes, startWorld, type World } from '../../graph-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.graph.close());

const imported = { createdDateTime: '2025-01-02T03:04:05Z', lastModifiedDateTime: '2025-02-03T04:05:06Z' };

describe('a program that imports mail', () => {
  const message = {
    subject: 'Imported',
    from: { emailAddress: { name: 'Petra Lindqvist', address: 'petra.lindqvist@northwind.example' } },
    toRecipients: [{ emailAddress: { address: mail('ana.silva') } }],
  };
  const create = (more: object) =>
    world.call('/me/mailFolders/inbox/messages', { method: 'POST', body: { ...message, ...more } });
  const property = (id: string, value: string) => ({ id, value });

  it('can create a received message with dates in the past', async () => {
    const created = await create({
      singleValueExtendedProperties: [
        property('Integer 0x0E07', '0'),
        property('SystemTime 0x0E06', '2025-03-04T05:06:07Z'),
        property('SystemTime 0x0039', '2025-03-04T05:06:00Z'),
      ],
    });
    expect(created.status).toBe(201);
    const { body } = await world.call(`/me/messages/${created.body.id}`);
    expect(body).toMatchObject({
      isDraft: false,
      isRead: false,
      receivedDateTime: '2025-03-04T05:06:07Z',
      sentDateTime: '2025-03-04T05:06:00Z',
      from: { emailAddress: { address: 'petra.lindqvist@northwind.example' } },
    });
    expect(body).not.toHaveProperty('singleValueExtendedProperties');
  });

  it('creates a draft if it does not set MAPI flags, and an unread draft if isRead is false', async () => {
    expect((await create({})).body).toMatchObject({ isDraft: true, isRead: true });
    expect((await create({ isRead: false })).body).toMatchObject({ isDraft: true, isRead: false });
  });
});

describe('a program that imports files', () => {
  it('can set the dates of an item', async () => {
    const { body: item } = await world.call('/me/drive/root:/README.txt');
    const path = `/me/drive/items/${item.id}`;
    await world.call(path, { method: 'PATCH', body: { fileSystemInfo: imported } });
    expect((await world.call(path)).body).toMatchObject({ ...imported, fileSystemInfo: imported });
  });

  it('can set the dates of an upload', async () => {
    const opened = await world.call('/me/drive/root:/Imported.txt:/createUploadSession', {
      method: 'POST',
      body: { item: { fileSystemInfo: imported } },
    });
    await fetch(String(opened.body.uploadUrl), {
      method: 'PUT',
      headers: { 'content-range': 'bytes 0-3/4' },
      body: 'text',
    });
    expect((await world.call('/me/drive/root:/Imported.txt')).body).toMatchObject(imported);
  });

  it('is refused if a date is invalid', async () => {
    const body = { fileSystemInfo: { createdDateTime: 'yesterday' } };
    expect((await world.call('/me/drive/root:/Budget', { method: 'PATCH', body })).status).toBe(400);
  });
});

describe('POST /users', () => {
  const user = {
    accountEnabled: true,
    displayName: 'New Colleague',
    mailNickname: 'new.colleague',
    userPrincipalName: 'new.colleague@contoso.example',
    passwordProfile: { password: 'not a secret' },
  };
  const post = (body: object, as = 'goran.petrov') =>
    world.call('/users', { method: 'POST', body, as, scopes: 'User.ReadWrite.All' });

  it('creates a user who can receive mail, and refuses to create the same user again', async () => {
    expect((await post(user)).status).toBe(201);
    const message = { subject: 'Hi', toRecipients: [{ emailAddress: { address: user.userPrincipalName } }] };
    await world.call('/me/sendMail', { method: 'POST', body: { message } });
    const oid = world.graph.tenant.userId(user.userPrincipalName) ?? '';
    expect(world.graph.tenant.table(`/users/${oid}/messages`).all()).toHaveLength(1);
    expect((await post(user)).status).toBe(400);
  });

  it('refuses other domains, callers without a role, and tokens without the permission', async () => {
    expect((await post({ ...user, userPrincipalName: 'x@fabrikam.example' })).status).toBe(400);
    expect((await post(user, 'ana.silva')).status).toBe(403);
    expect((await world.call('/users', { method: 'POST', body: user, scopes })).status).toBe(403);
  });
});

describe('a mail folder', () => {
  it('has the same id with and without immutable ids', async () => {
    const immutable = { headers: { prefer: 'IdType="ImmutableId"' } };
    const plain = await world.call('/me/mailFolders/inbox');
    expect((await world.call('/me/mailFolders/inbox', immutable)).body.id).toBe(plain.body.id);
    const { body } = await world.call('/me/mailFolders/inbox/messages?$top=1', immutable);
    expect(body.value?.[0]).toMatchObject({ parentFolderId: plain.body.id });
  });
});
