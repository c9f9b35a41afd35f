import type { Address, Attachment, Email } from 'postal-mime';

import { remarkOn } from '../encoding/declared-encoding.ts';
import { joinFlowed, withoutFlow, type Flow } from './flowed-text.ts';
import { correctCharsets, seemsMisread, type Correction } from './mail-charsets.ts';
import type { Mail } from './mail-text.ts';

/** Reads an email file (RFC 5322). */
export async function readEml(bytes: Uint8Array): Promise<Mail> {
  const { bytes: whole, flow } = withoutFlow(withEmptyLine(bytes));
  const mail = await parse(whole);
  if (![mail.subject, mail.text, mail.html].some((text) => seemsMisread(text ?? '')))
    return mailOf(mail, { flow, corrections: [] });
  const { bytes: corrected, corrections } = correctCharsets(whole);
  return mailOf(await parse(corrected), { flow, corrections });
}

async function parse(bytes: Uint8Array): Promise<Email> {
  const { default: PostalMime } = await import('postal-mime');
  return PostalMime.parse(bytes, { maxNestingDepth: 32, forceRfc822Attachments: true });
}

type Reading = { readonly flow: Flow | undefined; readonly corrections: readonly Correction[] };

function mailOf(mail: Email, { flow, corrections }: Reading): Mail {
  const { text = '' } = mail;
  return {
    remarks: [...new Set(corrections.map(({ declared, label }) => remarkOn(declared, label)))],
    headers: [
      ['Subject', mail.subject ?? ''],
      ['From', mail.from === undefined ? '' : formatAddress(mail.from)],
      ['Reply-To', formatAddresses(mail.replyTo)],
      ['To', formatAddresses(mail.to)],
      ['Cc', formatAddresses(mail.cc)],
      ['Bcc', formatAddresses(mail.bcc)],
      ['Date', mail.date ?? ''],
    ],
    html: mail.html,
    text: flow === undefined ? text : joinFlowed(text, flow),
    attachments: mail.attachments.filter(isAttachment).map((attachment) => ({
      name: attachment.filename ?? '',
      type: attachment.mimeType,
      content: bytesOf(attachment),
    })),
  };
}

/** Media types of the copies of the body for Gmail and for watches. */
const copiesOfBody = new Set(['text/x-amp-html', 'text/watch-html']);

function isAttachment({ mimeType, disposition }: Attachment): boolean {
  return disposition === 'attachment' || !copiesOfBody.has(mimeType);
}

/** Maximum length of the headers, in bytes; real headers are far shorter. */
const LONGEST_HEADER = 262_144;

/**
 * Repairs files from programs that omit the empty line between the headers and the body, or that write empty lines
 * before the headers.
 */
function withEmptyLine(bytes: Uint8Array): Uint8Array {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, LONGEST_HEADER));
  const begin = Math.max(
    0,
    header.findIndex((byte) => byte !== 10 && byte !== 13),
  );
  const body = findBody(header, begin);
  if (body === undefined || body === begin) return bytes.subarray(begin);
  return Buffer.concat([bytes.subarray(begin, body), Buffer.from('\r\n'), bytes.subarray(body)]);
}

/**
 * Returns the position of a body that follows the headers without an empty line; undefined if there is no such body.
 */
function findBody(header: Buffer, begin: number): number | undefined {
  let body: number | undefined;
  for (let at = begin; at < header.length;) {
    const end = header.indexOf(10, at);
    const line = header.toString('latin1', at, end < 0 ? header.length : end).replace(/\r$/, '');
    if (line === '') break;
    // The line is the first boundary of a multipart body, not a header field.
    if (line.startsWith('--')) return body ?? at;
    const isField = /^[!-9;-~]{1,200}[ \t]*:/.test(line) || (at === begin && line.startsWith('From '));
    if (isField) body = undefined;
    else if (!/^[ \t]/.test(line)) body ??= at;
    if (end < 0) break;
    at = end + 1;
  }
  return body;
}

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

function formatAddresses(addresses: readonly Address[] = []): string {
  return addresses.map(formatAddress).join(', ');
}

function formatAddress({ name, address, group }: Address): string {
  if (group !== undefined) return `${name}: ${group.map(formatAddress).join(', ')};`;
  return name === '' ? address : `${name} <${address}>`;
}
