import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { owner } from '../../input/common-input.ts';
import { entityOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { isWellKnown, type FoundFolder } from './folder.ts';

/** Well-known folders with messages that the owner of the mailbox wrote. */
const outgoing: readonly string[] = ['sentitems', 'drafts', 'outbox'];

/** Well-known folders with deleted messages. */
const deleted: readonly string[] = ['deleteditems', 'recoverableitemsdeletions'];

const folder = z.object({ id: z.string(), parentFolderId: text });

/**
 * Whether a folder contains messages that the mailbox owner wrote: sent mail, drafts, the outbox, or a folder within
 * one of these folders.
 */
export async function isOutgoing(
  found: FoundFolder,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<boolean> {
  return isOneOf(outgoing, found, mailbox, call);
}

/** Whether the messages in a folder count as deleted. */
export async function isDeleted(
  found: FoundFolder,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<boolean> {
  return isOneOf(deleted, found, mailbox, call);
}

/**
 * Whether a folder is one of the given well-known folders or within one of them. If the folder is given by id, checks
 * the folder and its parent.
 */
async function isOneOf(
  names: readonly string[],
  { name, ancestors = [] }: FoundFolder,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<boolean> {
  if (isWellKnown(name)) return names.includes(name);
  const at = owner(mailbox);
  const answers = await call.batch(
    [name, ...names].map((one) => read(at + path`/mailFolders/${one}`, { select: ['id', 'parentFolderId'] })),
  );
  const [own, ...ends] = answers.map((answer) =>
    answer instanceof ToolError ? undefined : entityOf(answer, folder),
  );
  const places = new Set([own?.id, own?.parentFolderId, ...ancestors]);
  return ends.some((end) => end !== undefined && places.has(end.id));
}
