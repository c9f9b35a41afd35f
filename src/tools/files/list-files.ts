import * as z from 'zod';

import { drivePath, path } from '../../graph/request/graph-path.ts';
import { id } from '../input/common-input.ts';
import { listTool } from '../list-tool.ts';
import { rowOf } from '../output/row.ts';
import { driveItem } from './shared/drive-item.ts';
import { pathOfDrive } from './shared/item.ts';
import { sizeOf } from './shared/size.ts';

const item = rowOf(driveItem.shape);

export const listFiles = listTool({
  name: 'list_files',
  title: 'List files',
  area: 'files',
  order: 10,
  presets: ['default', 'lite'],
  about: 'List files and folders in a OneDrive or SharePoint folder. My OneDrive by default.',
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
    path: z.string().max(400).optional().describe('Folder path from the root, such as /Plans/2026.'),
    folder_id: id('Instead of path.').optional(),
    drive: id('Drive id. Default: my OneDrive.').optional(),
  },
  check: ({ path, folder_id }) =>
    path !== undefined && folder_id !== undefined ? 'give path or folder_id, not both' : undefined,
  maxTop: 200,
  budget: { withIds: 1_500, withoutIds: 1_000 },
  row: item,
  columns: [
    // A slash marks a folder.
    item.column('name', ['name', 'folder'], ({ name, folder }) => `${name ?? ''}${folder ? '/' : ''}`, {
      longest: 160,
    }),
    item.column('size', ['size', 'folder'], sizeOf),
    item.column('changed', ['lastModifiedDateTime'], (row) => row.lastModifiedDateTime?.slice(0, 10)),
    item.column('by', ['lastModifiedBy'], (row) => row.lastModifiedBy?.user?.displayName, { longest: 40 }),
  ],
  request(args) {
    const folder =
      args.folder_id === undefined ? `/${drivePath(args.path ?? '')}` : path`/items/${args.folder_id}`;
    return {
      path: `${pathOfDrive(args.drive)}${folder}/children`,
      orderby: 'name',
      what: 'files and folders, by name',
    };
  },
});
