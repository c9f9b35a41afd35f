import { describe, expect, it } from 'vitest';

import { textOfXlsx } from '../../../src/documents/office/sheet/xlsx.ts';
import { addressOf, areaOf, quoted, splitAddress } from '../../../src/standins/workbook/cell-area.ts';
import { textOfCell } from '../../../src/standins/workbook/cell-text.ts';
import { setCell } from '../../../src/standins/workbook/change-cells.ts';
import { newWorkbook } from '../../../src/standins/workbook/new-workbook.ts';
import { readWorkbook } from '../../../src/standins/workbook/read-workbook.ts';
import { recalculate } from '../../../src/standins/workbook/recalculate.ts';
import { shiftReferences } from '../../../src/standins/workbook/shift-references.ts';
import { keyOf, usedArea, type Sheet, type Workbook } from '../../../src/standins/workbook/workbook.ts';
import { writeWorkbook } from '../../../src/standins/workbook/write-workbook.ts';

const costs = () =>
  newWorkbook({
    sheets: [
      {
        name: "Ana's costs",
        rows: [
          ['item', 'amount', 'paid', 'on'],
          ['Tea & <cake>', 12.5, true, 46_000],
          ['Train', 30, false, 46_001.5],
          ['Sum', '=SUM(B2:B3)', null, null],
          ['Odd', '=XLOOKUP(1,A1:A2,B1:B2)'],
        ],
        formats: { B: '#,##0.00', D: 'yyyy-mm-dd' },
      },
      { name: 'Rates', hidden: true, rows: [['rate'], [0.23]] },
    ],
    tables: [{ name: 'Costs', address: "'Ana''s costs'!A1:D3" }],
    names: [{ name: 'Rate', address: 'Rates!A2' }],
  });

const cellAt = ({ sheets }: Workbook, row: number, column: number) =>
  sheets[0]?.cells.get(keyOf(row, column));

describe('a workbook', () => {
  it('is unchanged after it is written and read back', () => {
    const read = readWorkbook(writeWorkbook(costs()));
    expect(read).toEqual(costs());
    expect(usedArea(read.sheets[0]!)).toEqual({ top: 0, left: 0, bottom: 4, right: 3 });
  });

  it('is read by the document reader', () => {
    const text = [...textOfXlsx(writeWorkbook(costs()))].join('');
    expect(text).toContain("## Sheet: Ana's costs");
    expect(text).toContain('2 | Tea & <cake> | 12.50 | TRUE | 2025-12-09');
    expect(text).toContain('4 | Sum | 42.50');
    expect(text).toContain('=XLOOKUP(1,A1:A2,B1:B2)');
    expect(text).toContain('[hidden sheets left out: Rates]');
  });

  it('calculates supported formulas and leaves unsupported formulas without a value', () => {
    const workbook = costs();
    setCell(workbook.sheets[0]!, 1, 1, 100);
    recalculate(workbook);
    expect(cellAt(workbook, 3, 1)).toMatchObject({ value: 130, formula: '=SUM(B2:B3)' });
    expect(cellAt(workbook, 4, 1)?.value).toBeUndefined();
    setCell(workbook.sheets[0]!, 4, 1, '=(B2-10)*2/Rates!A2');
    setCell(workbook.sheets[0]!, 5, 1, '=B6');
    recalculate(workbook);
    expect(cellAt(workbook, 4, 1)?.value).toBeCloseTo(782.61, 2);
    expect(cellAt(workbook, 5, 1)?.value).toBeUndefined();
  });

  it('changes the references to cells that have moved down', () => {
    const formulas = [
      ['=B2/$B$9', '=B2/$B$11'],
      ['=SUM(B2:B9)+C9', '=SUM(B2:B11)+C9'],
      ["='Ana''s'!B5+Other!B5+b4", "='Ana''s'!B7+Other!B5+b4"],
      ['="B9"&B9&Rate1&LOG10(B9)', '="B9"&B11&Rate1&LOG10(B11)'],
    ];
    const workbook = newWorkbook({
      sheets: [
        { name: "Ana's", rows: formulas.map(([given = '']) => [given]) },
        { name: 'Other', rows: [['=B9', "='Ana''s'!B9"]] },
      ],
      names: [{ name: 'Total', address: "'Ana''s'!B9" }],
    });
    const [sheet, other] = workbook.sheets;
    shiftReferences(workbook, { sheet: sheet!, area: { top: 4, left: 1, bottom: 4, right: 1 }, count: 2 });
    const formulasOf = (cells: Sheet['cells'] | undefined) =>
      [...(cells?.values() ?? [])].map((one) => one.formula);
    expect(formulasOf(sheet?.cells)).toEqual(formulas.map(([, moved]) => moved));
    expect(formulasOf(other?.cells)).toEqual(['=B9', "='Ana''s'!B11"]);
    expect(workbook.names[0]?.refersTo).toBe("='Ana''s'!B11");
  });

  it('shows cells as Excel shows them', () => {
    const workbook = costs();
    expect(textOfCell(cellAt(workbook, 1, 1))).toBe('12.50');
    expect(textOfCell(cellAt(workbook, 1, 2))).toBe('TRUE');
    expect(textOfCell(cellAt(workbook, 1, 3))).toBe('2025-12-09');
    expect(textOfCell(cellAt(workbook, 9, 9))).toBe('');
  });

  it.each([
    ['007', 7],
    ["'007", '007'],
    ['true', true],
    ['25%', 0.25],
    ['2025-12-09', 46_000],
    ['call 007', 'call 007'],
  ])('converts the text %s as if a user had typed it', (given, value) => {
    const workbook = costs();
    setCell(workbook.sheets[0]!, 8, 0, given);
    expect(cellAt(workbook, 8, 0)?.value).toBe(value);
  });

  it('refuses an address outside its sheets', () => {
    const data = { sheets: [{ name: 'One', rows: [['a']] }], names: [{ name: 'N', address: 'Two!A1' }] };
    expect(() => newWorkbook(data)).toThrow(RangeError);
  });
});

describe('an address', () => {
  it.each(['A1', 'B2:AA10', 'A:C', '2:10', 'XFD1048576'])(
    'is unchanged after it is parsed and formatted: %s',
    (address) => {
      expect(addressOf(areaOf(address)!)).toBe(address);
    },
  );

  it('can have dollar signs and lower-case letters', () => {
    expect(addressOf(areaOf('$b$2:$a$1')!)).toBe('A1:B2');
  });

  it.each(['', 'A', '1', 'A0', 'XFE1', 'A1048577', 'A1:', 'A1:B', 'A1:B2:C3', 'Rate', 'A1;B2'])(
    'cannot be %j',
    (address) => {
      expect(areaOf(address)).toBeUndefined();
    },
  );

  it('has quotes around a worksheet name that is not a plain word', () => {
    expect(quoted("Ana's costs")).toBe("'Ana''s costs'");
    expect(quoted('Costs')).toBe('Costs');
    expect(splitAddress("'Ana''s costs'!A1")).toEqual({ sheet: "Ana's costs", rest: 'A1' });
    expect(splitAddress('A1')).toEqual({ sheet: undefined, rest: 'A1' });
  });
});
