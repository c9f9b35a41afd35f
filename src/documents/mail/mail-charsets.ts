import { judgeEncoding, standardLabel } from '../encoding/declared-encoding.ts';
import { decodeText, isUtf8 } from '../encoding/decode-text.ts';

/** The encoding that a part of an email declares, if any, and the encoding that was determined from its bytes. */
export type Correction = { readonly declared: string | undefined; readonly label: string };

/** Number of bytes to check against the declared encoding. More bytes would hardly change the result. */
const SAMPLE_BYTES = 65_536;
const MOST_PARTS = 200;
/** Maximum length of the headers, in bytes; real headers are far shorter. */
const LONGEST_HEADER = 262_144;

const TEXT_TYPE = /^content-type:[ \t]*text\/[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gim;
const CHARSET = /(charset[ \t]*=[ \t]*["']?)([\w.:-]{1,60})/i;
/** Matches a UTF-8 lead byte and a continuation byte that were decoded as two Latin characters. */
const MOJIBAKE = /[\u00c2\u00c3\u00c5\u00ce-\u00d1\u00e2-\u00e9][\u0080-\u00bf\u0152-\u0178\u2013-\u20ac]/;

/** Whether text seems to have been decoded with the wrong encoding. */
export function seemsMisread(text: string): boolean {
  return text.includes('\ufffd') || MOJIBAKE.test(text);
}

/**
 * Corrects the declared encodings of the text parts in an email, and in the emails that it contains, to match the
 * bytes. Headers that are not UTF-8 are converted to UTF-8.
 */
export function correctCharsets(bytes: Uint8Array): {
  readonly bytes: Uint8Array;
  readonly corrections: readonly Correction[];
} {
  const mail = latin1(withUtf8Header(bytes));
  const corrections: Correction[] = [];
  const pieces: string[] = [];
  let end = 0;
  for (const [part, { 0: type, index }] of [...mail.matchAll(TEXT_TYPE)].entries()) {
    if (part >= MOST_PARTS) break;
    const declared = CHARSET.exec(type)?.[2];
    const content = contentAfter(mail, index);
    // Some programs declare an encoding such as unknown-8bit, which is not in the Encoding standard.
    const isUnknown = declared !== undefined && standardLabel(declared) === undefined;
    // Text without a declared encoding is decoded as UTF-8.
    const { label, isWrong } = judgeEncoding(content, declared ?? 'utf-8');
    if (!isWrong && !(isUnknown && content.some((byte) => byte >= 0x80))) continue;
    corrections.push({ declared: isUnknown ? undefined : declared, label });
    const corrected =
      declared === undefined ? `${type}; charset=${label}` : type.replace(CHARSET, `$1${label}`);
    pieces.push(mail.slice(end, index), corrected);
    end = index + type.length;
  }
  pieces.push(mail.slice(end));
  return { bytes: Buffer.from(pieces.join(''), 'latin1'), corrections };
}

/**
 * Converts the headers to UTF-8. Old emails often have headers in the encoding of the sender's system, although no
 * standard allows this.
 */
function withUtf8Header(bytes: Uint8Array): Uint8Array {
  const start = latin1(bytes.subarray(0, LONGEST_HEADER));
  const end = start.search(/\r?\n\r?\n/);
  const header = bytes.subarray(0, end < 0 ? start.length : end);
  if (isUtf8(header)) return bytes;
  return Buffer.concat([Buffer.from(decodeText(header)), bytes.subarray(header.length)]);
}

/** Returns the beginning of a part's decoded content. `index` is the position of one of the part's header fields. */
function contentAfter(mail: string, index: number): Buffer {
  const before = mail.slice(Math.max(0, index - LONGEST_HEADER), index);
  const begin = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('\n\r\n'), 0);
  const length = mail.slice(index, index + LONGEST_HEADER).search(/\r?\n\r?\n/);
  if (length < 0) return Buffer.alloc(0);
  const header = before.slice(begin) + mail.slice(index, index + length);
  const content = mail.slice(index + length, index + length + SAMPLE_BYTES).split('\n--')[0] ?? '';
  const [, encoding = ''] = /^content-transfer-encoding:\s*([\w-]+)/im.exec(header) ?? [];
  if (/^base64$/i.test(encoding)) return Buffer.from(content, 'base64');
  if (!/^quoted-printable$/i.test(encoding)) return Buffer.from(content, 'latin1');
  const decoded = content
    .replaceAll(/=[ \t]*\r?\n/g, '')
    .replaceAll(/=([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(decoded, 'latin1');
}

/** Returns one character for each byte. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
