import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { ids, top } from '../input/common-input.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { findFiles, MOST_FILES } from './shared/found-files.ts';

const me = z.object({ displayName: text });

export const listRecentFiles = defineTool({
  name: 'list_recent_files',
  title: 'Recent files',
  area: 'search',
  order: 20,
  presets: [],
  about: 'List the files I changed most recently.',
  intents: [
    'which files did I work on last',
    'my recent documents',
    'what was I editing yesterday',
    'open the document I last worked on',
    'files I changed this week',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  scopesElsewhere: { files: ['Files.Read.All', 'User.Read'] },
  operation: 'POST /search/query',
  supportingReads: ['/me'],
  budget: { withIds: 1_500, withoutIds: 1_000 },
  example: { as: 'ana.silva', args: {} },
  input: { top: top(MOST_FILES), ids: ids() },
  async run(args, call) {
    const { displayName } = entityOf(await call.graph(read('/me', { select: ['displayName'] })), me);
    if (!displayName) throw new ToolError('not_found', 'Your display name is missing from the directory.');
    return findFiles(
      {
        ...args,
        query: `ModifiedBy:"${displayName.replaceAll('"', ' ')}" IsDocument:true`,
        what: 'files that you changed, newest first',
        limits:
          'The search index records who changed a file, not who opened it, and is a few minutes behind.',
      },
      call,
    );
  },
});
