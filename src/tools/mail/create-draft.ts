import * as z from 'zod';

import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { defineTool } from '../define.ts';
import { id, mailbox, owner, people } from '../input/common-input.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { entityOf } from '../output/graph-data.ts';
import { withId } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { createAnswerDraft } from './shared/drafts/answer-draft.ts';
import {
  asRecipient,
  format,
  mailBody,
  MAX_ARGUMENT_BYTES,
  MAX_RECIPIENTS,
  writtenHtml,
} from './shared/recipients.ts';

export const createDraft = defineTool({
  name: 'create_draft',
  title: 'Save draft',
  area: 'mail',
  order: 44,
  presets: ['default'],
  about: 'Save an email, reply or forward as a draft, without sending it.',
  intents: [
    'draft an email to Ana',
    'prepare a reply to this message',
    'write it but do not send it yet',
    'draft a forward to the team',
    'save this as a draft',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Mail.ReadWrite'],
  scopesElsewhere: nameScopes,
  sharedScopes: ['Mail.ReadWrite.Shared'],
  operation: 'POST /me/messages',
  argumentBytes: MAX_ARGUMENT_BYTES,
  example: {
    as: 'ana.silva',
    args: { to: ['ben.okafor@contoso.example'], subject: 'Minutes', body: 'Hello **Ben**, they follow.' },
  },
  input: {
    body: mailBody().optional().describe('New text only.'),
    to: people(MAX_RECIPIENTS).describe('Addresses or names, e.g. Ana.').optional(),
    cc: people(MAX_RECIPIENTS).describe('Copy to, e.g. Ana.').optional(),
    bcc: people(MAX_RECIPIENTS).describe('Blind copy to, e.g. Ana.').optional(),
    subject: z.string().min(1).max(255).optional().describe('For a new email.'),
    reply_to: id('Message id.').optional(),
    reply_all: z.boolean().default(false).describe('Reply to everyone.'),
    forward: id('Message id.').optional(),
    format: format(),
    mailbox: mailbox(),
  },
  check: ({ to = [], cc = [], bcc = [], ...args }) =>
    to.length + cc.length + bcc.length > MAX_RECIPIENTS
      ? `to, cc and bcc must have at most ${MAX_RECIPIENTS} recipients in total`
      : contentProblem(args),
  async run({ reply_to, forward, reply_all, format, mailbox, ...args }, call) {
    const { subject = '', body } = args;
    const to = await addressesOf(args.to, call);
    const cc = await addressesOf(args.cc, call);
    const bcc = await addressesOf(args.bcc, call);
    const html = body === undefined ? '' : await writtenHtml(body, format);
    const original = reply_to ?? forward;
    if (original !== undefined) {
      const how = forward !== undefined ? 'forward' : reply_all ? 'replyAll' : 'reply';
      const draft = await createAnswerDraft({ how, messageId: original, mailbox, html, to, cc, bcc }, call);
      return { text: saved(draft.subject, draft.recipients, draft.id) };
    }
    const answer = await call.graph({
      method: 'POST',
      path: `${owner(mailbox)}/messages`,
      headers: prefer(immutableIds),
      body: {
        subject,
        body:
          format === 'text'
            ? { contentType: 'text', content: body ?? '' }
            : { contentType: 'html', content: html },
        toRecipients: to.map(asRecipient),
        ccRecipients: cc.map(asRecipient),
        bccRecipients: bcc.map(asRecipient),
      },
      repeat: 'never',
      verify: 'Look in Drafts for the email before you save it again.',
    });
    return { text: saved(subject, [...to, ...cc, ...bcc], entityOf(answer, withId).id) };
  },
});

function saved(subject: string, recipients: readonly string[], id: string): string {
  const to = recipients.map((one) => cell(one)).join(', ') || 'nobody yet';
  return `Saved in Drafts, not sent: "${cell(subject)}" to ${to}. To send it, call send_draft with the id ${id}.`;
}

function contentProblem({
  reply_to,
  forward,
  subject,
  body,
  reply_all,
}: {
  readonly reply_to?: string | undefined;
  readonly forward?: string | undefined;
  readonly subject?: string | undefined;
  readonly body?: string | undefined;
  readonly reply_all: boolean;
}): string | undefined {
  if (reply_to !== undefined && forward !== undefined) return 'give either reply_to or forward';
  const isAnswer = reply_to !== undefined || forward !== undefined;
  if (isAnswer && subject !== undefined) return 'a reply or forward keeps its subject: leave subject out';
  if (reply_all && reply_to === undefined) return 'reply_all needs reply_to';
  return isAnswer || subject !== undefined || body !== undefined ? undefined : 'give subject or body';
}
