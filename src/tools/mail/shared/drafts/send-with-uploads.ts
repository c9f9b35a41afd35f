import * as z from 'zod';

import { readLimited } from '../../../../base/read-limited.ts';
import { ToolError } from '../../../../errors.ts';
import { PART_UNIT } from '../../../../graph/content/upload.ts';
import { path } from '../../../../graph/request/graph-path.ts';
import type { GraphRequest } from '../../../../graph/request/graph-request.ts';
import { immutableIds, prefer } from '../../../../graph/request/prefer.ts';
import type { ToolCall } from '../../../define.ts';
import { partsOf } from '../../../files/shared/parts.ts';
import { uploadSession } from '../../../files/shared/target.ts';
import { owner } from '../../../input/common-input.ts';
import { entityOf } from '../../../output/graph-data.ts';
import { text } from '../../../output/graph-schema.ts';
import { cell } from '../../../output/untrusted.ts';
import { sendDraftById } from './answer-draft.ts';
import { inlineAttachment, mediaTypeOf, type LargeAttachment } from './outgoing-attachments.ts';

/**
 * Minimum size of a file for an upload session, in bytes. Smaller files are attached in a single request, which is
 * limited to 4 MB after base64 encoding.
 */
const SMALLEST_SESSION = 2_900_000;
/** Size of a part: 3.1 MiB, because Exchange accepts at most 4 MB at a time. */
const PART_BYTES = 10 * PART_UNIT;

const saved = z.object({ id: text });
const headers = prefer(immutableIds);

/**
 * Saves an email as a draft, uploads its attachments and sends it. If a step before sending fails, the draft is kept,
 * and the error names it.
 */
export async function sendWithUploads(
  message: Readonly<Record<string, unknown>>,
  { files, mailbox }: { readonly files: readonly LargeAttachment[]; readonly mailbox: string | undefined },
  call: ToolCall,
): Promise<void> {
  const answer = await call.graph({
    method: 'POST',
    path: `${owner(mailbox)}/messages`,
    headers,
    body: message,
    repeat: 'never',
    verify: 'Look in Drafts for the email. It was not sent.',
  });
  const id = entityOf(answer, saved).id ?? '';
  const draft = owner(mailbox) + path`/messages/${id}`;
  for (const [index, file] of files.entries()) {
    try {
      // Attaches one file at a time, because each attachment changes the same draft.
      // oxlint-disable-next-line no-await-in-loop
      await attach(draft, file, call);
    } catch (error) {
      throw notSent(error, `${index} of its ${files.length} attachments`, id);
    }
  }
  try {
    await sendDraftById(id, mailbox, call);
  } catch (error) {
    throw error instanceof ToolError && error.sideEffect === 'unknown'
      ? error
      : notSent(error, 'all attachments', id);
  }
}

const verify = 'Look at the draft in Drafts. It was not sent.';

function attach(draft: string, file: LargeAttachment, call: ToolCall): Promise<void> {
  return file.size < SMALLEST_SESSION ? attachAtOnce(draft, file, call) : attachInParts(draft, file, call);
}

async function attachAtOnce(draft: string, { source, size }: LargeAttachment, call: ToolCall): Promise<void> {
  const bytes = await call.files.read(source.content, { from: 0, to: size }, (content) =>
    readLimited(content.bytes, size),
  );
  if (bytes?.length !== size) throw changed(source.name);
  const body = inlineAttachment(source, bytes);
  await call.graph({ method: 'POST', path: `${draft}/attachments`, body, repeat: 'never', verify });
}

async function attachInParts(
  draft: string,
  { source, size }: LargeAttachment,
  call: ToolCall,
): Promise<void> {
  const { name } = source;
  const request: GraphRequest = {
    method: 'POST',
    path: `${draft}/attachments/createUploadSession`,
    body: { AttachmentItem: { attachmentType: 'file', name, size, contentType: mediaTypeOf(source) } },
    repeat: 'safe',
    verify,
  };
  const address = entityOf(await call.graph(request), uploadSession).uploadUrl ?? '';
  await call.files.read(source.content, { from: 0, to: size }, async ({ bytes }) => {
    let done = 0;
    for await (const part of partsOf(bytes, PART_BYTES)) {
      const progress = await call.files.send(request, address, { from: done, total: size, bytes: part });
      done += part.length;
      if (progress.kind === 'done' ? done !== size : progress.kind === 'gone' || progress.next !== done)
        throw new ToolError('bad_answer', `Exchange did not accept all of ${cell(name, 80)}.`);
    }
    if (done !== size) throw changed(name);
  });
}

function changed(name: string): ToolError {
  return new ToolError('changed', `${cell(name, 80)} changed while it was being attached.`);
}

function notSent(error: unknown, attached: string, id: string): unknown {
  if (!(error instanceof ToolError)) return error;
  return new ToolError(
    error.code,
    `${error.message} Nothing was sent. The email is in Drafts with ${attached}; its id is ${id}.`,
    { retryAfterSeconds: error.retryAfterSeconds, graphRequestId: error.graphRequestId, cause: error },
  );
}
