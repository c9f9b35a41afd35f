import * as z from 'zod';

import { defineTool } from '../define.ts';
import { emailId, mailbox, people } from '../input/common-input.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { cell } from '../output/untrusted.ts';
import { firstOf } from '../output/words.ts';
import { letterOf, repliedTo, sendAnswer } from './shared/drafts/answer-draft.ts';
import { format, mailBody, MAX_ARGUMENT_BYTES, MAX_RECIPIENTS, writtenHtml } from './shared/recipients.ts';

export const replyToMessage = defineTool({
  name: 'reply_to_message',
  title: 'Reply to mail',
  area: 'mail',
  order: 42,
  presets: ['default', 'lite'],
  about: 'Reply or reply all: answer an email now, with the thread quoted.',
  intents: [
    'reply to Ana that Tuesday works',
    'answer this email',
    'reply to everybody in the thread',
    'write back to the customer',
    'respond and copy Ben',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Mail.ReadWrite', 'Mail.Send'],
  optionalScopes: ['User.Read'],
  scopesElsewhere: nameScopes,
  sharedScopes: ['Mail.ReadWrite.Shared', 'Mail.Send.Shared'],
  operation: 'POST /me/messages/{id}/createReply',
  supportingReads: ['/organization', '/me'],
  argumentBytes: MAX_ARGUMENT_BYTES,
  example: {
    as: 'ana.silva',
    args: async ({ id: find }) => ({
      message_id: await find('/me/mailFolders/inbox/messages?$top=1'),
      body: 'Thank you, **agreed**.',
    }),
  },
  input: {
    message_id: emailId('From list_messages.'),
    body: mailBody().describe('New text only.'),
    reply_all: z.boolean().default(false).describe('Reply to everyone.'),
    cc: people(MAX_RECIPIENTS).describe('Addresses or names, e.g. Ana.').optional(),
    format: format(),
    mailbox: mailbox(),
  },
  async preview({ message_id, reply_all, mailbox, ...args }, call) {
    const letter = await letterOf(message_id, mailbox, call);
    const cc = await addressesOf(args.cc, call);
    const { recipients, shown } = await repliedTo(letter, { all: reply_all, mailbox, cc }, call);
    return {
      lines: [`reply to "${cell(letter.subject ?? '')}" and reach ${firstOf(shown, MAX_SHOWN) || 'nobody'}`],
      recipients,
      versions: [letter.id, ...recipients],
    };
  },
  async run({ message_id, body, reply_all, format, mailbox, ...args }, call) {
    const letter = await letterOf(message_id, mailbox, call);
    const cc = await addressesOf(args.cc, call);
    const { recipients } = await repliedTo(letter, { all: reply_all, mailbox, cc }, call);
    const html = await writtenHtml(body, format);
    const how = reply_all ? 'replyAll' : 'reply';
    const sent = await sendAnswer({ how, messageId: message_id, mailbox, html, cc }, recipients, call);
    return {
      text: `Handed to Exchange for delivery: "${cell(sent.subject)}" to ${firstOf(sent.shown, MAX_SHOWN) || 'nobody'}. A copy is in Sent Items.`,
    };
  },
});

/** Maximum number of recipients that the preview and the result show. */
const MAX_SHOWN = 50;
