import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { folderOf, messagesOf, storeMessage, type Message } from '../../../src/standins/tenant/mailbox.ts';
import {
  confirmationIn,
  mailOf,
  oidOf,
  openDemoTenant,
  policyWith,
  type DemoTenant,
} from '../../kit/demo-tenant.ts';

const OUTSIDER = 'petra.lindqvist@northwind.example';
const policy = policyWith({ externalSend: 'confirm' });

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy });
});
afterAll(() => tenant.close());

const person = (address: string) => ({ emailAddress: { name: address, address } });
const run = (name: string, args: object) => tenant.call('ana.silva', name, args);
const once = (name: string, args: object) => tenant.callOnce('ana.silva', name, args);
const previewOf = (name: string, args: object) => tenant.previewOf('ana.silva', name, args);

let subject = '';
let count = 0;
beforeEach(() => {
  count += 1;
  subject = `Question ${count}`;
});

/** Stores a message in Ana's inbox and returns its id. */
function receive(
  from: string,
  more: { to?: string[]; cc?: string[]; replyTo?: string[]; html?: string } = {},
): string {
  const { to = [mailOf('ana.silva')], cc = [], replyTo = [], html = '<p>The quoted thread</p>' } = more;
  const stored = storeMessage(tenant.graph.tenant, oidOf('ana.silva'), 'inbox', {
    subject,
    body: { contentType: 'html', content: html },
    from: person(from),
    to: to.map(person),
    cc: cc.map(person),
    replyTo: replyTo.map(person),
    at: Date.parse('2026-11-20T08:00:00Z'),
    conversation: subject,
    read: true,
  });
  return String(stored['$immutableId']);
}

/** Returns the messages in a folder whose subject ends with the subject of this test. */
function inFolder(alias: string, folder: string): readonly Message[] {
  const id = folderOf(tenant.graph.tenant, oidOf(alias), folder)?.id;
  return messagesOf(tenant.graph.tenant, oidOf(alias))
    .all()
    .filter((one) => one.parentFolderId === id && one.subject.endsWith(subject) && one.subject !== subject);
}
const addresses = (list: Message['toRecipients'] = []) =>
  list.map(({ emailAddress }) => emailAddress.address);

describe('reply_to_message', () => {
  it('replies to the sender with Markdown above the quoted thread', async () => {
    const id = receive(mailOf('ben.okafor'), { cc: [mailOf('chen.wei')] });
    const { text } = await once('reply_to_message', { message_id: id, body: 'Yes, **gladly**.' });
    expect(text).toContain(`"RE: ${subject}" to ${mailOf('ben.okafor')}.`);
    const [reply] = inFolder('ben.okafor', 'inbox');
    expect(reply?.body.content).toMatch(/<strong>gladly<\/strong>[\s\S]*The quoted thread/);
    expect(inFolder('chen.wei', 'inbox')).toEqual([]);
    expect(inFolder('ana.silva', 'drafts')).toEqual([]);
    expect(inFolder('ana.silva', 'sentitems')).toHaveLength(1);
  });

  it('keeps markup in the quoted thread that it does not accept in the new text', async () => {
    const tracking = '<img src="https://track.example/p.gif" width="1"><span style="display:none">x</span>';
    const id = receive(mailOf('ben.okafor'), { html: `<p>Offer</p>${tracking}` });
    await once('reply_to_message', { message_id: id, body: 'Hello <script>no</script>' });
    const content = inFolder('ben.okafor', 'inbox')[0]?.body.content ?? '';
    expect(content).toContain(tracking);
    expect(content).not.toContain('<script>');
  });

  it('replies to everyone except the mailbox itself, and to added cc recipients', async () => {
    const id = receive(mailOf('ben.okafor'), {
      to: [mailOf('ana.silva'), mailOf('dana.levi')],
      cc: [mailOf('chen.wei')],
    });
    const { text } = await once('reply_to_message', {
      message_id: id,
      body: 'a < b\nc',
      format: 'text',
      reply_all: true,
      cc: [mailOf('mira.novak')],
    });
    const others = ['ben.okafor', 'dana.levi', 'chen.wei', 'mira.novak'];
    for (const alias of others) expect(inFolder(alias, 'inbox')).toHaveLength(1);
    const [ben, dana, chen, mira] = others.map(mailOf);
    expect(text).toContain(` to ${ben}, ${dana}, cc ${chen}, cc ${mira}. A copy`);
    expect(inFolder('ana.silva', 'inbox')).toEqual([]);
    expect(inFolder('ben.okafor', 'inbox')[0]?.body.content).toContain('a &lt; b<br>c');
  });

  it.each([
    ['the sender', () => receive(OUTSIDER), {}, OUTSIDER],
    ['a reply-to address', () => receive(mailOf('ben.okafor'), { replyTo: [OUTSIDER] }), {}, OUTSIDER],
    [
      'a cc recipient',
      () => receive(mailOf('ben.okafor'), { cc: [OUTSIDER] }),
      { reply_all: true },
      `${mailOf('ben.okafor')}, cc ${OUTSIDER}`,
    ],
    [
      'an added cc recipient',
      () => receive(mailOf('ben.okafor')),
      { cc: [OUTSIDER] },
      `${mailOf('ben.okafor')}, cc ${OUTSIDER}`,
    ],
  ])('previews the real recipients if %s is external', async (_who, mail, more, people) => {
    const args = { message_id: mail(), body: 'Hello', ...more };
    const preview = await previewOf('reply_to_message', args);
    expect(preview).toContain(`reply to "${subject}" and reach ${people}\n`);
    expect(inFolder('ana.silva', 'sentitems')).toEqual([]);
    expect(inFolder('ana.silva', 'drafts')).toEqual([]);
    await once('reply_to_message', { ...args, confirmation: confirmationIn(preview) });
    const [sent] = inFolder('ana.silva', 'sentitems');
    expect([...addresses(sent?.toRecipients), ...addresses(sent?.ccRecipients)]).toContain(OUTSIDER);
  });

  it('keeps the draft if sending fails, and mentions the draft', async () => {
    const id = receive(mailOf('ben.okafor'));
    const failed = tenant.enforcing('ana.silva', ['User.Read', 'Mail.ReadWrite'], () =>
      once('reply_to_message', { message_id: id, body: 'x' }),
    );
    await expect(failed).rejects.toThrow(/The draft is saved with the id \S+\./);
    expect(inFolder('ana.silva', 'drafts')).toHaveLength(1);
  });

  it.each([
    [{ body: 'x' }, /message_id/],
    [{ message_id: 'nonsense', body: 'x' }, /id/i],
    [{ message_id: 'a' }, /body/],
  ])('refuses the arguments %j', async (args, reason) => {
    await expect(once('reply_to_message', args)).rejects.toThrow(reason);
  });
});

describe('forward_message', () => {
  it('forwards one email within the organisation without confirmation', async () => {
    const args = { message_ids: [receive(OUTSIDER)], to: [mailOf('ben.okafor')], body: 'For *you*' };
    expect((await once('forward_message', args)).text).toContain('1 of 1 forward');
    expect(inFolder('ben.okafor', 'inbox')[0]?.body.content).toMatch(/<em>you<\/em>[\s\S]*The quoted thread/);
  });

  it('forwards several emails to several people with one confirmation that names each email', async () => {
    const ids = [receive(OUTSIDER), receive(mailOf('dana.levi'))];
    const args = { message_ids: ids, to: [mailOf('ben.okafor'), mailOf('chen.wei')] };
    const preview = await previewOf('forward_message', args);
    expect(
      preview.match(new RegExp(`forward "${subject}" from .* to ${mailOf('ben.okafor')}, `, 'g')),
    ).toHaveLength(2);
    expect(inFolder('ben.okafor', 'inbox')).toEqual([]);
    await once('forward_message', { ...args, confirmation: confirmationIn(preview) });
    for (const alias of ['ben.okafor', 'chen.wei']) expect(inFolder(alias, 'inbox')).toHaveLength(2);
  });

  it('forwards everything that matches a filter to a recipient given by name, after one confirmation', async () => {
    receive(OUTSIDER);
    receive(mailOf('dana.levi'));
    receive(mailOf('dana.levi'));
    const args = { from: 'Dana Levi', subject, to: ['Ben Okafor'] };
    expect(await previewOf('forward_message', args)).toContain(`to ${mailOf('ben.okafor')}`);
    expect((await run('forward_message', args)).text).toContain('2 of 2 forwards');
    expect(inFolder('ben.okafor', 'inbox')).toHaveLength(2);
  });

  it('forwards at most 20 emails and states that more emails match', async () => {
    for (let index = 0; index < 21; index += 1) receive(mailOf('dana.levi'));
    const args = { subject, to: [mailOf('ben.okafor')] };
    expect(await previewOf('forward_message', args)).toContain('only the newest 20 are selected');
    expect((await run('forward_message', args)).text).toContain('Older messages match too');
    expect(inFolder('ben.okafor', 'inbox')).toHaveLength(20);
  });

  it('shows a preview if a recipient is external', async () => {
    const args = { message_ids: [receive(mailOf('ben.okafor'))], to: [OUTSIDER] };
    expect(await previewOf('forward_message', args)).toContain(`Outside: ${OUTSIDER}`);
    expect(inFolder('ana.silva', 'sentitems')).toEqual([]);
  });

  it.each([
    [{ message_ids: [] }, /message_ids/],
    [{ message_ids: ['a'], to: [] }, /to/],
    [{ message_ids: ['a'], to: ['Nobody Known'] }, /Nobody named/],
    [{ message_ids: ['a'], subject: 's' }, /either message_ids or at least/],
    [{ subject: 'No such subject' }, /No message in inbox matches, so nothing was changed\. Give the whole/],
    [{}, /either message_ids or at least/],
    [{ message_ids: ['a'], to: ['ben@contoso'] }, /must be an email address/],
  ])('refuses the arguments %j', async (given, reason) => {
    const args = { to: [mailOf('ben.okafor')], ...given };
    await expect(once('forward_message', args)).rejects.toThrow(reason);
  });
});

describe('create_draft and send_draft', () => {
  const idIn = (text: string) => /with the id (\S+)\.$/.exec(text)?.[1] ?? '';

  it('save a new email and send it later', async () => {
    const { text } = await once('create_draft', {
      to: [mailOf('ben.okafor')],
      bcc: [mailOf('chen.wei')],
      subject: `New ${subject}`,
      body: 'Hello **Ben**',
    });
    expect(inFolder('ana.silva', 'drafts')).toHaveLength(1);
    expect(inFolder('ben.okafor', 'inbox')).toEqual([]);
    const people = `to ${mailOf('ben.okafor')}, bcc ${mailOf('chen.wei')}`;
    expect(text).toContain(`"New ${subject}" ${people}.`);
    const { text: sent } = await once('send_draft', { message_id: idIn(text) });
    expect(sent).toContain(`"New ${subject}" ${people}.`);
    expect(inFolder('ben.okafor', 'inbox')[0]?.body.content).toContain('<strong>Ben</strong>');
    expect(inFolder('ana.silva', 'drafts')).toEqual([]);
  });

  it.each([
    ['create_draft', (id: string) => ({ reply_to: id, body: 'x' })],
    ['reply_to_message', (id: string) => ({ message_id: id, body: 'x' })],
    ['forward_message', (id: string) => ({ message_ids: [id], to: [mailOf('chen.wei')], body: 'x' })],
  ])('name the draft that %s leaves if Graph refuses the text', async (name, args) => {
    const id = receive(mailOf('ben.okafor'));
    tenant.graph.control.fault({
      kind: 'status',
      status: 400,
      method: 'PATCH',
      path: '/me/messages',
      count: 1,
    });
    const error: Error = await run(name, args(id)).then(
      () => new Error('no error'),
      (caught: Error) => caught,
    );
    const [draft] = inFolder('ana.silva', 'drafts');
    expect(error.message).toContain(
      `The draft without the new text is in Drafts with the id ${draft?.['$immutableId']}.`,
    );
    expect(inFolder('ana.silva', 'sentitems')).toEqual([]);
  });

  it.each([
    ['a reply', (id: string) => ({ reply_to: id, cc: [mailOf('dana.levi')] }), 'RE: '],
    ['a reply to all', (id: string) => ({ reply_to: id, reply_all: true }), 'RE: '],
    ['a forward', (id: string) => ({ forward: id, to: [mailOf('chen.wei')] }), 'FW: '],
  ])('keep %s with the quoted thread as a draft until it is sent', async (_what, args, mark) => {
    const id = receive(mailOf('ben.okafor'), { cc: [mailOf('mira.novak')] });
    await once('create_draft', { ...args(id), body: 'New text' });
    const [draft] = inFolder('ana.silva', 'drafts');
    expect(draft?.subject).toBe(`${mark}${subject}`);
    expect(draft?.body.content).toMatch(/New text[\s\S]*The quoted thread/);
    expect(inFolder('ana.silva', 'sentitems')).toEqual([]);
  });

  it('ask for confirmation before a draft is sent outside the organisation, and again if the draft has changed', async () => {
    const { text } = await once('create_draft', { to: [OUTSIDER], subject: `New ${subject}`, body: 'x' });
    const args = { message_id: idIn(text) };
    const preview = await previewOf('send_draft', args);
    expect(preview).toContain(`send "New ${subject}" to ${OUTSIDER}`);
    const draft = inFolder('ana.silva', 'drafts')[0]!;
    const body = { contentType: 'text' as const, content: 'Other' };
    messagesOf(tenant.graph.tenant, oidOf('ana.silva')).change(draft, { body });
    const again = once('send_draft', { ...args, confirmation: confirmationIn(preview) });
    await expect(again).rejects.toThrow(/The confirmation was not accepted/);
    await run('send_draft', args);
    expect(inFolder('ana.silva', 'sentitems')).toHaveLength(1);
  });

  it('accept people by name', async () => {
    const { text } = await once('create_draft', { subject: 'Names', to: ['Ben Okafor'], cc: ['Wei, Chen'] });
    expect(text).toContain(`to ${mailOf('ben.okafor')}, cc ${mailOf('chen.wei')}.`);
  });

  it('refuse to send a message that is not a draft or has no recipients', async () => {
    const received = once('send_draft', { message_id: receive(mailOf('ben.okafor')) });
    await expect(received).rejects.toThrow(/not a draft/);
    const { text } = await once('create_draft', { subject: `New ${subject}` });
    await expect(once('send_draft', { message_id: idIn(text) })).rejects.toThrow(/no recipients/);
  });

  it.each([
    [{}, /give subject or body/],
    [{ reply_to: 'a', forward: 'b' }, /only one of reply_to, forward and draft/],
    [{ reply_to: 'a', subject: 's' }, /leave subject out/],
    [{ subject: 's', reply_all: true }, /reply_all needs reply_to/],
    [{ subject: 's', to: ['Nobody Known'] }, /Nobody named/],
    [{ subject: 's', to: ['ben@contoso'] }, /must be an email address/],
  ])('refuse the arguments %j', async (args, reason) => {
    await expect(once('create_draft', args)).rejects.toThrow(reason);
  });
});
