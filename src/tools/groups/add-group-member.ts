import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { groupReference } from '../input/common-input.ts';
import { userScopes } from '../input/people/find-user.ts';
import { changeableGroup } from './shared/changeable-group.ts';
import {
  changeMembers,
  membersInput,
  membersToChange,
  prerequisites,
  reachOf,
} from './shared/member-changes.ts';

export const addGroupMember = defineTool({
  name: 'add_group_member',
  title: 'Add group members',
  area: 'groups',
  order: 40,
  presets: [],
  about: 'Add people to a group, as members.',
  intents: [
    'add Ben to the project group',
    'put these people into the security group',
    'give her VPN access through the group',
    'make him a member of the Sales group',
    'add several members to a group',
  ],
  kind: 'write',
  openWorld: true,
  repeat: 'safe',
  scopes: ['GroupMember.ReadWrite.All', 'GroupMember.Read.All'],
  optionalScopes: ['User.Read'],
  scopesElsewhere: userScopes,
  prerequisites,
  operation: 'POST /groups/{id}/members/$ref',
  supportingReads: ['/organization'],
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
    return {
      lines: members.map(({ label }) => `add ${label} to ${group.name}`),
      versions: [group.id, ...members.map((one) => one.id)],
      isBulk: members.length > 1,
      ...reachOf(members),
    };
  },
  async run(args, call) {
    const group = await changeableGroup(args.group, call);
    const members = await membersToChange(args.people, call);
    const change = {
      done: 'Added to',
      unneeded: 'Already in',
      isUnneeded: ({ message }: Error) => /object references already exist/i.test(message),
      request: (member: { readonly id: string }) => ({
        method: 'POST' as const,
        path: path`/groups/${group.id}/members/$ref`,
        body: { '@odata.id': `${call.graphOrigin}/v1.0/directoryObjects/${member.id}` },
        repeat: 'safe' as const,
      }),
    };
    const { text } = await changeMembers(group, members, change, call);
    return { text };
  },
});
