import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Attachment, Message } from '../../../src/standins/tenant/mailbox.ts';
import { docxOf, p } from '../../documents/office/office-files.ts';
import { pdfOf } from '../../documents/pdf/pdf-files.ts';
import { oidOf, type DemoTenant } from '../../kit/demo-tenant.ts';
import { openReadingTenant, patternOf, putFile, resourceIn } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openReadingTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, given: object, signal?: AbortSignal) =>
  tenant.call('ana.silva', name, given, signal);

async function bytesAt(item: string): Promise<Buffer> {
  const { text } = await ana('get_download_link', { item });
  return Buffer.from(await (await fetch(text.split('\n').at(-1) ?? '')).arrayBuffer());
}

describe('upload_file', () => {
  it.each(
    'docx DOCX docm dotx xlsx xlsm xlsb pptx ppsx vsdx doc xls ppt msg odt ods pdf zip png jpg gif mp4 mp3 one 7z'.split(
      ' ',
    ),
  )('refuses to store text as .%s and explains what to do', async (ending) => {
    await expect(
      ana('upload_file', { path: `/Kinds/report.${ending}`, content: '# Report' }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/text cannot be stored as .*encoding=base64.*\.md/),
    });
  });

  it.each(['report.docx.', 'report.docx ', 'report.pdf..'])('refuses to store text as %s', async (name) => {
    await expect(ana('upload_file', { path: `/Kinds/${name}`, content: 'text' })).rejects.toMatchObject({
      message: expect.stringContaining('text cannot be stored'),
    });
  });

  it.each([
    ['report.docx', '# Report'],
    ['report.pdf', '<html></html>'],
    ['report.png', '%PDF-1.7'],
    ['report.xls', 'PK\u0003\u0004'],
  ])('refuses to store base64 content of another type as %s', async (name, content) => {
    const given = { content: Buffer.from(content).toString('base64'), encoding: 'base64' };
    await expect(ana('upload_file', { path: `/Kinds/${name}`, ...given })).rejects.toMatchObject({
      message: expect.stringContaining('the base64 content is not'),
    });
  });

  it.each([
    ['letter.docx', () => docxOf(p('Dear customers,')), 'Dear customers,'],
    ['report.pdf', () => pdfOf(1), 'Contoso report, page 1'],
  ])(
    'stores base64 content of the right type as %s, and read_file_content reads the file',
    async (name, make, words) => {
      const content = Buffer.from(make()).toString('base64');
      await ana('upload_file', { path: `/Kinds/${name}`, content, encoding: 'base64' });
      expect((await ana('read_file_content', { item: `/Kinds/${name}` })).text).toContain(words);
    },
  );

  it.each([
    'notes.md',
    'notes.txt',
    'page.html',
    'table.csv',
    'data.json',
    'graph.dot',
    'de.pot',
    'key.pub',
    'docx',
    'a.docx.md',
  ])('stores text as %s', async (name) => {
    expect((await ana('upload_file', { path: `/Texts/${name}`, content: 'text' })).text).toMatch(/^Stored/);
  });

  it('stores an empty file under any name', async () => {
    expect((await ana('upload_file', { path: '/Kinds/empty.docx', content: '' })).text).toMatch(/^Stored/);
  });
});

describe('an upload whose last response was lost', () => {
  /** Ends the call after the first part, then removes the session. Returns the handle. */
  async function interrupted(path: string, conflict: string): Promise<string> {
    putFile(tenant, 'ana.silva', '/Large/original.bin', patternOf(11 * 1_048_576));
    const source = resourceIn((await ana('get_file', { item: '/Large/original.bin' })).text);
    const controller = new AbortController();
    const before = tenant.graph.log.length;
    const timer = setInterval(() => {
      if (!tenant.graph.log.slice(before).some(({ method }) => method === 'PUT')) return;
      clearInterval(timer);
      controller.abort(new Error('The time is over.'));
    }, 1);
    const { text } = await ana('upload_file', { path, source, conflict }, controller.signal);
    const session = tenant.graph.log.findLast((one) => one.path.startsWith('/upload/'))?.path ?? '';
    await fetch(`${tenant.graph.contentOrigin}${session}`, { method: 'DELETE' });
    return /resume:\n(\S+)$/.exec(text)?.[1] ?? '';
  }

  it.each([
    ['longer', 'docx', 'fail', 11],
    ['much longer', 'pdf', 'replace', 90_000],
    ['shorter', 'jpg', 'fail', -4_000],
    ['of the same length', 'bin', 'rename', 0],
  ])(
    'is recognised even if the stored file is %s (.%s, conflict=%s)',
    async (_what, ending, conflict, more) => {
      const path = `/Lost/film.${ending}`;
      const resume = await interrupted(path, conflict);
      putFile(tenant, 'ana.silva', path, patternOf(11 * 1_048_576 + more));
      expect((await ana('upload_file', { resume })).text).toMatch(/^Stored\./);
    },
  );

  it('is not confused with the file that had the same path before', async () => {
    const path = '/Lost/earlier.docx';
    putFile(tenant, 'ana.silva', path, patternOf(11 * 1_048_576 + 20));
    const resume = await interrupted(path, 'replace');
    await expect(ana('upload_file', { resume })).rejects.toMatchObject({ code: 'upload_gone' });
  });

  it('is not confused with a small file from another program', async () => {
    const resume = await interrupted('/Lost/other.docx', 'fail');
    putFile(tenant, 'ana.silva', '/Lost/other.docx', Buffer.from('other'));
    await expect(ana('upload_file', { resume })).rejects.toMatchObject({ code: 'upload_gone' });
  });
});

describe('an item attached to a message', () => {
  const calendar =
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Budget review\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
  const card = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Petra Lindqvist\r\nEND:VCARD\r\n';
  const mail = 'Subject: Hello\r\nFrom: Ben <ben@contoso.example>\r\n\r\nSee you on Monday.\r\n';

  /** Attaches an item to one of Ana's messages. */
  function attach(name: string, content: string): { message_id: string; attachment_id: string } {
    const oid = oidOf('ana.silva');
    const messages = tenant.graph.tenant.table<Message>(`/users/${oid}/messages`);
    const message = messages.all().find(({ $attachments }) => $attachments.length > 0);
    if (message === undefined) throw new RangeError('No message.');
    const id = `AAMkItem${message.$attachments.length}`;
    const item: Attachment = {
      id,
      name,
      contentType: '',
      size: content.length + 900,
      contentBytes: Buffer.from(content).toString('base64'),
      isInline: false,
      contentId: null,
      $isItem: true,
    };
    messages.change(message, { $attachments: [...message.$attachments, item] });
    return { message_id: message.id, attachment_id: id };
  }

  it.each([
    ['a meeting', 'Budget review', calendar, 'Budget review.ics', 'text/calendar', 'Subject: Budget review'],
    [
      'a meeting with a dot in its subject',
      'Release v1.2',
      calendar,
      'Release v1.2.ics',
      'text/calendar',
      'Subject: ',
    ],
    [
      'a meeting that starts with a byte order mark',
      'Review',
      `\ufeff${calendar}`,
      'Review.ics',
      'text/calendar',
      'Subject: ',
    ],
    ['a contact', 'Petra Lindqvist', card, 'Petra Lindqvist.vcf', 'text/vcard', 'Name: Petra Lindqvist'],
    ['a message', 'Hello', mail, 'Hello.eml', 'message/rfc822', 'See you on Monday.'],
    [
      'a message whose subject looks like a file',
      'Re: plan.docx',
      mail,
      'Re: plan.docx.eml',
      'message/rfc822',
      'Monday',
    ],
    [
      'a message that quotes a calendar',
      'Quote',
      `${mail}${calendar}`,
      'Quote.eml',
      'message/rfc822',
      'Monday',
    ],
  ])('is shown if it is %s, and is stored unchanged', async (_what, name, content, file, type, words) => {
    const { text, links } = await ana('get_attachment', attach(name, content));
    expect(text).toContain(words);
    expect(links).toEqual([expect.objectContaining({ name: file, mimeType: type })]);
    const path = `/Items/${file.replaceAll(':', '')}`;
    await ana('upload_file', { path, source: resourceIn(text), conflict: 'replace' });
    expect((await bytesAt(path)).toString()).toBe(content);
  });

  it('is not stored with the file extension of another item type', async () => {
    const { text } = await ana('get_attachment', attach('Budget review', calendar));
    const source = resourceIn(text);
    await expect(ana('upload_file', { path: '/Items/review.eml', source })).rejects.toMatchObject({
      code: 'bad_argument',
      message: expect.stringContaining('.ics'),
    });
    expect((await ana('upload_file', { path: '/Items/review.txt', source })).text).toMatch(/^Stored/);
  });
});
