import { path } from '../../../graph/request/graph-path.ts';
import type { ToolCall } from '../../define.ts';
import { groupReference } from '../../input/common-input.ts';
import { findGroup } from '../../input/find-group.ts';

/** Needed to find a group by its name. */
export const groupScopes = { groups: ['GroupMember.Read.All'] };

export const groupArgument = () => groupReference().optional().describe('Default: mine.');

/** Returns the Graph path of a group's notes, or of the caller's own notes if no group is given. */
export async function notesOf(group: string | undefined, call: ToolCall): Promise<string> {
  if (group === undefined) return '/me/onenote';
  return path`/groups/${(await findGroup(group, call)).id}` + '/onenote';
}
