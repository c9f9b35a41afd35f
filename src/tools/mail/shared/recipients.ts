import * as z from 'zod';

import type { recipient } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';
import { htmlOfMarkdown } from './markdown.ts';
import { escapeHtml } from './markdown/escape-html.ts';

export const MAX_RECIPIENTS = 50;
const MAX_BODY = 200_000;
/** Maximum size of the arguments, in bytes. Each character in the body can take up to six bytes in JSON. */
export const MAX_ARGUMENT_BYTES = 6 * MAX_BODY + 100_000;

/** Maximum length of an address with `cc` or `bcc` before it, in characters. */
const MAX_SHOWN = 330;

export type Person = z.output<typeof recipient>;

export const mailBody = () => z.string().min(1).max(MAX_BODY);

export const format = () => z.enum(['markdown', 'text']).default('markdown').describe('Format of body.');

export function asRecipient(address: string): { emailAddress: { address: string } } {
  return { emailAddress: { address } };
}

export function asHtml(content: string) {
  return { contentType: 'html', content };
}

export function asText(content: string) {
  return { contentType: 'text', content };
}

/** Returns the addresses of recipients in lower case, without duplicates. */
export function addressesIn(...lists: readonly (readonly Person[] | null | undefined)[]): readonly string[] {
  const all = lists.flatMap((list) => (list ?? []).map(addressOf));
  return [...new Set(all.filter((one) => one !== ''))];
}

/**
 * Returns the address of a recipient. A recipient without an address can be a group of contacts. In that case, returns
 * the name with a mark, so that the recipient counts as outside the organisation.
 */
function addressOf({ emailAddress }: Person): string {
  const { name, address } = emailAddress ?? {};
  return address?.toLowerCase() || (name ? `${name} (no address)` : '');
}

type Addressed = {
  readonly toRecipients?: readonly Person[] | null | undefined;
  readonly ccRecipients?: readonly Person[] | null | undefined;
  readonly bccRecipients?: readonly Person[] | null | undefined;
};

export type SentTo = {
  /** Addresses in lower case, without duplicates. */
  readonly recipients: readonly string[];
  /** The addresses as results show them, with `cc` or `bcc` before the addresses of people who receive a copy. */
  readonly shown: readonly string[];
};

export function sentTo({ toRecipients, ccRecipients, bccRecipients }: Addressed): SentTo {
  return {
    recipients: addressesIn(toRecipients, ccRecipients, bccRecipients),
    shown: markCopies({
      to: addressesIn(toRecipients),
      cc: addressesIn(ccRecipients),
      bcc: addressesIn(bccRecipients),
    }).map((one) => cell(one, MAX_SHOWN)),
  };
}

/** Lists recipients as results show them, with `cc` or `bcc` before each copy. */
export function markCopies({
  to,
  cc,
  bcc,
}: Readonly<Record<'to' | 'cc' | 'bcc', readonly string[]>>): readonly string[] {
  return [...to, ...cc.map((one) => `cc ${one}`), ...bcc.map((one) => `bcc ${one}`)];
}

/** Converts the model's text to HTML, for use before a quoted thread. */
export async function writtenHtml(body: string, format: 'markdown' | 'text'): Promise<string> {
  return format === 'markdown'
    ? htmlOfMarkdown(body)
    : `<p>${escapeHtml(body).replaceAll(/\r?\n/g, '<br>')}</p>`;
}
