import { asRecipient, userOf } from '../../../tenant/directory.ts';
import * as z from 'zod';
import { attachmentOf, type NewMessage } from '../../../tenant/mailbox.ts';
import type { Recipient } from '../../../tenant/people.ts';
import type { Call } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';

export const recipientInput = z
  .strictObject({
    emailAddress: z.strictObject({ address: z.string().min(3).max(320), name: z.string().optional() }),
  })
  .transform(({ emailAddress }): Recipient => ({
    emailAddress: { name: emailAddress.name ?? emailAddress.address, address: emailAddress.address },
  }));

/** Graph ignores the case of `contentType`. */
export const bodyInput = z
  .object({ contentType: z.string().default('text'), content: z.string().max(4_000_000) })
  .transform(({ contentType, content }) => ({
    contentType: contentType.toLowerCase() === 'html' ? ('html' as const) : ('text' as const),
    content,
  }));

export const attachmentInput = z
  .object({
    '@odata.type': z.literal('#microsoft.graph.fileAttachment'),
    name: z.string(),
    contentType: z.string().default('application/octet-stream'),
    contentBytes: z.string(),
    isInline: z.boolean().default(false),
    contentId: z.string().optional(),
  })
  .transform(({ name, contentType, contentBytes, isInline, contentId }) => ({
    name,
    contentType,
    content: Buffer.from(contentBytes, 'base64'),
    inline: isInline,
    ...(contentId !== undefined && { contentId }),
  }));

/** The message properties that callers can set. */
export const messageInput = z.strictObject({
  '@odata.type': z.string().optional(),
  subject: z.string().max(255).optional(),
  body: bodyInput.optional(),
  from: recipientInput.optional(),
  sender: recipientInput.optional(),
  toRecipients: z.array(recipientInput).max(500).optional(),
  ccRecipients: z.array(recipientInput).max(500).optional(),
  bccRecipients: z.array(recipientInput).max(500).optional(),
  replyTo: z.array(recipientInput).max(20).optional(),
  importance: z
    .enum(['low', 'normal', 'high', 'Low', 'Normal', 'High'])
    .transform((word) => word.toLowerCase())
    .optional(),
  categories: z.array(z.string()).max(25).optional(),
  isRead: z.boolean().optional(),
  flag: z.looseObject({ flagStatus: z.enum(['notFlagged', 'flagged', 'complete']) }).optional(),
  inferenceClassification: z.enum(['focused', 'other']).optional(),
  internetMessageHeaders: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  attachments: z.array(attachmentInput).max(100).optional(),
  singleValueExtendedProperties: z
    .array(z.strictObject({ id: z.string().max(200), value: z.string().max(10_000) }))
    .max(50)
    .optional(),
});

export type MessageInput = z.output<typeof messageInput>;

/** Bits of the MAPI property for message flags. */
const READ = 1;
const UNSENT = 8;

/**
 * Returns the state that MAPI properties set on a new message. Import programs use these properties to mark a message
 * as sent or read, or to backdate it. Ignores all other MAPI properties.
 */
export function importedState({ singleValueExtendedProperties = [] }: MessageInput): Record<string, unknown> {
  const given = new Map(singleValueExtendedProperties.map(({ id, value }) => [id.toLowerCase(), value]));
  const flags = Number(given.get('integer 0x0e07'));
  const date = (id: string) => {
    const at = Date.parse(given.get(id) ?? '');
    return Number.isNaN(at) ? undefined : new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
  };
  const [received, sent] = [date('systemtime 0x0e06'), date('systemtime 0x0039')];
  return {
    ...(given.has('integer 0x0e07') && { isDraft: (flags & UNSENT) !== 0, isRead: (flags & READ) !== 0 }),
    ...(received !== undefined && { receivedDateTime: received }),
    ...(sent !== undefined && { sentDateTime: sent }),
  };
}

/** Returns the mailbox owner as a recipient. */
export function ownerOf(call: Call): Recipient {
  return asRecipient(userOf(call.tenant, call.param('user')));
}

/** Returns the data for a new message. The sender is the mailbox owner unless `from` is set. */
export function readNewMessage(
  call: Call,
  input: MessageInput,
  conversation = call.tenant.serial('conversation'),
): NewMessage {
  return {
    subject: input.subject ?? '',
    body: input.body ?? { contentType: 'text', content: '' },
    from: input.from ?? ownerOf(call),
    to: input.toRecipients ?? [],
    cc: input.ccRecipients ?? [],
    bcc: input.bccRecipients ?? [],
    replyTo: input.replyTo ?? [],
    at: call.tenant.now().getTime(),
    conversation,
    importance: input.importance ?? 'normal',
    categories: input.categories ?? [],
    attachments: (input.attachments ?? []).map((file) =>
      attachmentOf(call.param('user'), call.tenant.serial('attachment'), file),
    ),
  };
}

/** Throws 400, as Exchange does, if there are no recipients or an address is invalid. */
export function requireRecipients(mail: NewMessage): void {
  const everybody = [...mail.to, ...(mail.cc ?? []), ...(mail.bcc ?? [])];
  if (everybody.length === 0)
    throw badRequest(
      'At least one recipient is not valid., Recipients are missing.',
      'ErrorInvalidRecipients',
    );
  const wrong = everybody.find(
    ({ emailAddress }) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(emailAddress.address),
  );
  if (wrong)
    throw badRequest(
      `At least one recipient is not valid., Recipient '${wrong.emailAddress.address}' is not resolved.`,
      'ErrorInvalidRecipients',
    );
}
