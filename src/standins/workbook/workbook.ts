import { ROWS, type CellArea } from './cell-area.ts';

export type CellValue = string | number | boolean;

/** A cell with content or a format. A formula without a value has not been calculated. */
export type Cell = {
  readonly value?: CellValue;
  /** Includes the equals sign. */
  readonly formula?: string;
  /** The number format code; General if undefined. */
  readonly format?: string;
};

export type Sheet = {
  readonly id: string;
  name: string;
  readonly visibility: 'Visible' | 'Hidden' | 'VeryHidden';
  /** By `keyOf`. */
  readonly cells: Map<number, Cell>;
  readonly hidden: HiddenLines;
  /** Whether the sheet is protected and all its cells are locked. */
  readonly isProtected?: boolean;
};

/** The hidden rows and columns of a sheet, numbered from zero. */
export type HiddenLines = { readonly rows: Set<number>; readonly columns: Set<number> };

export type SheetTable = {
  readonly id: string;
  readonly name: string;
  readonly sheet: Sheet;
  /** Includes the header and the total row. */
  area: CellArea;
  readonly hasHeaders: boolean;
  readonly hasTotals: boolean;
};

export type NamedRange = {
  readonly name: string;
  /** A reference, for example `=Costs!$B$2:$B$9`. */
  readonly refersTo: string;
  readonly isVisible: boolean;
  /** The worksheet in which the name is valid; undefined if it is valid in the whole workbook. */
  readonly sheet?: string | undefined;
};

export type Workbook = {
  readonly sheets: Sheet[];
  readonly tables: SheetTable[];
  readonly names: NamedRange[];
};

export function keyOf(row: number, column: number): number {
  return column * ROWS + row;
}

export function placeOf(key: number): { readonly row: number; readonly column: number } {
  return { row: key % ROWS, column: Math.floor(key / ROWS) };
}

function hasContent(cell: Cell | undefined): boolean {
  return (
    cell !== undefined && (cell.formula !== undefined || (cell.value !== undefined && cell.value !== ''))
  );
}

/** Returns the smallest area that contains all cells with content; undefined if the sheet is empty. */
export function usedArea({ cells }: Sheet): CellArea | undefined {
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  for (const [key, cell] of cells) {
    if (!hasContent(cell)) continue;
    const { row, column } = placeOf(key);
    [top, left] = [Math.min(top, row), Math.min(left, column)];
    [bottom, right] = [Math.max(bottom, row), Math.max(right, column)];
  }
  return bottom < 0 ? undefined : { top, left, bottom, right };
}

export function sheetId(number: number): string {
  return `{00000000-${number.toString(16).toUpperCase().padStart(4, '0')}-0000-0000-000000000000}`;
}

export function tableId(number: number): string {
  return `{00000000-000C-0000-FFFF-${number.toString(16).toUpperCase().padStart(12, '0')}}`;
}

/** Returns the number in the id of a sheet or table. The file refers to the sheet or table by this number. */
export function numberIn(id: string): number {
  const [, , sheet = '', table = ''] = /^\{(0+)-(\w{4})-.*-(\w{12})\}$/.exec(id) ?? [];
  return Number.parseInt(/^0+$/.test(table) ? sheet : table, 16);
}
