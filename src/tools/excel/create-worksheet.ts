import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { cell, fence } from '../output/untrusted.ts';
import { findWorkbook, workbookShape } from './shared/find-workbook.ts';

export const createWorksheet = defineTool({
  name: 'create_worksheet',
  title: 'Create worksheet',
  area: 'excel',
  order: 60,
  presets: [],
  about: 'Create an empty worksheet at the end of an Excel workbook.',
  intents: [
    'add a sheet to the workbook',
    'new worksheet for next year',
    'make another tab in the spreadsheet',
    'create a sheet called Archive',
    'I need a new tab in Excel',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Files.ReadWrite'],
  scopesElsewhere: { files: ['Files.Read'] },
  operation: 'POST /drives/{id}/items/{id}/workbook/worksheets/add',
  example: { as: 'ana.silva', args: { item: '/Budget/Launch costs.xlsx', name: 'Archive' } },
  input: { ...workbookShape, name: z.string().min(1).max(31).describe('New name.') },
  check: ({ name }) =>
    /[*/:?[\\\]]|^'|'$/.test(name) || name.toLowerCase() === 'history'
      ? "name must not contain * / : ? [ \\ ] or begin or end with an apostrophe, and Excel reserves 'History'"
      : undefined,
  async run({ item, drive, name }, call) {
    const workbook = await findWorkbook({ item, drive }, call);
    const isTaken = workbook.sheets.some((one) => one.name.toLowerCase() === name.toLowerCase());
    if (isTaken) {
      throw new ToolError(
        'conflict',
        'The workbook already has a worksheet with this name. Nothing was created.',
      );
    }
    await call.graph({
      method: 'POST',
      path: `${workbook.path}/worksheets/add`,
      body: { name },
      repeat: 'never',
      verify: 'Use list_worksheets to check whether the worksheet exists before you create it again.',
    });
    return { text: `Created the worksheet.\n${fence(cell(name, 31))}` };
  },
});
