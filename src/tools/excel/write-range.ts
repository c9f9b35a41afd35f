import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { digest } from '../../base/sha256.ts';
import { ToolError } from '../../errors.ts';
import { defineTool, type ArgsOf, type ToolCall } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell, fence } from '../output/untrusted.ts';
import { textOfCell } from './shared/collect-rows.ts';
import { convertedTexts } from './shared/converted-texts.ts';
import { findCells } from './shared/find-cells.ts';
import { findWorkbook, workbookShape, worksheetArgument, type Worksheet } from './shared/find-workbook.ts';
import {
  cellContent,
  hiddenWords,
  pathOfRange,
  readCells,
  type CellContent,
  type HiddenLines,
} from './shared/read-cells.ts';
import { explainRefusal } from './shared/refused-change.ts';
import { isSameContent } from './shared/same-content.ts';
import {
  addressOfRange,
  cellCount,
  columnLetters,
  MAX_COLUMNS,
  MAX_ROWS,
  type SheetRange,
} from './shared/sheet-range.ts';
import { isFormula, rowsInput, toSend, widthOf, type WrittenRows } from './shared/written-cells.ts';
import type { Workbook } from './shared/find-workbook.ts';

/** Maximum number of cells whose old and new content a preview shows. */
const MAX_LINES = 20;
/** Maximum number of formula results to show. The same limit applies to texts that Excel changed. */
const MAX_RESULTS = 30;
/** Maximum number of cells that a single value can fill. */
const MAX_FILLED = 5_000;

const input = {
  ...workbookShape,
  worksheet: worksheetArgument(),
  address: z.string().min(1).max(300).describe('First cell, or range.'),
  values: rowsInput('Rows; null keeps a cell.'),
  formulas: z.boolean().default(false).describe('Text with = is a formula.'),
};

type Args = ArgsOf<typeof input>;

export const writeRange = defineTool({
  name: 'write_range',
  title: 'Write cells',
  area: 'excel',
  order: 30,
  presets: [],
  about: 'Write values or formulas into cells of an Excel worksheet.',
  intents: [
    'change cell B7 in the workbook',
    'put these numbers into the spreadsheet',
    'write a formula into the worksheet',
    'update the status column in Excel',
    'fill the range with zeros',
    'correct the amount in the Excel file',
  ],
  kind: 'write',
  overwrites: true,
  openWorld: false,
  repeat: 'safe',
  scopes: ['Files.ReadWrite'],
  scopesElsewhere: { files: ['Files.Read'] },
  operation: "PATCH /drives/{id}/items/{id}/workbook/worksheets/{id}/range(address='{address}')",
  example: {
    as: 'ana.silva',
    args: { item: '/Budget/Launch costs.xlsx', worksheet: 'Costs', address: 'G2', values: [['checked']] },
  },
  argumentBytes: 1_048_576,
  input,
  check: ({ values, formulas }) => {
    if (widthOf(values) === undefined) return 'all rows of values must have the same number of cells';
    if (!formulas && values.some((row) => row.some(isFormula)))
      return "values contain text that begins with =: set formulas to true to write formulas, or put ' in front to keep it as text";
    return undefined;
  },
  async preview(args, call) {
    const { workbook, sheet, range } = await targetOf(args, call);
    const { cells: present, hidden } = await readCells(workbook, { sheet, range, view: 'text' }, call);
    const changed: string[] = [];
    for (const [row, line] of present.entries())
      for (const [column, old] of line.entries()) {
        const value = valueAt(args.values, row, column);
        if (value === null || written(old.stored) === '' || isSameContent(old, value)) continue;
        const place = `${columnLetters(range.left + column)}${range.top + row}`;
        // If the displayed text would stay the same, show the stored content, because the write replaces it.
        const isLike = old.shown === written(value);
        const stored = old.formula ?? (isLike ? written(old.stored) : undefined);
        changed.push(
          `overwrite ${place}: ${cell(textOfCell(old), 100) || 'empty'}${stored === undefined ? '' : ` (${cell(stored, 100)})`} becomes ${cell(written(value), 100) || 'empty'}`,
        );
      }
    const name = `${cell(sheet.name, 80)}!${addressOfRange(range)}`;
    return {
      lines: [
        `write ${counted(cellCount(range), 'cell')} in ${name}`,
        ...hiddenLine(hidden),
        ...changed.slice(0, MAX_LINES),
      ],
      more: Math.max(0, changed.length - MAX_LINES),
      versions: [digest(JSON.stringify(present))],
      // Only a call that replaces content needs confirmation.
      kind: changed.length > 0 ? 'destroy' : 'write',
    };
  },
  async run(args, call) {
    const { workbook, sheet, range } = await targetOf(args, call);
    const answer = await explainRefusal(
      call.graph({
        method: 'PATCH',
        path: pathOfRange(workbook, sheet, range),
        body: { values: valuesFor(range, args.values) },
        repeat: 'safe',
        verify: 'Use read_range to check what the cells contain before you write again.',
      }),
    );
    const place = `${cell(sheet.name, 80)}!${addressOfRange(range)}`;
    const stored = entityOf(answer, writtenAnswer);
    const results = resultsOf(args.values, range, stored.text);
    const converted = convertedTexts(args.values, range, stored);
    const note =
      converted.length === 0
        ? ''
        : ` Excel changed ${counted(converted.length, 'text')} to a number, date or truth value: put an apostrophe (') in front to keep a text as it is.`;
    const lines = [place, ...results, ...converted.slice(0, MAX_RESULTS)];
    return { text: `Written.${note}\n${fence(lines.join('\n'))}` };
  },
});

/** Returns a preview line that warns of hidden rows or columns, because Excel also overwrites hidden cells. */
function hiddenLine(hidden: HiddenLines): readonly string[] {
  const what = hiddenWords(hidden);
  return what === '' ? [] : [`some of these ${what} are hidden in Excel`];
}

const writtenAnswer = z.object({
  text: z.array(z.array(z.string())).nullish(),
  values: z.array(z.array(cellContent)).nullish(),
});

type Target = { readonly workbook: Workbook; readonly sheet: Worksheet; readonly range: SheetRange };

/**
 * Finds the cells to write. If the address is a single cell, the values start at that cell. Otherwise, the values must
 * have the range's shape.
 */
async function targetOf({ item, drive, values, ...place }: Args, call: ToolCall): Promise<Target> {
  const workbook = await findWorkbook({ item, drive }, call);
  const { sheet, range } = await findCells(place, workbook, call);
  if (range === undefined) throw new RangeError('An address always refers to a range.');
  const [height, width] = [values.length, widthOf(values) ?? 0];
  const isSingle = height === 1 && width === 1;
  const given = cellCount(range);
  const whole =
    given === 1 ? { ...range, bottom: range.top + height - 1, right: range.left + width - 1 } : range;
  const [rows, columns] = [whole.bottom - whole.top + 1, whole.right - whole.left + 1];
  if (whole.bottom > MAX_ROWS || whole.right > MAX_COLUMNS) {
    throw new ToolError('bad_argument', 'The values do not fit on the worksheet. Nothing was written.');
  }
  if (isSingle ? given > MAX_FILLED : rows !== height || columns !== width) {
    throw new ToolError(
      'bad_argument',
      isSingle
        ? `The range has ${given.toLocaleString('en')} cells; one value can fill at most ${MAX_FILLED.toLocaleString('en')}. Nothing was written.`
        : `The range has ${counted(rows, 'row')} and ${counted(columns, 'column')}, but the values have ${counted(height, 'row')} and ${counted(width, 'column')}. Nothing was written. You can also give only the address of the first cell.`,
    );
  }
  return { workbook, sheet, range: whole };
}

function valueAt(values: WrittenRows, row: number, column: number): CellContent {
  const isSingle = values.length === 1 && values[0]?.length === 1;
  return (isSingle ? values[0]?.[0] : values[row]?.[column]) ?? null;
}

function valuesFor(range: SheetRange, values: WrittenRows): WrittenRows {
  return Array.from({ length: range.bottom - range.top + 1 }, (_row, row) =>
    Array.from({ length: range.right - range.left + 1 }, (_cell, column) =>
      toSend(valueAt(values, row, column)),
    ),
  );
}

function written(value: CellContent): string {
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value ?? '');
}

/** Returns the results that Excel calculated for the formulas. */
function resultsOf(
  values: WrittenRows,
  range: SheetRange,
  shown: readonly (readonly string[])[] | null | undefined,
): readonly string[] {
  const results = values.flatMap((line, row) =>
    line.flatMap((value, column) => {
      if (!isFormula(value)) return [];
      const text = shown?.[row]?.[column] ?? '';
      const place = `${columnLetters(range.left + column)}${range.top + row}`;
      return [`${place}: ${cell(written(value), 100)} is ${cell(text, 100) || 'not calculated'}`];
    }),
  );
  const others = results.length - MAX_RESULTS;
  return [
    ...results.slice(0, MAX_RESULTS),
    ...(others > 0 ? [`and ${counted(others, 'more formula')}`] : []),
  ];
}
