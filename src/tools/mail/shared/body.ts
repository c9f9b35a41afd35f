import { text } from '../../output/fields.ts';
import { textOfHtml } from '../../output/html/text-of-html.ts';

/**
 * The text of a message: what is new in it where Exchange could tell (`uniqueBody`), else all of it. It is asked for as
 * HTML, because Graph's own conversion to text keeps what the reader of the mail would not see.
 */
export function bodyText(message: unknown): string {
  const part = text(message, 'uniqueBody.content') === '' ? 'body' : 'uniqueBody';
  const content = text(message, `${part}.content`);
  return text(message, `${part}.contentType`).toLowerCase() === 'html' ? textOfHtml(content) : content;
}
