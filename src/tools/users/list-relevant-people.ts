import * as z from 'zod';

import { searchPhrase } from '../../graph/request/odata.ts';
import { nameQuery } from '../input/common-input.ts';
import { listTool } from '../list-tool.ts';
import { text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { cell } from '../output/untrusted.ts';

const relevant = rowOf({
  displayName: text,
  scoredEmailAddresses: z.array(z.object({ address: text })).nullish(),
  jobTitle: text,
  department: text,
});

export const listRelevantPeople = listTool({
  name: 'list_relevant_people',
  title: 'People I work with',
  area: 'users',
  order: 60,
  presets: [],
  about: 'List the people I work with most.',
  intents: [
    'who do I work with most',
    'people I email often',
    'my closest colleagues',
    'who are my main contacts at work',
    'people around me',
  ],
  openWorld: true,
  scopes: ['People.Read'],
  operation: 'GET /me/people',
  example: { as: 'ana.silva', args: {} },
  input: { query: nameQuery(200).optional().describe('Part of a name.') },
  maxTop: 100,
  budget: { withIds: 2_600, withoutIds: 1_300 },
  row: relevant,
  columns: [
    relevant.column('name', ['displayName'], (row) => row.displayName),
    relevant.column('address', ['scoredEmailAddresses'], (row) => row.scoredEmailAddresses?.[0]?.address),
    relevant.column('title', ['jobTitle'], (row) => row.jobTitle),
    relevant.column('department', ['department'], (row) => row.department),
  ],
  request: (args) => ({
    path: '/me/people',
    ...(args.query !== undefined && { search: searchPhrase(args.query) }),
    what: `people${args.query === undefined ? '' : ` matching "${cell(args.query)}"`}, most relevant first`,
  }),
});
