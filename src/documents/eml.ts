import type { Address, Attachment, Email } from 'postal-mime';

import { restoreWindows1252 } from './encoding/windows-1252.ts';

/** Maximum depth of emails within emails. */
const DEEPEST_MAIL = 8;
/** Maximum number of emails to read in one file. */
const MOST_MAILS = 200;

type Reading = { readonly textOfHtml: (html: string) => string; mailsLeft: number };

/**
 * Returns the text of an email file (RFC 5322): headers, body and attachment names, then the same for each email that is
 * attached.
 */
export function textOfEml(bytes: Uint8Array, textOfHtml: (html: string) => string): AsyncGenerator<string> {
  return textOfMail(bytes, { textOfHtml, mailsLeft: MOST_MAILS }, 0);
}

async function* textOfMail(
  bytes: Uint8Array | ArrayBuffer,
  reading: Reading,
  depth: number,
): AsyncGenerator<string> {
  const { default: PostalMime } = await import('postal-mime');
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 32, forceRfc822Attachments: true });
  reading.mailsLeft -= 1;
  yield headerOf(mail);
  yield restoreWindows1252(bodyOf(mail, reading));
  if (mail.attachments.length > 0) yield `\n\n${mail.attachments.map(describe).join('\n')}\n`;
  for (const attachment of mail.attachments) {
    if (attachment.mimeType !== 'message/rfc822' || typeof attachment.content === 'string') continue;
    const name = `Attached email ${nameOf(attachment)}`;
    if (depth + 1 >= DEEPEST_MAIL || reading.mailsLeft <= 0) {
      yield `\n[${name} is left out: there are too many emails within emails]\n`;
      continue;
    }
    yield `\n[${name}]\n`;
    yield* textOfMail(attachment.content, reading, depth + 1);
    yield `\n[End: ${name}]\n`;
  }
}

/** HTML can consist of pictures alone; then the plain text says what they show. */
function bodyOf(mail: Email, { textOfHtml }: Reading): string {
  const html = mail.html === undefined ? '' : textOfHtml(mail.html);
  return html.trim() === '' ? (mail.text ?? '') : html;
}

function describe(attachment: Attachment): string {
  return `Attachment: ${nameOf(attachment)} | ${attachment.mimeType}`;
}

function nameOf({ filename }: Attachment): string {
  return filename === null ? '-' : restoreWindows1252(filename);
}

function headerOf(mail: Email): string {
  const lines: readonly (readonly [name: string, value: string])[] = [
    ['Subject', mail.subject ?? ''],
    ['From', mail.from === undefined ? '' : formatAddress(mail.from)],
    ['Reply-To', formatAddresses(mail.replyTo)],
    ['To', formatAddresses(mail.to)],
    ['Cc', formatAddresses(mail.cc)],
    ['Date', mail.date ?? ''],
  ];
  const header = lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  return `${restoreWindows1252(header)}\n\n`;
}

function formatAddresses(addresses: readonly Address[] = []): string {
  return addresses.map(formatAddress).join(', ');
}

function formatAddress({ name, address, group }: Address): string {
  if (group !== undefined) return `${name}: ${group.map(formatAddress).join(', ')};`;
  return name === '' ? address : `${name} <${address}>`;
}
