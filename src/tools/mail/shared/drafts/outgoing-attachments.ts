import * as z from 'zod';

import { ToolError } from '../../../../errors.ts';
import type { ToolCall } from '../../../define.ts';
import { measure } from '../../../files/shared/copy.ts';
import { resourceAt, uriOf } from '../../../files/shared/resource.ts';
import { itemSource, sourceAt, type Source } from '../../../files/shared/source.ts';
import { cell } from '../../../output/untrusted.ts';

const MAX_ATTACHMENTS = 10;
/**
 * Maximum total size of the attachments in one request, in bytes. A larger total would exceed Graph's limit of 4 MB,
 * because attachments are sent as base64 within JSON.
 */
const MAX_INLINE = 2_900_000;
/**
 * Maximum total size of an email's attachments, in bytes. Exchange does not allow a higher limit, and its default limit
 * is only 35 MB.
 */
const MAX_TOTAL = 150_000_000;

/** A file within the request that creates the email, in the form that Graph accepts. */
export type InlineAttachment = Readonly<Record<string, string>>;

/** A file that is uploaded to a draft. `size` counts bytes. */
export type LargeAttachment = { readonly source: Source; readonly size: number };

/**
 * The attachments. Either all attachments are part of the request that sends the email, or all attachments are uploaded
 * one by one.
 */
export type ReadyAttachments =
  | { readonly inline: readonly InlineAttachment[] }
  | { readonly large: readonly LargeAttachment[] };

export const attachments = (what: string) =>
  z.array(z.string().min(1).max(2_000)).max(MAX_ATTACHMENTS).optional().describe(what);

/**
 * Finds the files and attachments to attach. Throws `ToolError` if one of these does not exist or the total size is too
 * large.
 */
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

/** Returns the versions of the attachments. A confirmation is bound to these versions. */
export function versionsOf(sources: readonly Source[]): readonly string[] {
  return sources.map(({ resource, tag }) => `${uriOf(resource)} ${tag}`);
}

/**
 * Reads the attachments if their total size is small enough; otherwise, gets only their sizes. Handles one attachment
 * at a time.
 */
export async function readAttachments(sources: readonly Source[], call: ToolCall): Promise<ReadyAttachments> {
  let inline: InlineAttachment[] = [];
  const large: LargeAttachment[] = [];
  let total = 0;
  for (const source of sources) {
    // Reading them at the same time would need memory for all of them.
    // oxlint-disable-next-line no-await-in-loop
    const found = await measure(source, call);
    const size = 'whole' in found ? found.whole.length : found.total;
    total += size;
    if (total > MAX_TOTAL) throw tooLarge();
    large.push({ source, size });
    if ('whole' in found && total <= MAX_INLINE) inline.push(inlineAttachment(source, found.whole));
    else inline = [];
  }
  return total <= MAX_INLINE ? { inline } : { large };
}

export function inlineAttachment(source: Source, bytes: Uint8Array): InlineAttachment {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: source.name,
    contentType: mediaTypeOf(source),
    contentBytes: Buffer.from(bytes).toString('base64'),
  };
}

export function mediaTypeOf({ type }: Source): string {
  return type || 'application/octet-stream';
}

function tooLarge(): ToolError {
  return new ToolError(
    'too_large',
    'The attachments are larger than 150 MB in total, so nothing was sent. Send a link instead: share_file creates one.',
  );
}
