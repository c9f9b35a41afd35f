import * as z from 'zod';

import { sizeOf } from '../../../workbook/cell-area.ts';
import { setCell } from '../../../workbook/change-cells.ts';
import { keyOf, numberIn, sheetId, usedArea, type Sheet, type Workbook } from '../../../workbook/workbook.ts';
import { type Call, ok, readBody, type Reply } from '../../graph-call.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { type Route, route } from '../../router.ts';
import { readFiles, writeFiles } from '../files/item-rules.ts';
import { placeAt, placeOfName, sheetOf, type Place } from './find-place.ts';
import { changeWorkbook, closeSession, createSession, refreshSession, workbookOf } from './open-workbook.ts';
import { rangeAnswer } from './range-answer.ts';
import {
  alreadyExists,
  invalidArgument,
  itemMissing,
  requireUnprotected,
  wrongShape,
} from './workbook-errors.ts';

const MAX_NAME = 31;
/** The maximum number of characters in a cell. */
const MAX_CELL = 32_767;
/** The maximum number of cells that one request can change. */
const MAX_CHANGED = 1_000_000;

const sheetType = entityType('workbookWorksheet', { properties: 'id name position visibility' });
const nameType = entityType('workbookNamedItem', {
  properties: 'name comment scope type value visible',
  alwaysId: false,
});

function sheetRow(workbook: Workbook, sheet: Sheet) {
  const { id, name, visibility } = sheet;
  return { id, name, position: workbook.sheets.indexOf(sheet), visibility };
}

function addSheet(call: Call): Reply {
  const { name } = readBody(call, z.object({ name: z.string().optional() }));
  const row = changeWorkbook(call, (workbook) => {
    const { sheets } = workbook;
    const given = name ?? `Sheet${sheets.length + 1}`;
    requireName(given);
    if (sheets.some((one) => one.name.toLowerCase() === given.toLowerCase())) throw alreadyExists();
    const number = Math.max(0, ...sheets.map(({ id }) => numberIn(id))) + 1;
    const hidden = { rows: new Set<number>(), columns: new Set<number>() };
    const sheet: Sheet = {
      id: sheetId(number),
      name: given,
      visibility: 'Visible',
      cells: new Map(),
      hidden,
    };
    sheets.push(sheet);
    return sheetRow(workbook, sheet);
  });
  return one(call, sheetType, row, 201);
}

function requireName(name: string): void {
  const isTooLong = name === '' || name.length > MAX_NAME;
  if (isTooLong || /[*/:?[\\\]]/.test(name) || /^'|'$/.test(name)) throw invalidArgument();
}

function usedRange(call: Call): Reply {
  const sheet = sheetOf(call, workbookOf(call));
  const area = usedArea(sheet) ?? { top: 0, left: 0, bottom: 0, right: 0 };
  return ok(rangeAnswer(call, { sheet, area }));
}

/** Returns the cells at the address in the path. A quote within the address is written as two quotes. */
function placeIn(call: Call, workbook: Workbook): Place {
  return placeAt(workbook, sheetOf(call, workbook), call.param('address').replaceAll("''", "'"));
}

const scalar = z.union([z.string().max(MAX_CELL), z.number(), z.boolean(), z.null()]);
const grid = z.union([scalar, z.array(z.array(scalar))]);
const changes = z.looseObject({
  values: grid.optional(),
  formulas: grid.optional(),
  numberFormat: z.union([z.string(), z.array(z.array(z.string().nullable()))]).optional(),
});

/** Changes cells. Null leaves a cell unchanged, and a single value is written to all cells. */
function patchRange(call: Call): Reply {
  const { values, formulas, numberFormat } = readBody(call, changes);
  changeWorkbook(call, (workbook) => {
    const target = placeIn(call, workbook);
    const { sheet } = target;
    requireUnprotected(sheet);
    for (const given of [values, formulas])
      eachCell(target, given, (row, column, value) => setCell(sheet, row, column, value));
    eachCell(target, numberFormat, (row, column, format) => {
      const key = keyOf(row, column);
      sheet.cells.set(key, { ...sheet.cells.get(key), format: String(format) });
    });
  });
  return ok(rangeAnswer(call, placeIn(call, workbookOf(call))));
}

type Scalar = z.output<typeof scalar>;

type Given = Scalar | readonly (readonly Scalar[])[] | undefined;

function eachCell(
  { area }: Pick<Place, 'area'>,
  given: Given,
  change: (row: number, column: number, value: string | number | boolean) => void,
): void {
  if (given === undefined || given === null) return;
  const { rows, columns } = sizeOf(area);
  const valueAt = valuesFor({ area }, given);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const value = valueAt(row, column);
      if (value !== null && value !== undefined) change(area.top + row, area.left + column, value);
    }
}

function valuesFor({ area }: Pick<Place, 'area'>, given: NonNullable<Given>) {
  const { rows, columns, cells } = sizeOf(area);
  if (cells > MAX_CHANGED) throw invalidArgument();
  const lines = Array.isArray(given) ? (given as readonly (readonly Scalar[])[]) : [[given as Scalar]];
  if (lines.length === 1 && lines[0]?.length === 1) return () => lines[0]?.[0];
  if (lines.length !== rows || lines.some((line) => line.length !== columns)) throw wrongShape();
  return (row: number, column: number) => lines[row]?.[column];
}

/** Returns the names scoped to `sheet` or, if no sheet is given, to the workbook. */
function nameRows(workbook: Workbook, sheet?: string) {
  const names = workbook.names.filter((one) => one.sheet === sheet);
  return names.map(({ name, refersTo, isVisible }) => ({
    id: name,
    name,
    comment: '',
    scope: sheet === undefined ? 'Workbook' : 'Worksheet',
    type: 'Range',
    value: refersTo,
    visible: isVisible,
  }));
}

function rangeOfName(call: Call): Reply {
  const place = placeOfName(workbookOf(call), call.param('name'));
  if (!place) throw itemMissing();
  return ok(rangeAnswer(call, place));
}

const BASE = '/drives/{drive}/items/{item}/workbook';
const SHEET = `${BASE}/worksheets/{sheet}` as const;
const RANGE = `${SHEET}/range(address='{address}')` as const;

/** Routes for the worksheets, ranges, named ranges and sessions of a workbook. */
export const worksheetRoutes: readonly Route[] = [
  route(`GET ${BASE}/worksheets`, readFiles, (call) => {
    const workbook = workbookOf(call);
    return list(
      call,
      sheetType,
      workbook.sheets.map((sheet) => sheetRow(workbook, sheet)),
    );
  }),
  route(`POST ${BASE}/worksheets/add`, writeFiles, addSheet),
  route(`POST ${BASE}/worksheets`, writeFiles, addSheet),
  route(`GET ${SHEET}`, readFiles, (call) => {
    const workbook = workbookOf(call);
    return one(call, sheetType, sheetRow(workbook, sheetOf(call, workbook)));
  }),
  route(`GET ${SHEET}/usedRange`, readFiles, usedRange),
  route(`GET ${SHEET}/usedRange(valuesOnly={valuesOnly})`, readFiles, usedRange),
  route(`GET ${RANGE}`, readFiles, (call) => ok(rangeAnswer(call, placeIn(call, workbookOf(call))))),
  route(`PATCH ${RANGE}`, writeFiles, patchRange),
  route(`GET ${BASE}/names`, readFiles, (call) => list(call, nameType, nameRows(workbookOf(call)))),
  route(`GET ${SHEET}/names`, readFiles, (call) => {
    const workbook = workbookOf(call);
    return list(call, nameType, nameRows(workbook, sheetOf(call, workbook).name));
  }),
  route(`GET ${BASE}/names/{name}/range`, readFiles, rangeOfName),
  route(`POST ${BASE}/createSession`, writeFiles, createSession),
  route(`POST ${BASE}/refreshSession`, writeFiles, refreshSession),
  route(`POST ${BASE}/closeSession`, writeFiles, closeSession),
];
