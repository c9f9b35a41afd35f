import { decodeAs } from '../encoding/decode-as.ts';
import { provenEncoding } from '../encoding/decode-text.ts';
import { guessEncoding } from '../encoding/guess-encoding.ts';

/** A line of an iCalendar or vCard file (RFC 5545, section 3.1; RFC 6350, section 3.3). Names are in upper case. */
export type ContentLine = {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
};

/** Maximum length of a line, in characters; a longer line is truncated. */
const LONGEST_LINE = 200_000;

/** Number of characters at the beginning of a file from which the encoding is guessed. */
const SAMPLE_CHARACTERS = 1_000_000;

/**
 * Joins the folded lines of a file. Many programs fold lines after 75 bytes, possibly in the middle of a character, so
 * lines must be joined before the file is decoded. UTF-16 text contains zero bytes and is never folded in this way.
 */
export function unfolded(bytes: Uint8Array): Uint8Array {
  if (bytes.includes(0)) return bytes;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return Buffer.from(text.replaceAll(/\r?\n[ \t]/g, ''), 'latin1');
}

/** Returns the lines of a file, unfolded. Skips malformed lines. */
export function* contentLines(text: string): Generator<ContentLine> {
  const decodeQuoted = createQuotedDecoder(text);
  let line = '';
  for (const raw of rawLines(text)) {
    const isFolded = /^[ \t]/.test(raw);
    const isSoft = !isFolded && line.endsWith('=') && /QUOTED-PRINTABLE/i.test(line.slice(0, 200));
    if (isFolded || isSoft) {
      if (line.length < LONGEST_LINE) line = isSoft ? line.slice(0, -1) + raw : line + raw.slice(1);
      continue;
    }
    const parsed = parseLine(line, decodeQuoted);
    if (parsed !== undefined) yield parsed;
    line = raw.slice(0, LONGEST_LINE);
  }
  const parsed = parseLine(line, decodeQuoted);
  if (parsed !== undefined) yield parsed;
}

function* rawLines(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    yield line.endsWith('\r') ? line.slice(0, -1) : line;
    if (end < 0) return;
    at = end + 1;
  }
}

function parseLine(line: string, decodeQuoted: QuotedDecoder): ContentLine | undefined {
  const colon = colonOf(line);
  if (colon < 1) return undefined;
  const [first = '', ...rest] = splitOutsideQuotes(line.slice(0, colon));
  const name = first.slice(first.indexOf('.') + 1).toUpperCase();
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const equals = parameter.indexOf('=');
    // In vCard 2.1, the name of the TYPE parameter can be omitted.
    const key = equals < 0 ? 'TYPE' : parameter.slice(0, equals).toUpperCase();
    const value = parameter.slice(equals + 1).replaceAll('"', '');
    const known = parameters.get(key);
    parameters.set(key, known === undefined ? value : `${known},${value}`);
  }
  const value = line.slice(colon + 1);
  const isQuoted = /QUOTED-PRINTABLE/i.test([...parameters.values()].join(','));
  return { name, parameters, value: isQuoted ? decodeQuoted(value, parameters.get('CHARSET')) : value };
}

/** Returns the index of the colon after the name and the parameters. Quoted parameter values can contain colons. */
function colonOf(line: string): number {
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === ':' && !isQuoted) return at;
  }
  return -1;
}

function splitOutsideQuotes(text: string): string[] {
  const parts = [''];
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === ';' && !isQuoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

type QuotedDecoder = (value: string, charset: string | undefined) => string;

/**
 * Decodes quoted-printable values. An encoding that is neither named nor UTF-8 is guessed once for the whole file,
 * because a single name is often too short for a good guess.
 */
function createQuotedDecoder(text: string): QuotedDecoder {
  let guessed: string | undefined;
  return (value, charset) => {
    // Some programs label values as quoted-printable but do not encode them.
    if (!/=[0-9a-f]{2}/i.test(value)) return value;
    const bytes = unquoted(value);
    const named = charset === undefined ? undefined : decodeAs(charset, bytes);
    if (named !== undefined) return named;
    const label =
      provenEncoding(bytes) ?? (guessed ??= guessEncoding(unquoted(text.slice(0, SAMPLE_CHARACTERS))));
    return decodeAs(label, bytes) ?? '';
  };
}

function unquoted(value: string): Buffer {
  const text = value.replaceAll(/=([0-9a-f]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(text, 'latin1');
}

/** Unescapes a text value (RFC 5545, section 3.3.11). */
export function plainText(value: string): string {
  return value.replaceAll(/\\([nN\\;,:])/g, (_all, character: string) =>
    character === 'n' || character === 'N' ? '\n' : character,
  );
}

/** Splits a value at semicolons that are not escaped with a backslash, and unescapes the parts. */
export function partsOf(value: string): string[] {
  return value.split(/(?<!\\);/).map((part) => plainText(part).trim());
}
