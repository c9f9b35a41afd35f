import { recordInText } from '../../../../base/json-text.ts';
import type { HtmlBudget } from '../../../output/html/html-budget.ts';
import { cell } from '../../../output/untrusted.ts';
import { cardText, forwardedHtml } from './card-text.ts';
import type { Attachment } from './message.ts';

/** Maximum length of a title, in characters. */
const MAX_TITLE = 200;
const MAX_ADDRESS = 2_000;

const OPEN_IN_TEAMS = 'not shown; open the message in Teams';

/** The words for attachments that are not files. */
const kinds: Readonly<Record<string, string>> = { meetingReference: 'meeting', tabReference: 'tab' };

/** Matches the Graph address of a code snippet, in v1.0 or beta, and captures the path. */
const hostedPath =
  /^https:\/\/[^/]+\/(?:v1\.0|beta)(\/(?:chats|teams)\/[\w/:@.%()'=-]{1,1500}\/hostedContents\/[\w%=-]{1,1500}\/\$value)$/;

export function isBanner({ contentType }: Attachment): boolean {
  return /^application\/vnd\.microsoft\.(?:card\.announcement|teams\.messaging-announcementBanner)$/.test(
    contentType ?? '',
  );
}

export function isQuote({ contentType }: Attachment): boolean {
  return contentType === 'messageReference';
}

/**
 * Returns what a reader sees of an attachment: the text of a card or a forwarded message, otherwise the attachment's
 * name and link. The file tools accept the link. Quotes and announcements are shown elsewhere.
 */
export function attachmentText(attachment: Attachment, budget: HtmlBudget): readonly string[] {
  const { contentType, content } = attachment;
  if (isQuote(attachment) || isBanner(attachment)) return [];
  if (contentType === 'forwardedMessageReference')
    return [`[forwarded message]\n${budget.textOf(forwardedHtml(content))}`];
  if (contentType === 'application/vnd.microsoft.card.codesnippet') return snippetText(content);
  if (contentType === 'application/vnd.microsoft.card.fluidEmbedCard') return [loopText(content)];
  const card = /\bcard\b/i.test(contentType ?? '') ? cardText(content) : undefined;
  if (card === '') return [`[card without text, ${OPEN_IN_TEAMS}]`];
  return [card === undefined ? fileText(attachment) : `[card]\n${card}`];
}

function fileText({ contentType, contentUrl, name }: Attachment): string {
  const title = cell(name ?? '', MAX_TITLE) || cell(contentType ?? '', 80) || 'attachment';
  const kind = kinds[contentType ?? ''] ?? 'file';
  return `[${kind}] ${title}${contentUrl ? ` ${cell(contentUrl, MAX_ADDRESS)}` : ''}`;
}

/** Says where to read a code snippet. Returns nothing for the placeholder that accompanies a Loop component. */
function snippetText(content: string | null | undefined): readonly string[] {
  const { codeSnippetUrl, language } = recordInText(content ?? '') ?? {};
  if (codeSnippetUrl === undefined) return [];
  const what = `code snippet${typeof language === 'string' ? ` (${cell(language, 40)})` : ''}`;
  const path = typeof codeSnippetUrl === 'string' ? hostedPath.exec(codeSnippetUrl)?.[1] : undefined;
  return [
    `[${what}, ${path === undefined ? OPEN_IN_TEAMS : `not shown: read it with graph_get and path=${path}`}]`,
  ];
}

function loopText(content: string | null | undefined): string {
  const { componentUrl } = recordInText(content ?? '') ?? {};
  return `[Loop component] ${typeof componentUrl === 'string' ? cell(componentUrl, MAX_ADDRESS) : ''}`.trimEnd();
}
