import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  folderOf,
  messagesOf,
  storeMessage,
  type Message,
} from '../../../../../src/standins/tenant/mailbox.ts';
import {
  confirmationIn,
  mailOf,
  oidOf,
  openDemoTenant,
  policyWith,
  type DemoTenant,
} from '../../../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());

const create = async (args: object): Promise<string> =>
  (await tenant.callOnce('ana.silva', 'create_draft', args)).text;
const idIn = (text: string) => /with the id (\S+)\.$/.exec(text)?.[1] ?? '';

let subject = '';
let count = 0;
beforeEach(() => {
  count += 1;
  subject = `Offer ${count}`;
});

const mailbox = () => messagesOf(tenant.graph.tenant, oidOf('ana.silva'));
const byId = (id: string): Message | undefined =>
  mailbox()
    .all()
    .find((one) => one['$immutableId'] === id);
const drafts = () => {
  const folder = folderOf(tenant.graph.tenant, oidOf('ana.silva'), 'drafts')?.id;
  return mailbox()
    .all()
    .filter((one) => one.parentFolderId === folder && one.subject.endsWith(subject));
};
const addresses = (list: Message['toRecipients'] = []) =>
  list.map(({ emailAddress }) => emailAddress.address);

/** Stores a message in Ana's inbox and returns its id. */
function receive(content = '<p>The quoted thread</p>', contentType: 'html' | 'text' = 'html'): string {
  const from = { emailAddress: { name: 'Ben Okafor', address: mailOf('ben.okafor') } };
  const stored = storeMessage(tenant.graph.tenant, oidOf('ana.silva'), 'inbox', {
    subject,
    body: { contentType, content },
    from,
    to: [],
    at: Date.parse('2026-11-20T08:00:00Z'),
    conversation: subject,
    read: true,
  });
  return String(stored['$immutableId']);
}

describe('create_draft with the argument draft', () => {
  it('replaces the text of a new email and keeps its other values', async () => {
    const id = idIn(await create({ to: [mailOf('ben.okafor')], subject, body: 'Ten days' }));
    const text = await create({ draft: id, body: 'Twelve **days**' });
    expect(text).toContain(
      `Changed in Drafts, not sent: "${subject}" to ${mailOf('ben.okafor')}. The whole text was replaced. To send it, call send_draft with the id ${id}.`,
    );
    expect(drafts()).toHaveLength(1);
    expect(byId(id)?.body.content).toMatch(/^<p>Twelve <strong>days<\/strong><\/p>\s*$/);
    expect(addresses(byId(id)?.toRecipients)).toEqual([mailOf('ben.okafor')]);
  });

  it.each([
    ['a reply', (id: string) => ({ reply_to: id })],
    ['a forward', (id: string) => ({ forward: id, to: [mailOf('chen.wei')] })],
  ])('replaces the text of %s above the quoted thread, even a second time', async (_what, args) => {
    const nested = '<p>The quoted thread</p><hr><div id="x_divRplyFwdMsg">From: Dana</div><p>Older</p>';
    const id = idIn(await create({ ...args(receive(nested)), body: 'First text' }));
    await create({ draft: id, body: 'Second text' });
    const text = await create({ draft: id, body: 'Third text' });
    expect(text).toContain('The text above the quoted thread was replaced.');
    const content = byId(id)?.body.content ?? '';
    expect(content).toMatch(
      /^<html>[\s\S]*<body><p>Third text<\/p>\s*<hr[\s\S]*The quoted thread[\s\S]*Older/,
    );
    expect(content).not.toMatch(/First text|Second text/);
    expect(content.match(/The quoted thread/g)).toHaveLength(1);
  });

  it('keeps the quoted thread of a reply to plain text', async () => {
    const id = idIn(await create({ reply_to: receive('The thread: 1 < 2', 'text'), body: 'First text' }));
    expect(byId(id)?.body.content).toMatch(/First text[\s\S]*The thread: 1 &lt; 2/);
    expect(await create({ draft: id, body: 'Second text' })).toContain(
      'The text above the quoted thread was replaced.',
    );
    expect(byId(id)?.body.content).toMatch(/^<p>Second text<\/p>\s*<div[\s\S]*The thread: 1 &lt; 2/);
  });

  it.each([
    ['<div style="border:none; border-top:solid #E1E1E1 1.0pt; padding:3.0pt 0in 0in 0in">'],
    ["<div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"],
  ])('keeps the quoted thread of a reply that was begun in Outlook for Windows: %s', async (header) => {
    const id = idIn(await create({ subject, body: 'x' }));
    const stored = byId(id);
    const thread = `${header}<p class="MsoNormal"><b>From:</b> Ben</p></div></div><p>The thread</p>`;
    const content = `<html><body><p>First</p><div>${thread}</body></html>`;
    mailbox().change(stored!, { body: { contentType: 'html', content } });
    expect(await create({ draft: id, body: 'Second' })).toContain('The text above the quoted thread was');
    expect(byId(id)?.body.content).toMatch(
      /^<html><body><p>Second<\/p>\s*<div style=[^]*From:[^]*The thread[^]*$/,
    );
  });

  it('replaces the whole text of a plain-text draft that only mentions the id of a quoted thread', async () => {
    const quoted = '<div id="divRplyFwdMsg"> begins the thread & more';
    const id = idIn(await create({ subject, body: quoted, format: 'text' }));
    const text = await create({ draft: id, body: 'New text' });
    expect(text).toContain('The whole text was replaced.');
    expect(byId(id)?.body.content).toMatch(/^<p>New text<\/p>\s*$/);
  });

  it('replaces plain text with plain text', async () => {
    const id = idIn(await create({ subject, body: 'One', format: 'text' }));
    await create({ draft: id, body: '2 < 3', format: 'text' });
    expect(byId(id)?.body).toEqual({ contentType: 'text', content: '2 < 3' });
  });

  it('replaces the subject and a list of recipients, and keeps the text and each list that the call leaves empty or omits', async () => {
    const people = { to: [mailOf('ben.okafor')], cc: [mailOf('dana.levi')], bcc: [mailOf('mira.novak')] };
    const id = idIn(await create({ ...people, subject: 'Old', body: 'Kept' }));
    const text = await create({ draft: id, subject, to: ['Chen Wei'], cc: [] });
    const reached = `${mailOf('chen.wei')}, cc ${mailOf('dana.levi')}, bcc ${mailOf('mira.novak')}`;
    expect(text).toContain(`Changed in Drafts, not sent: "${subject}" to ${reached}.`);
    const changed = byId(id);
    expect(changed?.subject).toBe(subject);
    expect(addresses(changed?.toRecipients)).toEqual([mailOf('chen.wei')]);
    expect(addresses(changed?.ccRecipients)).toEqual([mailOf('dana.levi')]);
    expect(changed?.body.content).toContain('Kept');
  });

  it('refuses a message that is not a draft, and changes nothing', async () => {
    const id = receive();
    await expect(create({ draft: id, body: 'x' })).rejects.toThrow(/not a draft, so it cannot be changed/);
    expect(byId(id)?.body.content).toBe('<p>The quoted thread</p>');
  });

  it.each([
    [{ draft: 'a' }, /give at least one change to the draft: to, /],
    [{ draft: 'a', reply_to: 'b', body: 'x' }, /only one of reply_to, forward and draft/],
    [{ draft: 'a', reply_all: true, body: 'x' }, /reply_all needs reply_to/],
  ])('refuses the arguments %j', async (args, reason) => {
    await expect(create(args)).rejects.toThrow(reason);
  });
});

describe('create_draft with attachments', () => {
  const store = async (path: string, content: string) => {
    const { text } = await tenant.call('ana.silva', 'upload_file', { path, content });
    return /Resource: (\S+)/.exec(text)?.[1] ?? '';
  };
  const attached = (id: string) =>
    byId(id)?.$attachments.map(({ name, contentBytes }) => [
      name,
      Buffer.from(contentBytes, 'base64').toString(),
    ]);

  it.each([
    ['a new email', () => ({ subject, to: [mailOf('ben.okafor')] })],
    ['a reply', () => ({ reply_to: receive() })],
    ['a forward', () => ({ forward: receive(), to: [mailOf('ben.okafor')] })],
    ['a changed draft', async () => ({ draft: idIn(await create({ subject, body: 'x' })) })],
  ])('attaches files to %s', async (_what, args) => {
    const path = `/Drafts ${count}/plan.md`;
    const address = await store(path, '# Plan');
    await store(`/Drafts ${count}/list.txt`, 'List');
    const attachments = [address, `/Drafts ${count}/list.txt`];
    const text = await create({ ...(await args()), attachments });
    expect(text).toContain(', with plan.md, list.txt. To send it');
    expect(attached(idIn(text))).toEqual([
      ['plan.md', '# Plan'],
      ['list.txt', 'List'],
    ]);
  });

  it('shows the attached files before send_draft sends the draft, and asks again after another file has been attached', async () => {
    const people = { to: ['petra.lindqvist@northwind.example'] };
    const first = await store(`/Sent ${count}/first.txt`, 'First');
    const second = await store(`/Sent ${count}/second.txt`, 'Second');
    const id = idIn(await create({ ...people, subject, body: 'x', attachments: [first] }));
    const preview = await tenant.previewOf('ana.silva', 'send_draft', { message_id: id });
    expect(preview).toContain('attach first.txt');
    await create({ draft: id, attachments: [second] });
    const confirmation = confirmationIn(preview);
    const sending = tenant.callOnce('ana.silva', 'send_draft', { message_id: id, confirmation });
    await expect(sending).rejects.toThrow(/attach first\.txt[\s\S]*attach second\.txt/);
  });

  it('saves nothing if a file does not exist', async () => {
    const failed = create({ subject, body: 'x', attachments: ['/Drafts/none.txt'] });
    await expect(failed).rejects.toThrow(/There is no file or folder/);
    expect(drafts()).toEqual([]);
  });

  it('names the draft and the number of attached files if Exchange refuses the second file', async () => {
    const files = [await store('/Refused/a.txt', 'A'), await store('/Refused/b.txt', 'B')];
    const id = idIn(await create({ subject, body: 'x' }));
    const attaching = { method: 'POST', path: '/me/messages', count: 1 };
    tenant.graph.control.fault({ ...attaching, kind: 'latency', milliseconds: 0 });
    tenant.graph.control.fault({ ...attaching, kind: 'status', status: 400 });
    await expect(create({ draft: id, attachments: files })).rejects.toThrow(
      `Nothing was sent. The email is in Drafts with 1 of its 2 attachments; its id is ${id}.`,
    );
    expect(attached(id)).toEqual([['a.txt', 'A']]);
  });

  it('reports that it is unknown whether a file was attached if Exchange fails after it received the file', async () => {
    const file = await store('/Uncertain/a.txt', 'A');
    const id = idIn(await create({ subject, body: 'x' }));
    tenant.graph.control.fault({
      kind: 'status',
      status: 504,
      method: 'POST',
      path: '/me/messages',
      count: 1,
    });
    await expect(create({ draft: id, attachments: [file] })).rejects.toMatchObject({
      sideEffect: 'unknown',
      message: expect.stringContaining(`its id is ${id}.`) as string,
    });
  });
});
