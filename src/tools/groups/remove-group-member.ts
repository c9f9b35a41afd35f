import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { id } from '../input/common-input.ts';
import { userScopes } from '../input/people/find-user.ts';
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
  input: { group: id('Name or id.'), people: membersInput() },
  async preview(args, call) {
    const [group, members] = await Promise.all([
      changeableGroup(args.group, call),
      membersToChange(args.people, call),
    ]);
    return {
      lines: members.map(({ label }) => `remove ${label} from ${group.name}`),
      versions: [group.id, ...members.map((one) => one.id)],
      isBulk: members.length > 1,
    };
  },
  async run(args, call) {
    const group = await changeableGroup(args.group, call);
    const members = await membersToChange(args.people, call);
    const change = {
      done: 'Removed from',
      unneeded: 'Not in',
      isUnneeded: ({ code }: { readonly code: string }) => code === 'not_found',
      request: (member: { readonly id: string }) => ({
        method: 'DELETE' as const,
        path: path`/groups/${group.id}/members/${member.id}/$ref`,
        repeat: 'safe' as const,
      }),
    };
    return changeMembers(group, members, change, call);
  },
});
