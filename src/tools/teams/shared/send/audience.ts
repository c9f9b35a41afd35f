import { digest } from '../../../../base/sha256.ts';
import { path } from '../../../../graph/request/graph-path.ts';
import { read } from '../../../../graph/request/read.ts';
import type { AllItems } from '../../../paging/all-items.ts';
import type { Preview, ToolCall } from '../../../define.ts';
import { cell } from '../../../output/untrusted.ts';
import { labelOf } from '../../../output/person.ts';
import { firstOf } from '../../../output/words.ts';
import type { FoundChannel } from '../find/find-channel.ts';
import { isNotes, type FoundChat } from '../find/find-chat.ts';
import { EXPANDED_MEMBERS } from '../known-chat.ts';
import { isInside, membersOfTeam, readMembers, type Member } from '../known-members.ts';

/** The people who will be able to read a message. */
export type Audience = {
  readonly members: readonly Member[];
  /** Why there may be other readers; undefined if the members are the only readers. */
  readonly unknown: string | undefined;
};

/**
 * Returns the readers of a channel. The whole team can read a standard channel; private and shared channels have
 * separate member lists.
 */
export async function audienceOfChannel(
  { team, kind, path: channel }: FoundChannel,
  call: ToolCall,
): Promise<Audience> {
  if (kind === 'standard')
    return audienceOf(
      await readMembers(membersOfTeam(team.id), 'TeamMember.Read.All', call),
      'TeamMember.Read.All',
    );
  const scope = 'ChannelMember.Read.All';
  return audienceOf(await readMembers(read(`${channel}/allMembers`), scope, call), scope);
}

export async function audienceOfChat({ id, chat }: FoundChat, call: ToolCall): Promise<Audience> {
  if (isNotes(id)) return { members: [], unknown: undefined };
  const members = chat.members ?? [];
  if (members.length > 0 && members.length < EXPANDED_MEMBERS) return { members, unknown: undefined };
  return audienceOf(
    await readMembers(read(path`/chats/${id}/members`), 'Chat.ReadBasic', call),
    'Chat.ReadBasic',
  );
}

function audienceOf(found: AllItems<Member> | undefined, scope: string): Audience {
  if (found === undefined)
    return { members: [], unknown: `members who can be listed only with the permission ${scope}` };
  return { members: found.items, unknown: found.isCut ? 'more members than can be read' : undefined };
}

const MAX_NAMED = 8;

/** Describes the readers of a message for a preview. Unknown readers count as outsiders. */
export function describeAudience(
  { members, unknown }: Audience,
  { caller }: ToolCall,
): Required<Pick<Preview, 'lines' | 'recipients' | 'outsiders' | 'versions'>> {
  const readers = members.filter(({ userId }) => userId !== caller.oid);
  const inside = readers.filter((one) => isInside(one, caller.tid));
  const outside = readers.filter((one) => !isInside(one, caller.tid));
  const ids = readers.map(({ userId, email, displayName }) => userId ?? email ?? displayName ?? '');
  const names = inside.map(({ displayName, email }) => cell(displayName || email || 'unknown', 100));
  return {
    lines: [
      `readers: ${firstOf(names, MAX_NAMED) || 'nobody else in the organisation'}`,
      ...(outside.length > 0
        ? [`readers from outside: ${firstOf(outside.map(labelOfMember), MAX_NAMED)}`]
        : []),
      ...(unknown === undefined ? [] : [`and ${unknown}`]),
    ],
    recipients: inside.flatMap(({ email }) => email || []),
    outsiders: [...outside.map(labelOfMember), ...(unknown === undefined ? [] : [unknown])],
    versions: [digest(JSON.stringify(ids.toSorted()))],
  };
}

function labelOfMember({ displayName, email }: Member): string {
  return labelOf(displayName, email) || 'somebody unknown';
}
