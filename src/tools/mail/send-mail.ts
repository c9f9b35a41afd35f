import * as z from 'zod';

import { defineTool } from '../define.ts';
import { address, mailbox, owner } from '../input/common-input.ts';
import { htmlOfMarkdown } from './shared/markdown.ts';

const MAX_RECIPIENTS = 50;
const MAX_BODY = 200_000;
/** A character of the body can take up to six bytes in JSON. */
const MAX_ARGUMENT_BYTES = 6 * MAX_BODY + 100_000;

const people = (what: string) => z.array(address()).max(MAX_RECIPIENTS).describe(what);

export const sendMail = defineTool({
  name: 'send_mail',
  title: 'Send mail',
  area: 'mail',
  order: 40,
  presets: ['default', 'lite'],
  about: 'Send a new email now.',
  intents: [
    'email Ana the minutes',
    'tell the team that I am late',
    'send a message to this address',
    'email the customer an apology',
    'send from the shared mailbox',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Mail.Send'],
  sharedScopes: ['Mail.Send.Shared'],
  operation: 'POST /me/sendMail',
  supportingReads: ['/organization'],
  argumentBytes: MAX_ARGUMENT_BYTES,
  example: {
    as: 'ana.silva',
    args: { to: ['ben.okafor@contoso.example'], subject: 'Minutes', body: 'Hello **Ben**, they follow.' },
  },
  input: {
    to: people('Addresses. At most 50 recipients including cc and bcc.').min(1),
    subject: z.string().min(1).max(255).describe('One line.'),
    body: z.string().min(1).max(MAX_BODY).describe('Markdown, or plain text with format=text.'),
    cc: people('Copy to these addresses.').optional(),
    bcc: people('Blind copy to these addresses.').optional(),
    format: z.enum(['markdown', 'text']).default('markdown').describe('Format of body.'),
    importance: z.enum(['low', 'normal', 'high']).optional().describe('Default: normal.'),
    mailbox: mailbox(),
  },
  check: (args) =>
    allRecipients(args).length > MAX_RECIPIENTS
      ? `to, cc and bcc must have at most ${MAX_RECIPIENTS} recipients in total`
      : undefined,
  recipients: allRecipients,
  async run(args, call) {
    const isText = args.format === 'text';
    await call.graph({
      method: 'POST',
      path: `${owner(args.mailbox)}/sendMail`,
      body: {
        message: {
          subject: args.subject,
          importance: args.importance ?? 'normal',
          body: isText
            ? { contentType: 'text', content: args.body }
            : { contentType: 'html', content: await htmlOfMarkdown(args.body) },
          toRecipients: args.to.map(asRecipient),
          ccRecipients: (args.cc ?? []).map(asRecipient),
          bccRecipients: (args.bcc ?? []).map(asRecipient),
        },
        saveToSentItems: true,
      },
      repeat: 'never',
      verify: 'Look in Sent Items for the email before you send it again.',
    });
    const reached = [
      ...args.to,
      ...(args.cc ?? []).map((one) => `cc ${one}`),
      ...(args.bcc ?? []).map((one) => `bcc ${one}`),
    ].join(', ');
    return {
      text: `Handed to Exchange for delivery: "${args.subject}" to ${reached}. A copy is in Sent Items.`,
    };
  },
});

type Recipients = {
  readonly to: readonly string[];
  readonly cc?: readonly string[] | undefined;
  readonly bcc?: readonly string[] | undefined;
};

function allRecipients({ to, cc = [], bcc = [] }: Recipients): string[] {
  return [...new Set([...to, ...cc, ...bcc].map((one) => one.toLowerCase()))];
}

function asRecipient(one: string): { emailAddress: { address: string } } {
  return { emailAddress: { address: one } };
}
