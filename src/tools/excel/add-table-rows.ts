import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { foldName, listNames } from '../input/pick-by-name.ts';
import { cell, fence } from '../output/untrusted.ts';
import { columnsOf, findTable } from './shared/find-cells.ts';
import { findWorkbook, tableArgument, workbookShape } from './shared/find-workbook.ts';
import { headersOf, type CellContent } from './shared/read-cells.ts';
import { explainRefusal } from './shared/refused-change.ts';
import { inSession } from './shared/workbook-session.ts';
import { isFormula, rowsInput, toSend, type WrittenRows } from './shared/written-cells.ts';

export const addTableRows = defineTool({
  name: 'add_table_rows',
  title: 'Add table rows',
  area: 'excel',
  order: 50,
  presets: [],
  about: 'Add rows at the end of an Excel table.',
  intents: [
    'add a row to the Excel table',
    'append these entries to the spreadsheet',
    'log this expense in the workbook',
    'insert a new line in the table Costs',
    'enter the order into Excel',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Files.ReadWrite'],
  scopesElsewhere: { files: ['Files.Read'] },
  operation: 'POST /drives/{id}/items/{id}/workbook/tables/{id}/rows/add',
  example: {
    as: 'ana.silva',
    args: {
      item: '/Budget/Launch costs.xlsx',
      table: 'Costs',
      columns: ['Item', 'Amount'],
      rows: [['Photos', 900]],
    },
  },
  argumentBytes: 1_048_576,
  input: {
    ...workbookShape,
    table: tableArgument(),
    rows: rowsInput('Rows of cells.'),
    columns: z
      .array(z.string().min(1).max(255))
      .min(1)
      .max(500)
      .optional()
      .describe('Default: all, in order.'),
  },
  check: ({ rows, columns }) => {
    if (rows.some((row) => row.some(isFormula)))
      return "rows contain text that begins with an equals sign: put an apostrophe (') in front to keep it as text, or write formulas with write_range";
    const wrong = columns && rows.findIndex((row) => row.length !== columns.length);
    return wrong === undefined || wrong < 0
      ? undefined
      : `row ${wrong + 1} has ${counted(rows[wrong]?.length ?? 0, 'cell')}, but columns has ${counted(columns?.length ?? 0, 'name')}`;
  },
  async run({ item, drive, table: given, rows, columns }, call) {
    const found = await findWorkbook({ item, drive }, call);
    return inSession(found, call, { persistChanges: true }, async (workbook) => {
      const table = await findTable(given, workbook, call);
      const names = await columnsOf(table.id, workbook, call);
      const values = columns === undefined ? inOrder(rows, names) : byName(rows, columns, names);
      await explainRefusal(
        call.graph({
          method: 'POST',
          path: workbook.path + path`/tables/${table.id}` + '/rows/add',
          ...headersOf(workbook),
          body: { index: null, values },
          repeat: 'never',
          verify: 'Use list_table_rows to check whether the rows are there before you add them again.',
        }),
      );
      const count = counted(rows.length, 'row');
      return { text: `Added ${count} at the end of the table.\n${fence(cell(table.name, 255))}` };
    });
  },
});

function inOrder(rows: WrittenRows, names: readonly string[]): WrittenRows {
  const wrong = rows.findIndex((row) => row.length !== names.length);
  if (wrong >= 0) {
    throw new ToolError(
      'bad_argument',
      `Row ${wrong + 1} has ${counted(rows[wrong]?.length ?? 0, 'cell')}, but the table has ${counted(names.length, 'column')}: ${listNames(named(names), false)}. Nothing was added. Use the argument columns to say which columns you supply.`,
    );
  }
  return rows.map((row) => row.map(toSend));
}

/**
 * Moves each cell to the position of its column in `names`. `columns` contains the column name of each cell; case is
 * ignored. All other columns get null, which keeps their calculated formulas.
 */
function byName(rows: WrittenRows, columns: readonly string[], names: readonly string[]): WrittenRows {
  const folded = names.map(foldName);
  const places = columns.map((column) => {
    const index = folded.indexOf(foldName(column));
    if (index >= 0) return index;
    throw new ToolError(
      'not_found',
      `The table has no column "${cell(column, 80)}". It has: ${listNames(named(names), false)}. Nothing was added.`,
    );
  });
  if (new Set(places).size < places.length) {
    throw new ToolError('bad_argument', 'columns names the same column twice. Nothing was added.');
  }
  return rows.map((row) => {
    const values: CellContent[] = names.map(() => null);
    for (const [index, place] of places.entries()) values[place] = toSend(row[index] ?? null);
    return values;
  });
}

function named(names: readonly string[]) {
  return names.map((name) => ({ id: name, name }));
}
