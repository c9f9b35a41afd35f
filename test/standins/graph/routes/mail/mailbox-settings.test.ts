import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mail, startWorld, type World } from '../../graph-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.graph.close());

const rules = '/me/mailFolders/inbox/messageRules';
const scopes = 'MailboxSettings.ReadWrite Mail.ReadWrite Mail.Read';
const post = (path: string, body: object) => world.call(path, { method: 'POST', body, scopes });

describe('inbox rules in the Graph stand-in', () => {
  it('are created, changed and deleted', async () => {
    const folder = (await world.call('/me/mailFolders/archive')).body.id;
    const body = { displayName: 'R', sequence: 1, actions: { moveToFolder: folder } };
    const created = await post(rules, body);
    expect(created).toMatchObject({ status: 201, body: { isEnabled: true, displayName: 'R' } });
    const at = `${rules}/${created.body.id}`;
    const changed = await world.call(at, { method: 'PATCH', body: { isEnabled: false }, scopes });
    expect(changed.body.isEnabled).toBe(false);
    expect((await world.call(at, { method: 'DELETE', scopes })).status).toBe(204);
    expect((await world.call(at, { scopes })).status).toBe(404);
  });

  it.each([
    ['without actions', { displayName: 'R', sequence: 1 }],
    ['without a sequence', { displayName: 'R', actions: { delete: true } }],
    ['with an unknown condition', { displayName: 'R', sequence: 1, conditions: { from: 'x' }, actions: {} }],
    [
      'with the well-known name of a folder',
      { displayName: 'R', sequence: 1, actions: { moveToFolder: 'archive' } },
    ],
  ])('are refused %s', async (_how, body) => {
    expect((await post(rules, body)).status).toBe(400);
  });

  it('are available only for the inbox and only to the mailbox owner', async () => {
    expect((await world.call('/me/mailFolders/drafts/messageRules', { scopes })).status).toBe(400);
    const other = `/users/${mail('mira.novak')}/mailFolders/inbox/messageRules`;
    expect((await world.call(other, { scopes: `${scopes} Mail.Read.Shared` })).body.error?.code).toBe(
      'ErrorAccessDenied',
    );
    expect((await world.call(rules, { scopes: 'Mail.ReadWrite' })).status).toBe(403);
  });
});

describe('automatic replies in the Graph stand-in', () => {
  const patch = (setting: object) =>
    world.call('/me/mailboxSettings', {
      method: 'PATCH',
      body: { automaticRepliesSetting: setting },
      scopes,
    });
  const moment = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });

  it('keep omitted properties, and refuse an unknown property', async () => {
    await patch({ status: 'alwaysEnabled', externalAudience: 'contactsOnly', internalReplyMessage: 'Away' });
    const { body } = await patch({ status: 'disabled' });
    expect(body.automaticRepliesSetting).toMatchObject({
      externalAudience: 'contactsOnly',
      internalReplyMessage: 'Away',
    });
    expect((await patch({ audience: 'all' })).status).toBe(400);
  });

  it.each([
    [moment('2026-12-02T00:00:00'), moment('2026-12-01T00:00:00')],
    [moment('2026-11-01T00:00:00'), moment('2026-11-02T00:00:00')],
  ])('refuse the period from %j to %j', async (scheduledStartDateTime, scheduledEndDateTime) => {
    const { status, body } = await patch({
      status: 'scheduled',
      scheduledStartDateTime,
      scheduledEndDateTime,
    });
    expect([status, body.error?.code]).toEqual([400, 'ErrorInvalidScheduledOofDuration']);
  });

  it('are shown in mail tips only while they are active', async () => {
    const tips = async () =>
      (
        await post('/me/getMailTips', {
          EmailAddresses: [mail('ana.silva')],
          MailTipsOptions: 'automaticReplies',
        })
      ).body.value?.[0];
    await patch({
      status: 'scheduled',
      internalReplyMessage: 'Later',
      scheduledStartDateTime: moment('2026-12-01T00:00:00'),
      scheduledEndDateTime: moment('2026-12-02T00:00:00'),
    });
    expect(await tips()).toMatchObject({ automaticReplies: { message: '' } });
    await patch({ scheduledStartDateTime: moment('2026-11-20T00:00:00') });
    expect(await tips()).toMatchObject({ automaticReplies: { message: 'Later' } });
    expect(await tips()).not.toHaveProperty('mailboxFull');
    const unknown = await post('/me/getMailTips', {
      EmailAddresses: ['a@b.example'],
      MailTipsOptions: 'mood',
    });
    expect(unknown.status).toBe(400);
  });
});
