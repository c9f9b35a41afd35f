import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { usersOf } from '../../../src/standins/tenant/directory.ts';
import type { ToolCall } from '../../../src/tools/define.ts';
import { setAutomaticReply } from '../../../src/tools/mail/set-automatic-reply.ts';
import { mailOf, openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());
beforeEach(async () => {
  await ana('set_automatic_reply', { on: false });
});

const ana = (name: string, args: object = {}) => tenant.call('ana.silva', name, args);
const once = (name: string, args: object) => tenant.callOnce('ana.silva', name, args);
const stored = (alias = 'ana.silva') =>
  usersOf(tenant.graph.tenant)
    .all()
    .find(({ mail }) => mail === mailOf(alias))?.$settings.automaticRepliesSetting;

describe('set_automatic_reply', () => {
  it('replies only to colleagues by default, regardless of an earlier setting', async () => {
    await ana('set_automatic_reply', { on: true, message: 'Away', outside: 'everyone' });
    expect(stored()).toMatchObject({ externalAudience: 'all' });
    const { text } = await once('set_automatic_reply', { on: true, message: 'I am **away**.' });
    expect(text).toBe('The automatic reply is on, until it is turned off, for colleagues.');
    expect(stored()).toMatchObject({
      status: 'alwaysEnabled',
      externalAudience: 'none',
      internalReplyMessage: expect.stringContaining('<strong>away</strong>'),
    });
  });

  it.each([
    ['contacts', 'contactsOnly', 'contacts outside the organisation who write to me'],
    ['everyone', 'all', 'everyone outside the organisation who writes to me'],
  ])(
    'asks for confirmation before it replies to %s outside the organisation',
    async (outside, audience, who) => {
      const args = { on: true, message: 'Inside', outside, outside_message: 'Back soon' };
      const preview = await once('set_automatic_reply', args).then(
        () => '',
        (error: Error) => error.message,
      );
      expect(preview).toContain(`reply to ${who}: "Back soon"`);
      expect(preview).toContain(`Outside: ${who}.`);
      expect(stored()).toMatchObject({ status: 'disabled' });
      await ana('set_automatic_reply', args);
      expect(stored()).toMatchObject({ status: 'alwaysEnabled', externalAudience: audience });
    },
  );

  it("schedules replies through the last day in the mailbox's time zone", async () => {
    const { text } = await ana('set_automatic_reply', {
      on: true,
      message: 'Away',
      start: '2027-07-01',
      end: '2027-07-09',
    });
    expect(text).toContain('from 2027-07-01 00:00 to 2027-07-10 00:00');
    expect(stored()).toMatchObject({
      status: 'scheduled',
      scheduledStartDateTime: { dateTime: '2027-07-01T00:00:00', timeZone: 'GMT Standard Time' },
      scheduledEndDateTime: { dateTime: '2027-07-10T00:00:00' },
    });
  });

  it('keeps its preview valid while time passes', async () => {
    const args = { on: true, message: 'Away', end: 'in three days', outside: 'everyone' } as const;
    const versionsAt = async (now: string) => {
      const call = { now: () => new Date(now), grantedScopes: async () => [] } as unknown as ToolCall;
      return (await setAutomaticReply.preview(args, call)).versions;
    };
    expect(await versionsAt('2026-11-21T10:04:00Z')).toEqual(await versionsAt('2026-11-21T10:00:00Z'));
  });

  it('uses the previous message if no message is given', async () => {
    await ana('set_automatic_reply', { on: true, message: 'Gone fishing' });
    await ana('set_automatic_reply', { on: false });
    await ana('set_automatic_reply', { on: true, end: 'tomorrow' });
    expect(stored()?.internalReplyMessage).toContain('Gone fishing');
    await expect(tenant.call('ben.okafor', 'set_automatic_reply', { on: true })).rejects.toThrow(
      /give message/,
    );
  });

  it('ends on the first matching weekday after the start', async () => {
    await ana('set_automatic_reply', { on: true, message: 'Away', start: 'friday', end: 'tuesday' });
    expect(stored()).toMatchObject({
      scheduledStartDateTime: { dateTime: expect.stringContaining('2026-11-27T00:00') },
      scheduledEndDateTime: { dateTime: expect.stringContaining('2026-12-02T00:00') },
    });
    await ana('set_automatic_reply', { on: false });
  });

  it.each([
    [{ on: false, message: 'x' }, /on=false takes no other/],
    [{ on: true, message: 'x', outside_message: 'y' }, /outside_message needs/],
    [{ on: true, message: 'x', start: '2027-07-01' }, /end is missing/],
    [
      { on: true, message: 'x', start: '2027-07-09', end: '2027-07-01' },
      /later than start \(start 2027-07-09, end 2027-07-01\)/,
    ],
    [{ on: true, message: 'x', end: '2020-01-01' }, /in the future/],
  ])('refuses the arguments %j', async (args, reason) => {
    await expect(ana('set_automatic_reply', args)).rejects.toThrow(reason);
    expect(stored()).toMatchObject({ status: 'disabled' });
  });

  it('is refused for external senders if policy denies sending outside the organisation, and succeeds for colleagues', async () => {
    const strict = await openDemoTenant({ policy: policyWith({ externalSend: 'deny' }) });
    try {
      const args = { on: true, message: 'Away' };
      await expect(
        strict.call('ana.silva', 'set_automatic_reply', { ...args, outside: 'everyone' }),
      ).rejects.toMatchObject({ code: 'refused_by_policy' });
      expect((await strict.call('ana.silva', 'set_automatic_reply', args)).text).toContain('for colleagues');
    } finally {
      await strict.close();
    }
  });
});

describe('get_mailbox_settings', () => {
  it('shows the time zone, language and working hours, and the automatic reply as text', async () => {
    expect((await ana('get_mailbox_settings')).text).toContain('Automatic reply: off');
    await ana('set_automatic_reply', {
      on: true,
      message: 'I am **away**.',
      end: '2027-07-09',
      outside: 'contacts',
    });
    const { text } = await ana('get_mailbox_settings');
    expect(text).toContain('Time zone: GMT Standard Time\nLanguage: English (United Kingdom)');
    expect(text).toContain('Working hours: monday, tuesday, wednesday, thursday, friday 09:00-17:30');
    expect(text).toMatch(
      /Automatic reply: on, from 2026-11-21 10:00 to 2027-07-10 00:00 \(GMT Standard Time\)/,
    );
    expect(text).toContain('To colleagues: I am away.');
    expect(text).toContain('To contacts outside: I am away.');
  });

  it('distinguishes an active automatic reply from one that has not started or is over', async () => {
    let now = Date.parse('2027-06-01T10:00:00Z');
    const later = await openDemoTenant({ now: () => new Date(now) });
    const settings = async () => (await later.call('dana.levi', 'get_mailbox_settings')).text;
    await later.call('dana.levi', 'set_automatic_reply', {
      on: true,
      message: 'Summer break',
      start: '2027-07-01',
      end: '2027-07-09',
    });
    const zone = /Time zone: (.*)/.exec(await settings())?.[1];
    const period = `from 2027-07-01 00:00 to 2027-07-10 00:00 (${zone})`;
    expect(await settings()).toContain(
      `Automatic reply: not on yet, scheduled ${period}\nTo colleagues: Summer break`,
    );
    now = Date.parse('2027-07-05T10:00:00Z');
    expect(await settings()).toContain(`Automatic reply: on, ${period}\nTo colleagues: Summer break`);
    now = Date.parse('2027-07-10T10:00:00Z');
    expect(await settings()).toContain(`Automatic reply: off; the last one was on ${period}`);
    expect(await settings()).not.toContain('Summer break');
    await later.close();
  });
});

describe('get_mail_tips', () => {
  it('shows which recipients are away, are external or are groups', async () => {
    await tenant.call('emil.larsen', 'set_automatic_reply', {
      on: true,
      message: 'At the fair',
      end: '2027-07-09',
    });
    const { text } = await ana('get_mail_tips', {
      people: ['Emil Larsen', 'x@fabrikam.example', 'harbor@contoso.example'],
    });
    expect(text).toMatch(/emil\.larsen\S*: internal, automatic reply until 2027-07-09 22:00: "At the fair"/);
    expect(text).toMatch(/x@fabrikam\.example: external, no automatic reply/);
    expect(text).toMatch(
      /harbor@contoso\.example: internal, no automatic reply, 6 members, 0 of them outside/,
    );
  });

  it('shortens long messages and states how to see the full text', async () => {
    await tenant.call('dana.levi', 'set_automatic_reply', { on: true, message: 'Long '.repeat(1_500) });
    const many = Array.from({ length: 49 }, (_, index) => `x${index}@fabrikam.example`);
    const { text } = await ana('get_mail_tips', { people: [mailOf('dana.levi'), ...many] });
    expect(text).toContain('Name fewer people to see more');
    expect((await ana('get_mail_tips', { people: [mailOf('dana.levi')] })).text).not.toContain('Name fewer');
    await expect(ana('get_mail_tips', { people: [] })).rejects.toMatchObject({ code: 'bad_arguments' });
  });
});

describe('create_mail_folder', () => {
  it('creates a folder and a subfolder that can be found by path', async () => {
    const { text } = await ana('create_mail_folder', { name: 'Trips' });
    expect(text).toMatch(/^Created the mail folder "Trips"\. id \S+$/);
    await ana('create_mail_folder', { name: 'Lagos', parent: 'Trips' });
    expect((await ana('list_mail_folders', { parent: 'trips' })).text).toContain('Lagos');
    expect((await ana('list_messages', { folder: 'Trips/Lagos' })).text).toMatch(/^No messages/);
  });

  it('creates a folder in a shared mailbox', async () => {
    await ana('create_mail_folder', { name: 'Urgent', mailbox: 'orders@contoso.example' });
    const { text } = await ana('list_mail_folders', { mailbox: 'orders@contoso.example' });
    expect(text).toContain('Urgent');
  });

  it.each([
    [{ name: 'Archive' }, /already exists/],
    [{ name: 'a/b' }, /must not contain a slash/],
    [{ name: '  ' }, /name/],
    [{ name: 'x', parent: 'No such folder' }, /There is no mail folder/],
  ])('refuses the arguments %j', async (args, reason) => {
    await expect(ana('create_mail_folder', args)).rejects.toThrow(reason);
  });
});
