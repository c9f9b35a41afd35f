import * as z from 'zod';

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
 * Separates the files of a message from the pictures that its HTML shows. `isInline` is not used, because mail programs
 * also set it for documents and forget it for pictures.
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

/** `cid:` URLs (RFC 2392), which percent-encode the content id. */
function contentIdsIn(html: string): ReadonlySet<string> {
  const ids = html.matchAll(/\bcid:([^"'<>()\s]{1,250})/gi);
  return new Set([...ids].map(([, id = '']) => decoded(id.replaceAll('&amp;', '&')).toLowerCase()));
}

/** The header has the id in angle brackets, and some mail programs store them with it. */
function contentIdOf({ contentId }: AttachmentRow): string {
  return (contentId ?? '').trim().replace(/^</, '').replace(/>$/, '').toLowerCase();
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
