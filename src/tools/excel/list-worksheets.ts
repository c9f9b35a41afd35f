import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { entityOf, itemsOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell, fence } from '../output/untrusted.ts';
import { words } from '../output/words.ts';
import { inBatches } from '../paging/in-batches.ts';
import { tableRow } from './shared/find-cells.ts';
import { findWorkbook, workbookShape } from './shared/find-workbook.ts';
import { sheetNames, workbookNames } from './shared/named-ranges.ts';
import { quotedName } from './shared/sheet-range.ts';

/** Maximum number of worksheets and tables whose size is requested. */
const MAX_MEASURED = 40;
/** Maximum number of worksheets, tables or names shown. */
const MAX_SHOWN = 100;

type Entry = {
  readonly kind: 'worksheet' | 'table' | 'name';
  readonly name: string;
  readonly isHidden: boolean;
  /** The range, or a request for it. */
  readonly range: GraphRequest | string;
};

export const listWorksheets = defineTool({
  name: 'list_worksheets',
  title: 'List worksheets',
  area: 'excel',
  order: 10,
  presets: [],
  about: 'List the worksheets, tables and named ranges of an Excel workbook.',
  intents: [
    'which sheets does the workbook have',
    'what is in this Excel file',
    'tables of the spreadsheet',
    'named ranges in the workbook',
    'is there a hidden worksheet',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Files.Read'],
  scopesElsewhere: { files: ['Files.Read'] },
  operation: 'GET /drives/{id}/items/{id}/workbook/worksheets',
  example: { as: 'ana.silva', args: { item: '/Budget/Launch costs.xlsx' } },
  input: workbookShape,
  async run(args, call) {
    const workbook = await findWorkbook(args, call);
    const [tables, names, own] = await Promise.all([
      call.graph(read(`${workbook.path}/tables`, { select: ['id', 'name'] })),
      workbookNames(workbook, call),
      sheetNames(workbook, workbook.sheets, call),
    ]);
    const select = ['address'];
    const found: readonly (readonly Entry[])[] = [
      workbook.sheets.map(({ id, name, isHidden }) => ({
        kind: 'worksheet',
        name,
        isHidden,
        range: read(workbook.path + path`/worksheets/${id}` + '/usedRange(valuesOnly=true)', { select }),
      })),
      itemsOf(tables, tableRow).map(({ id, name }) => ({
        kind: 'table',
        name: name ?? '',
        isHidden: false,
        range: read(workbook.path + path`/tables/${id}` + '/range', { select }),
      })),
      [...names, ...own.names].map(({ name, value, isHidden, sheet }) => ({
        kind: 'name',
        name: sheet === undefined ? name : `${quotedName(sheet.name)}!${name}`,
        isHidden,
        range: value.replace(/^=/, ''),
      })),
    ];
    const shown = found.flatMap((entries) => entries.slice(0, MAX_SHOWN));
    const hidden = found.flat().length - shown.length;
    const ranges = await rangesOf(shown, call);
    const lines = shown.map(({ kind, name, isHidden }, index) =>
      [kind, cell(name, 100), cell(ranges[index] ?? '', 200), words(isHidden && 'hidden')]
        .join(' | ')
        .trimEnd(),
    );
    const [sheets = 0, tableCount = 0, nameCount = 0] = found.map(({ length }) => length);
    const cut = own.isCut ? ' Names that are valid in a single worksheet may be missing.' : '';
    const rest = hidden > 0 ? `Not shown: ${hidden} more, which read_range finds by name.` : 'That is all.';
    return {
      text: `Worksheets: ${sheets}, tables: ${tableCount}, named ranges: ${nameCount}. ${rest}${cut}\n${fence(['kind | name | range | flags', ...lines].join('\n'))}`,
    };
  },
});

/** Returns the range of each entry; `?` if the range was not requested or Graph did not return it. */
async function rangesOf(entries: readonly Entry[], call: ToolCall): Promise<readonly string[]> {
  const requests = entries.flatMap(({ range }) => (typeof range === 'string' ? [] : [range]));
  const measured = requests.slice(0, MAX_MEASURED);
  const answers = await inBatches(measured, call);
  const answerTo = new Map(measured.map((request, index) => [request, answers[index]]));
  return entries.map(({ range }) => {
    if (typeof range === 'string') return range;
    const answer = answerTo.get(range);
    if (answer === undefined || answer instanceof ToolError) return '?';
    return entityOf(answer, z.object({ address: text })).address ?? '?';
  });
}
