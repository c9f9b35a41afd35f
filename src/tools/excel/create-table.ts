import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell, fence } from '../output/untrusted.ts';
import { findCells, tableRow } from './shared/find-cells.ts';
import { findWorkbook, workbookShape } from './shared/find-workbook.ts';
import { explainRefusal } from './shared/refused-change.ts';
import { addressOfRange, MAX_COLUMNS, MAX_ROWS, quotedName } from './shared/sheet-range.ts';

export const createTable = defineTool({
  name: 'create_table',
  title: 'Create table',
  area: 'excel',
  order: 70,
  presets: [],
  about: 'Make an Excel table from a range of cells.',
  intents: [
    'turn the range into a table',
    'format these cells as a table',
    'make a table in the worksheet',
    'create an Excel table with headers',
    'convert the list in the workbook into a table',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Files.ReadWrite'],
  scopesElsewhere: { files: ['Files.Read'] },
  operation: 'POST /drives/{id}/items/{id}/workbook/tables/add',
  example: {
    as: 'ana.silva',
    args: { item: '/Budget/Launch costs.xlsx', address: "'Ana''s notes'!A1:B2" },
  },
  input: {
    ...workbookShape,
    address: z.string().min(1).max(300).describe('Example: Costs!A1:C9.'),
    headers: z.boolean().default(true).describe('First row has headers.'),
  },
  async run({ item, drive, headers, address }, call) {
    const workbook = await findWorkbook({ item, drive }, call);
    const { sheet, range } = await findCells({ address }, workbook, call);
    const isWhole = range === undefined || range.bottom === MAX_ROWS || range.right === MAX_COLUMNS;
    if (isWhole) {
      throw new ToolError(
        'bad_argument',
        'address must have a first and a last cell, such as A1:C9. Nothing was created.',
      );
    }
    const answer = await explainRefusal(
      call.graph({
        method: 'POST',
        path: `${workbook.path}/tables/add`,
        body: { address: `${quotedName(sheet.name)}!${addressOfRange(range)}`, hasHeaders: headers },
        repeat: 'never',
        verify: 'Use list_worksheets to check whether the table exists before you create it again.',
      }),
    );
    const { name } = entityOf(answer, tableRow);
    const moved = headers ? '' : ' A header row was added, and the cells below it moved down by one row.';
    return { text: `Created the table.${moved}\n${fence(cell(name ?? '', 255))}` };
  },
});
