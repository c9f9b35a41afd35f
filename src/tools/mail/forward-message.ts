import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { id, mailbox, people } from '../input/common-input.ts';
import { isAddress } from '../input/email-address.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { cell, fence } from '../output/untrusted.ts';
import { letterOf, sendAnswer } from './shared/answer-draft.ts';
import { format, mailBody, MAX_ARGUMENT_BYTES, MAX_RECIPIENTS, writtenHtml } from './shared/recipients.ts';

/** Each takes three requests. */
const MAX_FORWARDS = 20;

export const forwardMessage = defineTool({
  name: 'forward_message',
  title: 'Forward mail',
  area: 'mail',
  order: 43,
  presets: ['default'],
  about: 'Forward emails with their attachments now; several emails to several people.',
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
  scopesElsewhere: nameScopes,
  sharedScopes: ['Mail.ReadWrite.Shared', 'Mail.Send.Shared'],
  operation: 'POST /me/messages/{id}/createForward',
  supportingReads: ['/organization'],
  argumentBytes: MAX_ARGUMENT_BYTES,
  example: {
    as: 'ana.silva',
    args: async ({ id: find }) => ({
      message_ids: [await find('/me/mailFolders/inbox/messages?$top=1')],
      to: ['ben.okafor@contoso.example'],
    }),
  },
  input: {
    message_ids: z.array(id('')).min(1).max(MAX_FORWARDS).describe('From a list. At most 20.'),
    to: people(MAX_RECIPIENTS).min(1).describe('Everyone gets every email.'),
    body: mailBody().optional().describe('Comment above each.'),
    format: format(),
    mailbox: mailbox(),
  },
  recipients: ({ to }) => to.filter(isAddress),
  async preview({ message_ids, mailbox, ...args }, call) {
    const to = await addressesOf(args.to, call);
    const letters = await Promise.all([...new Set(message_ids)].map((one) => letterOf(one, mailbox, call)));
    const people = to.map((one) => cell(one)).join(', ');
    return {
      lines: letters.map(({ subject }) => `forward "${cell(subject ?? '')}" to ${people}`),
      recipients: to,
      versions: letters.map((one) => one.id),
      isBulk: letters.length > 1,
    };
  },
  async run({ message_ids, body, format, mailbox, ...args }, call) {
    const to = await addressesOf(args.to, call);
    const html = body === undefined ? '' : await writtenHtml(body, format);
    const ids = [...new Set(message_ids)];
    const results = await Promise.all(
      ids.map(async (messageId) => {
        try {
          const sent = await sendAnswer({ how: 'forward', messageId, mailbox, html, to }, to, call);
          return { line: `sent: "${cell(sent.subject)}"`, error: undefined };
        } catch (error) {
          if (!(error instanceof ToolError)) throw error;
          return { line: `not done: id ${cell(messageId, 512)}: ${error.message}`, error };
        }
      }),
    );
    const failed = results.flatMap(({ error }) => (error === undefined ? [] : [error]));
    const [first] = failed;
    const lines = results.map(({ line }) => line).join('\n');
    if (first !== undefined && failed.length === results.length) {
      if (failed.length === 1) throw first;
      const sideEffect = failed.some((one) => one.sideEffect === 'unknown') ? 'unknown' : 'unchanged';
      throw new ToolError(first.code, `None of the emails was forwarded.\n${lines}`, { sideEffect });
    }
    const done = results.length - failed.length;
    const people = to.map((one) => cell(one)).join(', ');
    return {
      text: `Handed to Exchange for delivery: ${done} of ${results.length} forwards to ${people}. Copies are in Sent Items.\n${fence(lines)}`,
    };
  },
});
