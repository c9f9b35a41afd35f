import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { inBatches } from '../../paging/in-batches.ts';
import type { Workbook, Worksheet } from './find-workbook.ts';

/** Maximum number of worksheets whose own names are requested. */
const MAX_SHEETS = 40;

const namedRow = z.object({ name: text, value: text, visible: z.boolean().nullish() });

export type NamedRange = {
  readonly name: string;
  /** A reference such as `=Costs!$A$1:$B$2`, or a constant. */
  readonly value: string;
  readonly isHidden: boolean;
  /** The worksheet in which the name is valid; undefined if it is valid in the whole workbook. */
  readonly sheet: Worksheet | undefined;
};

const select = ['name', 'value', 'visible'];

/** Returns the names that are valid in the whole workbook. */
export async function workbookNames({ path: place }: Workbook, call: ToolCall): Promise<NamedRange[]> {
  return rangesIn(await call.graph(read(`${place}/names`, { select })), undefined);
}

/** Returns the names that are valid in one worksheet only. `isCut` is true if some names could not be read. */
export async function sheetNames(
  workbook: Workbook,
  sheets: readonly Worksheet[],
  call: ToolCall,
): Promise<{ readonly names: readonly NamedRange[]; readonly isCut: boolean }> {
  const asked = sheets.slice(0, MAX_SHEETS);
  const requests = asked.map(({ id }) =>
    read(workbook.path + path`/worksheets/${id}` + '/names', { select }),
  );
  const names: NamedRange[] = [];
  let isCut = asked.length < sheets.length;
  for (const [index, answer] of (await inBatches(requests, call)).entries()) {
    if (answer instanceof ToolError) isCut = true;
    else names.push(...rangesIn(answer, asked[index]));
  }
  return { names, isCut };
}

function rangesIn(answer: Parameters<typeof itemsOf>[0], sheet: Worksheet | undefined): NamedRange[] {
  return itemsOf(answer, namedRow).map(({ name, value, visible }) => ({
    name: name ?? '',
    value: value ?? '',
    isHidden: visible === false,
    sheet,
  }));
}
