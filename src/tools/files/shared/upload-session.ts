import { z } from 'zod';

import { ToolError } from '../../../errors.ts';
import { read } from '../../../graph/request/read.ts';
import type { Progress } from '../../../graph/content/upload.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { driveItem } from './drive-item.ts';
import { partsOf } from './parts.ts';
import { resourceAt, uriOf } from './resource.ts';
import { sourceAt, type Source } from './source.ts';
import { openingSession, pathOfTarget, targetShape, uploadSession, type Target } from './target.ts';

/** An upload in parts, as a handle remembers it from one call to the next. */
export type Session = {
  /** The address of the source. */
  readonly source: string;
  /** The version of its content. */
  readonly tag: string;
  readonly target: Target;
  /** Where the parts go. */
  readonly address: string;
  /** How long the whole is, in bytes. */
  readonly total: number;
  /** When it began, in seconds since 1970. */
  readonly began: number;
};

/** How a call leaves an upload: finished, or to be gone on with. */
export type Ending =
  | { readonly kind: 'done'; readonly item: unknown }
  | { readonly kind: 'paused'; readonly done: number; readonly reason: string };

const shape = z.object({
  source: z.string(),
  tag: z.string(),
  target: z.object(targetShape),
  address: z.string(),
  total: z.int(),
  began: z.int(),
});

/** Graph keeps a session for a few days from its last part on. */
const HANDLE_SECONDS = 47 * 3_600;
/** How often in a row a session may be elsewhere than was sent, before that is given up. */
const MOST_STEPS_ASIDE = 4;

/** Opens a session for a source of known length at a target. */
export async function openSession(
  { source, target, total }: { readonly source: Source; readonly target: Target; readonly total: number },
  call: ToolCall,
): Promise<Session> {
  const answer = await call.graph(openingSession(target));
  const address = entityOf(answer, uploadSession).uploadUrl ?? '';
  const began = Math.floor(call.now().getTime() / 1_000);
  return { source: uriOf(source.resource), tag: source.tag, target, address, total, began };
}

/** The handle by which a later call of the same person goes on. */
export function handleOf(session: Session, call: ToolCall): Promise<string> {
  return call.seal(session, HANDLE_SECONDS);
}

/** The session behind a handle. Throws `ToolError('bad_cursor')` for what is none of this person. */
export async function sessionBehind(handle: string, call: ToolCall): Promise<Session> {
  const { data } = shape.safeParse(await call.open(handle));
  if (data !== undefined) return data;
  throw new ToolError(
    'bad_cursor',
    'This handle is not one of upload_file. Copy it whole from the last answer.',
  );
}

/** Goes on with a session where it stands; a fault that passes, and the end of the call's time, only pause it. */
export function goOn(session: Session, call: ToolCall): Promise<Ending> {
  return pausing(call, async (sending) => {
    const resource = resourceAt(session.source);
    if (resource === undefined) throw gone();
    const source = await sourceAt(resource, call);
    if (source.tag !== session.tag) throw changed();
    const progress = await call.files.progress(openingSession(session.target), session.address);
    return pump({ session, source, call, sending }, progress);
  });
}

/** Sends a new session its parts, from the first on; pauses like `goOn`. */
export function begin(session: Session, source: Source, call: ToolCall): Promise<Ending> {
  return pausing(call, (sending) => pump({ session, source, call, sending }, { kind: 'open', next: 0 }));
}

/** How many bytes the session is known to have. */
type Sending = { done: number };

type Pumping = {
  readonly session: Session;
  readonly source: Source;
  readonly call: ToolCall;
  readonly sending: Sending;
};

/** What goes away by itself leaves the session as it is: the file can be finished later. */
async function pausing(call: ToolCall, work: (sending: Sending) => Promise<Ending>): Promise<Ending> {
  const sending = { done: 0 };
  try {
    return await work(sending);
  } catch (error) {
    const { done } = sending;
    if (call.signal.aborted) return { kind: 'paused', done, reason: 'The time of one call was over.' };
    if (error instanceof ToolError && passes(error)) return { kind: 'paused', done, reason: error.message };
    throw error;
  }
}

function passes({ code, retryAfterSeconds }: ToolError): boolean {
  return retryAfterSeconds !== undefined || code === 'graph_unwell' || code === 'graph_timeout';
}

async function pump(pumping: Pumping, at: Progress): Promise<Ending> {
  const { session, call, sending } = pumping;
  let progress = at;
  for (let asides = 0; asides < MOST_STEPS_ASIDE; asides += 1) {
    if (progress.kind === 'done') return progress;
    if (progress.kind === 'gone') return { kind: 'done', item: await finishedItem(session, call) };
    if (progress.next > sending.done) asides = 0;
    sending.done = progress.next;
    progress = await sendParts(pumping);
  }
  throw new ToolError('bad_answer', 'The upload session does not come forward. Begin again.');
}

/** Sends part after part for as long as the session expects just the next one. */
async function sendParts({ session, source, call, sending }: Pumping): Promise<Progress> {
  const { address, target, total } = session;
  const { files } = call;
  const request = openingSession(target);
  return files.read(source.content, { from: sending.done, to: total }, async ({ bytes, size }) => {
    if (size !== undefined && size !== total) throw changed();
    for await (const part of partsOf(bytes)) {
      const expected = sending.done + part.length;
      const progress = await files.send(request, address, { from: sending.done, total, bytes: part });
      if (progress.kind !== 'open' || progress.next !== expected) return progress;
      sending.done = expected;
    }
    if (sending.done < total) throw changed();
    return files.progress(request, address);
  });
}

/**
 * The file that a session which is no more has left behind: the answer to its last part may have been lost. Throws
 * where there is none, or one that was there before.
 */
async function finishedItem({ target, total, began }: Session, call: ToolCall): Promise<unknown> {
  const found = await call.graph(read(pathOfTarget(target))).catch((error: unknown) => {
    if (error instanceof ToolError && error.code === 'not_found') throw gone();
    throw error;
  });
  const item = entityOf(found, driveItem);
  // Two clocks differ.
  const isNew = Date.parse(item.lastModifiedDateTime ?? '') / 1_000 >= began - 300;
  if (item.size === total && isNew && item.file) return item;
  throw gone();
}

function changed(): ToolError {
  return new ToolError('changed', 'The source was changed meanwhile: nothing was stored. Begin again.');
}

function gone(): ToolError {
  return new ToolError(
    'upload_gone',
    'The upload is no more, and the file is not where it was to go: begin again. With conflict=rename it may be there under another name.',
  );
}
