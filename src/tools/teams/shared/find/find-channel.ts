import * as z from 'zod';

import { ToolError } from '../../../../errors.ts';
import { path } from '../../../../graph/request/graph-path.ts';
import { read } from '../../../../graph/request/read.ts';
import { allItems } from '../../../paging/all-items.ts';
import type { ToolCall } from '../../../define.ts';
import { pickByName, type Named } from '../../../input/pick-by-name.ts';
import { text } from '../../../output/graph-schema.ts';
import { findTeam } from './find-team.ts';
import { oncePerCall } from '../../../once-per-call.ts';
import { isThreadId, teamsLink, type TeamsLink } from './teams-link.ts';

export const channel = z.object({
  id: z.string(),
  displayName: text,
  description: text,
  membershipType: text,
});

/** Graph returns all channels of a team in one page and does not accept `$top` here. */
export function channelsOf(team: string) {
  return read(path`/teams/${team}/channels`, { select: Object.keys(channel.shape) });
}

export type FoundChannel = {
  readonly team: Named;
  readonly channel: Named;
  /** Undefined if the channel is not in the team's list. */
  readonly kind: string | undefined;
  readonly path: string;
  /** The link that identified the channel. It can also identify a message. */
  readonly link: TeamsLink | undefined;
};

export type ChannelArgs = { readonly team?: string | undefined; readonly channel: string };

/**
 * Finds a channel by its name, id or link. A link also identifies the team. Throws `ToolError('ambiguous')` with the
 * candidates, or `ToolError('not_found')`.
 */
export async function findChannel(args: ChannelArgs, call: ToolCall): Promise<FoundChannel> {
  const link = teamsLink(args.channel);
  if (link !== undefined && (link.thread === undefined || link.people.length > 0))
    throw new ToolError(
      'bad_argument',
      'This link does not lead to a channel. Give the name of the channel.',
    );
  const givenTeam = link?.team ?? args.team;
  if (givenTeam === undefined)
    throw new ToolError(
      'bad_argument',
      'Also give the team, or a link to the channel. list_teams shows the teams.',
    );
  const team = await findTeam(givenTeam, call);
  const { items, isCut } = await oncePerCall(call, `channels ${team.id}`, () =>
    allItems(call, channelsOf(team.id), channel),
  );
  const channels = items.map((one) => ({
    id: one.id,
    name: one.displayName ?? '',
    kind: one.membershipType ?? undefined,
  }));
  const written = (link?.thread ?? args.channel).trim();
  const found =
    channels.find(({ id }) => id === written) ??
    otherChannel(written) ??
    pickByName(written, channels, { what: `channel in ${team.name}`, isCut });
  const { id, name, kind } = found;
  return { team, channel: { id, name }, kind, path: path`/teams/${team.id}/channels/${id}`, link };
}

/** A channel that the team does not list, such as one shared by another team, is identified by its id. */
function otherChannel(written: string) {
  return isThreadId(written) ? { id: written, name: written, kind: undefined } : undefined;
}
