import * as z from 'zod';

import { isGuid } from '../../../../base/text/guid.ts';
import { ToolError } from '../../../../errors.ts';
import { read } from '../../../../graph/request/read.ts';
import { allItems } from '../../../paging/all-items.ts';
import type { ToolCall } from '../../../define.ts';
import { pickByName, type Named } from '../../../input/pick-by-name.ts';
import { text } from '../../../output/graph-schema.ts';
import { oncePerCall } from '../../../once-per-call.ts';
import { teamsLink } from './teams-link.ts';

export const team = z.object({ id: z.string(), displayName: text, description: text });

/** Graph's list of the caller's teams has one page and no query options. */
export const joinedTeams = '/me/joinedTeams';

/**
 * Finds one of the caller's teams by its name, id or link. An id can also identify a team to which the caller does not
 * belong, because such a team can own a shared channel. Throws `ToolError('ambiguous')` with the candidates, or
 * `ToolError('not_found')`.
 */
export async function findTeam(given: string, call: ToolCall): Promise<Named> {
  const link = teamsLink(given);
  if (link !== undefined && link.team === undefined)
    throw new ToolError('bad_argument', 'This link does not name a team. Give the name or id of the team.');
  const written = link?.team ?? given.trim();
  const { items, isCut } = await oncePerCall(call, 'teams', () => allItems(call, read(joinedTeams), team));
  const teams = items.map(({ id, displayName }) => ({ id, name: displayName ?? '' }));
  if (isGuid(written))
    return teams.find(({ id }) => id === written.toLowerCase()) ?? { id: written, name: written };
  return pickByName(written, teams, { what: 'team of yours', isCut });
}
