import { areaOf, splitAddress } from './cell-area.ts';
import { setCell } from './change-cells.ts';
import { recalculate } from './recalculate.ts';
import { keyOf, sheetId, tableId, type CellValue, type Sheet, type Workbook } from './workbook.ts';

export type WorkbookData = {
  readonly sheets: readonly {
    readonly name: string;
    readonly hidden?: boolean | undefined;
    /** The rows from cell A1. Null leaves a cell empty; text that begins with an equals sign is a formula. */
    readonly rows: readonly (readonly (CellValue | null)[])[];
    /** Number format codes by column letter. They do not apply to text. */
    readonly formats?: Readonly<Record<string, string>> | undefined;
  }[];
  /** `address` includes the header, such as `Costs!A1:C9`. */
  readonly tables?: readonly { readonly name: string; readonly address: string }[] | undefined;
  /** `sheet` is the worksheet in which a name is valid, by default the whole workbook. */
  readonly names?:
    | readonly { readonly name: string; readonly address: string; readonly sheet?: string | undefined }[]
    | undefined;
};

/** Creates a workbook. Throws `RangeError` with an explanation if an address is wrong. */
export function newWorkbook({ sheets, tables = [], names = [] }: WorkbookData): Workbook {
  const workbook: Workbook = {
    sheets: sheets.map((data, index) => newSheet(data, index + 1)),
    tables: [],
    names: [],
  };
  for (const [index, { name, address }] of tables.entries()) {
    const { sheet, area } = placeIn(workbook, address);
    const id = tableId(index + 1);
    workbook.tables.push({ id, name, sheet, area, hasHeaders: true, hasTotals: false });
  }
  for (const { name, address, sheet } of names) {
    placeIn(workbook, address);
    workbook.names.push({ name, refersTo: `=${address}`, isVisible: true, sheet });
  }
  recalculate(workbook);
  return workbook;
}

function newSheet(
  { name, hidden, rows, formats = {} }: WorkbookData['sheets'][number],
  number: number,
): Sheet {
  const visibility = hidden === true ? 'Hidden' : 'Visible';
  const sheet: Sheet = { id: sheetId(number), name, visibility, cells: new Map() };
  const codes = Object.entries(formats).map(([letters, code]) => {
    const column = areaOf(`${letters}:${letters}`)?.left;
    if (column === undefined) throw new RangeError(`"${letters}" is not a column.`);
    return [column, code] as const;
  });
  const formatOf = new Map(codes);
  for (const [row, line] of rows.entries())
    for (const [column, value] of line.entries()) {
      if (value === null) continue;
      setCell(sheet, row, column, value);
      const key = keyOf(row, column);
      const cell = sheet.cells.get(key);
      const format = formatOf.get(column);
      if (format !== undefined && cell !== undefined && typeof cell.value !== 'string')
        sheet.cells.set(key, { ...cell, format });
    }
  return sheet;
}

function placeIn(workbook: Workbook, address: string) {
  const { sheet: name, rest } = splitAddress(address);
  const sheet = workbook.sheets.find((one) => one.name === name);
  const area = areaOf(rest);
  if (!sheet || !area)
    throw new RangeError(`"${address}" is not an address in this workbook, such as Sheet1!A1:C9.`);
  return { sheet, area };
}
