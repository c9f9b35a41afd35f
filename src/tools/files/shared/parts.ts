import { PART_UNIT } from '../../../graph/content/upload.ts';

/** Size of a part: 5 MiB. Large enough that few round trips are needed, and small enough to send again. */
const PART_BYTES = 16 * PART_UNIT;

/**
 * Splits a stream into parts of equal length, except for the last one. All parts share one buffer: use each part before
 * you request the next.
 */
export async function* partsOf(
  stream: AsyncIterable<Uint8Array>,
  length = PART_BYTES,
): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) {
      const taken = Math.min(chunk.length - at, length - filled);
      buffer.set(chunk.subarray(at, at + taken), filled);
      at += taken;
      filled += taken;
      if (filled < length) continue;
      yield buffer;
      filled = 0;
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}
