import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { owner } from '../../input/common-input.ts';
import { entityOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import type { FoundFolder } from './folder.ts';

/** Well-known folders with messages that the owner of the mailbox wrote. */
const outgoing: readonly string[] = ['sentitems', 'drafts', 'outbox'];

/** Well-known folders with messages that others wrote. */
const incoming: ReadonlySet<string> = new Set(['inbox', 'junkemail', 'archive', 'deleteditems']);

const folder = z.object({ id: z.string(), parentFolderId: text });

/**
 * Whether the owner of the mailbox wrote the messages in a folder: sent mail, drafts, the outbox, or a folder within
 * one of these folders.
 */
export async function isOutgoing(
  found: FoundFolder,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<boolean> {
  return !incoming.has(found.name) && isOneOf(outgoing, found, mailbox, call);
}

/**
 * Whether a folder is one of the given well-known folders or within one of them. If the folder is given by id, checks
 * the folder and its parent.
 */
async function isOneOf(
  wellKnown: readonly string[],
  { name, ancestors = [] }: FoundFolder,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<boolean> {
  if (wellKnown.includes(name)) return true;
  const at = owner(mailbox);
  const answers = await call.batch(
    [name, ...wellKnown].map((one) =>
      read(at + path`/mailFolders/${one}`, { select: ['id', 'parentFolderId'] }),
    ),
  );
  const [own, ...ends] = answers.map((answer) =>
    answer instanceof ToolError ? undefined : entityOf(answer, folder),
  );
  const places = new Set([own?.id, own?.parentFolderId, ...ancestors]);
  return ends.some((end) => end !== undefined && places.has(end.id));
}
