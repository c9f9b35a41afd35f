import { ToolError } from '../../errors.ts';
import { listTool } from '../list-tool.ts';
import { count, identitySet, text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { minute } from '../output/words.ts';
import { findItem } from './shared/find-item.ts';
import { drive, item, pathOfItem } from './shared/item.ts';
import { formatBytes } from './shared/describe-item.ts';

const version = rowOf({ lastModifiedDateTime: text, lastModifiedBy: identitySet, size: count });

export const listFileVersions = listTool({
  name: 'list_file_versions',
  title: 'File versions',
  area: 'files',
  order: 130,
  presets: [],
  about: 'List the versions of a file: date, author and size.',
  intents: [
    'version history of the document',
    'who edited this and when',
    'is there an older version of the file',
    'what did the file look like before',
    'when was it last saved',
  ],
  openWorld: true,
  scopes: ['Files.Read'],
  operation: 'GET /drives/{id}/items/{id}/versions',
  example: { as: 'ana.silva', args: { item: '/Harbor/Scope.md' } },
  input: { item: item(), drive: drive() },
  maxTop: 200,
  budget: { withIds: 2_500, withoutIds: 2_400 },
  row: version,
  columns: [
    version.column('changed (UTC)', ['lastModifiedDateTime'], (row) => minute(row.lastModifiedDateTime)),
    version.column('by', ['lastModifiedBy'], (row) => row.lastModifiedBy?.user?.displayName, { longest: 40 }),
    version.column('size', ['size'], (row) => formatBytes(row.size ?? 0)),
  ],
  async request(args, call) {
    const { item: found, place } = await findItem(args, call, ['file']);
    if (!found.file) throw new ToolError('is_folder', 'Only files have versions, and this is a folder.');
    return { path: pathOfItem(place, 'versions'), what: 'versions, newest first' };
  },
});
