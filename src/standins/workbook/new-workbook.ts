import { areaOf, COLUMNS, sizeOf, splitAddress } from './cell-area.ts';
import { setCell } from './change-cells.ts';
import { recalculate } from './recalculate.ts';
import {
  keyOf,
  sheetId,
  tableId,
  type CellValue,
  type HiddenLines,
  type Sheet,
  type Workbook,
} from './workbook.ts';

export type WorkbookData = {
  readonly sheets: readonly {
    readonly name: string;
    readonly hidden?: boolean | undefined;
    /** The rows from cell A1. Null leaves a cell empty; text that begins with an equals sign is a formula. */
    readonly rows: readonly (readonly (CellValue | null)[])[];
    /** Number format codes, keyed by column letter. The codes do not apply to text. */
    readonly formats?: Readonly<Record<string, string>> | undefined;
    /** Whether the sheet is protected, with all cells locked. */
    readonly protected?: boolean | undefined;
    /** Hidden rows, such as `2:3`, and hidden columns, such as `B:B`. */
    readonly hiddenLines?: readonly string[] | undefined;
  }[];
  /** `address` includes the header, such as `Costs!A1:C9`. */
  readonly tables?: readonly { readonly name: string; readonly address: string }[] | undefined;
  /**
   * `sheet` is the only worksheet in which the name is valid. Without `sheet`, the name is valid in the whole workbook.
   */
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
  {
    name,
    hidden,
    rows,
    formats = {},
    hiddenLines = [],
    protected: isProtected = false,
  }: WorkbookData['sheets'][number],
  number: number,
): Sheet {
  const visibility = hidden === true ? 'Hidden' : 'Visible';
  const sheet: Sheet = {
    id: sheetId(number),
    name,
    visibility,
    cells: new Map(),
    hidden: hiddenIn(hiddenLines),
    isProtected,
  };
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

function hiddenIn(addresses: readonly string[]): HiddenLines {
  const hidden: HiddenLines = { rows: new Set(), columns: new Set() };
  for (const address of addresses) {
    const area = areaOf(address);
    if (!area) throw new RangeError(`"${address}" is not an address such as 2:3 or B:B.`);
    const isRows = sizeOf(area).columns === COLUMNS;
    const [first, last] = isRows ? [area.top, area.bottom] : [area.left, area.right];
    for (let line = first; line <= last; line += 1) hidden[isRows ? 'rows' : 'columns'].add(line);
  }
  return hidden;
}

function placeIn(workbook: Workbook, address: string) {
  const { sheet: name, rest } = splitAddress(address);
  const sheet = workbook.sheets.find((one) => one.name === name);
  const area = areaOf(rest);
  if (!sheet || !area)
    throw new RangeError(
      `"${address}" is not an address in this workbook. Use an address such as Sheet1!A1:C9.`,
    );
  return { sheet, area };
}
