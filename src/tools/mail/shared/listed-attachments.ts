import * as z from 'zod';

import { decodeIfValid } from '../../../base/text/percent-decoded.ts';
import { immutableIds, prefer } from '../../../graph/request/prefer.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { count, text } from '../../output/graph-schema.ts';

const attachmentRow = z.object({
  id: z.string(),
  name: text,
  contentType: text,
  size: count,
  contentId: text,
});

export type AttachmentRow = z.output<typeof attachmentRow>;

/**
 * Returns a message's attachments without their content. Uses a separate request, because `$expand` would also return
 * the content. Sends the request for every message, because `hasAttachments` is false if all files are marked as
 * inline. Graph does not page this collection.
 */
export async function attachmentRows(message: string, call: ToolCall): Promise<readonly AttachmentRow[]> {
  const select = ['id', 'name', 'contentType', 'size', 'microsoft.graph.fileAttachment/contentId'];
  const answer = await call.graph(
    read(`${message}/attachments`, { select }, { headers: prefer(immutableIds) }),
  );
  return itemsOf(answer, attachmentRow);
}

/**
 * Separates attached files from the pictures that the HTML of a message shows. Ignores `isInline`, because mail
 * programs also set this property for documents and do not always set it for pictures.
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
  return new Set(ids.map((id) => decodeIfValid(id).toLowerCase()));
}

/**
 * Returns the content id without angle brackets. The Content-ID header encloses the id in brackets, and some mail
 * programs store the brackets as part of the id.
 */
function contentIdOf({ contentId }: AttachmentRow): string {
  return (contentId ?? '').trim().replace(/^</, '').replace(/>$/, '').toLowerCase();
}
