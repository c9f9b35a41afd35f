import * as z from 'zod';

import { counted } from '../../../base/text/counted.ts';
import { ToolError } from '../../../errors.ts';
import type { GraphAnswer } from '../../../graph/request/graph-request.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { equal } from '../../../graph/request/odata.ts';
import { immutableIds, prefer } from '../../../graph/request/prefer.ts';
import { read } from '../../../graph/request/read.ts';
import { isUnknown, throwFailures } from '../../changes/describe-outcomes.ts';
import type { Preview, ToolCall } from '../../define.ts';
import { bareEmailId, id, moment, owner, person } from '../../input/common-input.ts';
import { mailboxZone, utcPeriod } from '../../input/mailbox-zone.ts';
import { entityOf } from '../../output/graph-data.ts';
import { flag, recipient, text } from '../../output/graph-schema.ts';
import { PERSON_CHARACTERS, personOf } from '../../output/person.ts';
import { cell, fence } from '../../output/untrusted.ts';
import { minute } from '../../output/words.ts';
import { oncePerCall } from '../../once-per-call.ts';
import { allItems } from '../../paging/all-items.ts';
import { inBatches } from '../../paging/in-batches.ts';
import { findSender } from './find-sender.ts';
import { findFolder, folderPath } from './folder.ts';
import { nextSecond, receivedIn } from './received-time.ts';

/** Maximum number of messages that one call can change. */
export const MAX_SELECTED = 100;
const MAX_LINES = 20;
const MAX_REASONS = 3;

/** Arguments that select messages. */
export const selectionInput = (most = MAX_SELECTED) => ({
  message_ids: z
    .array(bareEmailId())
    .min(1)
    .max(most)
    .optional()
    .describe(`At most ${most}, e.g. from list_messages. Or filter:`),
  in_folder: id('Default: inbox.').optional(),
  from: person().optional().describe('Sender.'),
  subject: z.string().min(1).max(255).optional().describe('Exact match.'),
  since: moment('Local time.').optional(),
  before: moment('Local time.').optional(),
  unread: z.boolean().optional().describe('false: only read mail.'),
});

type Filter = {
  readonly in_folder?: string | undefined;
  readonly from?: string | undefined;
  readonly subject?: string | undefined;
  readonly since?: string | undefined;
  readonly before?: string | undefined;
  readonly unread?: boolean | undefined;
};

export type Selection = Filter & {
  readonly message_ids?: readonly string[] | undefined;
  readonly mailbox?: string | undefined;
};

export function selectionProblem({
  message_ids: ids,
  in_folder: folder,
  from,
  subject,
  since,
  before,
  unread,
}: Selection): string | undefined {
  const hasFilter = [folder, from, subject, since, before, unread].some((value) => value !== undefined);
  return (ids !== undefined) === hasFilter
    ? 'give either message_ids or at least one of in_folder, from, subject, since, before and unread'
    : undefined;
}

const message = z.object({
  id: z.string(),
  '@odata.etag': text,
  changeKey: text,
  subject: text,
  from: recipient.nullish(),
  receivedDateTime: text,
  categories: z.array(z.string()).nullish(),
  parentFolderId: text,
  isDraft: flag,
});

export type SelectedMessage = z.output<typeof message>;

export type SelectedMessages = {
  readonly found: readonly SelectedMessage[];
  /** Ids that could not be read, each with the reason. */
  readonly failed: readonly Failure[];
  /** Whether more messages match than one call can change. */
  readonly isCut: boolean;
};

export type Failure = { readonly what: string; readonly error: ToolError };

const select = Object.keys(message.shape);
const headers = prefer(immutableIds);

/**
 * Reads the selected messages. A filter selects at most `most` messages. The messages are read only once per call, so
 * the run acts on exactly the messages in the preview.
 */
export function selectedMessages(
  selection: Selection,
  call: ToolCall,
  most = MAX_SELECTED,
): Promise<SelectedMessages> {
  return oncePerCall(call, 'selected messages', () =>
    selection.message_ids === undefined
      ? byFilter(selection, call, most)
      : messagesWithIds([...new Set(selection.message_ids)], selection.mailbox, call),
  );
}

export async function messagesWithIds(
  ids: readonly string[],
  mailbox: string | undefined,
  call: ToolCall,
): Promise<SelectedMessages> {
  const requests = ids.map((one) => read(owner(mailbox) + path`/messages/${one}`, { select }, { headers }));
  const answers = await inBatches(requests, call);
  // One message can be given with two forms of its id.
  const found = new Map<string, SelectedMessage>();
  const failed: Failure[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer instanceof ToolError) failed.push({ what: `id ${ids[index]}`, error: answer });
    else {
      const one = entityOf(answer, message);
      found.set(one.id, one);
    }
  }
  return { found: [...found.values()], failed, isCut: false };
}

async function byFilter(
  { in_folder: folder = 'inbox', from, subject, since, before, unread, mailbox }: Selection,
  call: ToolCall,
  most: number,
): Promise<SelectedMessages> {
  const sender = from === undefined ? undefined : await findSender(from, call);
  const dated = since !== undefined || before !== undefined;
  const iana = dated ? (await mailboxZone(undefined, call)).iana : 'UTC';
  const period = utcPeriod({ since, before }, { now: call.now(), iana, past: true });
  const filter = [
    ...receivedIn(period),
    sender !== undefined && equal('from/emailAddress/address', sender),
    subject !== undefined && equal('subject', subject),
    unread !== undefined && equal('isRead', !unread),
  ];
  const options = { select, filter, orderby: 'receivedDateTime desc', top: most };
  const { name } = await findFolder(folder, mailbox, call);
  const at = `${owner(mailbox)}${folderPath(name)}/messages`;
  // Graph can return a page with few items, or none, even if further pages follow.
  const { items, isCut } = await allItems(call, read(at, options, { headers }), message, most);
  if (items.length === 0) {
    const whole = subject === undefined ? '' : ' Give the whole subject, including a prefix such as RE.';
    throw new ToolError(
      'not_found',
      `No message in ${cell(folder)} matches, so nothing was changed.${whole}`,
    );
  }
  return { found: items.slice(0, most), failed: [], isCut: isCut || items.length > most };
}

/** Describes the selected messages for a preview. Throws `ToolError` if there are no messages to change. */
export function previewOf(
  verb: string,
  { found, failed, isCut }: SelectedMessages,
  noteOf: (one: SelectedMessage) => string = () => '',
): Preview {
  requireSome({ found, failed, isCut });
  const lines = found.slice(0, MAX_LINES).map((one) => `${verb} ${titleOf(one)}${noteOf(one)}`);
  if (failed.length > 0) lines.push(`leave out ${failed.length} that cannot be read: ${reasons(failed)}`);
  if (isCut) lines.push(`leave out older messages that match: only the newest ${found.length} are selected`);
  return {
    lines,
    more: Math.max(0, found.length - MAX_LINES),
    versions: found.map((one) => `${one.id} ${one['@odata.etag'] ?? one.changeKey ?? ''}`),
    isBulk: found.length > 1,
  };
}

/** Throws `ToolError` if none of the messages could be read. */
export function requireSome({ found, failed }: SelectedMessages): void {
  const [first] = failed;
  if (found.length > 0 || first === undefined) return;
  throw failed.length === 1
    ? first.error
    : new ToolError(first.error.code, `None of the messages can be read: ${reasons(failed)}`);
}

export function titleOf({ subject, from, receivedDateTime }: SelectedMessage): string {
  return `"${cell(subject ?? '')}" from ${cell(personOf(from) || 'nobody', PERSON_CHARACTERS)}, ${minute(receivedDateTime)} UTC`;
}

function reasons(failed: readonly Failure[]): string {
  const messages = [...new Set(failed.map(({ error }) => error.message))];
  const others = messages.length - MAX_REASONS;
  return (
    messages.slice(0, MAX_REASONS).join(' ') +
    (others > 0 ? ` Not shown: ${counted(others, 'other reason')}.` : '')
  );
}

/**
 * Says how to continue if more messages match than one call can change and the changed messages still match the filter.
 * The next call includes the last second again, because Graph shows times without fractions of a second.
 */
export function nextOlder({ found }: SelectedMessages): string {
  return `Older messages match too: call again with before=${nextSecond(found.at(-1)?.receivedDateTime) ?? ''} for them.`;
}

/**
 * Reports the outcome for each message. `next` says how to continue if more messages match. Throws `ToolError` if
 * nothing was done.
 */
export function outcomeOf(
  done: string,
  { found, failed: unread, isCut }: SelectedMessages,
  answers: readonly (GraphAnswer | ToolError)[],
  { suffix = '', verify = '', next = 'More messages match: call again for the next ones.' } = {},
): { text: string } {
  const undone = found.flatMap((one, index) => {
    const answer = answers[index];
    return answer instanceof ToolError ? [{ what: titleOf(one), error: answer }] : [];
  });
  const failed = [...unread, ...undone];
  const errors = failed.map(({ error }) => error);
  const succeeded = found.length - undone.length;
  const sentence = `${done} ${succeeded} of ${counted(found.length + unread.length, 'message')}${suffix}.`;
  const rest = isCut ? ` ${next}` : '';
  if (failed.length === 0) return { text: `${sentence}${rest}` };
  const mayHaveHappened = errors.some(isUnknown);
  const heading = mayHaveHappened ? 'Not done, or unknown:' : 'Not done:';
  const lines = failed.map(
    ({ what, error }) => `${isUnknown(error) ? 'outcome unknown: ' : ''}${cell(what, 400)}: ${error.message}`,
  );
  const check = mayHaveHappened && verify !== '' ? `\n${verify}` : '';
  const details = `${heading}\n${fence(lines.join('\n'))}${check}`;
  if (succeeded === 0) throwFailures(errors, [`${sentence} ${details}`]);
  return { text: `${sentence}${rest} ${details}` };
}
