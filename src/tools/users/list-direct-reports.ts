import { listTool } from '../list-tool.ts';
import { person } from '../input/common-input.ts';
import { userPath } from '../input/people/find-user.ts';
import { cell } from '../output/untrusted.ts';
import { userColumns, userRow } from './shared/user-row.ts';

export const listDirectReports = listTool({
  name: 'list_direct_reports',
  title: 'Direct reports',
  area: 'users',
  order: 50,
  presets: [],
  about: 'List the people who report to a manager.',
  intents: [
    'who reports to me',
    "who is in Chen's team",
    'my direct reports',
    'people managed by Dana',
    'team members below a manager',
  ],
  openWorld: false,
  scopes: ['User.Read.All'],
  operation: 'GET /users/{id}/directReports',
  example: { as: 'ana.silva', args: {} },
  input: { user: person().describe('Name, address or id. Default: me.').optional() },
  maxTop: 100,
  budget: { withIds: 2_900, withoutIds: 2_300 },
  row: userRow,
  columns: userColumns,
  request: async (args, call) => ({
    path: `${await userPath(args.user, call)}/directReports`,
    what: `direct reports${args.user === undefined ? '' : ` of ${cell(args.user)}`}`,
  }),
});
