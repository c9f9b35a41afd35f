import * as z from 'zod';

import { percentDecoded } from '../../../base/text/percent-decoded.ts';
import { count, text } from '../../output/graph-schema.ts';

export const attachmentRow = z.object({
  id: z.string(),
  name: text,
  contentType: text,
  size: count,
  contentId: text,
});

export type AttachmentRow = z.output<typeof attachmentRow>;

/**
 * Separates attached files from the pictures that the HTML of a message shows. Ignores `isInline`, because mail
 * programs also set it for documents and do not always set it for pictures.
 */
export function listedAttachments(
  rows: readonly AttachmentRow[],
  html: string,
): { readonly files: readonly AttachmentRow[]; readonly pictures: number } {
  const shown = contentIdsIn(html);
  const files = rows.filter((row) => !isPicture(row) || !shown.has(contentIdOf(row)));
  return { files, pictures: rows.length - files.length };
}

function isPicture({ contentType, name }: AttachmentRow): boolean {
  return (
    /^image\//i.test(contentType ?? '') || /\.(?:png|jpe?g|gif|bmp|webp|svg|heic|tiff?)$/i.test(name ?? '')
  );
}

/** Returns the decoded content ids from `cid:` URLs (RFC 2392), in which the ids are percent-encoded. */
function contentIdsIn(html: string): ReadonlySet<string> {
  const ids = [...html.matchAll(/\bcid:([^"'<>()\s]{1,250})/gi)].map(([, id = '']) =>
    id.replaceAll('&amp;', '&'),
  );
  return new Set(ids.map((id) => (percentDecoded(id) ?? id).toLowerCase()));
}

/**
 * The Content-ID header encloses the id in angle brackets, and some mail programs store the brackets as part of the id.
 */
function contentIdOf({ contentId }: AttachmentRow): string {
  return (contentId ?? '').trim().replace(/^</, '').replace(/>$/, '').toLowerCase();
}
