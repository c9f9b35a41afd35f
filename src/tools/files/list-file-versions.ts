import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { read } from '../../graph/request/read.ts';
import { allItems } from '../paging/all-items.ts';
import { defineTool } from '../define.ts';
import { count, identitySet, text } from '../output/graph-schema.ts';
import { renderTable, textColumn } from '../output/table.ts';
import { minute } from '../output/words.ts';
import { formatBytes } from './shared/describe-item.ts';
import { findItem } from './shared/find-item.ts';
import { drive, item, pathOfItem } from './shared/item.ts';

const version = z.object({
  id: z.string(),
  lastModifiedDateTime: text,
  lastModifiedBy: identitySet,
  size: count,
});

type Version = z.output<typeof version>;

/**
 * Maximum number of versions to show. Libraries keep 500 versions by default, but old versions are rarely requested.
 */
const MOST_VERSIONS = 100;

const column = textColumn<Version>;

export const listFileVersions = defineTool({
  name: 'list_file_versions',
  title: 'File versions',
  area: 'files',
  order: 130,
  presets: [],
  about: 'List the versions of a file: date, author, size.',
  intents: [
    'version history of the document',
    'who edited this and when',
    'is there an older version of the file',
    'what did the file look like before',
    'when was it last saved',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Files.Read'],
  operation: 'GET /drives/{id}/items/{id}/versions',
  example: { as: 'ana.silva', args: { item: '/Harbor/Scope.md' } },
  input: { item: item(), drive: drive() },
  async run(args, call) {
    const { item: found, place } = await findItem(args, call, ['file']);
    if (!found.file) throw new ToolError('is_folder', 'Only files have versions, and this is a folder.');
    const { items, isCut } = await allItems(
      call,
      read(pathOfItem(place, 'versions')),
      version,
      MOST_VERSIONS,
    );
    const rows = items.slice(0, MOST_VERSIONS);
    return renderTable({
      what: 'versions, newest first',
      columns: [
        column('changed (UTC)', (row) => minute(row.lastModifiedDateTime)),
        column('by', (row) => row.lastModifiedBy?.user?.displayName ?? '', 40),
        column('size', (row) => formatBytes(row.size ?? 0)),
        column('id', ({ id }) => id),
      ],
      rows,
      follows:
        isCut || items.length > rows.length
          ? 'There are older versions, which are not shown; graph_get can read them.'
          : 'That is all.',
    });
  },
});
