import type { Address, Email } from 'postal-mime';

/** Returns the text of an email file (RFC 5322): headers, body and attachment names. */
export async function* textOfEml(
  bytes: Uint8Array,
  textOfHtml: (html: string) => string,
): AsyncGenerator<string> {
  const { default: PostalMime } = await import('postal-mime');
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 32, maxRfc822NestingDepth: 2 });
  yield headerOf(mail);
  yield (mail.html === undefined ? '' : textOfHtml(mail.html)) || (mail.text ?? '');
  const names = mail.attachments.map(
    ({ filename, mimeType }) => `Attachment: ${filename ?? '-'} | ${mimeType}`,
  );
  if (names.length > 0) yield `\n\n${names.join('\n')}\n`;
}

function headerOf(mail: Email): string {
  const lines: readonly (readonly [name: string, value: string])[] = [
    ['Subject', mail.subject ?? ''],
    ['From', mail.from === undefined ? '' : formatAddress(mail.from)],
    ['To', (mail.to ?? []).map(formatAddress).join(', ')],
    ['Cc', (mail.cc ?? []).map(formatAddress).join(', ')],
    ['Date', mail.date ?? ''],
  ];
  return `${lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n\n`;
}

function formatAddress({ name, address }: Address): string {
  if (address === undefined) return name;
  return name === '' ? address : `${name} <${address}>`;
}
