import * as z from 'zod';

import { ToolError } from '../../../../errors.ts';
import { immutableIds, prefer } from '../../../../graph/request/prefer.ts';
import type { ToolCall } from '../../../define.ts';
import { owner } from '../../../input/common-input.ts';
import { entityOf } from '../../../output/graph-data.ts';
import { text } from '../../../output/graph-schema.ts';
import { sendDraftById } from './answer-draft.ts';
import { attachFiles, notSent } from './attach-files.ts';
import type { LargeAttachment } from './outgoing-attachments.ts';

const saved = z.object({ id: text });

/**
 * Saves an email as a draft, uploads its attachments and sends it. If a step before sending fails, the draft is kept,
 * and the error contains the draft's id.
 */
export async function sendWithUploads(
  message: Readonly<Record<string, unknown>>,
  { files, mailbox }: { readonly files: readonly LargeAttachment[]; readonly mailbox: string | undefined },
  call: ToolCall,
): Promise<void> {
  const answer = await call.graph({
    method: 'POST',
    path: `${owner(mailbox)}/messages`,
    headers: prefer(immutableIds),
    body: message,
    repeat: 'never',
    verify: 'Look in Drafts for the email. It was not sent.',
  });
  const id = entityOf(answer, saved).id ?? '';
  await attachFiles({ id, mailbox }, { large: files }, call);
  try {
    await sendDraftById(id, mailbox, call);
  } catch (error) {
    throw error instanceof ToolError && error.sideEffect === 'unknown'
      ? error
      : notSent(error, 'all attachments', id);
  }
}
