import { ToolError } from '../../../../errors.ts';
import type { Preview, ToolCall } from '../../../define.ts';
import { entityOf } from '../../../output/graph-data.ts';
import { chat, type Chat } from '../known-chat.ts';
import { callerAsPerson, labelOfPerson, memberBody, type ChatPerson } from './chat-people.ts';

/** Graph's limit on the number of people in a new chat, including the caller. */
export const MAX_PEOPLE = 20;

/** Maximum age of a new chat, in milliseconds. An older chat existed before the call. */
const JUST_NOW = 60_000;

/** Describes the people in a new chat for a preview. Guests and unknown people count as outsiders. */
export function describePeople(
  people: readonly ChatPerson[],
): Required<Pick<Preview, 'recipients' | 'outsiders' | 'versions'>> {
  const isOutside = ({ isGuest, address }: ChatPerson) => isGuest || address === '';
  return {
    recipients: people.filter((one) => !isOutside(one)).map(({ address }) => address.toLowerCase()),
    outsiders: people.filter(isOutside).map(labelOfPerson),
    versions: people.map(({ reference }) => reference),
  };
}

/**
 * Creates a chat. If a one-to-one chat already exists, Graph returns it and `isNew` is false. A chat with a topic is
 * a group chat.
 */
export async function startChat(
  people: readonly ChatPerson[],
  topic: string | undefined,
  call: ToolCall,
): Promise<{ readonly chat: Chat; readonly isNew: boolean }> {
  if (people.length === 0)
    throw new ToolError(
      'bad_argument',
      'Name at least one other person. To write a note to yourself, call send_chat_message with to="me".',
    );
  const isPair = people.length === 1 && topic === undefined;
  const request = {
    method: 'POST' as const,
    path: '/chats',
    body: {
      chatType: isPair ? 'oneOnOne' : 'group',
      ...(topic !== undefined && { topic }),
      members: [callerAsPerson(call), ...people].map((one) => memberBody(one, call)),
    },
    repeat: isPair ? ('keyed' as const) : ('never' as const),
    verify: 'Look for the chat with list_chats before you create it again.',
  };
  const answer = await call.graph(request).catch((error: unknown) => {
    throw error instanceof ToolError && error.code === 'not_found' ? nobodyAt(people, error) : error;
  });
  const created = entityOf(answer, chat);
  const age = call.now().getTime() - Date.parse(created.createdDateTime ?? '');
  return { chat: created, isNew: !(age > JUST_NOW) };
}

/**
 * Returns an error that names the addresses that Teams does not know. Only addresses of people who are not in the
 * directory can be unknown.
 */
function nobodyAt(people: readonly ChatPerson[], error: ToolError): ToolError {
  const unknown = people.filter(({ name, address }) => name === '' && address !== '');
  if (unknown.length === 0) return error;
  return new ToolError(
    'not_found',
    `Teams finds nobody with the address ${unknown.map(labelOfPerson).join(' or ')}, or chats with that organisation are not allowed. Check the address, or send an email.`,
  );
}
