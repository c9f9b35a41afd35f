import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { covers } from '../../graph/permissions.ts';
import { equal } from '../../graph/request/odata.ts';
import type { ToolCall } from '../define.ts';
import { listTool } from '../list-tool.ts';
import { nameQuery } from '../input/common-input.ts';
import { nameSearch } from '../input/people/find-user.ts';
import { cell } from '../output/untrusted.ts';
import { listOf } from '../output/words.ts';
import { userColumns, userRow } from './shared/user-row.ts';

export const listUsers = listTool({
  name: 'list_users',
  title: 'Find people',
  area: 'users',
  order: 20,
  presets: ['default', 'lite'],
  about: 'Find people (users) by name, department or job title; lists their email addresses.',
  intents: [
    "what is Ben's email address",
    'find a colleague by first name',
    'who works in Finance',
    'list everyone in the company',
    'who is the head of sales',
    'look up a person in the directory',
  ],
  openWorld: false,
  scopes: ['User.ReadBasic.All'],
  optionalScopes: ['User.Read.All'],
  operation: 'GET /users',
  example: { as: 'ana.silva', args: {} },
  input: {
    query: nameQuery(200).optional().describe('Name or start of the address.'),
    department: z.string().min(1).max(64).optional().describe('Exact match.'),
    title: z.string().min(1).max(128).optional().describe('Exact match.'),
    filter: z.string().min(1).max(500).optional().describe("OData, such as city eq 'Porto'."),
  },
  maxTop: 100,
  budget: { withIds: 2_600, withoutIds: 1_300 },
  row: userRow,
  columns: userColumns,
  async request(args, call) {
    if (args.department !== undefined || args.title !== undefined) await requireProfiles(call);
    return {
      path: '/users',
      ...(args.query !== undefined && { search: nameSearch(args.query) }),
      filter: [
        args.department !== undefined && equal('department', args.department),
        args.title !== undefined && equal('jobTitle', args.title),
        args.filter !== undefined && `(${args.filter})`,
      ],
      what: whoIn(args),
    };
  },
});

type Conditions = Readonly<Partial<Record<'query' | 'department' | 'title' | 'filter', string | undefined>>>;

/** Names every condition, so that an empty result does not suggest that nobody has this name. */
function whoIn({ query, department, title, filter }: Conditions): string {
  return listOf(
    'people',
    query !== undefined && `matching "${cell(query)}"`,
    department !== undefined && `in exactly the department "${cell(department)}"`,
    title !== undefined && `with exactly the title "${cell(title)}"`,
    filter !== undefined && 'matching the filter',
  ).join(' ');
}

/**
 * Throws if the permission to read full profiles is missing. Graph requires this permission for filters by department
 * or title.
 */
async function requireProfiles(call: ToolCall): Promise<void> {
  if (covers(await call.grantedScopes(), 'User.Read.All')) return;
  throw new ToolError(
    'missing_permission',
    'department and title require the Graph permission User.Read.All, which was not granted. Search by query instead.',
  );
}
