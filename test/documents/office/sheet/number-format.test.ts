import { describe, expect, it } from 'vitest';

import { numberFormat, textFormat } from '../../../../src/documents/office/sheet/number-format.ts';
import { textOfXlsx } from '../../../../src/documents/office/sheet/xlsx.ts';
import { xlsxOf } from '../office-files.ts';

describe('a number in a workbook', () => {
  it.each([
    ['elapsed hours', '[h]:mm', 1.5, '36:00'],
    ['elapsed hours with seconds', '[h]:mm:ss', 4.25, '102:00:00'],
    ['elapsed minutes', '[mm]:ss', 0.0625, '90:00'],
    ['leading zeros', '00000', 1067, '01067'],
    ['a percentage', '0%', 0.075, '8%'],
    ['a percentage with decimals', '0.0%', 0.0617, '6.2%'],
    ['a time with seconds', 'h:mm:ss', 0.646041666666667, '15:30:18'],
    ['a unit', '#,##0.00 "kg"', 1234.5, '1,234.50 kg'],
    ['a currency with a locale', '[$€-407] #,##0.00', 1234.5, '€ 1,234.50'],
    ['a currency after the number', '#,##0.00\\ [$€-1]', 5, '5.00 €'],
    ['a fraction', '# ?/?', 1.5, '1 1/2'],
    ['a scientific format', '0.00E+00', 12345, '1.23E+04'],
    ['a section for negative numbers', '0.00;(0.00)', -3, '(3.00)'],
    ['a condition', '[>=100]"many";0', 120, 'many'],
    ['a section that hides it', ';;;', 5, ''],
    ['a date in any order', 'm/d/yyyy', 46347, '2026-11-21'],
    ['a date with seconds', 'dd.mm.yyyy hh:mm:ss', 46347.646041666667, '2026-11-21 15:30:18'],
    ['General', 'General', 0.30000000000000004, '0.3'],
  ])('is shown as it appears in the cell: %s', (_case, code, value, shown) => {
    expect(numberFormat(code)(value, false)).toBe(shown);
  });

  it.each([
    ['an invalid format code', 'bad [', 3, '3'],
    ['a format code that is too long', '0'.repeat(256), 3, '3'],
    ['a negative date', 'yyyy-mm-dd', -3, '-3'],
    ['a negative time', 'h:mm', -0.5, '-0.5'],
  ])('is shown unformatted: %s', (_case, code, value, shown) => {
    expect(numberFormat(code)(value, false)).toBe(shown);
  });

  it('is shown in the built-in format for percentages or elapsed time', () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="46"/></cellXfs>';
    const rows = '<row><c r="A1" s="1"><v>0.75</v></c><c r="B1" s="2"><v>4.25</v></c></row>';
    const text = [...textOfXlsx(xlsxOf([{ name: 'Hours', rows }], { styles }))].join('');
    expect(text).toContain('75% | 102:00:00');
  });
});

describe('text in a workbook', () => {
  it.each([
    ['words before it', '"Mr. "@', 'Mr. Smith'],
    ['a unit after it', '@\\ "kg"', 'Smith kg'],
    ['words in the fourth section', '0;-0;0;"Name: "@', 'Name: Smith'],
    ['words instead of it', '0;-0;0;"n/a"', 'n/a'],
    ['itself twice', '@"-"@', 'Smith-Smith'],
    ['a fourth section that hides it', '0;-0;0;', ''],
    ['a fourth section that shows it', ';;;@', 'Smith'],
    ['padding in the fourth section', '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', 'Smith'],
    ['a locale and a text section', '[$-409]d/m/yy;@', 'Smith'],
    ['three sections', '0;;', 'Smith'],
    ['a quoted @', '0 "@"', 'Smith'],
    ['an invalid format code', '@ "', 'Smith'],
    ['General', 'General', 'Smith'],
  ])('is shown as it appears in the cell: %s', (_case, code, shown) => {
    expect(textFormat(code)('Smith')).toBe(shown);
  });

  it('is not treated as a replacement pattern', () => {
    expect(textFormat('"Mr. "@')("$& $' $1")).toBe("Mr. $& $' $1");
  });

  it('is shown in the format of its cell, or counted if the format hides it', () => {
    const formats = ['&quot;Mr. &quot;@', '0;-0;0;'].map(
      (code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${code}"/>`,
    );
    const styles = `<numFmts>${formats.join('')}</numFmts><cellXfs><xf/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs>`;
    const cells = [
      '<c r="A1" s="1" t="s"><v>0</v></c>',
      '<c r="B1" s="1" t="inlineStr"><is><t>Jones</t></is></c>',
      '<c r="C1" s="1" t="str"><f>A1</f><v>Miller</v></c>',
      '<c r="D1" s="1"><v>7</v></c>',
      '<c r="E1" s="2" t="s"><v>0</v></c>',
    ];
    const sheet = xlsxOf([{ name: 'People', rows: `<row>${cells.join('')}</row>` }], {
      strings: ['Smith'],
      styles,
    });
    const text = [...textOfXlsx(sheet)].join('');
    expect(text).toContain('1 | Mr. Smith | Mr. Jones | Mr. Miller | 7\n');
    expect(text).toContain('[cells left out because their number format hides them: 1]');
  });
});
