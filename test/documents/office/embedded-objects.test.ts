import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { docxOf, p, packageOf, xlsxOf } from './office-files.ts';

const budget = xlsxOf([{ name: 'Budget', rows: '<row r="1"><c r="A1"><v>4711</v></c></row>' }]);
const letter = docxOf(p('Dear Ben'));

/** The embedded files and their relationships, by id. */
const files = {
  'embeddings/budget.xlsx': budget,
  'embeddings/letter.docx': letter,
  'embeddings/oleObject1.bin': 'equation',
};
const relations = {
  x: ['package', '../embeddings/budget.xlsx'],
  d: ['package', '../embeddings/letter.docx'],
  e: ['oleObject', '../embeddings/oleObject1.bin'],
} as const;
const folderOf = (folder: string) =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));

async function textOf(kind: 'docx' | 'pptx' | 'xlsx', bytes: Uint8Array): Promise<readonly string[]> {
  const { text } = await textOfFile({ kind, bytes, from: 0, length: 10_000 }, { textOfHtml: (html) => html });
  return text.trim().split(/\n+/);
}

function inWord(body: string) {
  const main = 'word/text/document.xml';
  const document = `<w:document xmlns:w="w" xmlns:o="o" xmlns:r="r" xmlns:mc="mc"><w:body>${body}</w:body></w:document>`;
  return textOf(
    'docx',
    packageOf(main, { [main]: document, ...folderOf('word') }, { [main]: { ...relations } }),
  );
}

function onSlide(shapes: string) {
  const main = 'ppt/presentation.xml';
  return textOf(
    'pptx',
    packageOf(
      main,
      {
        [main]:
          '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId r:id="s"/></p:sldIdLst></p:presentation>',
        'ppt/slides/slide1.xml': `<p:sld xmlns:p="p" xmlns:r="r" xmlns:mc="mc" xmlns:a="a">${shapes}</p:sld>`,
        ...folderOf('ppt'),
      },
      { [main]: { s: ['slide', 'slides/slide1.xml'] }, 'ppt/slides/slide1.xml': { ...relations } },
    ),
  );
}

const object = (id: string, look = '') =>
  `<w:r><w:rPr>${look}</w:rPr><w:object><o:OLEObject Type="Embed" ProgID="X" r:id="${id}"/></w:object></w:r>`;
const paragraph = (content: string) => `<w:p><w:r><w:t>See </w:t></w:r>${content}</w:p>`;
const sheet = ['[Embedded file 1]', '## Sheet: Budget', 'row | A', '1 | 4711', '[End: Embedded file 1]'];

describe('an object that is embedded in a Word document', () => {
  it('is marked in its place and read at the end', async () => {
    expect(await inWord(paragraph(object('x')) + p('After'))).toEqual([
      'See [embedded file 1, shown at the end]',
      'After',
      ...sheet,
    ]);
  });

  it('is numbered in document order and read once', async () => {
    const lines = await inWord(paragraph(object('x')) + paragraph(object('d')) + paragraph(object('x')));
    expect(lines.slice(0, 3)).toEqual([1, 2, 1].map((at) => `See [embedded file ${at}, shown at the end]`));
    expect(lines.slice(3)).toEqual([...sheet, '[Embedded file 2]', 'Dear Ben', '[End: Embedded file 2]']);
  });

  it.each([
    ['a header', 'header'],
    ['a footnote', 'footnotes'],
  ])('is marked and read if it is in %s', async (_what, type) => {
    const main = 'word/text/document.xml';
    const part = 'word/text/other.xml';
    const xml = (root: string, content: string) =>
      `<w:${root} xmlns:w="w" xmlns:o="o" xmlns:r="r">${content}</w:${root}>`;
    const bytes = packageOf(
      main,
      {
        [main]: xml('document', `<w:body>${p('Text')}</w:body>`),
        [part]: xml('part', paragraph(object('x'))),
        ...folderOf('word'),
      },
      { [main]: { m: [type, 'other.xml'], x: relations.d }, [part]: { ...relations } },
    );
    const lines = await textOf('docx', bytes);
    expect(lines).toContain('See [embedded file 1, shown at the end]');
    expect(lines.slice(-5)).toEqual(sheet);
  });

  it('is marked but not read if its format is not supported', async () => {
    expect(await inWord(paragraph(object('e')))).toEqual(['See [embedded object that cannot be read]']);
  });

  it('is left out if it is in hidden text or only linked', async () => {
    const hidden = object('x', '<w:vanish/>');
    expect(await inWord(paragraph(hidden) + paragraph(object('elsewhere')))).toEqual(['See', 'See']);
  });
});

describe('an object that is embedded in a slide', () => {
  const frame = (id: string, hidden = '') =>
    `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="Object 3"${hidden}/></p:nvGraphicFramePr><a:graphic><a:graphicData><mc:AlternateContent><mc:Choice Requires="v"><p:oleObj name="Worksheet" r:id="${id}" progId="Excel.Sheet.12"><p:embed/></p:oleObj></mc:Choice><mc:Fallback><p:oleObj name="Worksheet" r:id="${id}" progId="Excel.Sheet.12"><p:embed/></p:oleObj></mc:Fallback></mc:AlternateContent></a:graphicData></a:graphic></p:graphicFrame>`;

  it('is marked on its slide and read at the end', async () => {
    expect(await onSlide(frame('x'))).toEqual([
      '## Slide 1',
      '[embedded file 1, shown at the end]',
      ...sheet,
    ]);
  });

  it('is left out if it is hidden', async () => {
    const text = '<p:sp><p:txBody><a:p><a:r><a:t>Seen</a:t></a:r></a:p></p:txBody></p:sp>';
    expect(await onSlide(text + frame('x', ' hidden="1"'))).toEqual([
      '## Slide 1',
      'Seen',
      '[hidden shapes left out: 1]',
    ]);
  });
});

describe('an object that is embedded in a sheet', () => {
  it('is marked once and read at the end', async () => {
    const main = 'xl/workbook.xml';
    const ole = (id: string) => `<oleObject progId="X" shapeId="1" r:id="${id}"/>`;
    const twice = (id: string) =>
      `<mc:AlternateContent><mc:Choice>${ole(id)}</mc:Choice><mc:Fallback>${ole(id)}</mc:Fallback></mc:AlternateContent>`;
    const bytes = packageOf(
      main,
      {
        [main]: '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="s"/></sheets></workbook>',
        'xl/worksheets/s.xml': `<worksheet><sheetData/><oleObjects>${twice('d') + twice('e')}</oleObjects></worksheet>`,
        ...folderOf('xl'),
      },
      { [main]: { s: ['worksheet', 'worksheets/s.xml'] }, 'xl/worksheets/s.xml': { ...relations } },
    );
    expect(await textOf('xlsx', bytes)).toEqual([
      '## Sheet: S',
      '[embedded file 1, shown at the end]',
      '[embedded object that cannot be read]',
      '[Embedded file 1]',
      'Dear Ben',
      '[End: Embedded file 1]',
    ]);
  });
});
