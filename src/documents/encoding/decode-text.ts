import { decodeAs } from './decode-as.ts';
import { guessEncoding } from './guess-encoding.ts';

/**
 * How text is encoded. `guessed` is true if neither a byte order mark nor the bytes themselves determine the encoding.
 */
export type Encoding = { readonly label: string; readonly guessed: boolean };

/**
 * Decodes text according to its byte order mark, otherwise as UTF-8 if the bytes are valid UTF-8, otherwise using a
 * guessed encoding. Never throws: invalid bytes become replacement characters.
 */
export function decodeText(bytes: Uint8Array): string {
  return decodeAs(encodingOf(bytes).label, bytes) ?? '';
}

/** Determines the encoding of text from its bytes, which can be the beginning or any other part of a file. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const proven = provenEncoding(bytes);
  return proven === undefined
    ? { label: guessEncoding(bytes), guessed: true }
    : { label: proven, guessed: false };
}

/**
 * Returns the encoding if a byte order mark or the bytes themselves determine it; undefined if it can only be guessed.
 */
export function provenEncoding(bytes: Uint8Array): string | undefined {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return utf16;
  if (isUtf8(bytes)) return isIso2022(bytes) ? 'iso-2022-jp' : 'utf-8';
  return isMostlyUtf8(bytes) ? 'utf-8' : undefined;
}

/**
 * Whether bytes are valid UTF-8. The last character may be incomplete, because the bytes may be one page of a longer
 * text.
 */
export function isUtf8(bytes: Uint8Array): boolean {
  const text = decodeAs('utf-8', bytes, true);
  return text !== undefined && (bytes.length >= 1_024 || !decodeAs('utf-8', bytes)?.endsWith('\ufffd'));
}

/**
 * Returns the encoding that an HTML document declares, if any. A document whose declaration can be read as single bytes
 * is not in UTF-16, so a declaration of UTF-16 counts as UTF-8 (HTML standard, section 13.2.3.2).
 */
export function declaredEncoding(html: Uint8Array): string | undefined {
  const head = Buffer.from(html.subarray(0, 2_048)).toString('latin1');
  const label = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(head)?.[1];
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

/**
 * Detects UTF-16 by its byte order mark or by its high bytes, some of which are zero. In Latin text, all high bytes are
 * zero. In Cyrillic text, nearly all of them are either zero or the same non-zero value.
 */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const probe = bytes.subarray(0, 512);
  if (probe.length < 8 || !probe.includes(0)) return undefined;
  const [even, odd] = [isHighByte(probe, 0), isHighByte(probe, 1)];
  if (even === odd) return undefined;
  return odd ? 'utf-16le' : 'utf-16be';
}

/**
 * Whether the bytes at every second position include zeros, and at least nine in ten of them are either zero or the
 * most frequent other value.
 */
function isHighByte(probe: Uint8Array, start: 0 | 1): boolean {
  const counts = new Uint32Array(256);
  let all = 0;
  for (let at = start; at < probe.length; at += 2, all += 1) counts[probe[at] ?? 0]! += 1;
  const zeros = counts[0] ?? 0;
  counts[0] = 0;
  return zeros > 0 && zeros + Math.max(...counts) >= all * 0.9;
}

/** Whether text has more valid multi-byte characters than invalid bytes and is therefore likely to be damaged UTF-8. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = decodeAs('utf-8', bytes) ?? '';
  const invalid = text.match(/\ufffd/g)?.length ?? 0;
  const valid = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0;
  return valid > invalid;
}

/** Whether text is in ISO-2022-JP, which has only ASCII bytes and an escape sequence before Japanese characters. */
function isIso2022(bytes: Uint8Array): boolean {
  const beginning = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  return beginning.includes('\u001b$B') || beginning.includes('\u001b$@');
}
