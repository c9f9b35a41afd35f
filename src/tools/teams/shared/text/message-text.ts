import { counted } from '../../../../base/text/counted.ts';
import type { HtmlBudget } from '../../../output/html/html-budget.ts';
import { cell, passage } from '../../../output/untrusted.ts';
import { attachmentText, isBanner, isQuote } from './attachment-text.ts';
import { announcementTitle, quotedText } from './card-text.ts';
import { eventWords } from './event-words.ts';
import type { Message } from './message.ts';
import { reactionsText } from './reactions-text.ts';

/** Maximum length of a title, in characters. */
const MAX_TITLE = 200;

export type Reading = {
  readonly budget: HtmlBudget;
  /** Names of people by id, for reactions and for events that Teams itself reports. */
  readonly names: ReadonlyMap<string, string>;
};

/** Returns the author as shown to readers. Messages created by Teams itself have no author. */
export function authorOf({ from, eventDetail }: Message): string {
  const name = from?.user?.displayName || from?.application?.displayName || '';
  if (name !== '') return cell(name, 100) + (from?.user ? '' : ' (app)');
  return eventDetail ? 'Teams' : 'unknown';
}

/** Returns the title of a post: its subject or the title of its announcement; empty if there is neither. */
export function titleOf({ subject, attachments }: Message): string {
  const banner = (attachments ?? []).find(isBanner);
  return cell(subject || announcementTitle(banner?.content), MAX_TITLE);
}

/** Returns everything in a message that a reader sees, including cards, files and reactions, as cleaned text. */
export function messageText(message: Message, { budget, names }: Reading): string {
  if (message.deletedDateTime || message.isDeleted === true) return '(deleted)';
  if (message.eventDetail) return passage(eventWords(message.eventDetail, names), Infinity);
  const { contentType, content } = message.body ?? {};
  const html = content ?? '';
  const isHtml = contentType?.toLowerCase() === 'html';
  const visible = isHtml ? withVisibleMarks(message, html) : html;
  const attachments = message.attachments ?? [];
  const quoted = attachments.filter(isQuote);
  const parts = [
    ...quoted.map((one) => `> ${cell(quotedText(one.content), 200)}`),
    isHtml ? budget.textOf(visible) : visible,
    ...attachments.flatMap((one) => attachmentText(one, budget)),
    ...(isHtml ? picturesIn(visible) : []),
    ...reactionsText(message, names),
  ];
  return passage(parts.filter((part) => part.trim() !== '').join('\n'), Infinity) || '(no text)';
}

/**
 * Adds the @ of mentions and the characters or names of emoji, because Teams stores these only in attributes. Marks
 * code blocks as preformatted text.
 */
function withVisibleMarks(message: Message, html: string): string {
  return withMentions(message, html)
    .replaceAll(/<(\/?)codeblock\b[^<>]{0,200}>/gi, '<$1pre>')
    .replaceAll(/<emoji\b[^<>]{0,400}>/gi, (tag) => alternative(tag))
    .replaceAll(/<customemoji\b[^<>]{0,2000}>/gi, (tag) => `:${alternative(tag)}:`);
}

function alternative(tag: string): string {
  return /\balt="([^"<>]{1,100})"/i.exec(tag)?.[1] ?? '';
}

/**
 * Adds an @ before each mention. Teams often stores each word of a name as a mention of its own; the words after the
 * first one get no @, so that they do not look like other people.
 */
function withMentions({ mentions }: Message, html: string): string {
  const people = new Map((mentions ?? []).map(({ id, mentioned }) => [String(id), mentioned?.user?.id]));
  let previous: string | null | undefined;
  return html.replaceAll(
    /(<\/at>(?:\s|&nbsp;){1,10})?<at\b[^<>]{0,200}>/gi,
    (whole, end: string | undefined) => {
      const person = people.get(/\bid="(\d{1,5})"/i.exec(whole)?.[1] ?? '');
      const continues = end !== undefined && Boolean(person) && person === previous;
      previous = person;
      return continues ? whole : `${whole}@`;
    },
  );
}

/** Returns a note with the number of inline pictures, which are not shown. */
function picturesIn(html: string): readonly string[] {
  const count = html.match(/\/hostedContents\/[^<>"]{1,2000}\/\$value/g)?.length ?? 0;
  return count === 0 ? [] : [`[${counted(count, 'picture')}, not shown; open the message in Teams]`];
}
