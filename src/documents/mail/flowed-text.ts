import { latin1 } from './mail-charsets.ts';

/**
 * How the flowed text of an email is joined (RFC 3676): `deletesSpaces` says whether the spaces at the ends of joined
 * lines are removed.
 */
export type Flow = { readonly deletesSpaces: boolean };

/** Matches the Content-Type field of flowed text. Captures the field's text before and after `flowed`. */
const FLOWED_TYPE =
  /^(content-type:[ \t]*text\/plain(?:[^\r\n]|\r?\n[ \t])*?\bformat[ \t]*=[ \t]*"?)(?:x-)?flowed\b((?:[^\r\n]|\r?\n[ \t])*)/gim;
const MOST_PARTS = 200;
/** Maximum length of the headers of a part, in bytes; real headers are far shorter. */
const LONGEST_HEADER = 262_144;

/**
 * Renames `format=flowed` in the headers, because the parser would join quoted lines and leave each line's `>` in the
 * text. Attached emails are included, so that their text is recognised as flowed when they are read.
 */
export function withoutFlow(bytes: Uint8Array): {
  readonly bytes: Uint8Array;
  readonly flow: Flow | undefined;
} {
  const mail = latin1(bytes);
  const fields = [...mail.matchAll(FLOWED_TYPE)]
    .slice(0, MOST_PARTS)
    .filter(({ index }) => isInHeader(mail, index));
  if (fields.length === 0) return { bytes, flow: undefined };
  const pieces: string[] = [];
  let end = 0;
  for (const { 0: field, 1: before = '', 2: after = '', index } of fields) {
    pieces.push(mail.slice(end, index), before, 'x-flowed', after);
    end = index + field.length;
  }
  pieces.push(mail.slice(end));
  const deletesSpaces = fields.some(([field]) => /\bdelsp[ \t]*=[ \t]*"?yes\b/i.test(field));
  return { bytes: Buffer.from(pieces.join(''), 'latin1'), flow: { deletesSpaces } };
}

/** Whether the position is in the header of the email or of one of its parts, not in text that quotes a header. */
function isInHeader(mail: string, at: number): boolean {
  const before = mail.slice(Math.max(0, at - LONGEST_HEADER), at);
  const begin = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('\n\r\n'));
  return begin < 0 ? at <= LONGEST_HEADER : before.includes('\n--', begin);
}

/** Joins the lines of flowed text. Lines with different quote depths belong to different paragraphs. */
export function joinFlowed(text: string, { deletesSpaces }: Flow): string {
  const lines: string[] = [];
  let open: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [marks = ''] = /^(?:> ?)*/.exec(line) ?? [];
    const words = marks === '' ? line.replace(/^ /, '') : line.slice(marks.length);
    const depth = marks.replaceAll(' ', '');
    const isSignature = words === '-- ';
    const isFlowed = words.endsWith(' ') && !isSignature;
    const shown = isFlowed && deletesSpaces ? words.slice(0, -1) : words;
    lines.push(depth === open && !isSignature ? `${lines.pop()}${shown}` : marks + shown);
    open = isFlowed ? depth : undefined;
  }
  return lines.join('\n');
}
