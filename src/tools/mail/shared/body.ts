import type { z } from 'zod';

import type { itemBody } from '../../output/graph-schema.ts';
import { textOfHtml } from '../../output/html/text-of-html.ts';

type ItemBody = z.output<typeof itemBody>;

/**
 * The text of a message: what is new in it where Exchange could tell (`uniqueBody`), else all of it. It is asked for as
 * HTML, because Graph's own conversion to text keeps what the reader of the mail would not see.
 */
export function bodyText({ body, uniqueBody }: { body?: ItemBody; uniqueBody?: ItemBody }): string {
  const { content, contentType } = (uniqueBody?.content ? uniqueBody : body) ?? {};
  return contentType?.toLowerCase() === 'html' ? textOfHtml(content ?? '') : (content ?? '');
}
