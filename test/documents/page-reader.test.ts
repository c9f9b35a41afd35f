import { describe, expect, it } from 'vitest';

import { createPageReader } from '../../src/documents/page-reader.ts';
import { createTextCache } from '../../src/documents/text-cache.ts';
import type { TextReader } from '../../src/documents/text-reader.ts';
import { textOfFile, type TextJob } from '../../src/documents/text-of-document.ts';
import { readAhead } from '../../src/documents/text-slice.ts';
import { docxOf, p } from './office/office-files.ts';
import { pdfOf } from './pdf/pdf-files.ts';

const forever = new AbortController().signal;

/**
 * Creates a reader that uses no thread and reads ahead for `ms` milliseconds. Also returns the jobs that the reader
 * received.
 */
function openReader(ms = 60_000) {
  const jobs: TextJob[] = [];
  const readText: TextReader = (job) => {
    jobs.push(job);
    const ahead = job.ahead && { ...job.ahead, ms };
    return textOfFile(ahead === undefined ? job : { ...job, ahead }, { textOfHtml: (html) => html });
  };
  return {
    jobs,
    read: createPageReader(
      readText,
      createTextCache(() => 0),
    ),
  };
}

const page = (bytes: Uint8Array, from: number, more: object = {}) => ({
  kind: 'pdf' as const,
  version: 'file 1',
  from,
  length: 50,
  load: () => Promise.resolve(bytes.slice()),
  ...more,
});

/** Reads all pages and returns their texts. */
async function readAll(read: ReturnType<typeof openReader>['read'], bytes: Uint8Array, more: object = {}) {
  let [text, pages] = ['', 0];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const slice = await read(page(bytes, text.length, more), forever, 'ana');
    text += slice.text;
    pages += 1;
    if (!slice.more) return { text, pages };
  }
}

describe("a document's pages", () => {
  const bytes = pdfOf(30);
  const docx = docxOf(Array.from({ length: 30 }, (_, line) => p(`Line ${line}`)).join(''));

  it.each([
    ['a PDF', bytes, {}],
    ['a Word document', docx, { kind: 'docx' }],
  ])('add up to the full text, and the file is read only once: %s', async (_case, file, more) => {
    const { read, jobs } = openReader();
    const { text, pages } = await readAll(read, file, more);
    const whole = await read({ ...page(file, 0, more), version: undefined, length: 1e6 }, forever, 'ana');
    expect(text).toBe(whole.text);
    expect(pages).toBeGreaterThan(4);
    expect(jobs).toHaveLength(2);
  });

  it('are read starting at the last known page if there is no time to read ahead', async () => {
    const { read, jobs } = openReader(0);
    const whole = await openReader().read(page(bytes, 0, { length: 1e6 }), forever, 'ana');
    expect((await readAll(read, bytes)).text).toBe(whole.text);
    expect(jobs.length).toBeGreaterThan(1);
    const first = jobs.map(({ ahead }) => ahead?.begin.pieces);
    expect(first).toEqual([...new Set(first)].toSorted((a, b) => (a ?? 0) - (b ?? 0)));
  });

  it('are cached separately for each user and each version of a file', async () => {
    const { read, jobs } = openReader();
    await read(page(bytes, 0), forever, 'ana');
    await read(page(bytes, 0), forever, 'ana');
    expect(jobs).toHaveLength(1);
    await read(page(bytes, 0), forever, 'ben');
    await read(page(bytes, 0, { version: 'file 2' }), forever, 'ana');
    expect(jobs).toHaveLength(3);
  });

  it('are not cached if the file has no version', async () => {
    const { read, jobs } = openReader();
    for (const from of [0, 50]) await read(page(bytes, from, { version: undefined }), forever, 'ana');
    expect(jobs).toHaveLength(2);
  });

  it('are read again after a failure', async () => {
    const { read } = openReader();
    await expect(read(page(Buffer.from('%PDF-'), 0), forever, 'ana')).rejects.toMatchObject({
      code: 'damaged_file',
    });
    expect((await read(page(bytes, 0), forever, 'ana')).text).toContain('Contoso');
  });

  it('never split a character', async () => {
    const { read } = openReader();
    const file = docxOf(p('😀'.repeat(100)));
    const { text } = await readAll(read, file, { kind: 'docx', length: 51 });
    expect(text.trim()).toBe('😀'.repeat(100));
  });
});

describe('reading ahead', () => {
  const ahead = { begin: { at: 0, pieces: 0 }, ms: 100 };
  const range = { from: 0, length: 1 };

  it('stops when its time is up and reports that more text follows', async () => {
    let now = 0;
    const pieces = (function* () {
      for (let piece = 0; ; piece += 1, now += 30) yield `${piece % 10}`;
    })();
    const slice = await readAhead(pieces, range, ahead, () => now);
    expect(slice).toEqual({ text: '0123', more: true, pieces: 4 });
  });

  it('continues for as long as it took to reach the requested page', async () => {
    let now = 0;
    const pieces = (function* () {
      now = 1_000;
      for (let piece = 0; ; piece += 1, now += 300) yield `${piece % 10}`;
    })();
    const slice = await readAhead(pieces, range, ahead, () => now);
    expect(slice.text).toBe('0123');
  });

  it("stops before the worker thread's time limit", async () => {
    let now = 0;
    const pieces = (function* () {
      now = 9_000;
      for (let piece = 0; ; piece += 1, now += 600) yield `${piece % 10}`;
    })();
    expect((await readAhead(pieces, range, ahead, () => now)).text).toBe('01');
  });

  it('does not report more text if only white space follows', async () => {
    expect(await readAhead(['a', ' ', '\n'], range, { ...ahead, ms: 0 }, () => 0)).toMatchObject({
      more: false,
    });
  });

  it('stops at the text size limit, and only pages beyond the limit are refused', async () => {
    const long = 'a'.repeat(3_000_000);
    expect(await readAhead([long, long], range, ahead, () => 0)).toMatchObject({ more: true, pieces: 1 });
    await expect(
      readAhead([long, long], { from: 4_000_000, length: 10 }, ahead, () => 0),
    ).rejects.toMatchObject({ code: 'file_too_large' });
  });
});
