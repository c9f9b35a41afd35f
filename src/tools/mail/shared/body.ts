import type { z } from 'zod';

import type { itemBody } from '../../output/graph-schema.ts';
import { textOfHtml } from '../../output/html/text-of-html.ts';

type ItemBody = z.output<typeof itemBody>;

/**
 * The text of a message: the part that is new in the conversation (`uniqueBody`) if it was requested and Exchange found
 * one, else all of it. Requested as HTML, because Graph's own conversion to text keeps hidden text.
 */
export function bodyText({ body, uniqueBody }: { body?: ItemBody; uniqueBody?: ItemBody }): string {
  const { content, contentType } = (uniqueBody?.content ? uniqueBody : body) ?? {};
  return contentType?.toLowerCase() === 'html' ? textOfHtml(content ?? '') : (content ?? '');
}
