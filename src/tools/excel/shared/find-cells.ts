import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { foldName, pickByName } from '../../input/pick-by-name.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';
import { findWorksheet, type Workbook, type Worksheet } from './find-workbook.ts';
import { sheetNames, workbookNames, type NamedRange } from './named-ranges.ts';
import { headersOf, rangeIn } from './read-cells.ts';
import { parseRange, quotedName, splitSheet, type SheetRange } from './sheet-range.ts';

export const tableRow = z.object({ id: z.string(), name: text });

/** Cells of a worksheet. If `range` is undefined, all cells with content are included. */
export type FoundCells = { readonly sheet: Worksheet; readonly range: SheetRange | undefined };

type CellArgs = { readonly worksheet?: string | undefined; readonly address?: string | undefined };

/**
 * Finds the cells at an address such as `A1:C9` or `Costs!A:C`, or the cells of a named range or table. Throws
 * `ToolError('bad_argument')` or `ToolError('not_found')`.
 */
export async function findCells(
  { worksheet, address }: CellArgs,
  workbook: Workbook,
  call: ToolCall,
): Promise<FoundCells> {
  if (address === undefined) return { sheet: findWorksheet(worksheet, workbook), range: undefined };
  const { sheet: named, rest } = splitSheet(address);
  const range = parseRange(rest);
  if (range === undefined) return findNamed(rest, named ?? worksheet, workbook, call);
  const sheet = findWorksheet(named ?? worksheet, workbook);
  if (named !== undefined && worksheet !== undefined && findWorksheet(worksheet, workbook) !== sheet) {
    throw new ToolError('bad_argument', 'address and worksheet name different worksheets.');
  }
  return { sheet, range };
}

/**
 * Finds the cells of a named range or a table. Names that are valid in the given worksheet take precedence, as in
 * Excel; names that are valid in other worksheets are searched last.
 */
async function findNamed(
  name: string,
  worksheet: string | undefined,
  workbook: Workbook,
  call: ToolCall,
): Promise<FoundCells> {
  const isExact = (one: { readonly name: string }) => foldName(one.name) === foldName(name);
  const given = worksheet === undefined ? [] : [findWorksheet(worksheet, workbook)];
  const own = (await sheetNames(workbook, given, call)).names.find(isExact);
  if (own !== undefined) return cellsOfName(own, workbook);
  const [names, tables] = await Promise.all([
    workbookNames(workbook, call),
    call.graph(read(`${workbook.path}/tables`, { select: ['id', 'name'] })),
  ]);
  const known = [
    ...names.map((range) => ({ id: '', name: range.name, range })),
    ...itemsOf(tables, tableRow).map(({ id, name: own }) => ({ id, name: own ?? '', range: undefined })),
  ];
  if (!known.some(isExact) && workbook.sheets.some(isExact)) throw notCells(name);
  const others = known.some(isExact) ? [] : (await sheetNames(workbook, workbook.sheets, call)).names;
  const candidates = [
    ...known,
    ...others.map((range) => ({
      // The id contains the worksheet, so that a later call with the id finds the name.
      id: `${quotedName(range.sheet?.name ?? '')}!${range.name}`,
      name: range.name,
      range,
    })),
  ];
  if (candidates.length === 0) throw notAddress();
  const found = pickByName(name, candidates, { what: 'range, address or table' });
  return found.range === undefined
    ? tablePart(found.id, 'range', workbook, call)
    : cellsOfName(found.range, workbook);
}

function cellsOfName({ name, value }: NamedRange, workbook: Workbook): FoundCells {
  const { sheet, rest } = splitSheet(value);
  const range = parseRange(rest);
  if (sheet !== undefined && range !== undefined) return { sheet: findWorksheet(sheet, workbook), range };
  throw new ToolError(
    'bad_argument',
    `The name ${cell(name, 80)} does not refer to a single range of cells: ${cell(value, 200)}`,
  );
}

function notCells(name: string): ToolError {
  return new ToolError(
    'bad_argument',
    `"${cell(name, 80)}" is a worksheet: give it as worksheet. As address, give cells such as A1:C9; read_range without an address reads the whole worksheet.`,
  );
}

function notAddress(): ToolError {
  return new ToolError(
    'bad_argument',
    'address must be one range such as A1:C9, A:C or 2:10, because the workbook has no names or tables. For cells that are not adjacent, use rows and columns.',
  );
}

/** Finds all cells of a table, or only the cells between the header row and the total row. */
export async function tablePart(
  table: string,
  part: 'range' | 'dataBodyRange',
  workbook: Workbook,
  call: ToolCall,
): Promise<{ readonly sheet: Worksheet; readonly range: SheetRange }> {
  const place = workbook.path + path`/tables/${table}` + `/${part}`;
  const answer = await call.graph(read(place, { select: ['address'] }, headersOf(workbook)));
  const { sheet } = splitSheet(String((answer.body as { address?: unknown }).address));
  const named = workbook.sheets.find(({ name }) => name === sheet);
  if (named === undefined)
    throw new ToolError('bad_answer', 'Microsoft Graph did not return the address of the table.');
  return { sheet: named, range: rangeIn(answer) };
}

/** Finds a table by its name or id. */
export async function findTable(given: string, workbook: Workbook, call: ToolCall) {
  const answer = await call.graph(
    read(`${workbook.path}/tables`, { select: ['id', 'name'] }, headersOf(workbook)),
  );
  const tables = itemsOf(answer, tableRow).map(({ id, name }) => ({ id, name: name ?? '' }));
  return pickByName(given, tables, { what: 'table' });
}

/** Returns the names of a table's columns, in order. */
export async function columnsOf(
  table: string,
  workbook: Workbook,
  call: ToolCall,
): Promise<readonly string[]> {
  const place = workbook.path + path`/tables/${table}` + '/columns';
  const answer = await call.graph(read(place, { select: ['name'] }, headersOf(workbook)));
  return itemsOf(answer, z.object({ name: text })).map(({ name }) => name ?? '');
}
