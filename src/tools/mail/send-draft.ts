import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { emailId, mailbox, owner } from '../input/common-input.ts';
import { cell } from '../output/untrusted.ts';
import { letterOf, sendDraftById, type Letter } from './shared/drafts/answer-draft.ts';
import { attachmentRows } from './shared/listed-attachments.ts';
import { sentTo } from './shared/recipients.ts';

export const sendDraft = defineTool({
  name: 'send_draft',
  title: 'Send draft',
  area: 'mail',
  order: 46,
  presets: [],
  about: 'Send a saved draft of an email now.',
  intents: [
    'send the draft',
    'send what you have drafted',
    'the draft is fine, send it',
    'send my saved email',
    'send the prepared reply',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Mail.ReadWrite', 'Mail.Send'],
  optionalScopes: ['User.Read'],
  sharedScopes: ['Mail.ReadWrite.Shared', 'Mail.Send.Shared'],
  operation: 'POST /me/messages/{id}/send',
  supportingReads: ['/organization'],
  example: {
    as: 'ana.silva',
    args: async ({ id: find }) => ({ message_id: await find('/me/mailFolders/drafts/messages?$top=1') }),
  },
  input: { message_id: emailId('From create_draft or the drafts folder.'), mailbox: mailbox() },
  async preview({ message_id, mailbox }, call) {
    const at = owner(mailbox) + path`/messages/${message_id}`;
    const [draft, files] = await Promise.all([draftOf(message_id, mailbox, call), attachmentRows(at, call)]);
    const { recipients, shown } = sentTo(draft);
    return {
      lines: [
        `send "${cell(draft.subject ?? '')}" to ${shown.join(', ')}`,
        ...files.map(({ name }) => `attach ${cell(name ?? '')}`),
      ],
      recipients,
      versions: [`${draft.id} ${draft['@odata.etag'] ?? ''}`],
    };
  },
  async run({ message_id, mailbox }, call) {
    const draft = await draftOf(message_id, mailbox, call);
    await sendDraftById(message_id, mailbox, call);
    const { shown } = sentTo(draft);
    return {
      text: `Handed to Exchange for delivery: "${cell(draft.subject ?? '')}" to ${shown.join(', ')}. A copy is in Sent Items.`,
    };
  },
});

async function draftOf(id: string, mailbox: string | undefined, call: ToolCall): Promise<Letter> {
  const draft = await letterOf(id, mailbox, call);
  if (draft.isDraft !== true)
    throw new ToolError('bad_argument', 'This message is not a draft. To send it on, call forward_message.');
  if (sentTo(draft).recipients.length === 0)
    throw new ToolError('bad_argument', 'The draft has no recipients, so it was not sent.');
  return draft;
}
