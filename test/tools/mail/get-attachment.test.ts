import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { attachmentOf, type Attachment } from '../../../src/standins/tenant/mailbox.ts';
import type { Entity } from '../../../src/standins/tenant/tenant-store.ts';
import { docxOf, p } from '../../documents/office/office-files.ts';
import { openReadingTenant, patternOf, resourceIn } from '../files/fixtures.ts';
import { oidOf, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openReadingTenant();
});
afterAll(() => tenant.close());

type Letter = Entity & { $attachments: readonly Attachment[] };

/** Attaches a file to one of Ana's messages; returns the arguments that read it. */
function attach(name: string, contentType: string, content: Buffer) {
  const oid = oidOf('ana.silva');
  const messages = tenant.graph.tenant.table<Letter>(`/users/${oid}/messages`);
  const message = messages.all()[0];
  if (message === undefined) throw new RangeError('An empty mailbox.');
  const file = attachmentOf(oid, `test|${name}`, { name, contentType, content });
  messages.change(message, { $attachments: [...message.$attachments, file] });
  return { message_id: message.id, attachment_id: file.id };
}

const open = (given: object) => tenant.call('ana.silva', 'get_attachment', given);

describe('get_attachment', () => {
  it.each([
    ['orders.csv', 'text/csv', Buffer.from('order,state\n8812,delivered\n'), '8812,delivered'],
    ['Letter.docx', 'application/octet-stream', Buffer.from(docxOf(p('Dear customers,'))), 'Dear customers,'],
  ])('reads %s as text', async (name, type, content, words) => {
    const { text, links } = await open(attach(name, type, content));
    expect(text).toContain(words);
    expect(text).toContain(`File: ${name}`);
    expect(links).toEqual([expect.objectContaining({ uri: resourceIn(text), name })]);
  });

  it('reads a long attachment page by page', async () => {
    const lines = Array.from({ length: 3_000 }, (_, line) => `line ${line}`).join('\n');
    const place = attach('long.txt', 'text/plain', Buffer.from(lines));
    const first = await open(place);
    const offset = Number(/offset=(\d+)/.exec(first.text)?.[1]);
    const second = await open({ ...place, offset });
    expect(first.text).toContain('line 0\n');
    expect(second.text).toContain('line 2999');
  });

  it('names the format of an attachment that only Outlook can read', async () => {
    const { text } = await open(attach('winmail.dat', 'application/ms-tnef', patternOf(200)));
    expect(text).toContain('It is in the TNEF format');
    expect(text).toContain('The sender can send the message again as HTML or plain text.');
  });

  it('returns the URI of an attachment that has no text, so that the attachment can be saved', async () => {
    const { text } = await open(attach('photo.jpg', 'image/jpeg', patternOf(2_000)));
    expect(text).toContain('It has no text to show.');
    expect(text).toContain('photo.jpg | image/jpeg');
    const saved = await tenant.call('ana.silva', 'upload_file', {
      path: '/Photos/photo.jpg',
      source: resourceIn(text),
    });
    expect(saved.text).toMatch(/^Stored\.[\s\S]*photo\.jpg \| 2 KB/);
  });

  it('returns a URI that upload_file accepts, so that a large attachment can be saved in parts', async () => {
    const content = patternOf(11 * 1_048_576 + 3);
    const { text } = await open(attach('film.mp4', 'video/mp4', content));
    const before = tenant.graph.log.length;
    await tenant.call('ana.silva', 'upload_file', { path: '/Films/film.mp4', source: resourceIn(text) });
    const parts = tenant.graph.log.slice(before).filter((one) => one.method === 'PUT');
    expect(parts.map(({ status }) => status)).toEqual([202, 202, 201]);
  });

  it('refuses an attachment that does not exist', async () => {
    const { message_id } = attach('a.txt', 'text/plain', Buffer.from('a'));
    await expect(open({ message_id, attachment_id: 'nothing' })).rejects.toMatchObject({
      name: 'ToolError',
    });
  });

  it('reports damaged_file for a damaged document', async () => {
    await expect(open(attach('broken.docx', '', Buffer.from('PK')))).rejects.toMatchObject({
      code: 'damaged_file',
    });
  });
});
