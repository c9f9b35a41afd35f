import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import { textOfDocx } from '../../../src/documents/office/docx.ts';
import { textOfPptx } from '../../../src/documents/office/pptx.ts';
import { textOfXlsx } from '../../../src/documents/office/sheet/xlsx.ts';
import { packageOf, pptxOf } from './office-files.ts';

const relationsOf = (addresses: readonly string[], more = '') =>
  `<Relationships>${addresses
    .map(
      (address, at) =>
        `<Relationship Id="a${at}" Type="x/hyperlink" Target="${address}" TargetMode="External"/>`,
    )
    .join('')}${more}</Relationships>`;
const run = (text: string, look = '') =>
  `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const link = (id: string, content: string, more = '') =>
  `<w:hyperlink r:id="${id}" ${more}>${content}</w:hyperlink>`;
const field = (instruction: string, result: string) =>
  [
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    ...instruction
      .split('|')
      .map((part) => `<w:r><w:instrText xml:space="preserve">${part}</w:instrText></w:r>`),
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    result,
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
  ].join('');

function word(content: string, addresses: readonly string[] = ['https://contoso.example/form']): string {
  const bytes = packageOf('word/document.xml', {
    'word/document.xml': `<w:document xmlns:w="w" xmlns:r="r"><w:body><w:p>${content}</w:p></w:body></w:document>`,
    'word/_rels/document.xml.rels': relationsOf(addresses),
  });
  return [...textOfDocx(bytes)].join('').trim();
}

describe('a link in a Word document', () => {
  it.each([
    ['a link', link('a0', run('here')) + run(' by Friday'), 'here (https://contoso.example/form) by Friday'],
    [
      'a link in two runs',
      link('a0', run('he') + run('re ', '<w:b/>')) + run('now'),
      'here (https://contoso.example/form) now',
    ],
    [
      'a place on the page',
      link('a0', run('here'), 'w:anchor="top"'),
      'here (https://contoso.example/form#top)',
    ],
    [
      'a place in the document',
      '<w:hyperlink w:anchor="top"><w:r><w:t>above</w:t></w:r></w:hyperlink>',
      'above',
    ],
    ['an unknown address', link('a7', run('here')), 'here'],
    [
      'the result of a field',
      field(' HYPERLINK |"https://contoso.example/f" ', run('here')) + run('.'),
      'here (https://contoso.example/f).',
    ],
    [
      'a field with a place',
      field('HYPERLINK "https://contoso.example/f" \\l "top"', run('here')),
      'here (https://contoso.example/f#top)',
    ],
    ['a field with a place in the document', field('HYPERLINK \\l "top"', run('above')), 'above'],
    ['another field', field(' PAGE ', run('4')) + run(' pages'), '4 pages'],
    [
      'a field within a link',
      field('HYPERLINK "https://contoso.example/f"', run('page ') + field('PAGE', run('4'))),
      'page 4 (https://contoso.example/f)',
    ],
    [
      'struck text',
      link('a0', run('here', '<w:strike/>')) + run(' now'),
      '~~here (https://contoso.example/form)~~ now',
    ],
  ])('shows its address: %s', (_case, content, expected) => {
    expect(word(content)).toBe(expected);
  });

  it.each([
    ['https://contoso.example/form', 'https://contoso.example/form', 'https://contoso.example/form'],
    ['https://www.contoso.example/', 'contoso.example', 'contoso.example'],
    ['mailto:ana.silva@contoso.example', 'Ana.Silva@contoso.example', 'Ana.Silva@contoso.example'],
    ['mailto:ana.silva@contoso.example', 'Ana', 'Ana (ana.silva@contoso.example)'],
    ['file:///C:/a.docx', 'the file', 'the file'],
    [`https://contoso.example/${'x'.repeat(2_000)}`, 'here', 'here'],
  ])(
    'does not show its address if its text is the address or if nobody can open the address: %s',
    (address, text, expected) => {
      expect(word(link('a0', run(text)), [address])).toBe(expected);
    },
  );

  it('takes its address from the relationships of its own part', () => {
    const part = (id: string) =>
      `<w:ftr xmlns:w="w" xmlns:r="r"><w:p>${link(id, run('terms'))}</w:p></w:ftr>`;
    const footer = '<Relationship Id="f" Type="x/footer" Target="footer1.xml"/>';
    const bytes = packageOf('word/document.xml', {
      'word/document.xml': `<w:document xmlns:w="w" xmlns:r="r"><w:body><w:p>${link('a0', run('form'))}</w:p></w:body></w:document>`,
      'word/_rels/document.xml.rels': relationsOf(['https://contoso.example/form'], footer),
      'word/footer1.xml': part('a0'),
      'word/_rels/footer1.xml.rels': relationsOf(['https://contoso.example/terms']),
    });
    expect([...textOfDocx(bytes)].join('').trim()).toBe(
      'form (https://contoso.example/form)\n\n[footer]\nterms (https://contoso.example/terms)',
    );
  });
});

describe('a link on a slide', () => {
  it('shows its address', () => {
    const parts = unzipSync(pptxOf([{ lines: ['Register LINK today'] }]));
    const name = 'ppt/slides/slide1.xml';
    const xml = strFromU8(parts[name] ?? new Uint8Array()).replace(
      'LINK',
      '</a:t></a:r><a:r><a:rPr><a:hlinkClick r:id="a0"/></a:rPr><a:t>here</a:t></a:r><a:r><a:t>',
    );
    const rels = {
      'ppt/slides/_rels/slide1.xml.rels': strToU8(relationsOf(['https://contoso.example/event'])),
    };
    const text = [...textOfPptx(zipSync({ ...parts, [name]: strToU8(xml), ...rels }))].join('');
    expect(text).toContain('Register here (https://contoso.example/event) today');
  });
});

describe('a link in a workbook', () => {
  const cell = (reference: string, text: string, formula = '') =>
    `<c r="${reference}" t="str">${formula === '' ? '' : `<f>${formula}</f>`}<v>${text}</v></c>`;

  /** Returns the first row of a sheet with these cells in its first row and these links. */
  function sheet(cells: string, links = '', addresses: readonly string[] = ['https://contoso.example/42']) {
    const bytes = packageOf(
      'xl/workbook.xml',
      {
        'xl/workbook.xml':
          '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        'xl/worksheets/sheet1.xml': `<worksheet xmlns:r="r"><sheetData><row r="1">${cells}</row></sheetData>${links}</worksheet>`,
        'xl/worksheets/_rels/sheet1.xml.rels': relationsOf(addresses),
      },
      { 'xl/workbook.xml': { rId1: ['worksheet', 'worksheets/sheet1.xml'] } },
    );
    return [...textOfXlsx(bytes)].join('').trim().split('\n')[2];
  }
  const linkOn = (range: string, more = 'r:id="a0"') =>
    `<hyperlinks><hyperlink ref="${range}" ${more}/></hyperlinks>`;

  it.each([
    ['a cell', linkOn('A1'), 'Invoice (https://contoso.example/42) | paid'],
    ['a range', linkOn('A1:B2'), 'Invoice (https://contoso.example/42) | paid (https://contoso.example/42)'],
    [
      'a place on the page',
      linkOn('B1', 'r:id="a0" location="top"'),
      'Invoice | paid (https://contoso.example/42#top)',
    ],
    ['a place in the workbook', linkOn('A1', `location="'Other'!A1"`), 'Invoice | paid'],
    ['an unknown address', linkOn('A1', 'r:id="a7"'), 'Invoice | paid'],
    ['a damaged range', linkOn('A0x'), 'Invoice | paid'],
    ['a whole sheet', linkOn('A2:XFD1048576'), 'Invoice | paid'],
  ])('shows its address: %s', (_case, links, expected) => {
    expect(sheet(cell('A1', 'Invoice') + cell('B1', 'paid'), links)).toBe(`1 | ${expected}`);
  });

  it('shows its address even if it is listed after links on large ranges', () => {
    const links = ['A2:XFD1048576', 'A2:Z90000', 'B1'].map((range) => linkOn(range)).join('');
    const list = links.replaceAll('</hyperlinks><hyperlinks>', '');
    expect(sheet(cell('A1', 'Invoice') + cell('B1', 'paid'), list)).toBe(
      '1 | Invoice | paid (https://contoso.example/42)',
    );
  });

  it('does not prevent the cells from being shown if the list of links is damaged', () => {
    expect(sheet(cell('A1', 'Invoice'), '<hyperlinks><hyperlink ref="A1"</hyperlinks>')).toBe('1 | Invoice');
  });

  it('does not show its address if its text is the address', () => {
    const cells = cell('A1', 'ap@contoso.example');
    expect(sheet(cells, linkOn('A1'), ['mailto:ap@contoso.example'])).toBe('1 | ap@contoso.example');
  });

  it('shows the address in a HYPERLINK formula, but does not repeat the address if the formula itself is shown', () => {
    const formula = 'HYPERLINK(&quot;https://contoso.example/7&quot;,&quot;Order 7&quot;)';
    expect(sheet(cell('A1', 'Order 7', formula))).toBe('1 | Order 7 (https://contoso.example/7)');
    expect(sheet(cell('A1', '7', 'HYPERLINK(B1,7)'))).toBe('1 | 7');
    expect(sheet(`<c r="A1"><f>${formula}</f></c>`)).toBe(
      '1 | =HYPERLINK("https://contoso.example/7","Order 7")',
    );
  });
});
