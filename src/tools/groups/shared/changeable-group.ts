import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { findGroup } from '../../input/find-group.ts';
import { entityOf } from '../../output/graph-data.ts';
import { flag, text } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';

const group = z.object({
  id: z.string(),
  displayName: text,
  groupTypes: z.array(z.string()).nullish(),
  mailEnabled: flag,
  onPremisesSyncEnabled: flag,
  isAssignableToRole: flag,
});

/** A group whose members Graph can change. `name` is quoted and cleaned. */
export type ChangeableGroup = { readonly id: string; readonly name: string };

/** Finds a group by id, address or name. Throws `ToolError` if its members are managed elsewhere. */
export async function changeableGroup(given: string, call: ToolCall): Promise<ChangeableGroup> {
  const { id } = await findGroup(given, call);
  const answer = await call.graph(read(path`/groups/${id}`, { select: Object.keys(group.shape) }));
  const found = entityOf(answer, group);
  const name = `"${cell(found.displayName || found.id)}"`;
  const obstacle = obstacleOf(found);
  if (obstacle !== undefined)
    throw new ToolError('not_changeable', `The members of ${name} cannot be changed here: ${obstacle}.`);
  return { id: found.id, name };
}

function obstacleOf(found: z.output<typeof group>): string | undefined {
  if (found.onPremisesSyncEnabled === true)
    return 'the group is managed in an on-premises directory, where an administrator can change it';
  if (found.groupTypes?.includes('DynamicMembership'))
    return 'a rule decides who is a member; an administrator can change the rule in the Entra admin center';
  if (found.isAssignableToRole === true)
    return 'directory roles can be assigned to the group; an owner or a Privileged Role Administrator can change its members in the Entra admin center';
  if (found.mailEnabled === true && !found.groupTypes?.includes('Unified'))
    return 'this is a distribution list, which an owner or an administrator can change in Outlook or in the Exchange admin center';
  return undefined;
}
