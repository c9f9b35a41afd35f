import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import { resourceAt, uriOf } from '../../files/shared/resource.ts';
import { itemSource, sourceAt, type Source } from '../../files/shared/source.ts';
import { cell } from '../../output/untrusted.ts';

const MAX_ATTACHMENTS = 10;
/** In bytes, for all attachments of an email. As base64 within JSON, more would exceed Graph's 4 MB for a request. */
const MAX_TOTAL = 2_900_000;

export const attachments = () =>
  z
    .array(z.string().min(1).max(2_000))
    .max(MAX_ATTACHMENTS)
    .optional()
    .describe('File ids, paths (e.g. /Plans/Q3.docx), links or portico:// addresses.');

/** Finds the files and attachments to attach. Throws `ToolError` if one does not exist or they are too large. */
export async function findAttachments(
  given: readonly string[] | undefined,
  call: ToolCall,
): Promise<readonly Source[]> {
  const sources = await Promise.all((given ?? []).map((one) => findSource(one.trim(), call)));
  const known = sources.reduce((sum, { size = 0 }) => sum + size, 0);
  if (known > MAX_TOTAL) throw tooLarge();
  return sources;
}

function findSource(given: string, call: ToolCall): Promise<Source> {
  const resource = resourceAt(given);
  if (resource !== undefined) return sourceAt(resource, call);
  if (/^portico:/i.test(given))
    throw new ToolError('bad_argument', `"${cell(given)}" is not an address that another tool returned.`);
  return itemSource({ item: given }, call);
}

/** What a confirmation of these attachments is bound to. */
export function versionsOf(sources: readonly Source[]): readonly string[] {
  return sources.map(({ resource, tag }) => `${uriOf(resource)} ${tag}`);
}

/** Reads the attachments, one after the other, into the form that Graph takes. */
export async function readAttachments(
  sources: readonly Source[],
  call: ToolCall,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const read: Readonly<Record<string, string>>[] = [];
  let left = MAX_TOTAL;
  for (const { name, type, content } of sources) {
    // Reading them at the same time would need their whole size before the limit is checked.
    // oxlint-disable-next-line no-await-in-loop
    const bytes = await call.files.read(content, { from: 0 }, async (stream) => {
      const chunks: Uint8Array[] = [];
      let length = 0;
      for await (const chunk of stream.bytes) {
        length += chunk.length;
        if (length > left) throw tooLarge();
        chunks.push(chunk);
      }
      return Buffer.concat(chunks, length);
    });
    left -= bytes.length;
    read.push({
      '@odata.type': '#microsoft.graph.fileAttachment',
      name,
      contentType: type || 'application/octet-stream',
      contentBytes: bytes.toString('base64'),
    });
  }
  return read;
}

function tooLarge(): ToolError {
  return new ToolError(
    'too_large',
    'The attachments are larger than 2.9 MB in total, so nothing was sent. Send a link instead: share_file creates one.',
  );
}
