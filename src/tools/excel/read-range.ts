import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { ToolError } from '../../errors.ts';
import { defineTool, type ArgsOf, type ToolCall, type ToolResult } from '../define.ts';
import { cell, fence, passage } from '../output/untrusted.ts';
import {
  collectRows,
  isBlank,
  needsSession,
  noteOnHidden,
  notesOn,
  tableOf,
  textOfCell,
  type CollectedRows,
  type Selection,
} from './shared/collect-rows.ts';
import { findCells, type FoundCells } from './shared/find-cells.ts';
import { findWorkbook, workbookShape, worksheetArgument, type Workbook } from './shared/find-workbook.ts';
import { firstOfRuns, lengthOf, parseRuns, runsWithin, writeRuns, type Run } from './shared/number-list.ts';
import { usedRange } from './shared/read-cells.ts';
import {
  addressOfRange,
  cellCount,
  columnLetters,
  columnNumber,
  intersection,
  MAX_COLUMNS,
  MAX_ROWS,
  type SheetRange,
} from './shared/sheet-range.ts';
import { inSession } from './shared/workbook-session.ts';

/** Ranges of up to this many cells are read without first requesting the used range of the worksheet. */
const FEW_CELLS = 1_000;
/** Maximum number of columns in one result. */
const MAX_SHOWN_COLUMNS = 60;
/** Maximum length of a cell's text, in characters; Excel's own limit is 32,767. */
const MAX_CELL = 20_000;

const input = {
  ...workbookShape,
  worksheet: worksheetArgument(),
  address: z.string().min(1).max(300).optional().describe('Range or name. Default: all.'),
  rows: z.string().min(1).max(300).optional().describe('Example: 1,5:20.'),
  columns: z.string().min(1).max(300).optional().describe('Example: A,C:E.'),
  as: z.enum(['text', 'values', 'formulas']).default('text').describe('values shows dates as numbers.'),
};

type Args = Omit<ArgsOf<typeof input>, 'item' | 'drive'>;

export const readRange = defineTool({
  name: 'read_range',
  title: 'Read cells',
  area: 'excel',
  order: 20,
  presets: [],
  about: 'Read cells of an Excel worksheet as a table.',
  intents: [
    'what is in cell B7',
    'read the worksheet Budget',
    'show the formulas of the spreadsheet',
    'sum of the column in the Excel file',
    'get rows 10 to 50 of the workbook',
    'which values are in this range',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Files.Read'],
  scopesElsewhere: { files: ['Files.Read'] },
  operation: "GET /drives/{id}/items/{id}/workbook/worksheets/{id}/range(address='{address}')",
  example: { as: 'ana.silva', args: { item: '/Budget/Launch costs.xlsx', worksheet: 'Costs' } },
  input,
  check: ({ rows, columns }) => {
    if (rows !== undefined && parseRuns(rows, rowOf) === undefined)
      return 'rows must be row numbers such as 1,5:20';
    if (columns !== undefined && parseRuns(columns, columnOf) === undefined)
      return 'columns must be column letters such as A,C:E';
    return undefined;
  },
  async run({ item, drive, ...args }, call) {
    const workbook = await findWorkbook({ item, drive }, call);
    const found = await findCells(args, workbook, call);
    const range = await rangeToRead(found, workbook, call);
    const { sheet } = found;
    if (range === undefined) return { text: await describeNothing(found, workbook, call) };
    const { selection, left } = selectionIn(range, sheet, args);
    if (selection.rows.length === 0 || selection.columns.length === 0)
      throw new ToolError(
        'bad_argument',
        `The range ${addressOfRange(range)} does not contain these rows and columns.`,
      );
    const collect = (opened: Workbook) =>
      collectRows(opened, selection, call, { keep: (row) => !isBlank(row) });
    const collected = needsSession(selection)
      ? await inSession(workbook, call, { persistChanges: false }, collect)
      : await collect(workbook);
    return render(range, selection, collected, { args, left });
  },
});

function rowOf(text: string): number | undefined {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= MAX_ROWS ? number : undefined;
}

function columnOf(text: string): number | undefined {
  const number = /^[a-z]{1,3}$/i.test(text) ? columnNumber(text) : 0;
  return number >= 1 && number <= MAX_COLUMNS ? number : undefined;
}

/** Returns the part of the range that can have content; undefined if no part can have content. */
async function rangeToRead(
  { sheet, range }: FoundCells,
  workbook: Workbook,
  call: ToolCall,
): Promise<SheetRange | undefined> {
  if (range !== undefined && cellCount(range) <= FEW_CELLS) return range;
  const used = await usedRange(workbook, sheet, call);
  return range === undefined ? used : intersection(range, used);
}

/** Returns a note that the cells are empty, with the range of the worksheet that has content. */
async function describeNothing({ sheet }: FoundCells, workbook: Workbook, call: ToolCall): Promise<string> {
  const used = await usedRange(workbook, sheet, call);
  return `These cells are empty. The content of the worksheet is in ${addressOfRange(used)}.`;
}

type Chosen = {
  readonly selection: Selection;
  /** The columns that do not fit into the result. */
  readonly left: readonly Run[];
};

function selectionIn(range: SheetRange, sheet: FoundCells['sheet'], args: Args): Chosen {
  const down = { from: range.top, to: range.bottom };
  const across = { from: range.left, to: range.right };
  const rows = args.rows === undefined ? [down] : runsWithin(parseRuns(args.rows, rowOf) ?? [], down);
  const chosen =
    args.columns === undefined ? [across] : runsWithin(parseRuns(args.columns, columnOf) ?? [], across);
  const columns = firstOfRuns(chosen, MAX_SHOWN_COLUMNS);
  const last = columns.at(-1)?.to ?? 0;
  const left = runsWithin(chosen, { from: last + 1, to: Infinity });
  return { selection: { sheet, rows, columns, view: args.as }, left };
}

type Shown = { readonly args: Args; readonly left: readonly Run[] };

function render(
  range: SheetRange,
  selection: Selection,
  { rows, rest, hidden }: CollectedRows,
  { args, left }: Shown,
): ToolResult {
  const { sheet, view } = selection;
  const [only] = rows;
  const place = `${cell(sheet.name, 80)}!${addressOfRange(range)}${sheet.isHidden ? ' (hidden worksheet)' : ''}`;
  if (cellCount(range) === 1 && only?.cells[0] !== undefined) {
    const text = passage(textOfCell(only.cells[0]), MAX_CELL);
    const notes = [...notesOn(rows, view, Infinity), noteOnHidden(hidden), 'That is all.'].filter(Boolean);
    return { text: `${notes.join(' ')}\n${fence(`${place}\n${text}`)}` };
  }
  if (rows.length + rest.length + left.length === 0)
    return { text: `These cells are empty.\n${fence(place)}` };
  const blanks = lengthOf(selection.rows) - lengthOf(rest) - rows.length;
  const notes = [
    `${counted(rows.length, 'row')} with content.`,
    blanks > 0 ? `Empty rows (${blanks}) are left out.` : '',
    left.length > 0
      ? `More columns follow: to read them, call again with columns=${writeRuns(left, columnLetters)}.`
      : '',
    rest.length > 0 ? `More rows follow: to read them, call again with ${nextRows(range, rest, args)}.` : '',
    rest.length + left.length === 0 ? 'That is all.' : '',
    noteOnHidden(hidden),
    ...notesOn(rows, view),
  ];
  const headings = selection.columns.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, index) => columnLetters(from + index)),
  );
  return { text: `${notes.filter(Boolean).join(' ')}\n${fence(`${place}\n${tableOf(headings, rows)}`)}` };
}

/** Formats a `rows` argument that requests the remaining rows. */
function nextRows(range: SheetRange, rest: readonly Run[], { rows }: Args): string {
  const [first] = rest;
  return rows === undefined && first !== undefined
    ? `address=${addressOfRange({ ...range, top: first.from })}`
    : `rows=${writeRuns(rest)}`;
}
