import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { messagesOf } from '../../../src/standins/tenant/mailbox.ts';
import {
  confirmationIn,
  mailOf,
  oidOf,
  openDemoTenant,
  policyWith,
  rowsIn,
  type DemoTenant,
} from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
  addUser('Ana Silva Costa', 'ana.costa');
  addUser('João Baptista', 'joao.baptista');
  addUser("Siobhán O'Brien", 'siobhan');
  addUser('Pat Meyer', 'pat.meyer');
  addUser('Pat Meyer', 'pat.meyer2');
  addUser('Outside Guest', 'guest', 'outside@fabrikam.example');
  for (let index = 0; index < 40; index += 1) addUser(`Kim Number${index}`, `kim${index}`);
});
afterAll(() => tenant.close());

function addUser(displayName: string, alias: string, mail = `${alias}@contoso.example`): void {
  const users = tenant.graph.tenant.table('/users');
  const [template] = users.all();
  users.put({ ...template, id: `id-${alias}`, displayName, mail, userPrincipalName: mail });
}

let mails = 0;

/** Sends an email and returns the recipients that Graph received. */
async function sent(given: object): Promise<{ text: string; to: readonly unknown[] }> {
  const subject = `Mail ${(mails += 1)}`;
  const { text } = await tenant.call('dana.levi', 'send_mail', { subject, body: 'b', ...given });
  const oid = oidOf('dana.levi');
  const mail = messagesOf(tenant.graph.tenant, oid)
    .all()
    .find((one) => one.subject === subject);
  const everybody = [
    ...(mail?.toRecipients ?? []),
    ...(mail?.ccRecipients ?? []),
    ...(mail?.bccRecipients ?? []),
  ];
  return { text, to: everybody.map(({ emailAddress }) => emailAddress.address) };
}

describe('a person', () => {
  it.each([
    ['Ben Okafor', mailOf('ben.okafor')],
    ['ben okafor', mailOf('ben.okafor')],
    ['Okafor, Ben', mailOf('ben.okafor')],
    ['Okafor', mailOf('ben.okafor')],
    ['  Ben ', mailOf('ben.okafor')],
    ['ben.okafor', mailOf('ben.okafor')],
    ['Ana Silva', mailOf('ana.silva')],
    ['Costa', 'ana.costa@contoso.example'],
    ['João', 'joao.baptista@contoso.example'],
    ['Joa\u0303o Baptista', 'joao.baptista@contoso.example'],
    ["O'Brien", 'siobhan@contoso.example'],
    ['Kim Number7', 'kim7@contoso.example'],
    ['Ben Okafor <ben.okafor@contoso.example>', mailOf('ben.okafor')],
  ])('can be given as %j where a recipient is expected', async (given, address) => {
    expect((await sent({ to: given })).to).toEqual([address]);
  });

  it.each(['me', 'Me', 'myself', ' me '])('can be given as %j if it is the user', async (to) => {
    expect((await sent({ to, cc: ['Ben Okafor'] })).to).toEqual([mailOf('dana.levi'), mailOf('ben.okafor')]);
  });

  it.each(['Dana Levi', 'levi', 'Dana'])('can be given as %j where a sender is expected', async (from) => {
    const { text } = await tenant.call('ana.silva', 'list_messages', { from });
    expect(text).toContain(`from ${mailOf('dana.levi')}`);
    const byAddress = await tenant.call('ana.silva', 'list_messages', { from: mailOf('dana.levi') });
    expect(rowsIn(text).length).toBeGreaterThan(0);
    expect(rowsIn(text)).toEqual(rowsIn(byAddress.text));
  });

  it('is looked up in cc and bcc, and the response shows the name and the address', async () => {
    const { text, to } = await sent({ to: ['Ben'], cc: 'Chen Wei', bcc: [mailOf('hana.sato')] });
    expect(to).toEqual(['ben.okafor', 'chen.wei', 'hana.sato'].map(mailOf));
    expect(text).toContain(`to Ben Okafor <${mailOf('ben.okafor')}>, cc Chen Wei <${mailOf('chen.wei')}>`);
  });

  it.each([
    ['Ana', /Ana Silva <.+>, Ana Silva Costa <.+>|Ana Silva Costa <.+>, Ana Silva <.+>/],
    ['Pat Meyer', /pat\.meyer@contoso\.example>.*pat\.meyer2@contoso\.example>/],
    ['Kim', /Kim Number\d+ <.+>, and more/],
  ])(
    'is ambiguous if named %j: the error lists the candidates, and nothing is sent',
    async (name, candidates) => {
      const before = tenant.graph.log.length;
      const call = tenant.call('dana.levi', 'send_mail', { to: [name], subject: 's', body: 'b' });
      await expect(call).rejects.toMatchObject({ code: 'ambiguous', sideEffect: 'unchanged' });
      await expect(call).rejects.toThrow(candidates);
      expect(tenant.graph.log.slice(before).some(({ path }) => path.endsWith('/sendMail'))).toBe(false);
    },
  );

  it.each([
    ['Nobody Atall', /Nobody named "Nobody Atall" was found\. Give the email address\.$/],
    ['Oka', /Nobody named "Oka" was found.*Similar: Ben Okafor <ben\.okafor@/],
    ...['Ben Okafor, Chen Wei', 'Ben Okafor & Chen Wei', 'Ben Okafor and Chen Wei'].map(
      (several): [string, RegExp] => [
        several,
        /If these are several people, give each one as a separate entry/,
      ],
    ),
  ])('is unknown if named %j', async (name, reason) => {
    const tips = tenant.call('ana.silva', 'get_mail_tips', { people: [name] });
    await expect(tips).rejects.toThrow(reason);
  });

  it('is not looked up if an address is given', async () => {
    const before = tenant.graph.log.length;
    await sent({ to: [mailOf('ben.okafor')] });
    const paths = tenant.graph.log.slice(before).map(({ path }) => path);
    expect(paths.some((path) => /\/(?:users|people)$/.test(path))).toBe(false);
  });

  it.each([['People.Read'], ['User.ReadBasic.All']])(
    'is found if %s is the only permission to look up people',
    async (scope) => {
      await tenant.granting('ana.silva', ['User.Read', 'Mail.ReadBasic', scope], async () => {
        const { text } = await tenant.call('ana.silva', 'list_messages', { from: 'Farah' });
        expect(text).toContain(`from ${mailOf('farah.rahimi')}`);
      });
    },
  );

  it('cannot be looked up without a permission, and the response names the missing permission', async () => {
    const call = tenant.granting('ana.silva', ['User.Read', 'Mail.ReadBasic'], () =>
      tenant.call('ana.silva', 'list_messages', { from: 'Farah' }),
    );
    await expect(call).rejects.toThrow(/User\.ReadBasic\.All or People\.Read was not granted\. Give email/);
  });

  it.each([
    ['ana@'],
    ['Ana\r\nBcc: x'],
    ['ana@contoso.example\r\nBcc: x@evil.example'],
    ['123'],
    [{ name: 'Ana' }],
    ['x'.repeat(201)],
  ])('cannot be given as %j', async (to) => {
    const call = tenant.call('ana.silva', 'send_mail', { to: [to], subject: 's', body: 'b' });
    await expect(call).rejects.toThrow(/to\.0: /);
  });
});

describe('several people in one text', () => {
  const [ben, chen] = [mailOf('ben.okafor'), mailOf('chen.wei')];

  it.each([
    [`${ben}; ${chen}`],
    [`${ben}, ${chen}`],
    [`${ben},${chen};`],
    [`Ben Okafor <${ben}>; Wei, Chen <${chen}>`],
    [`"Okafor; Ben" <${ben}>, Chen Wei <${chen}>`],
    ['Okafor, Ben; Chen Wei'],
    [[`${ben}; ${chen}`]],
    [JSON.stringify([ben, chen])],
  ])('are recognised in %j', async (to) => {
    expect((await sent({ to })).to).toEqual([ben, chen]);
  });

  it('can include "me"', async () => {
    expect((await sent({ to: 'me; Ben Okafor' })).to).toEqual([mailOf('dana.levi'), ben]);
    const { text } = await tenant.call('dana.levi', 'send_chat_message', { to: 'me; Ben Okafor', body: 'x' });
    expect(text).toContain(`Sent in the chat with Ben Okafor <${ben}>.`);
    const event = { subject: 'Together', start: '2026-12-01T10:00', attendees: 'Ben Okafor; me' };
    expect((await tenant.call('dana.levi', 'create_event', event)).text).toContain(`Invited: ${ben}.`);
  });

  it('count as several recipients', async () => {
    const to = Array.from({ length: 51 }, (_, index) => `p${index}@contoso.example`).join('; ');
    const call = tenant.call('ana.silva', 'send_mail', { to, subject: 's', body: 'b' });
    await expect(call).rejects.toThrow(/at most 50|Too big|<=50/i);
  });

  it('are not looked up if there are too many names', async () => {
    const to = Array.from({ length: 21 }, (_, index) => `Kim Number${index}`);
    const call = tenant.call('ana.silva', 'send_mail', { to, subject: 's', body: 'b' });
    await expect(call).rejects.toThrow(/At most 20 names/);
  });

  it('are separated in linear time', async () => {
    const to = `${'",<'.repeat(3_000)}@`;
    const call = tenant.call('ana.silva', 'send_mail', { to, subject: 's', body: 'b' });
    await expect(call).rejects.toThrow(/to\.\d+: /);
  });
});

describe('the name of somebody outside the organisation', () => {
  it('is previewed with the address, and mail is sent only after confirmation', async () => {
    const strict = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
    const users = strict.graph.tenant.table('/users');
    const [template] = users.all();
    const mail = 'outside@fabrikam.example';
    users.put({ ...template, id: 'id-guest', displayName: 'Outside Guest', mail, userPrincipalName: mail });
    const args = { to: 'Outside Guest', subject: 's', body: 'b' };
    const preview = await strict.callOnce('ana.silva', 'send_mail', args).catch((error: Error) => error);
    expect(preview).toMatchObject({ name: 'UnconfirmedError' });
    const { message } = preview as Error;
    expect(message).toContain('reach Outside Guest <outside@fabrikam.example>');
    expect(message).toContain('Outside: outside@fabrikam.example.');
    const guest = users.get('id-guest');
    if (guest !== undefined) users.change(guest, { mail: 'other@fabrikam.example' });
    const confirmed = { ...args, confirmation: confirmationIn(message) };
    await expect(strict.callOnce('ana.silva', 'send_mail', confirmed)).rejects.toThrow(/changed since/);
    if (guest !== undefined) users.change(guest, { mail });
    const { text } = await strict.callOnce('ana.silva', 'send_mail', confirmed);
    expect(text).toContain('Outside Guest <outside@fabrikam.example>');
    await strict.close();
  });
});
