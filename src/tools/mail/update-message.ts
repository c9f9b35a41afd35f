import * as z from 'zod';

import type { ToolError } from '../../errors.ts';
import type { GraphAnswer, GraphRequest } from '../../graph/request/graph-request.ts';
import { path } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { isConflict } from '../changes/change-current.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { mailbox, owner } from '../input/common-input.ts';
import { nameScopes } from '../input/people/find-people.ts';
import { cell } from '../output/untrusted.ts';
import { words } from '../output/words.ts';
import { inBatches } from '../paging/in-batches.ts';
import {
  messagesWithIds,
  nextOlder,
  outcomeOf,
  previewOf,
  requireSome,
  selectedMessages,
  selectionInput,
  selectionProblem,
  type SelectedMessage,
} from './shared/selected-messages.ts';

const MAX_CATEGORIES = 25;

const categories = (what: string) =>
  z.array(z.string().min(1).max(255)).max(MAX_CATEGORIES).optional().describe(what);

/** Maximum length of a preview's description of the changes, in characters. */
const MAX_CHANGES = 400;

const flags = { flagged: 'flagged', complete: 'complete', none: 'notFlagged' } as const;
const flagsInWords = { flagged: 'flagged', complete: 'flag complete', none: 'not flagged' } as const;

export const updateMessage = defineTool({
  name: 'update_message',
  title: 'Mark mail',
  area: 'mail',
  order: 60,
  presets: ['default'],
  about: 'Mark mail read or unread, flag it, set importance or categories. Many at once.',
  intents: [
    'mark these emails as read',
    'flag this message for follow-up',
    'mark everything from this sender as unread',
    'categorise the mail as Finance',
    'remove the flag from this email',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'safe',
  scopes: ['Mail.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  scopesElsewhere: nameScopes,
  supportingReads: ['/me', '/me/mailboxSettings'],
  sharedScopes: ['Mail.ReadWrite.Shared'],
  operation: 'PATCH /me/messages/{id}',
  example: {
    as: 'ana.silva',
    args: async ({ id }) => ({ message_ids: [await id('/me/messages?$top=1')], read: true }),
  },
  input: {
    ...selectionInput(),
    read: z.boolean().optional().describe('false: unread.'),
    flag: z.enum(['flagged', 'complete', 'none']).optional().describe('Follow-up flag.'),
    importance: z.enum(['low', 'normal', 'high']).optional().describe('Importance.'),
    add_categories: categories('Names, e.g. Red category. Others stay.'),
    remove_categories: categories('Names, e.g. Red category. Others stay.'),
    mailbox: mailbox(),
  },
  check: (args) => {
    const { read, flag, importance, add_categories: add, remove_categories: remove } = args;
    const changes = [read, flag, importance, add, remove].some((value) => value !== undefined);
    return selectionProblem(args) ?? (changes ? undefined : 'give at least one property to change');
  },
  async preview(args, call) {
    const changes = changesInWords(args);
    return previewOf('mark', await selectedMessages(args, call), () => `: ${changes}`);
  },
  async run(args, call) {
    const selected = await selectedMessages(args, call);
    requireSome(selected);
    const answers = await markAll(selected.found, args, call);
    return outcomeOf('Marked', selected, answers, { next: nextOlder(selected) });
  },
});

type Given = Changes & { readonly mailbox?: string | undefined };

/** Changes the messages. A message that somebody else has changed in the meantime is read again and changed once more. */
async function markAll(
  found: readonly SelectedMessage[],
  args: Given,
  call: ToolCall,
): Promise<readonly (GraphAnswer | ToolError)[]> {
  const mark = (messages: readonly SelectedMessage[]) =>
    inBatches(
      messages.map((one) => markRequest(one, args)),
      call,
    );
  const answers = await mark(found);
  const changed = found.filter((_one, index) => isConflict(answers[index]));
  if (changed.length === 0) return answers;
  const ids = changed.map(({ id }) => id);
  const { found: current } = await messagesWithIds(ids, args.mailbox, call);
  const repeated = await mark(current);
  const latest = new Map(current.map(({ id }, index) => [id, repeated[index]]));
  return answers.map((answer, index) => latest.get(found[index]?.id ?? '') ?? answer);
}

/**
 * A change of categories replaces the full list. The request then has an If-Match header, so that Graph refuses the
 * change if somebody else has changed the message.
 */
function markRequest(one: SelectedMessage, args: Given): GraphRequest {
  const body = changesOf(args, one);
  const etag = one['@odata.etag'];
  return {
    method: 'PATCH',
    path: owner(args.mailbox) + path`/messages/${one.id}`,
    headers: { ...prefer(immutableIds), ...('categories' in body && etag && { 'if-match': etag }) },
    body,
    repeat: 'safe',
  };
}

type Changes = {
  readonly read?: boolean | undefined;
  readonly flag?: keyof typeof flags | undefined;
  readonly importance?: string | undefined;
  readonly add_categories?: readonly string[] | undefined;
  readonly remove_categories?: readonly string[] | undefined;
};

function changesInWords(changes: Changes): string {
  const { read, flag, importance, add_categories: add = [], remove_categories: remove = [] } = changes;
  const described = words(
    read !== undefined && (read ? 'read' : 'unread'),
    flag !== undefined && flagsInWords[flag],
    importance !== undefined && `importance ${importance}`,
    add.length > 0 && `add categories: ${add.join(', ')}`,
    remove.length > 0 && `remove categories: ${remove.join(', ')}`,
  );
  return cell(described, MAX_CHANGES);
}

/**
 * Returns the properties to change. Graph replaces the full list of categories, so the categories to keep are sent
 * again. Outlook ignores case in category names.
 */
function changesOf(
  { read, flag, importance, add_categories: add, remove_categories: remove }: Changes,
  { categories: current }: SelectedMessage,
): Record<string, unknown> {
  const removed = new Set([...(remove ?? []), ...(add ?? [])].map((name) => name.toLowerCase()));
  const kept = (current ?? []).filter((name) => !removed.has(name.toLowerCase()));
  return {
    ...(read !== undefined && { isRead: read }),
    ...(flag !== undefined && { flag: { flagStatus: flags[flag] } }),
    ...(importance !== undefined && { importance }),
    ...((add ?? remove) && { categories: [...kept, ...(add ?? [])] }),
  };
}
