import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const idOf = (row: readonly string[] | undefined) => row?.at(-1) ?? '';

describe('list_messages', () => {
  it('lists the inbox, newest first', async () => {
    const { text } = await tenant.call('ana.silva', 'list_messages', { top: 10 });
    expect(text).toMatch(
      /^10 messages in inbox, newest first, times in GMT Standard Time\. There are more: call get_next_page/,
    );
    const times = rowsIn(text).map(([time]) => time ?? '');
    expect(times).toEqual(times.toSorted().toReversed());
    expect(times[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
  });

  it('finds unread emails, and emails from one sender since a date, without an inefficient filter', async () => {
    const unread = await tenant.call('ana.silva', 'list_messages', { unread: true });
    expect(rowsIn(unread.text).every((row) => row[3]?.includes('unread'))).toBe(true);
    const [, from = ''] = rowsIn(unread.text)[0] ?? [];
    const address = /<(.+)>/.exec(from)?.[1] ?? from;
    const sent = await tenant.call('ana.silva', 'list_messages', { from: address, since: '2025-01-01' });
    expect(rowsIn(sent.text).length).toBeGreaterThan(0);
    expect(rowsIn(sent.text).every((row) => row[1]?.includes(address))).toBe(true);
  });

  it.each([
    ['today', 0],
    ['yesterday', 0],
    ['now', 0],
    ['2 hours ago', 0],
    ['last week', 1],
  ])('finds emails since %s', async (since, least) => {
    const { text } = await tenant.call('ana.silva', 'list_messages', { since, top: 50 });
    expect(rowsIn(text).length).toBeGreaterThanOrEqual(least);
    const asked = new URLSearchParams(tenant.graph.log.at(-1)?.query).get('$filter') ?? '';
    expect(asked).toMatch(/^receivedDateTime ge 2026-11-(?:09|1\d|2[01])T\d\d:\d\d:\d\dZ$/);
  });

  it("interprets a date as midnight in the mailbox's time zone", async () => {
    await tenant.call('ben.okafor', 'list_messages', { since: '2026-07-01', before: '2026-07-02T09:00' });
    const filter = new URLSearchParams(tenant.graph.log.at(-1)?.query).get('$filter');
    expect(filter).toContain(
      'receivedDateTime ge 2026-06-30T23:00:00Z and receivedDateTime lt 2026-07-02T08:00:00Z',
    );
  });

  it('accepts folder names as users write them', async () => {
    for (const folder of ['Sent Items', 'sent', 'SENT_ITEMS', ' Sent mail ', 'sent messages']) {
      const { text } = await tenant.call('ana.silva', 'list_messages', { folder, top: 4 });
      const ids = rowsIn(text).map(idOf);
      expect(ids.length).toBeGreaterThan(0);
      for (const id of ids) {
        // oxlint-disable-next-line no-await-in-loop
        const message = await tenant.call('ana.silva', 'get_message', { message_id: id });
        expect(message.text).toContain(`From: Ana Silva <${mailOf('ana.silva')}>`);
      }
    }
    for (const folder of ['junk', 'Spam', 'trash', 'bin', 'deleted', 'Recycle Bin', 'outbox', 'draft']) {
      const { text } = await tenant.call('ana.silva', 'list_messages', { folder, top: 3 });
      expect(text).toMatch(/messages in /);
    }
    const unknown = tenant.call('ana.silva', 'list_messages', { folder: 'no such folder' });
    await expect(unknown).rejects.toMatchObject({ name: 'ToolError' });
  });

  it('omits the id column with ids: false', async () => {
    const { text } = await tenant.call('ana.silva', 'list_messages', { ids: false, top: 3 });
    expect(text).not.toContain('AAkA');
    expect(text).toContain('received | from | subject | flags\n');
  });

  it('lists emails with only the minimum permission', async () => {
    const { text } = await tenant.granting('ben.okafor', ['User.Read', 'Mail.ReadBasic'], () =>
      tenant.call('ben.okafor', 'list_messages', { top: 3 }),
    );
    expect(text).toContain('received | from | subject | flags | id\n');
  });

  it('shows the beginning of each email without hidden text if the permission is granted', async () => {
    const previews = () => tenant.call('ana.silva', 'list_messages', { top: 50, preview: true, ids: false });
    const { text } = await previews();
    expect(rowsIn(text).every((row) => (row[4] ?? '').length > 0)).toBe(true);
    expect(text).toContain('your parcel could not be delivered. Please collect it');
    const refused = tenant.granting('ana.silva', ['Mail.ReadBasic'], previews);
    await expect(refused).rejects.toMatchObject({ code: 'missing_permission' });
  });

  it('names the missing permission', async () => {
    const call = tenant.granting('ben.okafor', ['User.Read'], () =>
      tenant.call('ben.okafor', 'list_messages'),
    );
    await expect(call).rejects.toMatchObject({
      code: 'missing_permission',
      message: expect.stringContaining('Mail.ReadBasic'),
    });
  });

  it.each(['list_messages', 'get_message', 'delete_message'])(
    '%s says how to find mail from a sender who is not known by name',
    async (tool) => {
      await expect(tenant.callOnce('ana.silva', tool, { from: 'Trade Digest' })).rejects.toThrow(
        'Nobody named "Trade Digest" was found. Give the email address. search_messages with from also finds',
      );
      const { text } = await tenant.call('ana.silva', 'search_messages', { from: 'Trade Digest', top: 1 });
      expect(rowsIn(text)[0]?.[1]).toContain('digest@northwind.example');
    },
  );

  it.each([
    [{ since: '2099-01-01' }, 'No messages in inbox since 2099-01-01 00:00'],
    [
      { since: 'monday', before: 'monday at 9', unread: true },
      'No unread messages in inbox since 2026-11-16 00:00 before 2026-11-16 09:00',
    ],
    [{ from: mailOf('ana.silva'), unread: false }, `No read messages in inbox from ${mailOf('ana.silva')}`],
    [
      { folder: 'Harbor', has_attachments: true, before: '2000-01-01' },
      'No messages in Harbor with attachments before 2000-01-01 00:00',
    ],
  ])('reports that no messages meet the conditions %j', async (given, what) => {
    const { text } = await tenant.call('ana.silva', 'list_messages', given);
    expect(text).toBe(`${what}, newest first, times in GMT Standard Time.`);
  });

  it('refuses a path traversal in the folder, and unknown arguments', async () => {
    await expect(tenant.call('ana.silva', 'list_messages', { folder: '../../users' })).rejects.toMatchObject({
      code: 'bad_argument',
    });
    await expect(tenant.call('ana.silva', 'list_messages', { limit: 5 })).rejects.toThrow(
      /valid names are: folder, unread/,
    );
    await expect(tenant.call('ana.silva', 'list_messages', { since: '11/12/2026' })).rejects.toThrow(
      /since: must be a date/,
    );
  });
});

describe('get_message', () => {
  const read = async (matching: string) => {
    const { text } = await tenant.call('ana.silva', 'list_messages', { top: 50 });
    const row = rowsIn(text).find((cells) => cells.join(' ').includes(matching));
    return tenant.call('ana.silva', 'get_message', { message_id: idOf(row), full_thread: true });
  };

  it('shows the headers and the body of a message as text', async () => {
    const { text } = await tenant.call('ana.silva', 'list_messages', { top: 5 });
    for (const row of rowsIn(text)) {
      const message = await tenant.call('ana.silva', 'get_message', { message_id: idOf(row) });
      expect(message.text).toMatch(/^Other people wrote the text .*\n<untrusted \w{16}>\nSubject: /);
      expect(message.text).toContain(`To: `);
      expect(message.text).not.toMatch(/<\/?(?:p|div|span|html|td)\b/);
    }
  });

  it('lists attachments with their ids', async () => {
    const { text } = await read('files');
    expect(text).toMatch(/Attachment: .+ \| .+\/.+ \| \d+ KB \| id \S+/);
  });

  it('reports bad_id for a malformed id', async () => {
    await expect(tenant.call('ana.silva', 'get_message', { message_id: 'nonsense' })).rejects.toMatchObject({
      code: 'bad_id',
    });
  });
});

describe('send_mail', () => {
  it('sends Markdown to all recipients, once', async () => {
    const subject = 'Minutes of Monday';
    const { text } = await tenant.call('ben.okafor', 'send_mail', {
      to: [mailOf('ana.silva')],
      cc: [mailOf('chen.wei')],
      subject,
      body: 'Hello **all**,\n\n- one\n- two',
      importance: 'high',
    });
    expect(text).toBe(
      `Handed to Exchange for delivery: "${subject}" to ${mailOf('ana.silva')}, cc ${mailOf('chen.wei')}. A copy is in Sent Items.`,
    );
    for (const alias of ['ana.silva', 'chen.wei']) {
      const inbox = await tenant.call(alias, 'list_messages', { from: mailOf('ben.okafor'), top: 50 });
      expect(rowsIn(inbox.text).filter((row) => row[2] === subject)).toHaveLength(1);
    }
    const sent = await tenant.call('ben.okafor', 'list_messages', { folder: 'sentitems', top: 5 });
    const row = rowsIn(sent.text).find((cells) => cells[2] === subject);
    expect(row).toEqual(expect.arrayContaining([subject, 'important']));
    const message = await tenant.call('ben.okafor', 'get_message', { message_id: idOf(row) });
    expect(message.text).toContain('Hello all,\n\n- one\n- two');
  });

  it('reports an unknown outcome if the response is lost, and explains how to check', async () => {
    tenant.graph.control.fault({ kind: 'reset', method: 'POST', path: '/me/sendMail', count: 1 });
    const send = tenant.call('ben.okafor', 'send_mail', {
      to: [mailOf('ana.silva')],
      subject: 'x',
      body: 'y',
    });
    await expect(send).rejects.toMatchObject({
      sideEffect: 'unknown',
      message: expect.stringContaining('Look in Sent Items'),
    });
    tenant.graph.control.reset();
  });

  it.each([
    [{ to: [] }, /to:/],
    [{ to: ['ana@contoso'] }, /to\.0: /],
    [{ to: ['ana@contoso.example\r\nBcc: x@evil.example'] }, /to\.0: /],
    [{ to: Array.from({ length: 51 }, (_, index) => `p${index}@contoso.example`) }, /at most 50/],
    [{ to: ['a@contoso.example'], subject: '' }, /subject:/],
  ])('refuses the arguments %j', async (given, reason) => {
    const args = { subject: 's', body: 'b', ...given };
    await expect(tenant.call('ana.silva', 'send_mail', args)).rejects.toThrow(reason);
  });
});
