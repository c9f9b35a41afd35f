// Written by `npm run generate` from the files in the area folders. Do not edit.
import { addTableRows } from './add-table-rows.ts';
import { createTable } from './create-table.ts';
import { createWorksheet } from './create-worksheet.ts';
import { listTableRows } from './list-table-rows.ts';
import { listWorksheets } from './list-worksheets.ts';
import { readRange } from './read-range.ts';
import { writeRange } from './write-range.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const excelTools: readonly Tool[] = [
  listWorksheets,
  readRange,
  writeRange,
  listTableRows,
  addTableRows,
  createWorksheet,
  createTable,
];
