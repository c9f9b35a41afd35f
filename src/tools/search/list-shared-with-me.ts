import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { ids, top } from '../input/common-input.ts';
import { searchedPerson } from '../input/people/own-names.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { findFiles, MOST_FILES } from './shared/found-files.ts';

const me = z.object({ mail: text, userPrincipalName: text });

export const listSharedWithMe = defineTool({
  name: 'list_shared_with_me',
  title: 'Shared with me',
  area: 'search',
  order: 30,
  presets: [],
  about: 'List the files that others shared with me.',
  intents: [
    'what did Hana share with me',
    'files shared with me',
    'documents I got access to',
    'which files did colleagues share',
    'find the document somebody shared',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  scopesElsewhere: { files: ['Files.Read.All', 'User.Read'] },
  operation: 'POST /search/query',
  supportingReads: ['/me'],
  example: { as: 'ana.silva', args: {} },
  input: {
    by: z.string().min(1).max(200).optional().describe('Author.'),
    top: top(MOST_FILES),
    ids: ids(),
  },
  async run({ by, ...args }, call) {
    const select = Object.keys(me.shape);
    const { mail, userPrincipalName } = entityOf(await call.graph(read('/me', { select })), me);
    const address = mail || userPrincipalName;
    if (!address) throw new ToolError('not_found', 'The directory does not list an email address for you.');
    const author = by === undefined ? '' : ` author:${quoted((await searchedPerson(by, call)).author)}`;
    return findFiles(
      {
        ...args,
        query: `SharedWithUsersOWSUSER:${quoted(address)}${author}`,
        what: `files${by === undefined ? '' : ` by "${cell(by)}"`} shared with you directly, most recently changed first`,
        limits:
          'Files shared by a link or with a group are not in the search index. The index is a few minutes behind.',
      },
      call,
    );
  },
});

/** Puts a value in quotes. Quotes inside the value are replaced with spaces, because KQL has no way to escape them. */
function quoted(value: string): string {
  return `"${value.replaceAll('"', ' ')}"`;
}
