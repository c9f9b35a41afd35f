import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import { cell } from '../../output/untrusted.ts';
import type { Workbook, Worksheet } from './find-workbook.ts';
import { lengthOf, runsWithin, type Run } from './number-list.ts';
import {
  eitherHidden,
  hiddenWords,
  readCells,
  type CellView,
  type HiddenLines,
  type ReadCell,
} from './read-cells.ts';

/** Maximum number of cells per request, far below Graph's limit of five million. */
const BLOCK_CELLS = 5_000;
/** Maximum number of row blocks that one call reads. */
const MAX_BLOCKS = 8;
/** Maximum length of all rows of a result, in characters; about 8,000 tokens. */
const MAX_TEXT = 20_000;
/** Maximum length of a cell's text, in characters. A cell that is read on its own is shown in full. */
export const LONGEST_CELL = 200;
/** Maximum number of column runs in one call. Each run needs a separate request. */
const MAX_COLUMN_RUNS = 8;

/** The rows and columns to read. */
export type Selection = {
  readonly sheet: Worksheet;
  readonly rows: readonly Run[];
  readonly columns: readonly Run[];
  readonly view: CellView;
};

/** A row with its number in the worksheet. */
export type SheetRow = { readonly number: number; readonly cells: readonly ReadCell[] };

export type CollectedRows = {
  readonly rows: readonly SheetRow[];
  /** The rows that were not read. */
  readonly rest: readonly Run[];
  readonly hidden: HiddenLines;
};

/** Returns whether reading needs several requests. If so, a session saves time. */
export function needsSession({ rows, columns }: Pick<Selection, 'rows' | 'columns'>): boolean {
  return rows.length > 1 || columns.length > 1 || lengthOf(rows) * lengthOf(columns) > BLOCK_CELLS;
}

/**
 * Reads rows in blocks until their text reaches the size limit of a result or `most` rows have been kept. Skips rows
 * for which `keep` returns false.
 */
export async function collectRows(
  workbook: Workbook,
  selection: Selection,
  call: ToolCall,
  { keep, most = Infinity }: { readonly keep: (row: SheetRow) => boolean; readonly most?: number },
): Promise<CollectedRows> {
  const { rows, columns } = selection;
  requireFewRuns(columns);
  const height = Math.max(1, Math.floor(BLOCK_CELLS / Math.max(1, lengthOf(columns))));
  const kept: SheetRow[] = [];
  let length = 0;
  let blocks = 0;
  let hidden: HiddenLines = { rows: false, columns: false };
  for (const block of blocksOf(rows, height)) {
    if (blocks >= MAX_BLOCKS) return { rows: kept, rest: after(rows, block.from - 1), hidden };
    blocks += 1;
    // oxlint-disable-next-line no-await-in-loop
    const read = await readBlock(workbook, selection, block, call);
    hidden = eitherHidden(hidden, read.hidden);
    for (const row of read.rows) {
      if (!keep(row)) continue;
      const size = sizeOfRow(row);
      const isFull = kept.length >= most || (kept.length > 0 && length + size > MAX_TEXT);
      if (isFull) return { rows: kept, rest: after(rows, row.number - 1), hidden };
      kept.push(row);
      length += size;
    }
  }
  return { rows: kept, rest: [], hidden };
}

function requireFewRuns(columns: readonly Run[]): void {
  if (columns.length <= MAX_COLUMN_RUNS) return;
  throw new ToolError(
    'bad_argument',
    `columns must be at most ${MAX_COLUMN_RUNS} groups of adjacent columns. Include the columns between them, or make several calls.`,
  );
}

function* blocksOf(rows: readonly Run[], height: number): Generator<Run> {
  for (const { from, to } of rows)
    for (let first = from; first <= to; first += height)
      yield { from: first, to: Math.min(to, first + height - 1) };
}

function after(rows: readonly Run[], last: number): readonly Run[] {
  return runsWithin(rows, { from: last + 1, to: Infinity });
}

/** Reads the runs one after the other, because Excel does not serve parallel requests for one workbook any faster. */
async function readBlock(
  workbook: Workbook,
  { sheet, columns, view }: Selection,
  { from, to }: Run,
  call: ToolCall,
): Promise<Pick<CollectedRows, 'hidden'> & { readonly rows: readonly SheetRow[] }> {
  const rows: ReadCell[][] = Array.from({ length: to - from + 1 }, () => []);
  let hidden: HiddenLines = { rows: false, columns: false };
  for (const run of columns) {
    const range = { top: from, bottom: to, left: run.from, right: run.to };
    // oxlint-disable-next-line no-await-in-loop
    const read = await readCells(workbook, { sheet, range, view }, call);
    hidden = eitherHidden(hidden, read.hidden);
    for (const [index, cells] of read.cells.entries()) rows[index]?.push(...cells);
  }
  return { rows: rows.map((cells, index) => ({ number: from + index, cells })), hidden };
}

export function isBlank({ cells }: SheetRow): boolean {
  return cells.every(({ shown, isUncalculated }) => shown === '' && !isUncalculated);
}

/** Returns the text of a cell. If the cell's formula has no value, not even empty text, returns the formula itself. */
export function textOfCell({ shown, formula, isUncalculated }: ReadCell): string {
  return shown === '' && isUncalculated ? (formula ?? '') : shown;
}

function sizeOfRow({ cells }: SheetRow): number {
  return cells.reduce((sum, one) => sum + Math.min(LONGEST_CELL, textOfCell(one).length) + 3, 8);
}

/** Formats rows as a table with row numbers, without the empty cells at the end of a row. */
export function tableOf(headings: readonly string[], rows: readonly SheetRow[]): string {
  const lines = rows.map(({ number, cells }) => {
    const texts = cells.map((one) => cell(textOfCell(one), LONGEST_CELL));
    const last = texts.findLastIndex((text) => text !== '');
    return [String(number), ...texts.slice(0, last + 1)].join(' | ');
  });
  return [['row', ...headings].join(' | '), ...lines].join('\n');
}

/** Returns a note that rows or columns are hidden in Excel; an empty string if none are hidden. */
export function noteOnHidden(hidden: HiddenLines): string {
  const what = hiddenWords(hidden);
  return what === ''
    ? ''
    : `Some of these ${what} are hidden in Excel. read_file_content leaves hidden ${what} out.`;
}

/** Returns notes about cells that are not shown as in Excel. */
export function notesOn(
  rows: readonly SheetRow[],
  view: CellView,
  longest = LONGEST_CELL,
): readonly string[] {
  const cells = rows.flatMap((row) => row.cells);
  const uncalculated = cells.filter((one) => one.shown === '' && one.isUncalculated).length;
  const long = cells.filter((one) => textOfCell(one).length > longest).length;
  return [
    ...(uncalculated > 0 && view !== 'formulas'
      ? [`Cells shown as a formula (${uncalculated}) have no value.`]
      : []),
    ...(long > 0 ? [`Long cells (${long}) end with …; read a single cell to see all of it.`] : []),
  ];
}
