import { counted } from '../../../../base/text/counted.ts';
import { wholeCharacters } from '../../../../base/text/whole-characters.ts';
import { cell, passage } from '../../../output/untrusted.ts';
import { minute, weekdayIn } from '../../../output/words.ts';
import type { ChannelPost, Message } from './message.ts';
import { authorOf, messageText, titleOf, type Reading } from './message-text.ts';

/** Maximum length of a post in a result with several threads, in characters. */
const MAX_POST = 900;
const MAX_REPLY = 300;
/** Graph returns at most this many replies with a post, and does not always include a link to further replies. */
const MOST_REPLIES = 1_000;

export type Shown = Reading & {
  /** Converts a UTC time to local time. */
  readonly local: (utc: string) => string;
};

/** Formats a time as `Fri 2026-11-20 04:00`. */
function whenOf(message: Message, { local }: Shown): string {
  const time = local(message.createdDateTime ?? '');
  return `${weekdayIn(time)} ${minute(time)}`.trim();
}

/** Returns the line above a message: author, time, whether it was edited, importance, id and title. */
export function headOf(message: Message, shown: Shown, withId: boolean): string {
  const title = titleOf(message);
  const importance =
    message.importance && message.importance !== 'normal' ? `, ${cell(message.importance)}` : '';
  const edited = message.lastEditedDateTime && !message.deletedDateTime ? ', edited' : '';
  const id = withId ? `, id ${cell(message.id)}` : '';
  return `${authorOf(message)}, ${whenOf(message, shown)}${edited}${importance}${id}${title && ` | ${title}`}`;
}

/** Returns a post with its newest replies and the number of replies that are omitted. */
export function postText(post: ChannelPost, shown: Shown, most: number): string {
  const replies = (post.replies ?? []).toSorted((a, b) =>
    (a.createdDateTime ?? '').localeCompare(b.createdDateTime ?? ''),
  );
  const last = most === 0 ? [] : replies.slice(-most);
  return [
    headOf(post, shown, true),
    beginning(messageText(post, shown), MAX_POST, 'the id of this message'),
    ...repliesLine(post, replies.length, last.length),
    ...last.map((reply) => {
      const text = beginning(messageText(reply, shown), MAX_REPLY, cell(post.id)).replaceAll('\n', '\n    ');
      return `  - ${headOf(reply, shown, false)}: ${text}`;
    }),
  ].join('\n');
}

function repliesLine(post: ChannelPost, count: number, shown: number): readonly string[] {
  if (count === 0) return [];
  const isLinked = Boolean(post['replies@odata.nextLink']);
  const bound = isLinked ? 'more than ' : count >= MOST_REPLIES ? 'at least ' : '';
  const all = `${bound}${counted(count, 'reply', 'replies')}`;
  if (shown === count && bound === '') return [`  ${all}:`];
  return [`  ${all}${shown === 0 ? ', not shown' : `, the last ${shown}:`}`];
}

/** Returns the beginning of long text, with a note that says which thread shows the full message. */
function beginning(text: string, most: number, thread: string): string {
  if (text.length <= most) return text;
  const shown = wholeCharacters(text, most);
  return `${passage(shown, Infinity)}… [${counted(text.length - shown.length, 'more character')}: call again with ${thread} as thread]`;
}
