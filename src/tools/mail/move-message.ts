import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { id, mailbox, owner } from '../input/common-input.ts';
import { nameScopes } from '../input/people/find-people.ts';
import { cell } from '../output/untrusted.ts';
import { oncePerCall } from '../once-per-call.ts';
import { inBatches } from '../paging/in-batches.ts';
import { isDeleted } from './shared/folder-kind.ts';
import { findFolder } from './shared/folder.ts';
import {
  outcomeOf,
  previewOf,
  requireSome,
  selectedMessages,
  selectionInput,
  selectionProblem,
} from './shared/selected-messages.ts';

const verify = 'List the target folder before you move a message again.';

export const moveMessage = defineTool({
  name: 'move_message',
  title: 'Move mail',
  area: 'mail',
  order: 70,
  presets: ['default'],
  about: 'Move or archive mail to a folder. Many at once.',
  intents: [
    'archive this email',
    'move these messages to Projects',
    'file all mail from this sender',
    'put it back into the inbox',
    'move this to junk',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Mail.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  scopesElsewhere: nameScopes,
  supportingReads: ['/me', '/me/mailboxSettings'],
  sharedScopes: ['Mail.ReadWrite.Shared'],
  operation: 'POST /me/messages/{id}/move',
  example: {
    as: 'ana.silva',
    args: async ({ id: find }) => ({
      message_ids: [await find('/me/mailFolders/inbox/messages?$top=1')],
      folder: 'archive',
    }),
  },
  input: {
    ...selectionInput(),
    folder: id('Target: name (archive, Projects/Alpha) or id.'),
    mailbox: mailbox(),
  },
  check: selectionProblem,
  async preview(args, call) {
    const target = await findTarget(args.folder, args.mailbox, call);
    const preview = previewOf(`move to ${cell(args.folder)}:`, await selectedMessages(args, call));
    return { ...preview, versions: [...(preview.versions ?? []), target] };
  },
  async run(args, call) {
    const selected = await selectedMessages(args, call);
    requireSome(selected);
    const destinationId = await findTarget(args.folder, args.mailbox, call);
    const answers = await inBatches(
      selected.found.map((one) => ({
        method: 'POST',
        path: owner(args.mailbox) + path`/messages/${one.id}/move`,
        headers: prefer(immutableIds),
        body: { destinationId },
        repeat: 'never',
        verify,
      })),
      call,
    );
    return outcomeOf('Moved', selected, answers, {
      suffix: ` to ${cell(args.folder)}; their ids stay valid`,
      verify,
    });
  },
});

/**
 * Throws `ToolError('bad_argument')` for the Deleted Items folder and the folders within it, because deleting is a
 * separate tool that needs a confirmation.
 */
function findTarget(given: string, mailbox: string | undefined, call: ToolCall): Promise<string> {
  return oncePerCall(call, 'target folder', async () => {
    const found = await findFolder(given, mailbox, call);
    if (await isDeleted(found, mailbox, call))
      throw new ToolError('bad_argument', 'Use delete_message to delete mail.');
    return found.name;
  });
}
