import * as z from 'zod';

import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { defineTool, type ArgsOf, type ToolCall } from '../define.ts';
import { emailId, mailbox, owner, people } from '../input/common-input.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { entityOf } from '../output/graph-data.ts';
import { withId } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import {
  createAnswerDraft,
  letterOf,
  refuseReplyToOneself,
  type Draft,
} from './shared/drafts/answer-draft.ts';
import { attachFiles } from './shared/drafts/attach-files.ts';
import { changeDraft, type DraftChange } from './shared/drafts/change-draft.ts';
import { attachments, findAttachments, readAttachments } from './shared/drafts/outgoing-attachments.ts';
import {
  asHtml,
  asRecipient,
  asText,
  format,
  mailBody,
  MAX_ARGUMENT_BYTES,
  MAX_RECIPIENTS,
  sentTo,
  writtenHtml,
} from './shared/recipients.ts';

const input = {
  body: mailBody().optional().describe('New text only.'),
  to: people(MAX_RECIPIENTS).describe('Addresses or names, e.g. Ana.').optional(),
  cc: people(MAX_RECIPIENTS).describe('Copy to.').optional(),
  bcc: people(MAX_RECIPIENTS).describe('Blind copy to.').optional(),
  subject: z.string().min(1).max(255).optional().describe('Not for a reply.'),
  reply_to: emailId('Message id.').optional(),
  reply_all: z.boolean().default(false).describe('Reply to everyone.'),
  forward: emailId('Message id.').optional(),
  draft: emailId('Id of a draft to change.').optional(),
  attachments: attachments('File ids, paths, links or portico:// addresses.'),
  format: format(),
  mailbox: mailbox(),
};

type Given = ArgsOf<typeof input>;

export const createDraft = defineTool({
  name: 'create_draft',
  title: 'Save draft',
  area: 'mail',
  order: 44,
  presets: ['default'],
  about: 'Save an email, reply or forward as a draft without sending it, or change a draft.',
  intents: [
    'draft an email to Ana',
    'prepare a reply to this message',
    'write it but do not send it yet',
    'draft a forward to the team',
    'save this as a draft',
    'change the text of the draft',
    'attach the report to the draft',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'never',
  scopes: ['Mail.ReadWrite'],
  optionalScopes: ['User.Read'],
  scopesElsewhere: { ...nameScopes, files: ['Files.Read'] },
  sharedScopes: ['Mail.ReadWrite.Shared'],
  operation: 'POST /me/messages',
  supportingReads: ['/me'],
  argumentBytes: MAX_ARGUMENT_BYTES,
  example: {
    as: 'ana.silva',
    args: { to: ['ben.okafor@contoso.example'], subject: 'Minutes', body: 'Hello **Ben**, they follow.' },
  },
  input,
  check: (args) => {
    const { to = [], cc = [], bcc = [] } = args;
    return to.length + cc.length + bcc.length > MAX_RECIPIENTS
      ? `to, cc and bcc must have at most ${MAX_RECIPIENTS} recipients in total`
      : problemOf(args);
  },
  async run(args, call) {
    await checkReply(args, call);
    const files = await findAttachments(args.attachments, call);
    const ready = await readAttachments(files, call);
    const recipients = {
      to: args.to && (await addressesOf(args.to, call)),
      cc: args.cc && (await addressesOf(args.cc, call)),
      bcc: args.bcc && (await addressesOf(args.bcc, call)),
    };
    const { done, note, ...saved } = await save(args, recipients, call);
    await attachFiles({ id: saved.id, mailbox: args.mailbox }, ready, call);
    const to = saved.shown.join(', ') || 'nobody yet';
    const names = files.map(({ name }) => cell(name)).join(', ');
    return {
      text: `${done} in Drafts, not sent: "${cell(saved.subject)}" to ${to}${names && `, with ${names}`}.${note} To send it, call send_draft with the id ${saved.id}.`,
    };
  },
});

/** Throws `ToolError('bad_argument')` if the draft would be a reply that only the user receives. */
async function checkReply({ reply_to, reply_all, to, mailbox }: Given, call: ToolCall): Promise<void> {
  if (reply_to === undefined || reply_all || to !== undefined) return;
  await refuseReplyToOneself(await letterOf(reply_to, mailbox, call), mailbox, call);
}

type Recipients = Pick<DraftChange, 'to' | 'cc' | 'bcc'>;

/** `note` says which part of the text was replaced. */
type SavedDraft = Draft & { readonly done: 'Saved' | 'Changed'; readonly note: string };

/** Saves or changes a draft, without its attachments. */
async function save(args: Given, recipients: Recipients, call: ToolCall): Promise<SavedDraft> {
  const { draft, reply_to, forward, reply_all, format, mailbox, subject = '', body } = args;
  const html = body === undefined ? '' : await writtenHtml(body, format);
  const plain = format === 'text' ? (body ?? '') : undefined;
  if (draft !== undefined) {
    const text = body === undefined ? undefined : { html, plain };
    const change = { subject: args.subject, text, ...recipients };
    const changed = await changeDraft({ id: draft, mailbox }, change, call);
    const replaced = changed.keepsThread ? 'text above the quoted thread' : 'whole text';
    return { ...changed, done: 'Changed', note: text ? ` The ${replaced} was replaced.` : '' };
  }
  const saved = { done: 'Saved', note: '' } as const;
  const original = reply_to ?? forward;
  if (original === undefined) {
    const body = plain === undefined ? asHtml(html) : asText(plain);
    return { ...(await createMail({ subject, body, mailbox }, recipients, call)), ...saved };
  }
  const how = forward !== undefined ? 'forward' : reply_all ? 'replyAll' : 'reply';
  const answer = { how, messageId: original, mailbox, html, ...recipients } as const;
  return { ...(await createAnswerDraft(answer, call)), ...saved };
}

async function createMail(
  { subject, body, mailbox }: { subject: string; body: object; mailbox: string | undefined },
  { to = [], cc = [], bcc = [] }: Recipients,
  call: ToolCall,
): Promise<Draft> {
  const people = {
    toRecipients: to.map(asRecipient),
    ccRecipients: cc.map(asRecipient),
    bccRecipients: bcc.map(asRecipient),
  };
  const answer = await call.graph({
    method: 'POST',
    path: `${owner(mailbox)}/messages`,
    headers: prefer(immutableIds),
    body: { subject, body, ...people },
    repeat: 'never',
    verify: 'Look in Drafts for the email before you save it again.',
  });
  return { id: entityOf(answer, withId).id, subject, ...sentTo(people) };
}

function problemOf({ draft, reply_to, forward, reply_all, ...parts }: Given): string | undefined {
  const { to, cc, bcc, subject, body, attachments: files } = parts;
  if ([reply_to, forward, draft].filter((one) => one !== undefined).length > 1)
    return 'give only one of reply_to, forward and draft';
  if (reply_all && reply_to === undefined) return 'reply_all needs reply_to';
  const isAnswer = reply_to !== undefined || forward !== undefined;
  if (isAnswer && subject !== undefined) return 'a reply or forward keeps its subject: leave subject out';
  if (draft !== undefined)
    return [to, cc, bcc, subject, body, files].every((one) => one === undefined)
      ? 'give at least one change to the draft: to, cc, bcc, subject, body or attachments'
      : undefined;
  return isAnswer || subject !== undefined || body !== undefined ? undefined : 'give subject or body';
}
