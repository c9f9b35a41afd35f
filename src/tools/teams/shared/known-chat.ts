import * as z from 'zod';

import { text } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';
import { firstOf } from '../../output/words.ts';
import { member } from './known-members.ts';
import { chatMessage } from './text/message.ts';

export const chat = z.object({
  id: z.string(),
  topic: text,
  chatType: text,
  createdDateTime: text,
  members: z.array(member).nullish(),
  lastMessagePreview: chatMessage.nullish(),
});

export type Chat = z.output<typeof chat>;

/** Graph expands at most this many members for each chat in a list. */
export const EXPANDED_MEMBERS = 25;

const MAX_NAMED = 4;

/** Returns the members of a chat, except the caller. */
export function othersIn({ members }: Pick<Chat, 'members'>, self: string) {
  return (members ?? []).filter(({ userId }) => userId !== self);
}

/** Returns the display name of a chat: its topic, or the names of the other members. */
export function nameOfChat(chat: Chat, self: string): string {
  if (chat.topic) return chat.topic;
  const names = othersIn(chat, self).map(({ displayName, email }) => displayName || email || 'unknown');
  if (names.length === 0) return chat.chatType === 'oneOnOne' ? 'myself' : 'nobody else';
  return firstOf(
    names.map((name) => cell(name, 100)),
    MAX_NAMED,
  );
}

export const kinds = { one_on_one: 'oneOnOne', group: 'group', meeting: 'meeting' } as const;

export function kindOfChat({ chatType }: Pick<Chat, 'chatType'>): string {
  return (
    Object.entries(kinds)
      .find(([, type]) => type === chatType)?.[0]
      .replaceAll('_', '-') ?? ''
  );
}
