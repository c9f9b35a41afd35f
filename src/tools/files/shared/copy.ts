import type { Content } from '../../../graph/content/content.ts';
import type { ToolCall } from '../../define.ts';
import type { Source } from './source.ts';

/** Files up to this size are stored in one request, without a session. */
const SMALL_BYTES = 4 * 1024 * 1024;

/** The content of a small source, or the size in bytes of a large source. */
export type Measured = { readonly whole: Uint8Array } | { readonly total: number };

/**
 * Reads a small source, or determines the size of a large source, because an upload session needs the size in advance.
 * If neither the source nor the response states the size, reads the source to the end to count its bytes.
 */
export function measure(source: Source, call: ToolCall): Promise<Measured> {
  return call.files.read(source.content, { from: 0 }, async (content) => {
    const size = content.size ?? source.size;
    return size !== undefined && size > SMALL_BYTES ? { total: size } : takeOrCount(content.bytes);
  });
}

async function takeOrCount(bytes: Content['bytes']): Promise<Measured> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total <= SMALL_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return total <= SMALL_BYTES ? { whole: Buffer.concat(chunks, total) } : { total };
}
