import { fileKindOf, mailFormatError, type FileKind } from '../document-kind.ts';
import { restoreWindows1252 } from '../encoding/windows-1252.ts';
import { textOfNested, type NestedReading } from '../nested-file.ts';
import { isText } from '../plain-text.ts';

/** An email, read from a file in any supported format. */
export type Mail = {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly html: string | undefined;
  readonly text: string;
  readonly attachments: readonly MailAttachment[];
  /** Notes about encodings that were guessed or corrected. */
  readonly remarks: readonly string[];
};

export type MailAttachment = {
  readonly name: string;
  readonly type: string;
  /** Undefined if the attachment is only a link, or is damaged. */
  readonly content: Uint8Array | undefined;
};

export type MailReading = NestedReading & { readonly textOfHtml: (html: string) => string };

/**
 * Returns the text of an email: headers, body and the names of its attachments, then the text of each attachment that
 * can be read.
 */
export async function* textOfMail(mail: Mail, reading: MailReading): AsyncGenerator<string> {
  const header = mail.headers.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
  yield restoreWindows1252(`${header.join('\n')}\n\n`);
  yield mail.remarks.map((remark) => `${remark}\n`).join('');
  yield restoreWindows1252(bodyOf(mail, reading));
  if (mail.attachments.length > 0) yield `\n\n${mail.attachments.map(describe).join('\n')}\n`;
  for (const attachment of mail.attachments) yield* textOfAttachment(attachment, reading);
}

/** Returns the text of the HTML body, or the plain text body if the HTML contains no text, only pictures. */
function bodyOf({ html, text }: Mail, { textOfHtml }: MailReading): string {
  const shown = html === undefined ? '' : textOfHtml(html);
  return shown.trim() === '' ? text : shown;
}

async function* textOfAttachment(attachment: MailAttachment, reading: MailReading): AsyncGenerator<string> {
  const { name, type, content } = attachment;
  const kind = content === undefined ? undefined : kindOfAttachment(name, type, content);
  if (kind === undefined || content === undefined) {
    const reason = mailFormatError(name, type);
    if (reason !== undefined) yield `\n[${nameOf(attachment)} cannot be read. ${reason}.]\n`;
    return;
  }
  const isMail = kind === 'eml' || kind === 'msg';
  const title = `Attached ${isMail ? 'email' : 'file'} ${nameOf(attachment)}`;
  yield* textOfNested(title, { kind, bytes: content }, reading);
}

function kindOfAttachment(name: string, type: string, content: Uint8Array): FileKind | undefined {
  if (type === 'message/rfc822') return 'eml';
  return fileKindOf(name, type, () => isText(content.subarray(0, 4_096)));
}

function describe(attachment: MailAttachment): string {
  return `Attachment: ${nameOf(attachment)} | ${attachment.type}`;
}

function nameOf({ name }: MailAttachment): string {
  return name === '' ? '-' : restoreWindows1252(name);
}
