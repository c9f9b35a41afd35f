import * as z from 'zod';

import { listTool } from '../list-tool.ts';
import { rowOf } from '../output/row.ts';
import { driveItem } from './shared/drive-item.ts';
import { withFolderPaths } from './shared/folder-paths.ts';
import { drive, folderPathOf } from './shared/item.ts';
import { pathOfSearch, wordsOf } from '../search/shared/drive-search.ts';
import { sizeOf } from './shared/describe-item.ts';
import { LONGEST_NAME } from './shared/walk-path.ts';

const item = rowOf(driveItem.shape);

const orders = { relevance: undefined, size: 'size desc', changed: 'lastModifiedDateTime desc' } as const;

export const searchFiles = listTool({
  name: 'search_files',
  title: 'Search files',
  area: 'files',
  order: 15,
  presets: ['default'],
  about: 'Find files or folders in a drive by words in their name or text.',
  intents: [
    'find the file about the budget',
    'where is the contract',
    'which document mentions the harbour project',
    'the largest files in my OneDrive',
    'search my documents for a word',
    'newest spreadsheets about sales',
  ],
  openWorld: true,
  scopes: ['Files.Read'],
  operation: "GET /drives/{id}/items/{id}/search(q='{q}')",
  example: { as: 'ana.silva', args: { query: 'harbor' } },
  input: {
    query: z.string().min(1).max(200).describe('Words or prefixes.'),
    sort: z.enum(['relevance', 'size', 'changed']).default('relevance').describe('Order.'),
    drive: drive(),
  },
  check: ({ query }) => (wordsOf(query) === '' ? 'query must contain a letter or digit' : undefined),
  maxTop: 200,
  budget: { withIds: 1_900, withoutIds: 1_300 },
  row: item,
  columns: [
    item.column('name', ['name', 'folder'], ({ name, folder }) => `${name ?? ''}${folder ? '/' : ''}`, {
      longest: LONGEST_NAME + 1,
    }),
    item.column('in', ['parentReference'], ({ parentReference }) =>
      parentReference?.path ? folderPathOf(parentReference.path) : '',
    ),
    item.column('size', ['size', 'folder', 'remoteItem'], sizeOf),
    item.column('changed', ['lastModifiedDateTime'], (row) => row.lastModifiedDateTime?.slice(0, 10)),
  ],
  request({ query, sort, drive: holder }, call) {
    const orderby = orders[sort];
    const order = { relevance: '', size: ', largest first', changed: ', newest first' }[sort];
    return {
      path: pathOfSearch(holder, wordsOf(query)),
      ...(orderby !== undefined && { orderby }),
      what: `files and folders found${order} (new files appear only after a few minutes)`,
      complete: (rows) => withFolderPaths(rows, call),
    };
  },
});
