import * as z from 'zod';

import { ToolError } from '../../../../errors.ts';
import { path } from '../../../../graph/request/graph-path.ts';
import { read } from '../../../../graph/request/read.ts';
import { allItems, type AllItems } from '../../../paging/all-items.ts';
import type { ToolCall } from '../../../define.ts';
import { directoryRefusals } from '../../../input/people/find-user.ts';
import { foldName, pickByName, type Named } from '../../../input/pick-by-name.ts';
import { text } from '../../../output/graph-schema.ts';
import { findTeam } from './find-team.ts';
import { unlessCode } from '../../../unless-missing.ts';
import { oncePerCall } from '../../../once-per-call.ts';
import { isThreadId, teamsLink, type TeamsLink } from './teams-link.ts';

export const channel = z.object({
  id: z.string(),
  displayName: text,
  description: text,
  membershipType: text,
});

/** Returns the request for a team's channels. Graph returns all channels in one page and does not accept `$top`. */
export function channelsOf(team: string) {
  return read(path`/teams/${team}/channels`, { select: Object.keys(channel.shape) });
}

/** A channel that another team shares with this team. Graph does not list such a channel among the team's channels. */
type IncomingChannel = Named & { readonly kind: string; readonly path: string };

const incomingChannel = channel.extend({ '@odata.id': text });

/** Matches a channel's address under the team that owns the channel. */
const hostTeam = /\/teams\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/channels\//i;

/** Returns the channels that other teams share with a team; none if Graph cannot list them, as in the China cloud. */
export function incomingChannels(team: string, call: ToolCall): Promise<readonly IncomingChannel[]> {
  return oncePerCall(call, `incoming channels ${team}`, async () => {
    // `$select` is omitted, because the address of each channel is needed.
    const request = read(path`/teams/${team}/incomingChannels`);
    const found = await allItems(call, request, incomingChannel).catch(unlessCode(notListed));
    return (found?.items ?? []).map((one) => {
      const host = hostTeam.exec(one['@odata.id'] ?? '')?.[1] ?? team;
      return {
        id: one.id,
        name: one.displayName ?? '',
        detail: one.description ?? undefined,
        kind: 'shared',
        path: path`/teams/${host}/channels/${one.id}`,
      };
    });
  });
}

/** Error codes that mean that Graph cannot list the channels that other teams share. */
const notListed: ReadonlySet<string> = new Set(['not_found', 'bad_request', ...directoryRefusals]);

export type FoundChannel = {
  readonly team: Named;
  readonly channel: Named;
  /** Undefined if the channel is not in the team's list. */
  readonly kind: string | undefined;
  readonly path: string;
  /** The link that identified the channel. The link can also identify a message. */
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
  const written = (link?.thread ?? args.channel).trim();
  const isId = isThreadId(written);
  const { items, isCut } = await (isId ? channelsIfListed(team.id, call) : allChannels(team.id, call));
  const channels = items.map((one) => ({
    id: one.id,
    name: one.displayName ?? '',
    kind: one.membershipType ?? undefined,
    path: path`/teams/${team.id}/channels/${one.id}`,
  }));
  const exact = channels.filter(({ id, name }) => id === written || foldName(name) === foldName(written));
  const all = exact.length === 1 ? exact : [...channels, ...(await incomingChannels(team.id, call))];
  const found =
    all.find(({ id }) => id === written) ??
    otherChannel(written, team.id) ??
    pickByName(written, all, { what: `channel in ${team.name}`, isCut });
  const { id, name, kind, path: at } = found;
  return { team, channel: { id, name }, kind, path: at, link };
}

function allChannels(team: string, call: ToolCall): Promise<AllItems<z.output<typeof channel>>> {
  return oncePerCall(call, `channels ${team}`, () => allItems(call, channelsOf(team), channel));
}

/**
 * Returns no channels if the caller may not list them, for example because the caller is only a member of a shared
 * channel.
 */
async function channelsIfListed(team: string, call: ToolCall) {
  const found = await allChannels(team, call).catch(unlessCode(notListed));
  return found ?? { items: [], isCut: false };
}

/** Returns a channel that Graph does not list for the team. Such a channel must be given by its id. */
function otherChannel(written: string, team: string) {
  return isThreadId(written)
    ? { id: written, name: written, kind: undefined, path: path`/teams/${team}/channels/${written}` }
    : undefined;
}
