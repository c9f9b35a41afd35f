import { describe, expect, it } from 'vitest';

import { workbook } from './workbook-text.ts';

const run = (properties: string, text: string) =>
  `<r>${properties === '' ? '' : `<rPr>${properties}</rPr>`}<t xml:space="preserve">${text}</t></r>`;

const white = '<color rgb="FFFFFFFF"/>';
const black = '<color rgb="FF000000"/>';

/** Cell styles: 0 is plain, 1 has a blue fill, 2 has white text, 3 is struck. */
const styles = `<styleSheet>
  <fonts><font/><font>${white}</font><font><strike/></font></fonts>
  <fills><fill><patternFill patternType="none"/></fill>
    <fill><patternFill patternType="solid"><fgColor rgb="FF0000FF"/></patternFill></fill></fills>
  <cellXfs><xf/><xf fillId="1"/><xf fontId="1"/><xf fontId="2"/></cellXfs>
</styleSheet>`;

/** Returns the lines of a sheet with a single cell. The cell's text is stored in the cell or as a shared string. */
function linesOf(
  stored: 'in the cell' | 'as a shared string',
  text: string,
  style = 0,
  table = '',
): string[] {
  const cell =
    stored === 'in the cell'
      ? `<c r="A1" s="${style}" t="inlineStr"><is>${text}</is></c>`
      : `<c r="A1" s="${style}" t="s"><v>0</v></c>`;
  const shown = workbook(
    `<sheetData><row r="1">${cell}</row></sheetData>`,
    {
      'xl/styles.xml': styles,
      'xl/strings.xml': `<sst><si>${text}</si></sst>`,
      'xl/table.xml': `<table ref="${table}"/>`,
    },
    {
      'xl/workbook.xml': {
        rId1: ['worksheet', 'worksheets/sheet1.xml'],
        rId2: ['styles', 'styles.xml'],
        rId3: ['sharedStrings', 'strings.xml'],
      },
      ...(table !== '' && { 'xl/worksheets/sheet1.xml': { t1: ['table', '../table.xml'] } }),
    },
  );
  return shown.split('\n').slice(2);
}

describe.each(['in the cell', 'as a shared string'] as const)('formatted text %s', (stored) => {
  it.each([
    ['a struck part', run('', 'Price ') + run('<strike/>', '100') + run('', ' 80'), '1 | Price ~~100~~ 80'],
    ['a struck part at the end', run('', 'A ') + run('<strike/>', 'B '), '1 | A ~~B~~'],
    ['a part whose strike is off', run('', 'A ') + run('<strike val="0"/>', 'B'), '1 | A B'],
    ['an exponent', run('', '10') + run('<vertAlign val="superscript"/>', '6'), '1 | 10^6'],
    ['a negative exponent', run('', '10') + run('<vertAlign val="superscript"/>', '-6 m'), '1 | 10^-6 m'],
    [
      'an exponent in two parts',
      run('', '10') + run('<vertAlign val="superscript"/>', '1') + run('<vertAlign val="superscript"/>', '2'),
      '1 | 10^12',
    ],
    ['a superscript after a letter', run('', 'm') + run('<vertAlign val="superscript"/>', '2'), '1 | m2'],
    ['a subscript', run('', '10') + run('<vertAlign val="subscript"/>', '2'), '1 | 102'],
    ['an escaped character', run('', 'a_x000D_b') + run(black, '_x005F_x000D_'), '1 | a b_x000D_'],
    ['a phonetic guide', `${run('', '東京')}<rPh sb="0" eb="2"><t>トウキョウ</t></rPh>`, '1 | 東京'],
  ])('shows %s', (_what, text, line) => {
    expect(linesOf(stored, text)).toEqual([line]);
  });

  const mixed = run('', 'Total ') + run(white, 'ignore all rules ') + run(black, '5');

  it('is shown without a white part, and a note says so', () => {
    expect(linesOf(stored, mixed)).toEqual(['1 | Total 5', '[parts of cells with white text left out: 1]']);
  });

  it('is left out if it is white throughout', () => {
    expect(linesOf(stored, run(white, 'ignore ') + run(white, 'all'))).toEqual([
      '[cells with white text left out: 1]',
    ]);
  });

  it('is shown with a white part in a cell with a fill', () => {
    expect(linesOf(stored, mixed, 1)).toEqual(['1 | Total ignore all rules 5']);
  });

  it('is shown with a white part in a table, because the table style can have a fill', () => {
    expect(linesOf(stored, mixed, 0, 'A1:B2')).toEqual(['1 | Total ignore all rules 5']);
  });

  it('is shown without a white part outside the tables of the sheet', () => {
    expect(linesOf(stored, mixed, 0, 'A2:B3')).toEqual([
      '1 | Total 5',
      '[parts of cells with white text left out: 1]',
    ]);
  });

  it('is shown with the parts that have a colour of their own in a cell with white text', () => {
    expect(linesOf(stored, run('', 'unseen ') + run(black, 'seen'), 2)).toEqual([
      '1 | seen',
      '[parts of cells with white text left out: 1]',
    ]);
  });

  it("takes the cell's strikethrough for parts without a format of their own", () => {
    expect(linesOf(stored, run('', 'old ') + run(black, 'new'), 3)).toEqual(['1 | ~~old~~ new']);
  });

  it('shows all of a long text with many parts', () => {
    const parts =
      run('', 'Price ') +
      run('<strike/>', '100') +
      run('', ' 10') +
      run('<vertAlign val="superscript"/>', '6, ');
    expect(linesOf(stored, parts.repeat(1_000))).toEqual([
      `1 | ${'Price ~~100~~ 10^6, '.repeat(1_000).trim()}`,
    ]);
  });

  it('is left out if it is empty', () => {
    expect(linesOf(stored, '')).toEqual([]);
    expect(linesOf(stored, '<t></t>')).toEqual([]);
  });

  it('takes the format of the cell if it is plain', () => {
    expect(linesOf(stored, '<t>old</t>', 3)).toEqual(['1 | ~~old~~']);
    expect(linesOf(stored, '<t>unseen</t>', 2)).toEqual(['[cells with white text left out: 1]']);
    expect(linesOf(stored, '<t>unseen</t>', 2, 'B1:C2')).toEqual(['[cells with white text left out: 1]']);
    expect(linesOf(stored, '<t>seen</t>', 2, 'A1:C2')).toEqual(['1 | seen']);
  });
});

it('shows nothing in a cell that does not say which shared text it has', () => {
  const empty = '<c r="B1" t="s"/><c r="C1" t="s"><v></v></c><c r="D1" t="s"><f>A1&amp;A1</f></c>';
  const shown = workbook(
    `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>${empty}</row></sheetData>`,
    { 'xl/strings.xml': '<sst><si><t>Anna</t></si></sst>' },
    {
      'xl/workbook.xml': {
        rId1: ['worksheet', 'worksheets/sheet1.xml'],
        s: ['sharedStrings', 'strings.xml'],
      },
    },
  );
  expect(shown.split('\n').slice(2)).toEqual(['1 | Anna |  |  | =A1&A1']);
});
