import { z } from 'zod';

import { isRecord } from '../../base/is-record.ts';
import { drivePath, path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { field, itemsOf, text } from '../output/fields.ts';
import { id, ids, top } from '../input/common-input.ts';
import { listing, whatFollows } from '../output/table.ts';
import { pathOfDrive } from './shared/item.ts';
import { sizeOf } from './shared/size.ts';

/** Lists what is in a folder of a drive. */
export const listFiles = defineTool({
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
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Files.Read'],
  operation: 'GET /drives/{id}/items/{id}/children',
  example: { as: 'ana.silva', args: { path: '/', top: 25 } },
  input: {
    path: z.string().max(400).optional().describe('Folder below the top, such as /Plans/2026.'),
    folder_id: id('In place of path.').optional(),
    drive: id('Drive id, if not my own.').optional(),
    top: top(200),
    ids: ids(),
  },
  check: ({ path, folder_id }) =>
    path !== undefined && folder_id !== undefined ? 'give path or folder_id, not both' : undefined,
  async run(args, call) {
    const drive = pathOfDrive(args.drive);
    const folder =
      args.folder_id === undefined ? `/${drivePath(args.path ?? '')}` : path`/items/${args.folder_id}`;
    const page = await call.page(
      read(`${drive}${folder}/children`, { select: properties, orderby: 'name', top: args.top }),
    );
    return listing({
      what: 'files and folders, by name',
      columns: [
        { name: 'name', of: nameOf, longest: 160 },
        { name: 'size', of: sizeOf },
        { name: 'changed', of: (row) => text(row, 'lastModifiedDateTime').slice(0, 10) },
        { name: 'by', of: (row) => text(row, 'lastModifiedBy.user.displayName'), longest: 40 },
        args.ids && { name: 'id', of: (row) => text(row, 'id'), longest: 512 },
      ],
      rows: itemsOf(page.answer),
      follows: whatFollows(page),
    });
  },
});

const properties = ['id', 'name', 'size', 'folder', 'lastModifiedDateTime', 'lastModifiedBy'];

/** A folder is told by the slash behind its name. */
function nameOf(item: unknown): string {
  return isRecord(field(item, 'folder')) ? `${text(item, 'name')}/` : text(item, 'name');
}
