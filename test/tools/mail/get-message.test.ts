import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { attachmentOf, messagesOf, storeMessage } from '../../../src/standins/tenant/mailbox.ts';
import { mailOf, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const oid = oidOf('ana.silva');

type Given = { name: string; contentType?: string; inline?: boolean; contentId?: string };

/** Changes Ana's first message and reads it. */
async function read(
  change: { html?: string; uniqueBody?: string; files?: readonly Given[] },
  args: object = {},
) {
  const messages = messagesOf(tenant.graph.tenant, oid);
  const message = messages.all().find(({ isDraft }) => !isDraft);
  if (message === undefined) throw new RangeError('An empty mailbox.');
  const attachments = (change.files ?? []).map((file, index) =>
    attachmentOf(oid, `get-message|${index}`, {
      contentType: 'application/pdf',
      content: Buffer.from('x'),
      ...file,
    }),
  );
  messages.change(message, {
    body: { contentType: 'html', content: change.html ?? '<p>Hello</p>' },
    uniqueBody:
      change.uniqueBody === undefined ? undefined : { contentType: 'html', content: change.uniqueBody },
    hasAttachments: attachments.some(({ isInline }) => !isInline),
    $attachments: attachments,
  });
  return (await tenant.call('ana.silva', 'get_message', { message_id: message.id, ...args })).text;
}

const picture = (id: string): Given => ({
  name: `${id}.png`,
  contentType: 'image/png',
  inline: true,
  contentId: id,
});

describe("a message's attachments", () => {
  it.each<[string, Given]>([
    ['a document that is marked as inline', { name: 'contract.pdf', inline: true }],
    ['an inline picture that the text does not show', picture('photo')],
    ['an inline document that the text refers to', { name: 'a.pdf', inline: true, contentId: 'logo' }],
  ])('include %s', async (_case, file) => {
    const text = await read({ html: '<p>See <img src="cid:logo"></p>', files: [file] });
    expect(text).toContain(`Attachment: ${file.name} | `);
  });

  it.each(['cid:logo', 'CID:LOGO', 'cid:l%6Fgo'])(
    'count a picture separately if the text refers to it as %s',
    async (src) => {
      const text = await read({ html: `<p>Hi <img src="${src}"></p>`, files: [picture('<logo>')] });
      expect(text).toContain('Pictures in the text: 1');
      expect(text).not.toContain('Attachment: ');
    },
  );

  it('include a document that follows many pictures', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const html = ids.map((id) => `<img src='cid:${id}'>`).join('');
    const text = await read({ html, files: [...ids.map(picture), { name: 'invoice.pdf' }] });
    expect(text).toContain('Attachment: invoice.pdf');
    expect(text).toContain('Pictures in the text: 60');
  });

  it('are listed up to a maximum of 50, and the remaining attachments are counted', async () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `f${index}.pdf`, inline: index % 2 === 0 }));
    const some = await read({ files: files(50) });
    expect(some.match(/^Attachment: /gm)).toHaveLength(50);
    expect(some).not.toContain('more attachments');
    const many = await read({ files: files(57) });
    expect(many.match(/^Attachment: /gm)).toHaveLength(50);
    expect(many).toContain('7 more attachments. To list all of them, call graph_get with /me/messages/');
  });
});

describe("a message's text", () => {
  it.each([
    '<html><head></head><body></body></html>',
    '<html><body><div>&nbsp;</div><br></body></html>',
    '<html><head><style>p { color: red }</style></head><body><p>\u200B</p></body></html>',
    '<html><body><img src="cid:logo"><div style="display:none">x</div></body></html>',
  ])('is the full body if the new part has no visible text: %s', async (uniqueBody) => {
    const text = await read({ html: '<p>The forwarded text</p>', uniqueBody });
    expect(text).toContain('The forwarded text');
    const list = await tenant.call('ana.silva', 'list_messages', { preview: true, top: 50, ids: false });
    expect(rowsIn(list.text).every((row) => (row.at(-1) ?? '') !== '')).toBe(true);
  });

  it('is only the new part if the new part has text', async () => {
    const text = await read({ html: '<p>New</p><p>Old</p>', uniqueBody: '<html><body>New</body></html>' });
    expect(text).toContain('New');
    expect(text).not.toContain('Old');
  });

  it.each(['word ', 'ö🙂 ', 'a\n\n'])('can be read to the end page by page: %j', async (unit) => {
    const html = `<pre>${unit.repeat(14_000)}</pre><p>We decided: yes.</p>`;
    let text = await read({ html });
    let pages = 1;
    for (;;) {
      const next = /^More text follows: call again with offset=(\d+)\./.exec(text)?.[1];
      if (next === undefined) break;
      expect(text).not.toMatch(/\p{Surrogate}/u);
      text = await read({ html }, { offset: Number(next) });
      pages += 1;
    }
    expect(pages).toBeGreaterThan(1);
    expect(text).toContain('We decided: yes.');
    expect(text).not.toContain('Attachment');
  });

  it('shows the blind copies of a draft and of sent mail, which only the sender sees', async () => {
    const args = { to: [mailOf('ben.okafor')], cc: [mailOf('dana.levi')], bcc: [mailOf('chen.wei')] };
    const call = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;
    await call('create_draft', { ...args, subject: 'Blind copies' });
    await call('send_mail', { ...args, subject: 'Blind copies', body: 'x' });
    for (const folder of ['drafts', 'sentitems']) {
      // oxlint-disable-next-line no-await-in-loop
      const [row] = rowsIn(await call('list_messages', { folder, top: 1 }));
      // oxlint-disable-next-line no-await-in-loop
      expect(await call('get_message', { message_id: row?.at(-1) })).toContain(
        `Cc: ${mailOf('dana.levi')}\nBcc: ${mailOf('chen.wei')}\n`,
      );
    }
    const [inbox] = rowsIn((await tenant.call('ben.okafor', 'list_messages', { top: 1 })).text);
    const received = await tenant.call('ben.okafor', 'get_message', { message_id: inbox?.at(-1) });
    expect(received.text).toContain('Subject: Blind copies');
    expect(received.text).not.toContain('Bcc');
  });

  it('is read to its end, and an offset beyond the end is refused', async () => {
    expect(await read({})).not.toContain('More text follows');
    await expect(read({}, { offset: 5_000 })).rejects.toMatchObject({ code: 'bad_argument' });
  });
});

describe('get_message without an id', () => {
  const kofi = { emailAddress: { name: 'Kofi Mensah', address: mailOf('kofi.mensah') } };
  const receive = (subject: string, at: string, text: string, more: object = {}) =>
    storeMessage(tenant.graph.tenant, oid, 'inbox', {
      subject,
      body: { contentType: 'text', content: text },
      from: kofi,
      to: [],
      at: Date.parse(at),
      conversation: subject,
      read: false,
      ...more,
    });
  const get = async (args: object) => (await tenant.call('ana.silva', 'get_message', args)).text;

  it('reads the newest message from a person or with a subject, and returns its id', async () => {
    receive('Month figures', '2026-11-21T09:00:00Z', 'The older one');
    receive('Month figures, corrected', '2026-11-21T09:30:00Z', 'The newest one');
    receive('Month figures, draft', '2026-11-21T09:45:00Z', 'A draft', { draft: true });
    const text = await get({ from: 'Kofi Mensah' });
    expect(text).toContain('The newest one');
    const message_id = /^Id: (\S+)$/m.exec(text)?.[1];
    expect(await get({ message_id })).toContain('The newest one');
    expect(await get({ subject: 'figures, corrected' })).toContain('The newest one');
    expect(await get({ subject: '"figures, corrected"' })).toContain('The newest one');
    expect(await get({ from: mailOf('kofi.mensah'), subject: 'Month' })).toContain('The newest one');
  });

  it('reads the newest message of the conversation that a link leads to', async () => {
    receive('Budget', '2026-11-21T08:00:00Z', 'The question');
    const newest = receive('Re: Budget', '2026-11-21T08:30:00Z', 'The answer', { conversation: 'Budget' });
    const link = `https://outlook.office.com/mail/inbox/id/${encodeURIComponent(newest.conversationId)}`;
    const text = await get({ message_id: link });
    expect(text).toContain('The answer');
    expect(text).toContain(`Id: ${newest.$immutableId}`);
    await expect(get({ message_id: link, offset: 9 })).rejects.toThrow(/offset requires/);
    await expect(get({ message_id: link.replace('AAQk', 'AAQkAAAA') })).rejects.toThrow(/No such message/);
  });

  it.each([
    ['reply_to_message', (link: string) => ({ message_id: link, body: 'x' })],
    ['create_draft', (link: string) => ({ forward: link, body: 'x' })],
    ['move_message', (link: string) => ({ message_ids: [link], folder: 'archive' })],
    ['get_attachment', (link: string) => ({ message_id: link, attachment_id: 'x' })],
  ])('is what %s recommends for a link to a conversation', async (tool, args) => {
    const { conversationId } = receive('Plan', '2026-11-21T08:00:00Z', 'x');
    const link = `https://outlook.office.com/mail/id/${encodeURIComponent(conversationId)}`;
    await expect(tenant.callOnce('ana.silva', tool, args(link))).rejects.toThrow(
      /is the id of a conversation: get_message finds its newest email/,
    );
  });

  it.each([
    [{}, /either message_id, or/],
    [{ message_id: 'a', from: 'b@contoso.example' }, /either message_id, or/],
    [{ subject: 'x', offset: 9 }, /offset requires message_id/],
    [{ subject: "it's not there" }, /No such message/],
    [{ from: 'Nobody Known' }, /Nobody named/],
  ])('refuses the arguments %j', async (args, reason) => {
    await expect(get(args)).rejects.toThrow(reason);
  });
});
