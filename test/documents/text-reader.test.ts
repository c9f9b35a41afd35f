import { deflateSync } from 'node:zlib';

import { beforeAll, describe, expect, it } from 'vitest';

import { ToolError } from '../../src/errors.ts';
import type { FileKind } from '../../src/documents/document-kind.ts';
import { createTextReader, type ReadingLimits } from '../../src/documents/text-reader.ts';
import { msgOf } from './mail/msg-files.ts';
import { bombOf, docxOf, p } from './office/office-files.ts';
import { pdfOf } from './pdf/pdf-files.ts';
import { builtThread } from './thread.ts';

let thread: URL;
beforeAll(async () => {
  thread = await builtThread();
});

const forever = new AbortController().signal;
const job = (kind: FileKind, bytes: Uint8Array) => ({ kind, bytes, from: 0, length: 1_000 });
const limits: ReadingLimits = { ms: 10_000, heapMegabytes: 128, growthMegabytes: 400 };

function failing(reading: Promise<unknown>): Promise<ToolError> {
  return reading.then(
    () => expect.fail('It was read.'),
    (error: unknown) => error as ToolError,
  );
}

describe('a file that is read in a worker thread', () => {
  it.each([
    ['docx', docxOf(p('Dear customers'))],
    ['pdf', pdfOf(1)],
    ['eml', Buffer.from('Subject: Hello\r\n\r\nDear customers')],
    ['msg', msgOf({ properties: { '1000001F': 'Dear customers' } })],
    ['ics', Buffer.from('BEGIN:VEVENT\r\nSUMMARY:Dear customers\r\nEND:VEVENT')],
    ['html', Buffer.from('<p>Dear customers</p>')],
  ] as const)('is returned as text: %s', async (kind, bytes) => {
    const read = createTextReader(thread);
    const { text, more } = await read(job(kind, bytes), forever);
    expect(text).toMatch(/Dear customers|Contoso report/);
    expect(more).toBe(false);
  });

  it.each([
    ['a document that unpacks to 400 MB', 'docx', bombOf(400), 'file_too_large'],
    ['a broken document', 'docx', Buffer.from('PK\u0003\u0004 and nothing else'), 'damaged_file'],
    ['a PDF of 2,000 pages', 'pdf', pdfOf(2_000), 'file_too_large'],
  ] as const)('is refused with an explanation: %s', async (_what, kind, bytes, code) => {
    const refusal = await failing(createTextReader(thread, limits)(job(kind, bytes), forever));
    expect(refusal).toBeInstanceOf(ToolError);
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(/^[A-Z].{20,200}\.$/);
  });

  it('is abandoned if a PDF page unpacks to gigabytes', async () => {
    const contents = deflateSync(Buffer.alloc(500 * 1_048_576, ' '), { level: 1 });
    const refusal = await failing(
      createTextReader(thread, { ...limits, growthMegabytes: 200 })(
        job('pdf', pdfOf(1, { contents })),
        forever,
      ),
    );
    expect(['file_too_large', 'took_too_long']).toContain(refusal.code);
  });

  it('is abandoned at its time limit', async () => {
    const read = createTextReader(thread, { ...limits, ms: 1 });
    expect(await failing(read(job('pdf', pdfOf(500)), forever))).toMatchObject({ code: 'took_too_long' });
  });

  it('is abandoned when the call is aborted', async () => {
    const gone = new AbortController();
    const reading = failing(createTextReader(thread)(job('pdf', pdfOf(900)), gone.signal));
    gone.abort(new Error('gone'));
    expect(await reading).toMatchObject({ message: 'gone' });
  });

  it('waits in a bounded queue', async () => {
    const read = createTextReader(thread);
    const many = Array.from({ length: 24 }, () =>
      read(job('html', Buffer.from('<p>Hello</p>')), new AbortController().signal),
    );
    const ends = await Promise.allSettled(many);
    const codes = ends.map((end) => (end.status === 'fulfilled' ? 'read' : (end.reason as ToolError).code));
    expect(codes.filter((code) => code === 'read')).toHaveLength(13);
    expect(codes.filter((code) => code === 'busy')).toHaveLength(11);
  });

  it("does not wait for another user's files", async () => {
    const read = createTextReader(thread);
    const slow = job('pdf', pdfOf(900));
    const stop = new AbortController();
    let done = 0;
    const theirs = Array.from({ length: 13 }, () =>
      failing(read(slow, stop.signal, 'ana').then(() => (done += 1))),
    );
    const other = await read(job('html', Buffer.from('<p>Hello</p>')), new AbortController().signal, 'ben');
    expect(other.text).toContain('Hello');
    expect(done).toBeLessThanOrEqual(1);
    expect(await failing(read(slow, new AbortController().signal, 'ana'))).toMatchObject({ code: 'busy' });
    stop.abort(new Error('gone'));
    expect((await Promise.all(theirs)).length).toBe(13);
    expect(
      (await read(job('html', Buffer.from('<p>Again</p>')), new AbortController().signal, 'ana')).text,
    ).toContain('Again');
  });

  it('is refused if the host has no worker script', async () => {
    const refusal = await failing(createTextReader(undefined)(job('html', Buffer.from('<p>a</p>')), forever));
    expect(refusal).toMatchObject({ code: 'no_text' });
  });
});
