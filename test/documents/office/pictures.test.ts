import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { textOfDocx } from '../../../src/documents/office/docx.ts';
import { textOfPptx } from '../../../src/documents/office/pptx.ts';
import { textOfXlsx } from '../../../src/documents/office/sheet/xlsx.ts';
import { textOfPdf } from '../../../src/documents/pdf/pdf.ts';
import { p, packageOf } from './office-files.ts';
import { pdfOf } from '../pdf/pdf-files.ts';

const drawing = (properties: string, content = '') =>
  `<w:p><w:r><w:drawing><wp:inline><wp:docPr ${properties}/>${content}</wp:inline></w:drawing></w:r></w:p>`;

function textOfWord(body: string, parts: Readonly<Record<string, string>> = {}): string {
  const relations = Object.fromEntries(
    Object.keys(parts).map((name) => [name, [name.replace(/\d+$/, ''), `${name}.xml`] as const]),
  );
  const files = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [`word/${name}.xml`, xml]));
  const document = `<w:document xmlns:w="w" xmlns:wp="wp" xmlns:v="v" xmlns:pic="pic"><w:body>${body}</w:body></w:document>`;
  const bytes = packageOf(
    'word/document.xml',
    { 'word/document.xml': document, ...files },
    { 'word/document.xml': relations },
  );
  return [...textOfDocx(bytes)].join('').trim();
}

describe('a picture in a Word document', () => {
  it.each([
    [
      'a drawing',
      drawing('name="Picture 1" descr="A map of the site"', '<pic:cNvPr descr="A map of the site"/>'),
    ],
    ['the older markup', '<w:p><w:r><w:pict><v:shape alt="A map of the site"/></w:pict></w:r></w:p>'],
  ])('is shown as its alternative text: %s', (_case, body) => {
    expect(textOfWord(p('Before') + body)).toBe('Before\n[picture: A map of the site]');
  });

  it.each([
    ['it has no alternative text', drawing('name="Picture 1" descr=""')],
    ['it is hidden', drawing('descr="A map of the site" hidden="1"')],
    ['its run is hidden', drawing('descr="A map"').replace('<w:r>', '<w:r><w:rPr><w:vanish/></w:rPr>')],
  ])('is left out if %s', (_case, body) => {
    expect(textOfWord(p('Seen') + body)).toBe('Seen');
  });

  it('is shown with shortened alternative text if the text is long', () => {
    expect(textOfWord(drawing(`descr="${'a'.repeat(5_000)}"`)).length).toBeLessThan(1_100);
  });
});

describe('a chart in a Word document', () => {
  it('is shown with its data', () => {
    const series =
      '<ser><tx><v>Revenue</v></tx><cat><pt><v>Spring</v></pt></cat><val><pt><v>14.25</v></pt></val></ser>';
    const chart = `<chartSpace><title><t>Plan</t></title><plotArea>${series}</plotArea></chartSpace>`;
    expect(textOfWord(p('Body'), { chart1: chart })).toBe('Body\n[chart] Plan\n | Revenue\nSpring | 14.25');
  });
});

describe('a picture on a slide or a sheet', () => {
  const shape = '<pic><nvPicPr><cNvPr id="4" name="Picture 3" descr="A map of the site"/></nvPicPr></pic>';

  it('is shown as its alternative text on a slide', () => {
    const bytes = packageOf(
      'ppt/presentation.xml',
      {
        'ppt/presentation.xml': '<presentation xmlns:r="r"><sldId id="256" r:id="rId1"/></presentation>',
        'ppt/slide1.xml': `<sld>${shape}<sp><nvSpPr><cNvPr id="5" name="Title"/></nvSpPr></sp></sld>`,
      },
      { 'ppt/presentation.xml': { rId1: ['slide', 'slide1.xml'] } },
    );
    expect([...textOfPptx(bytes)].join('').trim()).toBe('## Slide 1\n[picture: A map of the site]');
  });

  it('is shown as its alternative text on a sheet', () => {
    const bytes = packageOf(
      'xl/workbook.xml',
      {
        'xl/workbook.xml': '<workbook xmlns:r="r"><sheet name="S" sheetId="1" r:id="rId1"/></workbook>',
        'xl/sheet1.xml': '<worksheet><sheetData/></worksheet>',
        'xl/drawing1.xml': `<wsDr>${shape}</wsDr>`,
      },
      {
        'xl/workbook.xml': { rId1: ['worksheet', 'sheet1.xml'] },
        'xl/sheet1.xml': { rId1: ['drawing', 'drawing1.xml'] },
      },
    );
    expect([...textOfXlsx(bytes)].join('')).toContain('[picture: A map of the site]');
  });
});

describe('a picture in a PDF', () => {
  it('is shown as its alternative text after the text of its page', async () => {
    const bytes = pdfOf(1, {
      contents: deflateSync('BT /F1 12 Tf 50 780 Td (Seen) Tj ET /Figure << /MCID 0 >> BDC EMC'),
      catalog: '/MarkInfo << /Marked true >> /StructTreeRoot 4 0 R',
      page: '/StructParents 0',
      objects: [
        '<< /Type /StructTreeRoot /K [5 0 R] /ParentTree << /Nums [0 [5 0 R]] >> >>',
        '<< /Type /StructElem /S /Figure /P 4 0 R /Pg 8 0 R /K 0 /Alt (A map of the site) >>',
      ],
    });
    let text = '';
    for await (const piece of textOfPdf(bytes)) text += piece;
    expect(text.trim()).toBe('[page 1]\nSeen\n[picture: A map of the site]');
  });
});
