import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { defineTool } from '../define.ts';
import { mailbox, owner } from '../input/common-input.ts';
import { nameScopes } from '../input/people/find-people.ts';
import { entityOf } from '../output/graph-data.ts';
import { withId } from '../output/graph-schema.ts';
import { inBatches } from '../paging/in-batches.ts';
import {
  outcomeOf,
  previewOf,
  requireSome,
  selectedMessages,
  selectionInput,
  selectionProblem,
} from './shared/selected-messages.ts';

const verify = 'Look in Deleted Items before you delete a message again.';

export const deleteMessage = defineTool({
  name: 'delete_message',
  title: 'Delete mail',
  area: 'mail',
  order: 80,
  presets: [],
  about: 'Delete email (to Deleted Items), or permanently if already there. Many at once.',
  intents: [
    'delete this email',
    'delete all newsletters from this sender',
    'remove these messages',
    'empty the trash',
    'throw away everything in junk',
  ],
  kind: 'destroy',
  openWorld: false,
  repeat: 'never',
  scopes: ['Mail.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  scopesElsewhere: nameScopes,
  supportingReads: ['/me', '/me/mailboxSettings'],
  sharedScopes: ['Mail.ReadWrite.Shared'],
  operation: 'DELETE /me/messages/{id}',
  example: {
    as: 'ana.silva',
    args: async ({ id }) => ({ message_ids: [await id('/me/mailFolders/inbox/messages?$top=1')] }),
  },
  input: { ...selectionInput(), mailbox: mailbox() },
  check: selectionProblem,
  async preview(args, call) {
    const bin = read(`${owner(args.mailbox)}/mailFolders/deleteditems`, { select: ['id'] });
    const [selected, answer] = await Promise.all([selectedMessages(args, call), call.graph(bin)]);
    const { id } = entityOf(answer, withId);
    return previewOf('delete', selected, ({ parentFolderId }) =>
      parentFolderId === id ? ' (already in Deleted Items: permanently)' : '',
    );
  },
  async run(args, call) {
    const selected = await selectedMessages(args, call);
    requireSome(selected);
    const answers = await inBatches(
      selected.found.map(({ id }) => ({
        method: 'DELETE',
        path: owner(args.mailbox) + path`/messages/${id}`,
        headers: prefer(immutableIds),
        // A second request would permanently delete the message that the first request moved to Deleted Items.
        repeat: 'never',
        verify,
      })),
      call,
    );
    return outcomeOf('Deleted', selected, answers, { verify });
  },
});
