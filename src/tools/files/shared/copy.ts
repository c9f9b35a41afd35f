import type { Content } from '../../../graph/content/content.ts';
import type { ToolCall } from '../../define.ts';
import type { Source } from './source.ts';

/** What is stored at once, without a session. */
const SMALL_BYTES = 4 * 1024 * 1024;

/** The content of a source where it is small, else how long it is, in bytes. */
export type Measured = { readonly whole: Uint8Array } | { readonly total: number };

/**
 * Takes in a source that is small, and measures one that is not: a session has to be told the length beforehand, and
 * not every source says its own, so that in the end there is nothing for it but to count.
 */
export function measured(source: Source, call: ToolCall): Promise<Measured> {
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
