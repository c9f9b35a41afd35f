import * as z from 'zod';

import { covers } from '../../graph/permissions.ts';
import { path } from '../../graph/request/graph-path.ts';
import { groupReference } from '../input/common-input.ts';
import { findGroup } from '../input/find-group.ts';
import { listTool } from '../list-tool.ts';
import { text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { cell } from '../output/untrusted.ts';
import { kindOfMember } from './shared/member-kind.ts';

const member = rowOf({
  displayName: text,
  mail: text,
  userPrincipalName: text,
  userType: text,
  '@odata.type': text,
});

export const listGroupMembers = listTool({
  name: 'list_group_members',
  title: 'Group members',
  area: 'groups',
  order: 20,
  presets: [],
  about: 'List the members and guests of a group.',
  intents: [
    'who is in the project group',
    'members of the distribution list',
    'who belongs to this security group',
    'is Ben in the Finance group',
    'everybody in the nested groups',
  ],
  openWorld: false,
  scopes: ['GroupMember.Read.All'],
  scopesElsewhere: { users: ['User.ReadBasic.All'] },
  operation: 'GET /groups/{id}/members',
  example: { as: 'ana.silva', args: { group: 'harbor@contoso.example' } },
  input: {
    group: groupReference().describe('Name or id.'),
    transitive: z.boolean().default(false).describe('Include nested.'),
  },
  maxTop: 100,
  hasFixedPages: true,
  row: member,
  columns: [
    member.column('name', ['displayName'], (row) => row.displayName),
    member.column('address', ['mail', 'userPrincipalName'], (row) => row.mail || row.userPrincipalName, {
      longest: 320,
    }),
    member.column('kind', ['userType'], (row) => row.userType),
  ],
  async request({ group, transitive }, call) {
    const [found, granted] = await Promise.all([findGroup(group, call), call.grantedScopes()]);
    const hint = covers(granted, 'User.ReadBasic.All')
      ? ''
      : ' (showing names requires the permission User.ReadBasic.All)';
    return {
      path: transitive ? path`/groups/${found.id}/transitiveMembers` : path`/groups/${found.id}/members`,
      what: `members of ${cell(found.name)}${transitive ? ' and of the groups in it' : ''}${hint}`,
      adapt: (row) => ({ ...row, userType: kindOfMember(row) }),
    };
  },
});
