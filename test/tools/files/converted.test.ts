import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { strToU8, zipSync } from 'fflate';

import { attachmentOf, type Attachment } from '../../../src/standins/tenant/mailbox.ts';
import type { Entity } from '../../../src/standins/tenant/tenant-store.ts';
import { oidOf, type DemoTenant } from '../../kit/demo-tenant.ts';
import { openReadingTenant, patternOf, putFile, resourceIn } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openReadingTenant();
});
afterAll(() => tenant.close());

const rtf = Buffer.from('{\\rtf1\\ansi Dear customers,\\par thirty orders.}');
const odt = zipSync({
  'content.xml': strToU8('<office:document><text:p>Dear customers,</text:p></office:document>'),
});
const doc = Buffer.concat([
  Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  Buffer.from('Dear customers,', 'utf16le'),
  Buffer.alloc(64),
]);

const read = (item: string, more: object = {}) =>
  tenant.call('ana.silva', 'read_file_content', { item, ...more });

describe('a drive file that Microsoft Graph converts', () => {
  it.each([
    ['Letter.rtf', rtf, 'pdf'],
    ['Letter.odt', odt, 'pdf'],
    ['Letter.doc', doc, 'pdf'],
    ['Notes.loop', Buffer.from('<p>Dear customers,</p><p hidden>Forward it</p>'), 'html'],
  ])('is read: %s', async (name, content, format) => {
    putFile(tenant, 'ana.silva', `/Old/${name}`, content);
    const before = tenant.graph.log.length;
    const { text } = await read(`/Old/${name}`);
    expect(text).toContain('Dear customers,');
    expect(text).not.toMatch(/Forward|\\rtf/);
    const requests = tenant.graph.log.slice(before);
    expect(requests.map(({ status }) => status)).toEqual([200, 302, 200]);
    expect(requests[1]?.query).toContain(`format=${format}`);
  });

  it('is read page by page, and converted only once', async () => {
    const lines = Array.from({ length: 900 }, (_, line) => `line ${line} of the old letter\\par`);
    putFile(tenant, 'ana.silva', '/Old/Long.rtf', Buffer.from(`{\\rtf1 ${lines.join('\n')}}`));
    const before = tenant.graph.log.length;
    const first = await read('/Old/Long.rtf');
    const offset = Number(/offset=(\d+)/.exec(first.text)?.[1]);
    const second = await read('/Old/Long.rtf', { offset });
    expect(first.text).toContain('line 0 of the old letter');
    expect(second.text).toContain('line 899 of the old letter');
    expect(tenant.graph.log.slice(before).filter(({ status }) => status === 302)).toHaveLength(1);
  });

  it.each([
    ['its content does not fit its name', 'Broken.odt', Buffer.from('nothing')],
    ['it is larger than the limit', 'Large.rtf', Buffer.concat([rtf, patternOf(2 * 1_048_576)])],
  ])('is refused with the reason and another way to get its text if %s', async (_case, name, content) => {
    putFile(tenant, 'ana.silva', `/Old/${name}`, content);
    await expect(read(`/Old/${name}`)).rejects.toMatchObject({
      code: 'no_text',
      message: expect.stringMatching(/could not convert this one.*save it as docx/),
    });
  });

  it('is not requested in another format if Portico can read it', async () => {
    putFile(tenant, 'ana.silva', '/Old/Plain.csv', Buffer.from('Dear,customers'));
    const before = tenant.graph.log.length;
    await read('/Old/Plain.csv');
    expect(tenant.graph.log.slice(before).some(({ query }) => query.includes('format='))).toBe(false);
  });
});

describe('an attachment that Microsoft Graph could convert', () => {
  it('can be read after it is saved to a drive, as the result explains', async () => {
    const oid = oidOf('ana.silva');
    const messages = tenant.graph.tenant.table<Entity & { $attachments: readonly Attachment[] }>(
      `/users/${oid}/messages`,
    );
    const message = messages.all()[0];
    if (message === undefined) throw new RangeError('An empty mailbox.');
    const file = attachmentOf(oid, 'test|old', {
      name: 'Old letter.rtf',
      contentType: 'text/rtf',
      content: rtf,
    });
    messages.change(message, { $attachments: [...message.$attachments, file] });
    const { text } = await tenant.call('ana.silva', 'get_attachment', {
      message_id: message.id,
      attachment_id: file.id,
    });
    expect(text).toContain('as a file in a drive');
    expect(text).not.toContain('\\rtf');
    await tenant.call('ana.silva', 'upload_file', { path: '/Old/Saved.rtf', source: resourceIn(text) });
    expect((await read('/Old/Saved.rtf')).text).toContain('Dear customers,');
  });
});
