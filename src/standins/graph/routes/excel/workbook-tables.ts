import * as z from 'zod';

import { areaOf, overlap, splitAddress, type CellArea } from '../../../workbook/cell-area.ts';
import { setCell } from '../../../workbook/change-cells.ts';
import {
  keyOf,
  numberIn,
  placeOf,
  tableId,
  type Sheet,
  type SheetTable,
  type Workbook,
} from '../../../workbook/workbook.ts';
import { shiftReferences } from '../../../workbook/shift-references.ts';
import { columnNames } from '../../../workbook/write-workbook.ts';
import { type Call, ok, readBody, type Reply } from '../../graph-call.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { type Route, route } from '../../router.ts';
import { readFiles, writeFiles } from '../files/item-rules.ts';
import { sheetNamed, sheetOf, tableOf } from './find-place.ts';
import { changeWorkbook, workbookOf } from './open-workbook.ts';
import { rangeAnswer } from './range-answer.ts';
import { invalidArgument, wrongShape, requireUnprotected } from './workbook-errors.ts';

const tableType = entityType('workbookTable', {
  properties: `id name showHeaders showTotals style highlightFirstColumn highlightLastColumn showBandedColumns
    showBandedRows showFilterButton legacyId`,
  expand: {
    worksheet: (_call, row) => ({ type: entityType('workbookWorksheet'), row: row.$sheet as never }),
    columns: (call, row) => ({
      type: columnType,
      rows: columnRows(workbookOf(call).tables.find(({ id }) => id === row.id)!),
    }),
  },
});
const columnType = entityType('workbookTableColumn', { properties: 'id name index values' });
const rowType = entityType('workbookTableRow', {
  properties: 'index values',
  defaults: 'index values',
  alwaysId: false,
  pageSize: 1_000,
  maxTop: 100_000,
  pageBy: '$skip',
  order: 'index',
});

function tableRow({ id, name, hasHeaders, hasTotals, sheet }: SheetTable) {
  return {
    id,
    name,
    showHeaders: hasHeaders,
    showTotals: hasTotals,
    showFilterButton: hasHeaders,
    style: 'TableStyleMedium2',
    $sheet: { id: sheet.id, name: sheet.name, visibility: sheet.visibility },
  };
}

/** Returns the rows between the header and the totals. */
function bodyOf({ area, hasHeaders, hasTotals }: SheetTable): CellArea {
  return { ...area, top: area.top + (hasHeaders ? 1 : 0), bottom: area.bottom - (hasTotals ? 1 : 0) };
}

function valuesAt(sheet: Sheet, row: number, { left, right }: CellArea): unknown[] {
  return Array.from(
    { length: right - left + 1 },
    (_, index) => sheet.cells.get(keyOf(row, left + index))?.value ?? '',
  );
}

function columnRows(table: SheetTable) {
  const { area, sheet } = table;
  return columnNames(table).map((name, index) => ({
    id: String(index + 1),
    name,
    index,
    values: Array.from({ length: area.bottom - area.top + 1 }, (_, row) => [
      sheet.cells.get(keyOf(area.top + row, area.left + index))?.value ?? '',
    ]),
  }));
}

function rowsOf(table: SheetTable) {
  const body = bodyOf(table);
  return Array.from({ length: body.bottom - body.top + 1 }, (_, index) => ({
    id: String(index),
    index,
    values: [valuesAt(table.sheet, body.top + index, body)],
  }));
}

const scalar = z.union([z.string().max(32_767), z.number(), z.boolean(), z.null()]);
const newRows = z.object({
  index: z.int().min(0).nullish(),
  values: z.array(z.array(scalar)).min(1),
});

function addRows(call: Call): Reply {
  const { index, values } = readBody(call, newRows);
  const added = changeWorkbook(call, (workbook) => {
    const table = tableOf(call, workbook);
    requireUnprotected(table.sheet);
    const body = bodyOf(table);
    const count = body.bottom - body.top + 1;
    if (values.some((line) => line.length !== body.right - body.left + 1)) throw wrongShape();
    const at = index ?? count;
    if (at > count) throw invalidArgument();
    const top = body.top + at;
    pushDown(workbook, table, top, values.length);
    for (const [row, line] of values.entries())
      for (const [column, value] of line.entries()) {
        copyFormat(table, top + row, body.left + column);
        if (value !== null) setCell(table.sheet, top + row, body.left + column, value);
      }
    return { index: at, values };
  });
  return { status: 201, body: added };
}

/** Gives a new cell the format of the cell above it in the table. */
function copyFormat({ sheet, area, hasHeaders }: SheetTable, row: number, column: number): void {
  const above =
    row - 1 > area.top - (hasHeaders ? 0 : 1) ? sheet.cells.get(keyOf(row - 1, column)) : undefined;
  if (above?.format !== undefined) sheet.cells.set(keyOf(row, column), { format: above.format });
}

/**
 * Inserts `count` rows at `row`. The table's cells at or below `row` move down. Throws 400 if this would move another
 * table.
 */
function pushDown(workbook: Workbook, table: SheetTable, row: number, count: number): void {
  const { area, sheet } = table;
  const below = { ...area, top: area.bottom + 1, bottom: Number.MAX_SAFE_INTEGER };
  if (workbook.tables.some((one) => one !== table && one.sheet === sheet && overlap(one.area, below)))
    throw invalidArgument();
  moveDown(workbook, sheet, { ...area, top: row }, count);
  table.area = { ...area, bottom: area.bottom + count };
}

function moveDown(workbook: Workbook, sheet: Sheet, area: CellArea, count: number): void {
  const { top, left, right } = area;
  const moved = [...sheet.cells].filter(([key]) => {
    const { row, column } = placeOf(key);
    return row >= top && column >= left && column <= right;
  });
  for (const [key] of moved) sheet.cells.delete(key);
  for (const [key, cell] of moved) {
    const { row, column } = placeOf(key);
    sheet.cells.set(keyOf(row + count, column), cell);
  }
  shiftReferences(workbook, { sheet, area, count });
}

function addTable(call: Call): Reply {
  const { address, hasHeaders } = readBody(call, z.object({ address: z.string(), hasHeaders: z.boolean() }));
  const row = changeWorkbook(call, (workbook) => {
    const { sheet: name, rest } = splitAddress(address);
    const area = areaOf(rest);
    if (!area) throw invalidArgument();
    const sheet = call.param('sheet')
      ? sheetOf(call, workbook)
      : name === undefined
        ? workbook.sheets[0]!
        : sheetNamed(workbook, name);
    requireUnprotected(sheet);
    if (workbook.tables.some((one) => one.sheet === sheet && overlap(one.area, area)))
      throw invalidArgument();
    const table = newTable(workbook, sheet, area, hasHeaders);
    workbook.tables.push(table);
    return tableRow(table);
  });
  return one(call, tableType, row, 201);
}

function newTable(workbook: Workbook, sheet: Sheet, area: CellArea, hasHeaders: boolean): SheetTable {
  const number = Math.max(0, ...workbook.tables.map(({ id }) => numberIn(id))) + 1;
  if (!hasHeaders) moveDown(workbook, sheet, area, 1);
  const rows = area.bottom - area.top + (hasHeaders ? 0 : 1);
  const table: SheetTable = {
    id: tableId(number),
    name: `Table${number}`,
    sheet,
    // A table has at least one row below its header.
    area: { ...area, bottom: area.top + Math.max(1, rows) },
    hasHeaders: true,
    hasTotals: false,
  };
  const names: string[] = [];
  for (const name of columnNames(table)) {
    let free = name;
    for (let n = 2; names.includes(free); n += 1) free = `${name}${n}`;
    names.push(free);
  }
  for (const [index, name] of names.entries())
    sheet.cells.set(keyOf(area.top, area.left + index), { value: name });
  return table;
}

function partOf(call: Call, part: (table: SheetTable) => CellArea): Reply {
  const table = tableOf(call, workbookOf(call));
  return ok(rangeAnswer(call, { sheet: table.sheet, area: part(table) }));
}

const BASE = '/drives/{drive}/items/{item}/workbook';
const TABLE = `${BASE}/tables/{table}` as const;

export const tableRoutes: readonly Route[] = [
  route(`GET ${BASE}/tables`, readFiles, (call) =>
    list(call, tableType, workbookOf(call).tables.map(tableRow)),
  ),
  route(`GET ${BASE}/worksheets/{sheet}/tables`, readFiles, (call) => {
    const workbook = workbookOf(call);
    const sheet = sheetOf(call, workbook);
    return list(call, tableType, workbook.tables.filter((table) => table.sheet === sheet).map(tableRow));
  }),
  route(`POST ${BASE}/tables/add`, writeFiles, addTable),
  route(`POST ${BASE}/worksheets/{sheet}/tables/add`, writeFiles, addTable),
  route(`GET ${TABLE}`, readFiles, (call) => one(call, tableType, tableRow(tableOf(call, workbookOf(call))))),
  route(`GET ${TABLE}/columns`, readFiles, (call) =>
    list(call, columnType, columnRows(tableOf(call, workbookOf(call)))),
  ),
  route(`GET ${TABLE}/rows`, readFiles, (call) =>
    list(call, rowType, rowsOf(tableOf(call, workbookOf(call)))),
  ),
  route(`POST ${TABLE}/rows/add`, writeFiles, addRows),
  route(`POST ${TABLE}/rows`, writeFiles, addRows),
  route(`GET ${TABLE}/range`, readFiles, (call) => partOf(call, ({ area }) => area)),
  route(`GET ${TABLE}/headerRowRange`, readFiles, (call) =>
    partOf(call, ({ area }) => ({ ...area, bottom: area.top })),
  ),
  route(`GET ${TABLE}/dataBodyRange`, readFiles, (call) => partOf(call, bodyOf)),
];
