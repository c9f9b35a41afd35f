import { decodeAs } from './encoding/decode-as.ts';
import { encodingOf, isUtf8, provenEncoding, type Encoding } from './encoding/decode-text.ts';

/** Number of bytes at the beginning of a file that are enough to determine its encoding. */
export const HEAD_BYTES = 4_096;

/** One chunk of a plain text file. `length` is the number of bytes decoded. */
export type PlainPage = { readonly text: string; readonly length: number; readonly encoding: Encoding };

/**
 * Whether the beginning of a file is text: its encoding can be determined without guessing, and it contains no control
 * characters.
 */
export function isText(head: Uint8Array): boolean {
  const label = provenEncoding(head);
  const text = (label === undefined ? undefined : decodeAs(label, head)) ?? '\0';
  // White space and terminal escape sequences can occur in text.
  return !/[^\P{Cc}\s\u0080-\u009f]/u.test(text.replaceAll('\u001b[', ''));
}

/**
 * Whether the beginning of the file is needed to determine a chunk's encoding: true if the chunk is not UTF-8, or
 * contains zero bytes, as in UTF-16.
 */
export function needsHead(bytes: Uint8Array): boolean {
  return bytes.includes(0) || !isUtf8(bytes.subarray(findBegin(bytes)));
}

/**
 * Decodes one chunk of a plain text file: whole characters, and whole lines if possible. `head` is the beginning of the
 * file; it is needed if the chunk is from a later part and `needsHead` returns true.
 */
export function plainPage(
  bytes: Uint8Array,
  {
    isFirst,
    isLast,
    head,
  }: { readonly isFirst: boolean; readonly isLast: boolean; readonly head?: Uint8Array | undefined },
): PlainPage {
  const encoding = encodingOf(head === undefined ? bytes : Buffer.concat([head, bytes]));
  const isWide = encoding.label.startsWith('utf-16');
  const length = isLast ? bytes.length : isWide ? findWideCut(bytes, encoding) : findCut(bytes, encoding);
  const begin = isFirst || encoding.label !== 'utf-8' ? 0 : findBegin(bytes);
  return { text: decodeAs(encoding.label, bytes.subarray(begin, length)) ?? '', length, encoding };
}

/**
 * Returns where to cut a chunk: after the last line break if that break is in the chunk's last quarter, otherwise
 * before an incomplete character at the end.
 */
function findCut(bytes: Uint8Array, { label }: Encoding): number {
  const line = bytes.lastIndexOf(0x0a) + 1;
  if (line > bytes.length * 0.75) return line;
  if (label !== 'utf-8') return findLegacyCut(bytes, label);
  const last = bytes.length - 1;
  for (let at = last; at > last - 4 && at > 0; at -= 1) {
    const byte = bytes[at] ?? 0;
    if (!isContinuation(byte)) return byte >= 0xc0 ? at : bytes.length;
  }
  return bytes.length;
}

/**
 * Returns where to cut a chunk so that no character is split. Whether a byte begins a character depends on all bytes
 * before it, so each possible cut is tried. A character has up to four bytes.
 */
function findLegacyCut(bytes: Uint8Array, label: string): number {
  for (let length = bytes.length; length > bytes.length - 4; length -= 1) {
    const text = decodeAs(label, bytes.subarray(0, length)) ?? '';
    if (!text.endsWith('\ufffd')) return length;
  }
  return bytes.length;
}

/**
 * Returns where to cut a chunk in UTF-16: after a line break in the chunk's last quarter, otherwise so that no
 * surrogate pair is split.
 */
function findWideCut(bytes: Uint8Array, { label }: Encoding): number {
  const whole = bytes.length - (bytes.length % 2);
  const unit = (at: number) =>
    label === 'utf-16le'
      ? (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
      : ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  for (let at = whole - 2; at > bytes.length * 0.75; at -= 2) if (unit(at) === 0x0a) return at + 2;
  const last = unit(whole - 2);
  return last >= 0xd800 && last < 0xdc00 ? whole - 2 : whole;
}

/** Returns the start of the first complete UTF-8 character, because a chunk can begin in the middle of a character. */
function findBegin(bytes: Uint8Array): number {
  const begin = bytes.subarray(0, 4).findIndex((byte) => !isContinuation(byte));
  return Math.max(0, begin);
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
