import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { groupReference } from '../input/common-input.ts';
import { userScopes } from '../input/people/find-user.ts';
import { allItems } from '../paging/all-items.ts';
import { changeableGroup } from './shared/changeable-group.ts';
import { changeMembers, membersInput, membersToChange, prerequisites } from './shared/member-changes.ts';

export const removeGroupMember = defineTool({
  name: 'remove_group_member',
  title: 'Remove group members',
  area: 'groups',
  order: 50,
  presets: [],
  about: 'Remove members (people) from a group.',
  intents: [
    'take Ben out of the group',
    'remove these people from the security group',
    'he left the project, remove him from its group',
    'revoke her VPN access through the group',
    'remove several members from a group',
  ],
  kind: 'destroy',
  openWorld: false,
  repeat: 'safe',
  scopes: ['GroupMember.ReadWrite.All', 'GroupMember.Read.All'],
  scopesElsewhere: userScopes,
  prerequisites,
  operation: 'DELETE /groups/{id}/members/{id}/$ref',
  example: {
    as: 'ana.silva',
    args: async ({ id: find }) => ({
      group: 'harbor@contoso.example',
      people: [await find('/users/ben.okafor@contoso.example')],
    }),
  },
  input: { group: groupReference().describe('Name or id.'), people: membersInput() },
  async preview(args, call) {
    const [group, members] = await Promise.all([
      changeableGroup(args.group, call),
      membersToChange(args.people, call),
    ]);
    const owners = await idsAt(path`/groups/${group.id}/owners`, call);
    return {
      lines: members.map(
        ({ id: person, label }) =>
          `remove ${label} from ${group.name}${owners.has(person) ? ', of which this person remains an owner' : ''}`,
      ),
      versions: [group.id, ...members.map((one) => one.id)],
      isBulk: members.length > 1,
    };
  },
  async run(args, call) {
    const group = await changeableGroup(args.group, call);
    const members = await membersToChange(args.people, call);
    const owners = await idsAt(path`/groups/${group.id}/owners`, call);
    const change = {
      done: 'Removed from',
      unneeded: 'Not a direct member of',
      isUnneeded: ({ code }: { readonly code: string }) => code === 'not_found',
      request: (member: { readonly id: string }) => ({
        method: 'DELETE' as const,
        path: path`/groups/${group.id}/members/${member.id}/$ref`,
        repeat: 'safe' as const,
      }),
    };
    const { text, unchanged } = await changeMembers(group, members, change, call);
    const groups =
      unchanged > 0 ? await idsAt(path`/groups/${group.id}/members/microsoft.graph.group`, call) : new Set();
    const stay = members.filter((one) => owners.has(one.id)).map(({ label }) => label);
    const lines = [
      text,
      groups.size > 0 &&
        'The group contains other groups, whose members belong to it too: list_group_members shows them.',
      stay.length > 0 && `Still owners of ${group.name}: ${stay.join(', ')}.`,
    ];
    return { text: lines.filter(Boolean).join('\n') };
  },
});

/** Returns the ids of the objects at a path; an empty set if the objects cannot be read. */
async function idsAt(at: string, call: ToolCall): Promise<ReadonlySet<string>> {
  try {
    const { items } = await allItems(call, read(at, { select: ['id'] }), z.object({ id: z.string() }));
    return new Set(items.map(({ id: one }) => one));
  } catch (error) {
    if (error instanceof ToolError) return new Set();
    throw error;
  }
}
