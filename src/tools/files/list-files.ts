import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { path as idPath } from '../../graph/request/graph-path.ts';
import type { ToolCall } from '../define.ts';
import { id } from '../input/common-input.ts';
import { listTool } from '../list-tool.ts';
import { rowOf } from '../output/row.ts';
import { driveItem, type DriveItem } from './shared/drive-item.ts';
import { findItem } from './shared/find-item.ts';
import { MAX_ITEM, pathOfItem, type ItemArgs } from './shared/item.ts';
import { isLink } from './shared/pasted-link.ts';
import { placeOf } from './shared/resource.ts';
import { sizeOf } from './shared/describe-item.ts';
import { LONGEST_NAME, namesOf } from './shared/walk-path.ts';

const item = rowOf(driveItem.shape);

export const listFiles = listTool({
  name: 'list_files',
  title: 'List files',
  area: 'files',
  order: 10,
  presets: ['default', 'lite'],
  about: 'List the files in a OneDrive or SharePoint folder.',
  intents: [
    'what is in my OneDrive',
    'files in the Plans folder',
    'show the documents of this library',
    'list the folder',
    'which files did we store under Budget',
  ],
  openWorld: true,
  scopes: ['Files.Read'],
  operation: 'GET /drives/{id}/items/{id}/children',
  example: { as: 'ana.silva', args: { path: '/', top: 25 } },
  input: {
    path: z.string().max(MAX_ITEM).optional().describe('Path or link.'),
    folder_id: id('Instead of path.').optional(),
    drive: id('Default: my OneDrive.').optional(),
  },
  check: ({ path, folder_id }) =>
    path !== undefined && folder_id !== undefined ? 'give path or folder_id, not both' : undefined,
  maxTop: 200,
  budget: { withIds: 1_500, withoutIds: 1_000 },
  row: item,
  columns: [
    // A slash at the end marks a folder.
    item.column('name', ['name', 'folder', 'remoteItem'], nameOf, { longest: LONGEST_NAME + 1 }),
    item.column('size', ['size', 'folder', 'remoteItem'], sizeOf),
    item.column('changed', ['lastModifiedDateTime'], (row) => row.lastModifiedDateTime?.slice(0, 10)),
    item.column('by', ['lastModifiedBy'], (row) => row.lastModifiedBy?.user?.displayName, { longest: 40 }),
  ],
  async request(args, call) {
    return {
      path: pathOfItem(await folderOf(args, call), 'children'),
      orderby: 'name',
      what: 'files and folders, sorted by name',
    };
  },
});

function nameOf({ name, folder, remoteItem }: Pick<DriveItem, 'name' | 'folder' | 'remoteItem'>): string {
  return `${name ?? ''}${folder || remoteItem?.folder ? '/' : ''}`;
}

type FolderArgs = {
  readonly path?: string | undefined;
  readonly folder_id?: string | undefined;
  readonly drive?: string | undefined;
};

async function folderOf({ path, folder_id, drive }: FolderArgs, call: ToolCall): Promise<ItemArgs> {
  const given = placeOf({ item: folder_id ?? path ?? '', drive });
  if (namesOf(given.item).length === 0) return { item: '/', drive };
  // Rejects an id with a slash, which would otherwise be interpreted as a path.
  if (folder_id !== undefined && !isLink(folder_id)) void idPath`/items/${given.item}`;
  const { item: found, place } = await findItem(given, call, ['file']);
  if (!found.file) return place;
  throw new ToolError('is_file', 'This is a file, not a folder: use get_file or read_file_content.');
}
