import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { kindOfMember } from '../groups/shared/member-kind.ts';
import { allItems } from '../paging/all-items.ts';
import { inBatches } from '../paging/in-batches.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { hasMore, itemsOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { idColumn } from '../output/row.ts';
import { renderTable } from '../output/table.ts';
import { firstOf } from '../output/words.ts';

const MOST_NAMED = 10;

const role = z.object({ id: z.string(), displayName: text });
const member = z.object({
  id: z.string(),
  displayName: text,
  userPrincipalName: text,
  userType: text,
  '@odata.type': text,
});

type Member = z.output<typeof member>;

type RoleWithMembers = {
  readonly id: string;
  readonly name: string;
  /** Undefined if the members could not be read. */
  readonly members: readonly string[] | undefined;
  readonly hasGroups: boolean;
  /** True if the role has more members than were read. */
  readonly isCut: boolean;
};

export const listDirectoryRoles = defineTool({
  name: 'list_directory_roles',
  title: 'Directory roles',
  area: 'directory',
  order: 30,
  presets: [],
  about: 'List directory roles and who has them.',
  intents: [
    'who is global administrator',
    'which admin roles are in use',
    'list the administrators',
    'who can reset passwords',
    'people with privileged roles',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['RoleManagement.Read.Directory'],
  prerequisites: { roles: ['Directory Readers', 'Global Reader'] },
  operation: 'GET /directoryRoles',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    const { items, isCut } = await allItems(
      call,
      read('/directoryRoles', { select: Object.keys(role.shape) }),
      role,
    );
    const roles = await withMembers(items, call);
    const used = roles
      .filter(({ members }) => members?.length !== 0)
      .toSorted((a, b) => (b.members?.length ?? 0) - (a.members?.length ?? 0));
    const others = roles.filter(({ members }) => members?.length === 0).map(({ name }) => name);
    const follows = [
      isCut && 'There are more roles: read the rest with graph_get.',
      used.some(({ members }) => (members?.length ?? 0) > MOST_NAMED) &&
        'graph_get with /directoryRoles/{id}/members shows all members of a role.',
      used.some(({ hasGroups }) => hasGroups) &&
        'A group counts as one member: list_group_members shows who is in it.',
      others.length > 0 && `Roles without members: ${others.join(', ')}.`,
      'Roles that people have to activate before use (PIM) are not included, nor are custom roles and roles for a part of the directory. graph_get with /roleManagement/directory/roleAssignments and expand=roleDefinition shows the latter two.',
    ].filter(Boolean);
    return renderTable({
      what: 'directory roles with members',
      columns: [
        { name: 'role', textOf: ({ name }) => name },
        { name: 'count', textOf: countOf },
        {
          name: 'members',
          textOf: ({ members }) => firstOf(members ?? ['could not be read'], MOST_NAMED),
          longest: 1_200,
        },
        idColumn,
      ],
      rows: used,
      follows: follows.join(' '),
    });
  },
});

function countOf({ members, isCut }: RoleWithMembers): string {
  return members === undefined ? '?' : `${isCut ? 'over ' : ''}${members.length}`;
}

/** Reads the members of each role from a separate path, because Graph expands only 20 members. */
async function withMembers(
  roles: readonly z.output<typeof role>[],
  call: ToolCall,
): Promise<readonly RoleWithMembers[]> {
  const select = Object.keys(member.shape);
  const requests = roles.map(({ id }) => read(path`/directoryRoles/${id}/members`, { select }));
  const answers = await inBatches(requests, call);
  return roles.map(({ id, displayName }, index) => {
    const answer = answers[index];
    const known = answer === undefined || answer instanceof ToolError ? undefined : answer;
    const members = known && itemsOf(known, member);
    return {
      id,
      name: displayName ?? '',
      members: members?.map(labelOf),
      hasGroups: members?.some((one) => kindOfMember(one) === 'group') ?? false,
      isCut: known !== undefined && hasMore(known),
    };
  });
}

/**
 * Returns a member's name. Adds the member's kind if the member is not a user of the organisation, such as `Lena
 * Fischer (guest)`.
 */
function labelOf(one: Member): string {
  const name = one.displayName || one.userPrincipalName || one.id;
  const kind = kindOfMember(one);
  return kind === '' ? name : `${name} (${kind})`;
}
