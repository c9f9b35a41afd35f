import * as z from 'zod';

import { covers } from '../../graph/permissions.ts';
import { listTool } from '../list-tool.ts';
import { text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { kindOfGroup } from './shared/group-row.ts';

const names = z.array(z.string()).nullish();

const membership = rowOf({
  displayName: text,
  mail: text,
  groupTypes: names,
  mailEnabled: z.boolean().nullish(),
  securityEnabled: z.boolean().nullish(),
  resourceProvisioningOptions: names,
  roleTemplateId: text,
  '@odata.type': text,
});

/** The permissions that reveal the names of groups and roles. */
const naming = ['GroupMember.Read.All', 'RoleManagement.Read.Directory'];

export const listMyGroups = listTool({
  name: 'list_my_groups',
  title: 'My groups',
  area: 'groups',
  order: 30,
  presets: [],
  about: 'List my groups, teams and roles.',
  intents: [
    'which groups am I in',
    'my teams and roles',
    'am I an administrator',
    'what am I a member of',
    'groups that give me access',
  ],
  openWorld: false,
  scopes: ['User.Read'],
  optionalScopes: naming,
  operation: 'GET /me/memberOf',
  example: { as: 'ana.silva', args: {} },
  input: { transitive: z.boolean().default(false).describe('Include nested.') },
  maxTop: 50,
  hasFixedPages: true,
  row: membership,
  columns: [
    membership.column('name', ['displayName'], (row) => row.displayName),
    membership.column('address', ['mail'], (row) => row.mail, { longest: 320 }),
    membership.column(
      'kind',
      ['groupTypes', 'mailEnabled', 'securityEnabled', 'resourceProvisioningOptions', 'roleTemplateId'],
      (row) => row.roleTemplateId ?? kindOfGroup(row),
    ),
  ],
  async request({ transitive }, call) {
    const granted = await call.grantedScopes();
    const missing = naming.filter((name) => !covers(granted, name));
    const hint = missing.length === 0 ? '' : ` (showing some names requires ${missing.join(' and ')})`;
    return {
      path: transitive ? '/me/transitiveMemberOf' : '/me/memberOf',
      what: `my groups and roles${transitive ? ', including those through other groups' : ''}${hint}`,
      adapt: (row) => ({ ...row, roleTemplateId: otherKind(row['@odata.type']) }),
    };
  },
});

/** Returns the kind of a membership; undefined for groups. */
function otherKind(type: string | null | undefined): string | undefined {
  if (type?.endsWith('.directoryRole')) return 'directory role';
  return type?.endsWith('.administrativeUnit') ? 'administrative unit' : undefined;
}
