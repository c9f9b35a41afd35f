import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { pickByName } from '../../input/pick-by-name.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { findItem } from '../../files/shared/find-item.ts';
import { isPath, MAX_ITEM, pathOfItem, type ItemArgs } from '../../files/shared/item.ts';
import { isLink } from '../../files/shared/pasted-link.ts';
import { placeOf } from '../../files/shared/resource.ts';
import { isSafeName, namesOf } from '../../files/shared/walk-path.ts';
import { unquotedName } from './sheet-range.ts';

/** The arguments that name a workbook. */
export const workbookShape = {
  item: z.string().min(1).max(MAX_ITEM).describe('Path, link or id.'),
  drive: z.string().min(1).max(512).optional().describe('Id.'),
};

const MAX_NAME = 255;

export const worksheetArgument = () =>
  z.string().min(1).max(MAX_NAME).optional().describe('Default: the first.');

export const tableArgument = () => z.string().min(1).max(MAX_NAME).describe('Name.');

const worksheet = z.object({ id: z.string(), name: text, visibility: text });

export type Worksheet = { readonly id: string; readonly name: string; readonly isHidden: boolean };

/** A workbook that exists, with its Graph path and its worksheets in order. */
export type Workbook = {
  readonly path: string;
  readonly sheets: readonly Worksheet[];
  /** The session header, if a session is open. */
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * Finds a workbook by its path, id, link or `portico://` address, and lists its worksheets. A path or an id needs only
 * a request for the workbook. A link, a shortcut or a name as shown in lists must be looked up among the files.
 */
export async function findWorkbook(args: ItemArgs, call: ToolCall): Promise<Workbook> {
  const place = placeOf(args);
  requireEnding(place.item);
  const isDirect = !isLink(place.item) && namesOf(place.item).every(isSafeName);
  if (!isDirect) return openAt((await findItem(place, call, ['file'])).place, call);
  try {
    return await openAt(place, call);
  } catch (error) {
    const isMissing = error instanceof ToolError && error.code === 'not_found';
    const found = isMissing ? await foundAmongFiles(place, call) : undefined;
    if (found === undefined) throw error;
    return openAt(found, call);
  }
}

/** Rejects the names of other file types before any request is sent. Old .xls workbooks cannot be opened either. */
function requireEnding(item: string): void {
  const ending = isPath(item) && !isLink(item) ? /\.([a-z0-9]{1,8})$/i.exec(item)?.[1] : undefined;
  if (ending === undefined || /^xls[xmb]$/i.test(ending)) return;
  throw notWorkbook();
}

function notWorkbook(): ToolError {
  return new ToolError(
    'not_a_workbook',
    'Excel for the web cannot open this file: it must be an .xlsx workbook without a password. For other files, use read_file_content.',
  );
}

async function openAt(place: ItemArgs, call: ToolCall): Promise<Workbook> {
  const path = pathOfItem(place, 'workbook');
  try {
    const answer = await call.graph(read(`${path}/worksheets`, { select: ['id', 'name', 'visibility'] }));
    const sheets = itemsOf(answer, worksheet).map(({ id, name, visibility }) => ({
      id,
      name: name ?? '',
      isHidden: visibility !== 'Visible',
    }));
    return { path, sheets };
  } catch (error) {
    // This is the most specific error that Graph reports for a file that Excel cannot open.
    if (error instanceof ToolError && error.message.includes('WAC access token')) throw notWorkbook();
    throw error;
  }
}

/**
 * Finds a file by its name as shown in lists, or as the target of a shortcut; undefined if there is no such file or if
 * files are not accessible.
 */
async function foundAmongFiles(place: ItemArgs, call: ToolCall): Promise<ItemArgs | undefined> {
  try {
    return (await findItem(place, call, ['file'])).place;
  } catch (error) {
    if (error instanceof ToolError && ['not_found', 'refused_by_policy'].includes(error.code))
      return undefined;
    throw error;
  }
}

/**
 * Finds a worksheet by its name, including the quoted form used in addresses. Without a name, returns the first visible
 * worksheet. The plain name takes precedence, because `Data!` can be a worksheet's name or the beginning of an address
 * in the worksheet `Data`.
 */
export function findWorksheet(given: string | undefined, { sheets }: Workbook): Worksheet {
  if (given !== undefined) {
    const exact = sheets.find(({ name }) => name.toLowerCase() === given.trim().toLowerCase());
    return exact ?? pickByName(unquotedName(given), sheets, { what: 'worksheet' });
  }
  const first = sheets.find(({ isHidden }) => !isHidden) ?? sheets[0];
  if (first === undefined) throw new ToolError('not_found', 'The workbook has no worksheets.');
  return first;
}
