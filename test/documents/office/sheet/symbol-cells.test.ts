import { describe, expect, it } from 'vitest';

import { textOfXlsx } from '../../../../src/documents/office/sheet/xlsx.ts';
import { packageOf } from '../office-files.ts';

const fonts = ['Calibri', 'Wingdings', 'Wingdings 2', 'Wingdings 3', 'Webdings', 'Marlett'];
const styles = `<styleSheet><fonts>${fonts.map((name) => `<font><sz val="11"/><name val="${name}"/></font>`).join('')}</fonts><cellXfs>${fonts.map((_, index) => `<xf fontId="${index}"/>`).join('')}</cellXfs></styleSheet>`;

/** Returns the first row of a workbook with these cells and shared strings. */
function rowOf(cells: string, strings = ''): string {
  const bytes = packageOf(
    'xl/workbook.xml',
    {
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
      'xl/sheet.xml': `<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>`,
      'xl/styles.xml': styles,
      'xl/strings.xml': `<sst>${strings}</sst>`,
    },
    {
      'xl/workbook.xml': {
        a: ['worksheet', 'sheet.xml'],
        b: ['styles', 'styles.xml'],
        c: ['sharedStrings', 'strings.xml'],
      },
    },
  );
  return [...textOfXlsx(bytes)].join('').trim().split('\n').at(-1) ?? '';
}

describe('a cell in a symbol font', () => {
  const cell = (font: string, text: string) => `<c s="${fonts.indexOf(font)}" t="str"><v>${text}</v></c>`;

  it.each([
    ['Calibri', 'ü', 'ü'],
    ['Wingdings', 'ü', '✓'],
    ['Wingdings', 'û', '✗'],
    ['Wingdings', '\uf0fc', '✓'],
    ['Wingdings 2', 'P', '✓'],
    ['Wingdings 2', 'O', '✗'],
    ['Wingdings 3', 'p', '▲'],
    ['Wingdings 3', 'q', '▼'],
    ['Webdings', 'a', '✓'],
    ['Webdings', 'r', '✗'],
    ['Marlett', 'b', '✓'],
  ])('shows the symbol that a reader sees: %s %s', (font, text, shown) => {
    expect(rowOf(cell(font, text))).toBe(`1 | ${shown}`);
  });

  it('shows the symbols of shared strings, in which a run can have another font', () => {
    const run = (font: string, text: string) =>
      `<r><rPr><rFont val="${font}"/></rPr><t xml:space="preserve">${text}</t></r>`;
    const strings = [
      '<si><t>ü</t></si>',
      `<si><r><t>ü</t></r>${run('Calibri', ' für Büro')}</si>`,
      `<si>${run('Calibri', 'Büro ')}${run('Wingdings', 'û')}</si>`,
    ];
    const cells = [0, 1, 2].map((index) => `<c s="1" t="s"><v>${index}</v></c>`).join('');
    expect(rowOf(cells, strings.join(''))).toBe('1 | ✓ | ✓ für Büro | Büro ✗');
  });
});
