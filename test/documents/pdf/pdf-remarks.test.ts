import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { pdfOf } from './pdf-files.ts';

type Options = Parameters<typeof pdfOf>[1];

async function textOf(pages: number, options: Options): Promise<string> {
  const job = { kind: 'pdf', bytes: pdfOf(pages, options), from: 0, length: 100_000 } as const;
  return (await textOfFile(job, { textOfHtml: (html) => html })).text.trim();
}

const page = '[page 1]\nContoso report, page 1';
const empty = '<< /Length 0 >>\nstream\n\nendstream';
const form = '<< /Length 5 >>\nstream\n<xdp>\nendstream';

describe('a PDF with embedded files', () => {
  const file = '<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream';
  const withFiles = (names: readonly string[]): Options => ({
    objects: [file],
    catalog: `/Names << /EmbeddedFiles << /Names [${names.map((name) => `(${name}) << /Type /Filespec /F (${name}) /EF << /F 4 0 R >> >>`).join(' ')}] >> >>`,
  });

  it('names the files before the text of its pages', async () => {
    expect(await textOf(2, withFiles(['factur-x.xml', 'terms.pdf']))).toBe(
      `[files embedded in this PDF, which are not read: factur-x.xml, terms.pdf]\n${page}\n\n[page 2]\nContoso report, page 2`,
    );
  });

  it('names at most 100 files and counts the remaining files', async () => {
    const names = Array.from({ length: 103 }, (_, index) => `${1_000 + index}.txt`);
    const text = await textOf(1, withFiles(names));
    expect(text).toContain('1099.txt and 3 more]');
    expect(text).not.toContain('1100.txt');
  });

  it('counts as a file without text if its pages have no text', async () => {
    expect(await textOf(1, { ...withFiles(['a.xml']), contents: deflateSync('0 0 m') })).toBe('');
  });

  it('does not repeat the names of the files if it is read from a later page', async () => {
    const ahead = { begin: { pieces: 1, at: 0 }, ms: 1_000 };
    const bytes = pdfOf(2, withFiles(['a.xml']));
    const job = { kind: 'pdf', bytes, from: 0, length: 1_000, ahead } as const;
    const { text } = await textOfFile(job, { textOfHtml: (html) => html });
    expect(text.trim()).toBe('[page 2]\nContoso report, page 2');
  });
});

describe('a PDF with an XFA form', () => {
  const fields = '[<< /FT /Tx /T (Name) /V (Ana) >>]';

  it('says that its content cannot be read if the form has no fields', async () => {
    const text = await textOf(1, {
      objects: [form],
      catalog: '/AcroForm << /XFA 4 0 R /Fields [] >>',
    });
    expect(text).toBe(
      `[The content of this PDF is an XFA form, which cannot be read. Somebody can open it in Adobe Acrobat and print it to another PDF]\n${page}`,
    );
  });

  it.each([
    ['that also has fields', `/AcroForm << /XFA 4 0 R /Fields ${fields} >>`],
    ['that is empty', '/AcroForm << /XFA 5 0 R /Fields [] >>'],
  ])('says nothing about a form %s', async (_form, catalog) => {
    expect(await textOf(1, { objects: [form, empty], catalog })).toBe(page);
  });
});
