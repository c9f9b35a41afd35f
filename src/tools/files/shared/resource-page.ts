import { isStoredAsText, kindOf } from '../../../documents/document-kind.ts';
import { needsHead, plainPage } from '../../../documents/plain-text.ts';
import type { ToolCall } from '../../define.ts';
import { readHead } from './text-page.ts';
import { uriOfPage, type PageAddress } from './resource.ts';
import { sourceAt } from './source.ts';

/** A page of a resource: text if the resource is plain text, otherwise bytes. */
export type ResourcePage = {
  readonly mimeType: string;
  readonly content: { readonly text: string } | { readonly blob: string };
  /** URI of the next page; undefined on the last page. */
  readonly next: string | undefined;
  /** Size of the whole resource in bytes; undefined if unknown. */
  readonly size: number | undefined;
};

/** Size of a page in bytes: large enough that most files need few round trips, and small enough to save memory. */
const PAGE_BYTES = 1_048_576;

/** Reads one page of a resource with a range request. Throws `ToolError` if the resource cannot be read. */
export async function resourcePage({ resource, from }: PageAddress, call: ToolCall): Promise<ResourcePage> {
  const source = await sourceAt(resource, call);
  const to = from + PAGE_BYTES;
  const { bytes, size } = await call.files.read(source.content, { from, to }, async (content) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content.bytes) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks), size: content.size ?? source.size };
  });
  const isLast = bytes.length < PAGE_BYTES || (size !== undefined && to >= size);
  const isText = isStoredAsText(kindOf(source.name, source.type));
  const head = isText && from > 0 && needsHead(bytes) ? await readHead(source, call) : undefined;
  const page = isText ? plainPage(bytes, { isFirst: from === 0, isLast, head }) : undefined;
  const length = page?.length ?? bytes.length;
  return {
    mimeType: source.type === '' ? 'application/octet-stream' : source.type,
    content: page === undefined ? { blob: bytes.toString('base64') } : { text: page.text },
    next: isLast ? undefined : uriOfPage({ resource, from: from + length }),
    size,
  };
}
