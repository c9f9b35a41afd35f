import { decodeText, encodingOf } from './decode-text.ts';

/**
 * Decodes one chunk of a plain text file. `length` is the number of bytes used: whole characters, and whole lines if
 * possible.
 */
export function plainPage(
  bytes: Uint8Array,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): { readonly text: string; readonly length: number } {
  const length = isLast ? bytes.length : findCut(bytes);
  const begin = isFirst || encodingOf(bytes) !== undefined ? 0 : findBegin(bytes);
  return { text: decodeText(bytes.subarray(begin, length)), length };
}

/** Cuts after the last line break if it is in the last quarter, otherwise before an incomplete UTF-8 character. */
function findCut(bytes: Uint8Array): number {
  if (encodingOf(bytes) !== undefined) return bytes.length - (bytes.length % 2);
  const line = bytes.lastIndexOf(0x0a) + 1;
  if (line > bytes.length * 0.75) return line;
  const last = bytes.length - 1;
  for (let at = last; at > last - 4 && at > 0; at -= 1) {
    const byte = bytes[at] ?? 0;
    if (!isContinuation(byte)) return byte >= 0xc0 ? at : bytes.length;
  }
  return bytes.length;
}

/** Returns the start of the first complete UTF-8 character; a chunk can begin in the middle of one. */
function findBegin(bytes: Uint8Array): number {
  const begin = bytes.subarray(0, 4).findIndex((byte) => !isContinuation(byte));
  return Math.max(0, begin);
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
