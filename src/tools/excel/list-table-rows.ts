import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { defineTool } from '../define.ts';
import { cell, fence } from '../output/untrusted.ts';
import { collectRows, noteOnHidden, notesOn, tableOf } from './shared/collect-rows.ts';
import { columnsOf, findTable, tablePart } from './shared/find-cells.ts';
import { findWorkbook, tableArgument, workbookShape } from './shared/find-workbook.ts';
import { isCondition, rowCondition } from './shared/row-condition.ts';
import { addressOfRange } from './shared/sheet-range.ts';
import { inSession } from './shared/workbook-session.ts';

const MAX_ROWS = 500;
/** Maximum number of columns in one result; `read_range` can show further columns. */
const MAX_COLUMNS = 60;

export const listTableRows = defineTool({
  name: 'list_table_rows',
  title: 'List table rows',
  area: 'excel',
  order: 40,
  presets: [],
  about: 'List the rows of an Excel table.',
  intents: [
    'show the table in the workbook',
    'which rows of the Excel table are open',
    'rows where the owner is Ben',
    'entries of the table Costs',
    'look something up in an Excel table',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Files.Read'],
  scopesElsewhere: { files: ['Files.Read'] },
  operation: 'GET /drives/{id}/items/{id}/workbook/tables/{id}/dataBodyRange',
  example: { as: 'ana.silva', args: { item: '/Budget/Launch costs.xlsx', table: 'Costs' } },
  input: {
    ...workbookShape,
    table: tableArgument(),
    where: z.string().min(3).max(1_000).optional().describe('Example: status=open.'),
    from: z.int().min(1).optional().describe('Row number.'),
    top: z.int().min(1).max(MAX_ROWS).default(100).describe('Rows.'),
  },
  check: ({ where }) =>
    where !== undefined && !isCondition(where)
      ? 'where must be a column and its value, such as status=open'
      : undefined,
  async run({ item, drive, table: given, where, from = 1, top }, call) {
    const found = await findWorkbook({ item, drive }, call);
    return inSession(found, call, { persistChanges: false }, async (workbook) => {
      const table = await findTable(given, workbook, call);
      const names = await columnsOf(table.id, workbook, call);
      const { sheet, range } = await tablePart(table.id, 'dataBodyRange', workbook, call);
      const matches = where === undefined ? () => true : rowCondition(where, names);
      const selection = {
        sheet,
        rows: from > range.bottom ? [] : [{ from: Math.max(from, range.top), to: range.bottom }],
        columns: [{ from: range.left, to: range.right }],
        view: 'text',
      } as const;
      const { rows, rest, hidden } = await collectRows(workbook, selection, call, {
        keep: matches,
        most: top,
      });
      const shown = names.slice(0, MAX_COLUMNS);
      const cut = rows.map((row) => ({ ...row, cells: row.cells.slice(0, MAX_COLUMNS) }));
      const [next] = rest;
      const notes = [
        `${counted(rows.length, 'row')}, numbered as in the worksheet.`,
        names.length > shown.length
          ? `Not shown: ${counted(names.length - shown.length, 'other column')}.`
          : '',
        next === undefined ? 'That is all.' : `More may follow: call again with from=${next.from}.`,
        noteOnHidden(hidden),
        ...notesOn(cut, 'text'),
      ];
      const place = `${cell(sheet.name, 80)}!${addressOfRange(range)}`;
      const lines = tableOf(
        shown.map((name) => cell(name, 80)),
        cut,
      );
      return { text: `${notes.filter(Boolean).join(' ')}\n${fence(`${place}\n${lines}`)}` };
    });
  },
});
