import { describe, expect, it } from 'vitest';

import { textOfDocx } from '../../../src/documents/office/docx.ts';
import { textOfPptx } from '../../../src/documents/office/pptx.ts';
import { textOfXlsx } from '../../../src/documents/office/sheet/xlsx.ts';
import { p, packageOf, withBrokenArchive } from './office-files.ts';

const BROKEN = '<x></y>';

describe('a document with a damaged part', () => {
  const document = (body: string, header: string) =>
    packageOf(
      'word/document.xml',
      {
        'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
        'word/header.xml': header,
      },
      { 'word/document.xml': { h: ['header', 'header.xml'] } },
    );

  it('is read up to the damage in its body', () => {
    expect([...textOfDocx(document(p('Seen') + BROKEN, '<none/>'))].join('')).toBe(
      'Seen\n[the rest of the text cannot be read: it is damaged]\n',
    );
  });

  it('is read without a damaged header', () => {
    const text = [...textOfDocx(document(p('Seen'), BROKEN))].join('');
    expect(text).toContain('[this header cannot be read: it is damaged]');
    expect(text).toContain('Seen');
  });

  it('is read without a header that cannot be unpacked', () => {
    const bytes = withBrokenArchive(document(p('Seen'), p('Head').repeat(99)), 'word/header.xml');
    expect([...textOfDocx(bytes)].join('')).toBe(
      '\n[header]\n[this header cannot be read: it is damaged]\n\nSeen\n',
    );
  });

  it('is refused if nothing can be read', () => {
    expect(() => [...textOfDocx(document(BROKEN, '<none/>'))]).toThrow('it is damaged');
  });
});

describe('a presentation with a damaged slide', () => {
  const slide = (words: string) =>
    `<sld><cSld><spTree><sp><txBody>${words}</txBody></sp></spTree></cSld></sld>`;
  const presentation = (...slides: readonly string[]) => {
    const names = slides.map((_, at) => `s${at}`);
    return packageOf(
      'ppt/presentation.xml',
      {
        'ppt/presentation.xml': `<presentation xmlns:r="r">${names.map((name) => `<sldId id="1" r:id="${name}"/>`).join('')}</presentation>`,
        ...Object.fromEntries(slides.map((xml, at) => [`ppt/s${at}.xml`, xml])),
      },
      {
        'ppt/presentation.xml': Object.fromEntries(
          names.map((name) => [name, ['slide', `${name}.xml`] as const]),
        ),
      },
    );
  };
  const words = (text: string) => slide(`<p><r><t>${text}</t></r></p>`);

  it('is read without a slide that cannot be unpacked', () => {
    const bytes = withBrokenArchive(presentation(words('One'), words('Two'.repeat(99))), 'ppt/s1.xml');
    expect([...textOfPptx(bytes)].join('')).toContain(
      'One\n\n## Slide 2\n[this slide cannot be read: it is damaged]',
    );
  });

  it('is read without the damaged slide', () => {
    const text = [...textOfPptx(presentation(words('One'), slide(BROKEN), words('Three')))].join('');
    expect(text).toContain('One');
    expect(text).toContain('## Slide 2\n[this slide cannot be read: it is damaged]');
    expect(text).toContain('Three');
  });

  it('is refused if all slides are damaged', () => {
    expect(() => [...textOfPptx(presentation(slide(BROKEN), slide(BROKEN)))]).toThrow('it is damaged');
  });
});

describe('a workbook with a damaged sheet', () => {
  const workbook = (first: string, second: string) =>
    packageOf(
      'xl/workbook.xml',
      {
        'xl/workbook.xml':
          '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="a"/><sheet name="B" r:id="b"/></sheets></workbook>',
        'xl/a.xml': `<worksheet><sheetData>${first}</sheetData></worksheet>`,
        'xl/b.xml': `<worksheet><sheetData>${second}</sheetData></worksheet>`,
      },
      { 'xl/workbook.xml': { a: ['worksheet', 'a.xml'], b: ['worksheet', 'b.xml'] } },
    );
  const row = '<row r="1"><c r="A1" t="inlineStr"><is><t>Seen</t></is></c></row>';

  it('is read without the damaged sheet', () => {
    const text = [...textOfXlsx(workbook(BROKEN, row))].join('');
    expect(text).toContain('## Sheet: A\n[this sheet cannot be read: it is damaged]');
    expect(text).toContain('Seen');
  });

  it('is refused if all sheets are damaged', () => {
    expect(() => [...textOfXlsx(workbook(BROKEN, BROKEN))]).toThrow('it is damaged');
  });
});
