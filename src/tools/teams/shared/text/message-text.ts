import type { HtmlBudget } from '../../../output/html/html-budget.ts';
import { cell, passage } from '../../../output/untrusted.ts';
import { announcementTitle, cardText, forwardedHtml, quotedText } from './card-text.ts';
import { eventWords } from './event-words.ts';
import type { Attachment, Message } from './message.ts';

/** Maximum length of a title, in characters. */
const MAX_TITLE = 200;
const MAX_ADDRESS = 2_000;

export type Reading = {
  readonly budget: HtmlBudget;
  /** Names of people by id, for events that Teams itself reports. */
  readonly names: ReadonlyMap<string, string>;
};

/** The author as shown to readers. Messages created by Teams itself have no author. */
export function authorOf({ from, eventDetail }: Message): string {
  const name = from?.user?.displayName || from?.application?.displayName || '';
  if (name !== '') return cell(name, 100) + (from?.user ? '' : ' (app)');
  return eventDetail ? 'Teams' : 'unknown';
}

/** The title of a post: its subject or the title of its announcement; empty if it has none. */
export function titleOf({ subject, attachments }: Message): string {
  const banner = (attachments ?? []).find(({ contentType }) => isBanner(contentType));
  return cell(subject || announcementTitle(banner?.content), MAX_TITLE);
}

/** Returns everything in a message that a reader sees, including cards, files and pictures, as cleaned text. */
export function messageText(message: Message, { budget, names }: Reading): string {
  if (message.deletedDateTime || message.isDeleted === true) return '(deleted)';
  if (message.eventDetail) return passage(eventWords(message.eventDetail, names), Infinity);
  const { contentType, content } = message.body ?? {};
  const html = content ?? '';
  const isHtml = contentType?.toLowerCase() === 'html';
  const attachments = message.attachments ?? [];
  const quoted = attachments.filter(({ contentType: kind }) => kind === 'messageReference');
  const parts = [
    ...quoted.map((one) => `> ${cell(quotedText(one.content), 200)}`),
    isHtml ? budget.textOf(withVisibleMarks(html)) : html,
    ...attachments.flatMap((one) => attachmentText(one, budget)),
    ...(isHtml ? picturesIn(html) : []),
  ];
  return passage(parts.filter((part) => part.trim() !== '').join('\n'), Infinity) || '(no text)';
}

function isBanner(contentType: string | null | undefined): boolean {
  return contentType === 'application/vnd.microsoft.teams.messaging-announcementBanner';
}

/** Shows a file with its name and its link, which the file tools accept. */
function attachmentText(attachment: Attachment, budget: HtmlBudget): readonly string[] {
  const { contentType, contentUrl, content, name } = attachment;
  if (contentType === 'messageReference' || isBanner(contentType)) return [];
  if (contentType === 'forwardedMessageReference')
    return [`[forwarded message]\n${budget.textOf(forwardedHtml(content))}`];
  const card = /\bcard\b/i.test(contentType ?? '') ? cardText(content) : undefined;
  if (card !== undefined) return [`[card]\n${card}`];
  const title = cell(name ?? '', MAX_TITLE) || cell(contentType ?? '', 80) || 'attachment';
  return [`[file] ${title}${contentUrl ? ` ${cell(contentUrl, MAX_ADDRESS)}` : ''}`];
}

/** Adds the @ of mentions and the characters of emoji, because Teams stores them only in attributes. */
function withVisibleMarks(html: string): string {
  return html
    .replaceAll(/<at\b[^<>]{0,200}>/gi, '$&@')
    .replaceAll(/<emoji\b[^<>]{0,400}>/gi, (tag) => /\balt="([^"<>]{1,40})"/i.exec(tag)?.[1] ?? '');
}

/** Returns a note with the number of inline pictures, which are not shown. */
function picturesIn(html: string): readonly string[] {
  const count = html.match(/\/hostedContents\/[^<>"]{1,2000}\/\$value/g)?.length ?? 0;
  return count === 0
    ? []
    : [`[${count} picture${count === 1 ? '' : 's'}, not shown; open the message in Teams]`];
}
