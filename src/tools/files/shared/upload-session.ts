import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { read } from '../../../graph/request/read.ts';
import type { Progress } from '../../../graph/content/upload.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { unlessMissing } from '../../unless-missing.ts';
import { driveItem, type DriveItem } from './drive-item.ts';
import { partsOf } from './parts.ts';
import { resourceAt, uriOf } from './resource.ts';
import { sourceAt, type Source } from './source.ts';
import { openSessionRequest, pathOfTarget, targetShape, uploadSession, type Target } from './target.ts';

/** An upload in parts. Between calls, the session is sealed into a handle. */
export type Session = {
  /** The `portico://` URI of the source. */
  readonly source: string;
  /** The version of the source's content. */
  readonly tag: string;
  readonly target: Target;
  /** The URL to which the parts are sent. */
  readonly address: string;
  /** Size of the whole file, in bytes. */
  readonly total: number;
  /** Start time in seconds since 1970. */
  readonly began: number;
  /** The version of the file at the destination before the upload; empty if there was no file. */
  readonly earlier: string;
};

/** The state of an upload at the end of a call; `done` counts bytes. */
export type UploadResult =
  | { readonly kind: 'done'; readonly item: unknown }
  | { readonly kind: 'paused'; readonly done: number; readonly reason: string };

const shape = z.object({
  source: z.string(),
  tag: z.string(),
  target: z.object({ ...targetShape, parent: z.string().optional() }),
  address: z.string(),
  total: z.int(),
  began: z.int(),
  earlier: z.string().default(''),
});

/** Lifetime of a handle, in seconds. Graph keeps a session for a few days after receiving the most recent part. */
const HANDLE_SECONDS = 47 * 3_600;
/** The upload is abandoned after this many consecutive responses with an unexpected offset. */
const MAX_UNEXPECTED_OFFSETS = 4;

export async function openSession(
  { source, target, total }: { readonly source: Source; readonly target: Target; readonly total: number },
  call: ToolCall,
): Promise<Session> {
  const earlier = versionOf(await itemAt(target, call));
  const answer = await call.graph(openSessionRequest(target));
  const address = entityOf(answer, uploadSession).uploadUrl ?? '';
  const began = Math.floor(call.now().getTime() / 1_000);
  return { source: uriOf(source.resource), tag: source.tag, target, address, total, began, earlier };
}

/** Seals a session into a handle that lets a later call by the same user continue it. */
export function createHandle(session: Session, call: ToolCall): Promise<string> {
  return call.seal(session, HANDLE_SECONDS);
}

/** Opens a handle. Throws `ToolError('bad_cursor')` unless the handle belongs to this user. */
export async function openHandle(handle: string, call: ToolCall): Promise<Session> {
  const { data } = shape.safeParse(await call.open(handle));
  if (data !== undefined) return data;
  throw new ToolError(
    'bad_cursor',
    'This is not a handle from upload_file. Copy the whole handle from the last result.',
  );
}

/** Continues a session. Temporary failures and the call's deadline pause the session. */
export function resumeUpload(session: Session, call: ToolCall): Promise<UploadResult> {
  return pauseOnFailure(call, async (sending) => {
    const resource = resourceAt(session.source);
    if (resource === undefined) throw uploadGone();
    const source = await sourceAt(resource, call);
    if (source.tag !== session.tag) throw sourceChanged();
    const progress = await call.files.progress(openSessionRequest(session.target), session.address);
    return sendUntilDone({ session, source, call, sending }, progress);
  });
}

/** Sends the parts of a new session. Pauses as `resumeUpload` does. */
export function startUpload(session: Session, source: Source, call: ToolCall): Promise<UploadResult> {
  return pauseOnFailure(call, (sending) =>
    sendUntilDone({ session, source, call, sending }, { kind: 'open', next: 0 }),
  );
}

/** The number of bytes that the session is known to have received. */
type UploadProgress = { done: number };

type ActiveUpload = {
  readonly session: Session;
  readonly source: Source;
  readonly call: ToolCall;
  readonly sending: UploadProgress;
};

/** Turns temporary failures into a pause, because the session can be continued later. */
async function pauseOnFailure(
  call: ToolCall,
  work: (sending: UploadProgress) => Promise<UploadResult>,
): Promise<UploadResult> {
  const sending = { done: 0 };
  try {
    return await work(sending);
  } catch (error) {
    const { done } = sending;
    if (call.signal.aborted)
      return { kind: 'paused', done, reason: 'The time limit for a single call was reached.' };
    if (error instanceof ToolError && isTemporary(error))
      return { kind: 'paused', done, reason: error.message };
    throw error;
  }
}

function isTemporary({ code, retryAfterSeconds }: ToolError): boolean {
  return retryAfterSeconds !== undefined || code === 'graph_unwell' || code === 'graph_timeout';
}

async function sendUntilDone(upload: ActiveUpload, at: Progress): Promise<UploadResult> {
  const { session, call, sending } = upload;
  let progress = at;
  for (let unexpected = 0; unexpected < MAX_UNEXPECTED_OFFSETS; unexpected += 1) {
    if (progress.kind === 'done') return progress;
    if (progress.kind === 'gone') return { kind: 'done', item: await finishedItem(session, call) };
    if (progress.next > sending.done) unexpected = 0;
    sending.done = progress.next;
    progress = await sendParts(upload);
  }
  throw new ToolError('bad_answer', 'The upload session is not making progress. Start the upload again.');
}

/** Sends parts until the session is done or expects an offset other than the next one. */
async function sendParts({ session, source, call, sending }: ActiveUpload): Promise<Progress> {
  const { address, target, total } = session;
  const { files } = call;
  const request = openSessionRequest(target);
  return files.read(source.content, { from: sending.done, to: total }, async ({ bytes, size }) => {
    if (size !== undefined && size !== total) throw sourceChanged();
    for await (const part of partsOf(bytes)) {
      const expected = sending.done + part.length;
      const progress = await files.send(request, address, { from: sending.done, total, bytes: part });
      if (progress.kind !== 'open' || progress.next !== expected) return progress;
      sending.done = expected;
    }
    if (sending.done < total) throw sourceChanged();
    return files.progress(request, address);
  });
}

/**
 * Looks for the uploaded file after the session has disappeared, because the response to the last part may have been
 * lost. Throws if there is no file, or only a file that existed before the upload. The size of the uploaded file can
 * differ, because SharePoint adds or removes properties in Office files, PDFs and pictures.
 */
async function finishedItem({ target, total, began, earlier }: Session, call: ToolCall): Promise<unknown> {
  const item = await itemAt(target, call);
  const isSimilar = Math.abs((item?.size ?? 0) - total) <= Math.max(total / 2, 1_048_576);
  // Allows for a difference of 300 s between Graph's clock and this server's clock.
  const isNew = Date.parse(item?.lastModifiedDateTime ?? '') / 1_000 >= began - 300;
  if (item?.file && isNew && isSimilar && (earlier === '' || versionOf(item) !== earlier)) return item;
  throw uploadGone();
}

function versionOf(item: DriveItem | undefined): string {
  return item === undefined ? '' : `${item.id ?? ''} ${item.cTag ?? ''}`;
}

async function itemAt(target: Target, call: ToolCall): Promise<DriveItem | undefined> {
  const answer = await call.graph(read(pathOfTarget(target))).catch(unlessMissing);
  return answer && entityOf(answer, driveItem);
}

function sourceChanged(): ToolError {
  return new ToolError(
    'changed',
    'The source changed during the upload, so nothing was stored. Start the upload again.',
  );
}

function uploadGone(): ToolError {
  return new ToolError(
    'upload_gone',
    'The upload session expired and the file was not found at its destination. Start the upload again. With conflict=rename the file may exist under another name.',
  );
}
