import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import type { Workbook, Worksheet } from './find-workbook.ts';
import { addressOfRange, cellCount, parseRange, splitSheet, type SheetRange } from './sheet-range.ts';

/** What to read from each cell: its displayed text, its stored value (dates are numbers), or its formula. */
export type CellView = 'text' | 'values' | 'formulas';

export type CellContent = string | number | boolean | null;

/** A cell of a range. `formula` is set if the cell has a formula. */
export type ReadCell = {
  readonly shown: string;
  readonly formula: string | undefined;
  /** The formula, or the value of a cell without a formula. Dates are numbers. */
  readonly stored: CellContent;
  /**
   * The result of the formula, or the value of a cell without a formula; null if formulas are read instead of values.
   */
  readonly value: CellContent;
  /**
   * Whether the formula has no value, not even empty text, because the program that wrote the file did not calculate
   * the formula.
   */
  readonly isUncalculated: boolean;
};

/** Whether some or all of a range's rows and columns are hidden, for example by a filter. */
export type HiddenLines = { readonly rows: boolean; readonly columns: boolean };

/** The cells of a range, row by row. */
export type ReadRange = {
  readonly cells: readonly (readonly ReadCell[])[];
  readonly hidden: HiddenLines;
};

export const cellContent = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const grid = z.array(z.array(cellContent)).nullish();
/** Graph returns null if only some of the rows or columns are hidden. */
const isHidden = z.boolean().nullable().default(false);
const cellsAnswer = z.object({
  text: grid,
  values: grid,
  formulas: grid,
  rowHidden: isHidden,
  columnHidden: isHidden,
});

/** Returns the smallest range that contains all content of a worksheet; a single cell if the worksheet is empty. */
export async function usedRange(workbook: Workbook, sheet: Worksheet, call: ToolCall): Promise<SheetRange> {
  const place = workbook.path + path`/worksheets/${sheet.id}` + '/usedRange(valuesOnly=true)';
  return rangeIn(await call.graph(read(place, { select: ['address'] }, headersOf(workbook))));
}

/** Returns the range in a Graph response. */
export function rangeIn(answer: Parameters<typeof entityOf>[0]): SheetRange {
  const { address } = entityOf(answer, z.object({ address: text }));
  const range = parseRange(splitSheet(address ?? '').rest);
  if (range === undefined)
    throw new ToolError('bad_answer', 'Microsoft Graph did not return the address of the cells.');
  return range;
}

export function headersOf({ headers }: Workbook): { headers?: Record<string, string> } {
  return headers === undefined ? {} : { headers: { ...headers } };
}

export function pathOfRange(workbook: Workbook, sheet: Worksheet, range: SheetRange): string {
  return workbook.path + path`/worksheets/${sheet.id}/range(address='${addressOfRange(range)}')`;
}

export type CellsToRead = {
  readonly sheet: Worksheet;
  readonly range: SheetRange;
  readonly view: CellView;
};

/**
 * Reads the cells of a range. If Graph reports that the response is too large or takes too long, splits the
 * range in half recursively.
 */
export async function readCells(workbook: Workbook, cells: CellsToRead, call: ToolCall): Promise<ReadRange> {
  const { sheet, range, view } = cells;
  try {
    const grids = view === 'formulas' ? ['formulas'] : [...new Set([view, 'values', 'formulas'])];
    const select = [...grids, 'rowHidden', 'columnHidden'];
    const request = read(pathOfRange(workbook, sheet, range), { select }, headersOf(workbook));
    const answer = entityOf(await call.graph(request), cellsAnswer);
    const hidden = { rows: answer.rowHidden !== false, columns: answer.columnHidden !== false };
    return { cells: cellsOf(answer, view, range), hidden };
  } catch (error) {
    if (!(error instanceof ToolError) || !tooMuch.has(error.code) || cellCount(range) === 1) throw error;
    const [first, second] = halvesOf(range);
    const before = await readCells(workbook, { ...cells, range: first }, call);
    const after = await readCells(workbook, { ...cells, range: second }, call);
    return {
      cells:
        first.bottom < second.top
          ? [...before.cells, ...after.cells]
          : before.cells.map((row, index) => [...row, ...(after.cells[index] ?? [])]),
      hidden: eitherHidden(before.hidden, after.hidden),
    };
  }
}

/** Returns `rows`, `columns`, `rows and columns`, or an empty string if none are hidden. */
export function hiddenWords({ rows, columns }: HiddenLines): string {
  return [rows ? 'rows' : '', columns ? 'columns' : ''].filter(Boolean).join(' and ');
}

export function eitherHidden(one: HiddenLines, other: HiddenLines): HiddenLines {
  return { rows: one.rows || other.rows, columns: one.columns || other.columns };
}

const tooMuch: ReadonlySet<string> = new Set(['too_large', 'graph_timeout']);

function halvesOf(range: SheetRange): readonly [SheetRange, SheetRange] {
  const { top, bottom, left, right } = range;
  if (top < bottom) {
    const middle = Math.floor((top + bottom) / 2);
    return [
      { ...range, bottom: middle },
      { ...range, top: middle + 1 },
    ];
  }
  const middle = Math.floor((left + right) / 2);
  return [
    { ...range, right: middle },
    { ...range, left: middle + 1 },
  ];
}

/** Returns the cells in a response. Graph returns null instead of the cells if the range is too large. */
function cellsOf(
  answer: z.output<typeof cellsAnswer>,
  view: CellView,
  range: SheetRange,
): readonly (readonly ReadCell[])[] {
  const shown = answer[view];
  const { formulas, values } = answer;
  if (!shown || !formulas)
    throw new ToolError('too_large', 'Microsoft Graph did not return the values of the cells.');
  const height = range.bottom - range.top + 1;
  if (shown.length !== height)
    throw new ToolError('bad_answer', 'Microsoft Graph returned cells other than the requested ones.');
  return shown.map((row, at) =>
    row.map((wanted, column) => {
      const value = values?.[at]?.[column] ?? null;
      const stored = formulas[at]?.[column] ?? null;
      const hasFormula = typeof stored === 'string' && stored.startsWith('=');
      return {
        shown: textOf(wanted),
        formula: hasFormula ? stored : undefined,
        stored,
        value,
        isUncalculated: hasFormula && values?.[at]?.[column] === null,
      };
    }),
  );
}

function textOf(value: CellContent): string {
  if (value === null) return '';
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
}
