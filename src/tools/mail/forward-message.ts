import { counted } from '../../base/text/counted.ts';
import { ToolError } from '../../errors.ts';
import { isUnknown, throwFailures } from '../changes/describe-outcomes.ts';
import { defineTool } from '../define.ts';
import { mailbox, people } from '../input/common-input.ts';
import { isAddress } from '../input/email-address.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { cell, fence } from '../output/untrusted.ts';
import { sendAnswer } from './shared/drafts/answer-draft.ts';
import { format, mailBody, MAX_ARGUMENT_BYTES, MAX_RECIPIENTS, writtenHtml } from './shared/recipients.ts';
import {
  previewOf,
  requireSome,
  selectedMessages,
  selectionInput,
  selectionProblem,
  titleOf,
} from './shared/selected-messages.ts';

/** Maximum number of messages to forward in one call. Each message takes three requests. */
const MAX_FORWARDS = 20;

export const forwardMessage = defineTool({
  name: 'forward_message',
  title: 'Forward mail',
  area: 'mail',
  order: 43,
  presets: [],
  about: 'Forward one or more emails with their attachments, to one or more people, now.',
  intents: [
    'forward this email to Ana',
    'send these three messages on to the team',
    'pass the invoice on to accounting',
    'share this mail with Ben',
    'forward it with a comment',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Mail.ReadWrite', 'Mail.Send'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  scopesElsewhere: nameScopes,
  sharedScopes: ['Mail.ReadWrite.Shared', 'Mail.Send.Shared'],
  operation: 'POST /me/messages/{id}/createForward',
  supportingReads: ['/me', '/organization', '/me/mailboxSettings'],
  argumentBytes: MAX_ARGUMENT_BYTES,
  example: {
    as: 'ana.silva',
    args: async ({ id: find }) => ({
      message_ids: [await find('/me/mailFolders/inbox/messages?$top=1')],
      to: ['ben.okafor@contoso.example'],
    }),
  },
  input: {
    ...selectionInput(MAX_FORWARDS),
    to: people(MAX_RECIPIENTS).min(1).describe('Addresses or names, e.g. Ana.'),
    body: mailBody().optional().describe('Comment above each.'),
    format: format(),
    mailbox: mailbox(),
  },
  check: selectionProblem,
  recipients: ({ to }) => to.filter(isAddress),
  async preview(args, call) {
    const recipients = await addressesOf(args.to, call);
    const selected = await selectedMessages(args, call, MAX_FORWARDS);
    const people = recipients.map((one) => cell(one, 320)).join(', ');
    const preview = previewOf('forward', selected, () => ` to ${people}`);
    return { ...preview, versions: [...(preview.versions ?? []), ...recipients], recipients };
  },
  async run(args, call) {
    const { body, format, mailbox } = args;
    const to = await addressesOf(args.to, call);
    const html = body === undefined ? '' : await writtenHtml(body, format);
    const selected = await selectedMessages(args, call, MAX_FORWARDS);
    requireSome(selected);
    const unread = selected.failed.map(({ what, error }) => ({
      line: `not sent: ${cell(what, 520)}: ${error.message}`,
      error,
    }));
    const sent = await Promise.all(
      selected.found.map(async (one) => {
        try {
          const draft = await sendAnswer({ how: 'forward', messageId: one.id, mailbox, html, to }, to, call);
          return { line: `sent: "${cell(draft.subject)}"`, error: undefined };
        } catch (error) {
          if (!(error instanceof ToolError)) throw error;
          const result = isUnknown(error) ? 'outcome unknown' : 'not sent';
          return { line: `${result}: ${titleOf(one)}: ${error.message}`, error };
        }
      }),
    );
    const results = [...sent, ...unread];
    const failed = results.flatMap(({ error }) => (error === undefined ? [] : [error]));
    const lines = results.map(({ line }) => line).join('\n');
    if (failed.length === results.length) {
      const none = failed.some(isUnknown) ? [] : ['None of the emails was forwarded.'];
      throwFailures(failed, [...none, lines]);
    }
    const done = results.length - failed.length;
    const people = to.map((one) => cell(one, 320)).join(', ');
    const rest = selected.isCut ? ' Older messages match too and were not forwarded: narrow the filter.' : '';
    return {
      text: `Handed to Exchange for delivery: ${done} of ${counted(results.length, 'forward')} to ${people}. Copies are in Sent Items.${rest}\n${fence(lines)}`,
    };
  },
});
