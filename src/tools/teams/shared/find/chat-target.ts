import { isGuid } from '../../../../base/text/guid.ts';
import { ToolError } from '../../../../errors.ts';
import type { ToolCall } from '../../../define.ts';
import { isAddress } from '../../../input/email-address.ts';
import { directoryRefusals } from '../../../input/people/find-user.ts';
import { isMe } from '../../../input/people/own-address.ts';
import { foldName, pickByName } from '../../../input/pick-by-name.ts';
import { othersIn } from '../known-chat.ts';
import { findChatPeople, type ChatPerson } from '../send/chat-people.ts';
import { chatById, foundChat, myChats, notes, type FoundChat } from './find-chat.ts';
import { isThreadId, teamsLink } from './teams-link.ts';

/** The destination of a message: an existing chat, or people whose chat must be found or created. */
export type ChatTarget =
  | { readonly kind: 'chat'; readonly chat: FoundChat }
  | { readonly kind: 'people'; readonly people: readonly ChatPerson[] };

/**
 * Finds the chat or the people that a message is for. A single string can be a chat's id, link or topic, or a person;
 * several strings are people. The full name of a chat is tried first, then people in the directory, then part of a
 * chat's name.
 */
export async function chatTarget(to: readonly string[], call: ToolCall): Promise<ChatTarget> {
  const [first = '', ...others] = to;
  if (others.length > 0) return target(await findChatPeople(to, call), call);
  const link = teamsLink(first);
  if (link?.team !== undefined)
    throw new ToolError(
      'bad_argument',
      'This link leads to a channel, not to a chat. Use send_channel_message.',
    );
  if (link !== undefined && link.thread === undefined)
    return target(await findChatPeople(link.people, call), call);
  const written = link?.thread ?? first.trim();
  if (isThreadId(written)) return { kind: 'chat', chat: await chatById(written, call) };
  if (isMe(written) || isAddress(written) || isGuid(written))
    return target(await findChatPeople([written], call), call);
  return byName(written, call);
}

async function byName(written: string, call: ToolCall): Promise<ChatTarget> {
  const { items, isCut } = await myChats(call);
  const chats = items.map((one) => foundChat(one, call));
  const exact = chats.filter(({ name }) => foldName(name) === foldName(written));
  const choice = { what: 'chat of yours', isCut };
  if (exact.length > 0) return { kind: 'chat', chat: pickByName(written, exact, choice) };
  try {
    return target(await findChatPeople([written], call), call);
  } catch (error) {
    if (!(error instanceof ToolError) || error.code === 'ambiguous') throw error;
    // Guests cannot search the directory, so people are looked up in the guest's one-to-one chats.
    const isUnreadable = directoryRefusals.has(error.code);
    const known = chats.filter(
      ({ chat: { topic, chatType } }) => topic || (isUnreadable && chatType === 'oneOnOne'),
    );
    try {
      return { kind: 'chat', chat: pickByName(written, known, choice) };
    } catch (other) {
      throw other instanceof ToolError && other.code === 'ambiguous' ? other : error;
    }
  }
}

/**
 * Returns where a message to these people goes. As in Teams, the message goes to their group chat if one exists without
 * a topic and without other members. If only the caller is given, the message goes to the caller's chat with
 * themselves.
 */
async function target(people: readonly ChatPerson[], call: ToolCall): Promise<ChatTarget> {
  if (people.length === 0) return { kind: 'chat', chat: notes };
  if (people.length < 2) return { kind: 'people', people };
  const wanted = new Set(people.map(({ reference }) => reference.toLowerCase()));
  const isWanted = (written: string | null | undefined) => wanted.has((written ?? '').toLowerCase());
  const { items } = await myChats(call);
  const same = items.find((one) => {
    const others = othersIn(one, call.caller.oid);
    const isPlain = one.chatType === 'group' && !one.topic && others.length === wanted.size;
    return isPlain && others.every(({ userId, email }) => isWanted(userId) || isWanted(email));
  });
  return same === undefined ? { kind: 'people', people } : { kind: 'chat', chat: foundChat(same, call) };
}
