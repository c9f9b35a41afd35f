import type { Address, Attachment } from 'postal-mime';

import type { Mail } from './mail-text.ts';

/** Reads an email file (RFC 5322). */
export async function readEml(bytes: Uint8Array): Promise<Mail> {
  const { default: PostalMime } = await import('postal-mime');
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 32, forceRfc822Attachments: true });
  return {
    headers: [
      ['Subject', mail.subject ?? ''],
      ['From', mail.from === undefined ? '' : formatAddress(mail.from)],
      ['Reply-To', formatAddresses(mail.replyTo)],
      ['To', formatAddresses(mail.to)],
      ['Cc', formatAddresses(mail.cc)],
      ['Date', mail.date ?? ''],
    ],
    html: mail.html,
    text: mail.text ?? '',
    attachments: mail.attachments.map((attachment) => ({
      name: attachment.filename ?? '',
      type: attachment.mimeType,
      content: bytesOf(attachment),
    })),
  };
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
