import * as z from 'zod';

import { defineTool, type ToolCall } from '../define.ts';
import { mailbox, owner, people } from '../input/common-input.ts';
import { isAddress } from '../input/email-address.ts';
import { findPeople, nameScopes, type FoundPerson } from '../input/people/find-people.ts';
import { labelOf } from '../output/person.ts';
import { cell } from '../output/untrusted.ts';
import { htmlOfMarkdown } from './shared/markdown.ts';
import {
  attachments,
  findAttachments,
  readAttachments,
  versionsOf,
} from './shared/drafts/outgoing-attachments.ts';
import { sendWithUploads } from './shared/drafts/send-with-uploads.ts';
import {
  asRecipient,
  format,
  mailBody,
  markCopies,
  MAX_ARGUMENT_BYTES,
  MAX_RECIPIENTS,
} from './shared/recipients.ts';

export const sendMail = defineTool({
  name: 'send_mail',
  title: 'Send mail',
  area: 'mail',
  order: 40,
  presets: ['default', 'lite'],
  about: 'Send a new email now, with attachments if asked.',
  intents: [
    'email Ana the minutes',
    'tell the team that I am late',
    'send a message to this address',
    'email the customer an apology',
    'send from the shared mailbox',
    'mail the report as an attachment',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Mail.Send'],
  // Large attachments are uploaded to a draft, and creating a draft requires Mail.ReadWrite.
  optionalScopes: ['Mail.ReadWrite', 'User.Read'],
  scopesElsewhere: { ...nameScopes, files: ['Files.Read'] },
  sharedScopes: ['Mail.Send.Shared'],
  operation: 'POST /me/sendMail',
  supportingReads: ['/me', '/organization'],
  argumentBytes: MAX_ARGUMENT_BYTES,
  example: {
    as: 'ana.silva',
    args: { to: ['ben.okafor@contoso.example'], subject: 'Minutes', body: 'Hello **Ben**, they follow.' },
  },
  input: {
    to: people(MAX_RECIPIENTS).min(1).describe('Addresses or names, e.g. Ana.'),
    subject: z.string().min(1).max(255).describe('One line.'),
    body: mailBody().describe('Text.'),
    cc: people(MAX_RECIPIENTS).optional().describe('Copy to.'),
    bcc: people(MAX_RECIPIENTS).optional().describe('Blind copy to.'),
    attachments: attachments('File ids, paths (e.g. /Plans/Q3.docx), links or portico:// addresses.'),
    format: format(),
    importance: z.enum(['low', 'normal', 'high']).optional().describe('Default: normal.'),
    mailbox: mailbox(),
  },
  check: (args) =>
    allRecipients(args).length > MAX_RECIPIENTS
      ? `to, cc and bcc must have at most ${MAX_RECIPIENTS} recipients in total`
      : undefined,
  recipients: (args) => allRecipients(args).filter(isAddress),
  async preview(args, call) {
    const people = await findRecipients(args, call);
    const found = [...people.to, ...people.cc, ...people.bcc];
    const recipients = [...new Set(found.map(({ address }) => address.toLowerCase()))];
    const files = await findAttachments(args.attachments, call);
    return {
      lines: [`reach ${shown(people)}`, ...files.map(({ name }) => `attach ${cell(name)}`)],
      recipients,
      versions: [...recipients, ...versionsOf(files)],
    };
  },
  async run(args, call) {
    const isText = args.format === 'text';
    const people = await findRecipients(args, call);
    const files = await findAttachments(args.attachments, call);
    const ready = await readAttachments(files, call);
    const message = {
      subject: args.subject,
      importance: args.importance ?? 'normal',
      body: isText
        ? { contentType: 'text', content: args.body }
        : { contentType: 'html', content: await htmlOfMarkdown(args.body) },
      toRecipients: people.to.map(recipientOf),
      ccRecipients: people.cc.map(recipientOf),
      bccRecipients: people.bcc.map(recipientOf),
    };
    if ('large' in ready) {
      await sendWithUploads(message, { files: ready.large, mailbox: args.mailbox }, call);
    } else {
      await call.graph({
        method: 'POST',
        path: `${owner(args.mailbox)}/sendMail`,
        body: {
          message: { ...message, ...(ready.inline.length > 0 && { attachments: ready.inline }) },
          saveToSentItems: true,
        },
        repeat: 'never',
        verify: 'Look in Sent Items for the email before you send it again.',
      });
    }
    const names = files.map(({ name }) => cell(name)).join(', ');
    return {
      text: `Handed to Exchange for delivery: "${args.subject}" to ${shown(people)}${names && `, with ${names}`}. A copy is in Sent Items.`,
    };
  },
});

type Recipients = {
  readonly to: readonly string[];
  readonly cc?: readonly string[] | undefined;
  readonly bcc?: readonly string[] | undefined;
};

function allRecipients({ to, cc = [], bcc = [] }: Recipients): string[] {
  const everybody = [...to, ...cc, ...bcc].map((one) => (isAddress(one) ? one.toLowerCase() : one));
  return [...new Set(everybody)];
}

type FoundRecipients = Readonly<Record<'to' | 'cc' | 'bcc', readonly FoundPerson[]>>;

async function findRecipients(
  { to, cc = [], bcc = [] }: Recipients,
  call: ToolCall,
): Promise<FoundRecipients> {
  return {
    to: await findPeople(to, call),
    cc: await findPeople(cc, call),
    bcc: await findPeople(bcc, call),
  };
}

function shown({ to, cc, bcc }: FoundRecipients): string {
  return markCopies({ to: to.map(named), cc: cc.map(named), bcc: bcc.map(named) }).join(', ');
}

function recipientOf({ address }: FoundPerson) {
  return asRecipient(address);
}

function named({ address, name }: FoundPerson): string {
  return labelOf(name, address);
}
