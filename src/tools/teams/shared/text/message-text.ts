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
  const attachments = message.attachments ?? [];
  const quoted = attachments.filter(isQuote);
  const parts = [
    ...quoted.map((one) => `> ${cell(quotedText(one.content), 200)}`),
    isHtml ? budget.textOf(withVisibleMarks(html)) : html,
    ...attachments.flatMap((one) => attachmentText(one, budget)),
    ...(isHtml ? picturesIn(html) : []),
    ...reactionsText(message, names),
  ];
  return passage(parts.filter((part) => part.trim() !== '').join('\n'), Infinity) || '(no text)';
}

/**
 * Adds the @ of mentions and the characters of emoji, because Teams stores both only in attributes. Marks code blocks
 * as preformatted text.
 */
function withVisibleMarks(html: string): string {
  return html
    .replaceAll(/<(\/?)codeblock\b[^<>]{0,200}>/gi, '<$1pre>')
    .replaceAll(/<at\b[^<>]{0,200}>/gi, '$&@')
    .replaceAll(/<emoji\b[^<>]{0,400}>/gi, (tag) => /\balt="([^"<>]{1,40})"/i.exec(tag)?.[1] ?? '');
}

/** Returns a note with the number of inline pictures, which are not shown. */
function picturesIn(html: string): readonly string[] {
  const count = html.match(/\/hostedContents\/[^<>"]{1,2000}\/\$value/g)?.length ?? 0;
  return count === 0 ? [] : [`[${counted(count, 'picture')}, not shown; open the message in Teams]`];
}
