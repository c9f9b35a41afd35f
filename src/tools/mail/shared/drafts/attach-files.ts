import { counted } from '../../../../base/text/counted.ts';
import { readLimited } from '../../../../base/read-limited.ts';
import { ToolError } from '../../../../errors.ts';
import { PART_UNIT } from '../../../../graph/content/upload.ts';
import { path } from '../../../../graph/request/graph-path.ts';
import type { GraphRequest } from '../../../../graph/request/graph-request.ts';
import type { ToolCall } from '../../../define.ts';
import { partsOf } from '../../../files/shared/parts.ts';
import { uploadSession } from '../../../files/shared/target.ts';
import { owner } from '../../../input/common-input.ts';
import { entityOf } from '../../../output/graph-data.ts';
import { cell } from '../../../output/untrusted.ts';
import { withNote } from './answer-draft.ts';
import {
  inlineAttachment,
  mediaTypeOf,
  type InlineAttachment,
  type LargeAttachment,
  type ReadyAttachments,
} from './outgoing-attachments.ts';

/**
 * Minimum size of a file for an upload session, in bytes. Smaller files are attached in a single request. That request
 * is limited to 4 MB after base64 encoding.
 */
const SMALLEST_SESSION = 2_900_000;
/** Size of a part: 3.1 MiB, because Exchange accepts at most 4 MB at a time. */
const PART_BYTES = 10 * PART_UNIT;

const verify = 'Look at the draft in Drafts. It was not sent.';

type DraftPlace = { readonly id: string; readonly mailbox: string | undefined };

/**
 * Attaches files to a draft. If one of the files cannot be attached, the error contains the draft's id and the number
 * of attached files.
 */
export async function attachFiles(
  { id, mailbox }: DraftPlace,
  files: ReadyAttachments,
  call: ToolCall,
): Promise<void> {
  const draft = owner(mailbox) + path`/messages/${id}`;
  const steps =
    'large' in files
      ? files.large.map((file) => () => attach(draft, file, call))
      : files.inline.map((file) => () => addAttachment(draft, file, call));
  for (const [index, step] of steps.entries()) {
    try {
      // Attaches one file at a time, because each attachment changes the same draft.
      // oxlint-disable-next-line no-await-in-loop
      await step();
    } catch (error) {
      throw notSent(error, `${index} of its ${counted(steps.length, 'attachment')}`, id);
    }
  }
}

function addAttachment(draft: string, body: InlineAttachment, call: ToolCall): Promise<unknown> {
  return call.graph({ method: 'POST', path: `${draft}/attachments`, body, repeat: 'never', verify });
}

function attach(draft: string, file: LargeAttachment, call: ToolCall): Promise<void> {
  return file.size < SMALLEST_SESSION ? attachAtOnce(draft, file, call) : attachInParts(draft, file, call);
}

async function attachAtOnce(draft: string, { source, size }: LargeAttachment, call: ToolCall): Promise<void> {
  const bytes = await call.files.read(source.content, { from: 0, to: size }, (content) =>
    readLimited(content.bytes, size),
  );
  if (bytes?.length !== size) throw changed(source.name);
  await addAttachment(draft, inlineAttachment(source, bytes), call);
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

/** Adds to an error the note that the email was not sent, with the id of the email's draft. */
export function notSent(error: unknown, attached: string, id: string): unknown {
  return withNote(error, `Nothing was sent. The email is in Drafts with ${attached}; its id is ${id}.`);
}
