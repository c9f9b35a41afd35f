import { isGuid } from '../../../../base/text/guid.ts';
import { ToolError } from '../../../../errors.ts';
import { path } from '../../../../graph/request/graph-path.ts';
import { read } from '../../../../graph/request/read.ts';
import { allItems } from '../../../paging/all-items.ts';
import type { ToolCall } from '../../../define.ts';
import { isAddress } from '../../../input/email-address.ts';
import { isMe } from '../../../input/people/own-address.ts';
import { pickByName, type Named } from '../../../input/pick-by-name.ts';
import { entityOf } from '../../../output/graph-data.ts';
import { cell } from '../../../output/untrusted.ts';
import { chat, kindOfChat, nameOfChat, othersIn, type Chat } from '../known-chat.ts';
import { oncePerCall } from '../../../once-per-call.ts';
import { isThreadId, teamsLink } from './teams-link.ts';

/**
 * The id of the caller's chat with themselves. Graph finds this chat only under `/me`, does not list it, and returns no
 * members for it.
 */
const NOTES = '48:notes';

export function pathOfChat(id: string): string {
  return isNotes(id) ? path`/me/chats/${NOTES}` : path`/chats/${id}`;
}

/** Whether this is the id of the caller's chat with themselves. */
export function isNotes(id: string): boolean {
  return id === NOTES;
}

export const notes: FoundChat = { id: NOTES, name: 'with yourself', chat: { id: NOTES } };

/** The maximum number of chats that are searched for a name. */
const MOST_CHATS = 500;
const PAGE = 50;

export type FoundChat = Named & { readonly chat: Chat };

/**
 * Finds a chat of the caller by its id, topic or link, or by a person who has a one-to-one chat with the caller. Throws
 * `ToolError('ambiguous')` with the candidates, or `ToolError('not_found')`.
 */
export async function findChat(given: string, call: ToolCall): Promise<FoundChat> {
  const link = teamsLink(given);
  if (link?.team !== undefined)
    throw new ToolError(
      'bad_argument',
      'This link leads to a channel, not to a chat. Use list_channel_messages.',
    );
  const [person, ...others] = link?.people ?? [];
  if (others.length > 0)
    throw new ToolError(
      'bad_argument',
      'This link names several people. list_chats shows the id of their chat.',
    );
  const written = (link?.thread ?? person ?? given).trim();
  if (isMe(written)) return notes;
  return isThreadId(written) ? chatById(written, call) : chatByName(written, call);
}

export async function chatById(id: string, call: ToolCall): Promise<FoundChat> {
  if (isNotes(id)) return notes;
  return oncePerCall(call, `chat ${id}`, async () => {
    const answer = await call.graph(read(path`/chats/${id}`, { expand: 'members' }));
    return foundChat(entityOf(answer, chat), call);
  });
}

/** Reads the caller's chats with their members. `isCut` is true if the caller has more chats than were read. */
export function myChats(call: ToolCall) {
  return oncePerCall(call, 'chats', () =>
    allItems(call, read('/me/chats', { expand: 'members', top: PAGE }), chat, MOST_CHATS),
  );
}

async function chatByName(written: string, call: ToolCall): Promise<FoundChat> {
  const { items, isCut } = await myChats(call);
  const all = items.map((one) => foundChat(one, call));
  const what = 'chat of yours';
  if (isAddress(written) || isGuid(written)) {
    const wanted = written.toLowerCase();
    if (wanted === call.caller.oid || isOwnAddress(wanted, items, call)) return notes;
    const same = all.find(
      ({ chat: { chatType, ...rest } }) =>
        chatType === 'oneOnOne' &&
        othersIn(rest, call.caller.oid).some(
          ({ email, userId }) => email?.toLowerCase() === wanted || userId === wanted,
        ),
    );
    if (same !== undefined) return same;
    throw new ToolError(
      'not_found',
      `You have no one-to-one chat with ${cell(written, 320)}.${isCut ? ` Only ${items.length} chats were searched.` : ''}`,
    );
  }
  // Group chats without a topic are excluded, because their members' names would make a person's name ambiguous.
  const plain = all.filter(({ chat: { topic, chatType } }) => topic || chatType === 'oneOnOne');
  try {
    return pickByName(written, plain, { what, isCut });
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'not_found') throw error;
    return pickByName(written, all, { what, isCut });
  }
}

/**
 * Whether an address is the caller's own, according to the member lists of the caller's chats. `address` is in lower
 * case.
 */
function isOwnAddress(address: string, chats: readonly Chat[], { caller }: ToolCall): boolean {
  return chats.some(({ members }) =>
    members?.some(({ userId, email }) => userId === caller.oid && email?.toLowerCase() === address),
  );
}

export function foundChat(one: Chat, { caller }: ToolCall): FoundChat {
  return { id: one.id, name: nameOfChat(one, caller.oid), detail: kindOfChat(one), chat: one };
}
