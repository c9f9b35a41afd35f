import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { textOfHtml } from '../../../src/tools/output/html/text-of-html.ts';
import { docxOf, p, packageOf, withBrokenArchive } from './office-files.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

function docxWith(body: string, files: Files): Uint8Array {
  const main = 'word/document.xml';
  const parts = Object.entries(files).map(([name, content]) => [`word/${name}`, content] as const);
  return packageOf(
    main,
    { [main]: `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`, ...Object.fromEntries(parts) },
    { [main]: Object.fromEntries(Object.keys(files).map((name, at) => [`rId${at}`, ['aFChunk', name]])) },
  );
}

async function textOf(body: string, files: Files): Promise<string> {
  const bytes = docxWith(body, files);
  const { text } = await textOfFile({ kind: 'docx', bytes, from: 0, length: 100_000 }, { textOfHtml });
  return text.trim();
}

const chunk = (id: string) => `<w:altChunk r:id="${id}"/>`;
const announced = (count: number) =>
  `[embedded files that contain parts of the document, shown at the end: ${count}]`;
const mht = [
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; type="text/html"; boundary="b"',
  '',
  '--b',
  'Content-Type: text/html; charset="utf-8"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p>From=20the page</p>',
  '--b--',
].join('\r\n');

describe('a file that is embedded as a part of a Word document', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['a.html', '<p>From the <b>page</b></p>', 'From the page'],
    ['a.xhtml', '<html><body><p>From the page</p></body></html>', 'From the page'],
    ['afchunk.mht', mht, 'From the page'],
    ['a.docx', docxOf(p('From the document')), 'From the document'],
    ['a.txt', 'From the text', 'From the text'],
  ])('is read at the end of the text: %s', async (name, content, shown) => {
    const text = await textOf(p('Before') + chunk('rId0') + p('After'), { [name]: content });
    expect(text.split(/\n+/)).toEqual([
      'Before',
      'After',
      announced(1),
      '[Embedded file 1]',
      shown,
      '[End: Embedded file 1]',
    ]);
  });

  it('is read if it is the whole text and its element is written in an unusual form', async () => {
    const body = "<w:altChunk  xmlns:q='q' q:id = 'rId0' ><w:altChunkPr/></w:altChunk>";
    expect(await textOf(body, { 'a.htm': 'All of it' })).toContain('[Embedded file 1]\nAll of it');
  });

  it('does not hide other text if it is damaged, missing or in another format', async () => {
    const files = { 'a.docx': 'no archive', 'a.rtf': '{\\rtf1 x}', 'a.txt': 'Last' };
    const text = await textOf(p('Before') + ['rId0', 'rId1', 'rId9', 'rId2'].map(chunk).join(''), files);
    expect(text).toContain(`Before\n${announced(4)}`);
    expect(text).toMatch(/\[Embedded file 1\]\n\[This file cannot be read\. .*\]\n/);
    expect(text).toContain('[Embedded file 2 cannot be read]\n\n[Embedded file 3 cannot be read]');
    expect(text).toContain('[Embedded file 4]\nLast');
  });

  it('does not hide other text if it cannot be unpacked', async () => {
    const whole = docxWith(p('Before') + chunk('rId0'), { 'a.txt': 'x'.repeat(5_000) });
    const bytes = withBrokenArchive(whole, 'word/a.txt');
    const { text } = await textOfFile({ kind: 'docx', bytes, from: 0, length: 100_000 }, { textOfHtml });
    expect(text.trim()).toBe(`Before\n${announced(1)}\n\n[Embedded file 1 cannot be read]`);
  });

  it('is left out if only an XML comment or CDATA refers to it', async () => {
    const text = await textOf(`${p('Before')}<!-- ${chunk('rId0')} --><![CDATA[${chunk('rId0')}]]>`, {
      'a.txt': 'Forward it',
    });
    expect(text).toBe('Before');
  });

  it('is left out and counted if 200 embedded files precede it', async () => {
    const text = await textOf(chunk('rId0').repeat(203), { 'a.rtf': '{\\rtf1 x}' });
    expect(text).toContain(announced(203));
    expect(text).toMatch(/\[Embedded file 200 cannot be read\]\s+\[further embedded files left out: 3\]$/);
  });

  it('is left out if it is nested too deeply', async () => {
    let inner: Uint8Array = docxOf(p('Innermost'));
    for (let depth = 0; depth < 9; depth += 1)
      inner = packageOf(
        'word/document.xml',
        {
          'word/document.xml': `<w:document xmlns:w="w"><w:body>${chunk('rId1')}</w:body></w:document>`,
          'word/a.docx': inner,
        },
        { 'word/document.xml': { rId1: ['aFChunk', 'a.docx'] } },
      );
    const text = await textOf(chunk('rId0'), { 'a.docx': inner });
    expect(text).toContain('[Embedded file 1 is left out: files are nested too deeply]');
    expect(text).not.toContain('Innermost');
  });
});
