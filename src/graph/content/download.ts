import { ToolError } from '../../errors.ts';
import { noPermit } from '../limits/limited-send.ts';
import { graphUrl } from '../request/graph-url.ts';
import { errorOf, lossOf } from '../response/graph-failure.ts';
import type { AnyOutcome, Stream } from '../response/outcome.ts';
import { pauseFor, retry, send } from '../send.ts';
import { requestFromHost, detailsOf, type TransferClient, type TransferRequest } from './content-request.ts';
import { contentUrl } from './content-url.ts';
import {
  sizeIfBeyondEnd,
  readHead,
  mediaTypeOf,
  type Content,
  type OpenedContent,
  type Span,
} from './content.ts';

/** Streams content to `use` and resumes after a broken connection; see `Transfer.read`. */
export async function readContent<T>(
  client: TransferClient,
  transfer: TransferRequest,
  span: Span,
  use: (content: Content) => Promise<T>,
): Promise<T> {
  const { person, signal } = transfer.context;
  const key = `${person.tid} content ${person.oid}`;
  const release = await client.dependencies.limits.mailboxes.acquire(key, person.oid, signal);
  if (typeof release === 'string') throw lossOf(noPermit[release], lossDetails(transfer));
  let stream: Stream | undefined;
  const open = async (from: number): Promise<OpenedContent | number> => {
    const opened = await openContent(client, transfer, { ...span, from });
    if (typeof opened !== 'number') stream = opened.stream;
    return opened;
  };
  try {
    const opened = await open(span.from);
    if (typeof opened === 'number') return await use({ size: opened, type: '', bytes: noBytes() });
    const bytes = resumable({ client, transfer, span, open }, opened);
    return await use({ size: opened.size, type: mediaTypeOf(opened.stream), bytes });
  } finally {
    stream?.body.destroy();
    release();
  }
}

/**
 * Requests content from Graph and follows a redirect to a content host without sending the token. If the span begins
 * beyond the end of the content, returns only the total size.
 */
async function openContent(
  client: TransferClient,
  transfer: TransferRequest,
  span: Span,
): Promise<OpenedContent | number> {
  const { dependencies } = client;
  const { context, request } = transfer;
  const range = span.from === 0 && span.to === undefined ? {} : { range: rangeHeader(span) };
  const url = graphUrl(dependencies.origin, request);
  const sent = await send<AnyOutcome>(dependencies, {
    ...detailsOf(transfer, 'GET'),
    repeat: 'safe',
    logsRetries: false,
    exchange: (clientRequestId, token) =>
      client.exchange({
        url,
        method: 'GET',
        headers: {
          ...request.headers,
          authorization: `Bearer ${token}`,
          ...range,
          'client-request-id': clientRequestId,
        },
        body: null,
        signal: context.signal,
      }),
  });
  let { outcome } = sent;
  if (outcome.kind === 'reply' && [301, 302, 303, 307, 308].includes(outcome.status)) {
    const url = contentUrl(outcome.headers['location'], dependencies.loopback);
    outcome = await requestFromHost(client, transfer, { url, method: 'GET', headers: range, body: null });
  }
  const end = sizeIfBeyondEnd(outcome);
  if (end !== undefined) return end;
  if (outcome.kind === 'stream') return readHead(outcome);
  throw errorOf(outcome, {
    request,
    neededScopes: context.neededScopes ?? [],
    heldScopes: sent.heldScopes,
    now: dependencies.now(),
    earlierMayHaveHappened: false,
  });
}

type Reading = {
  readonly client: TransferClient;
  readonly transfer: TransferRequest;
  readonly span: Span;
  readonly open: (from: number) => Promise<OpenedContent | number>;
};

/**
 * Yields the bytes of a span. After a broken connection, reconnects and continues at the same byte. Throws if the
 * content has changed in the meantime.
 */
async function* resumable(
  { client: { dependencies }, transfer, span, open }: Reading,
  first: OpenedContent,
): AsyncGenerator<Uint8Array> {
  const { context } = transfer;
  const end = Math.min(span.to ?? Infinity, first.size ?? Infinity);
  let at = span.from;
  let chunks = bytesFrom(first, at);
  const nextChunk = async (attempts: number): Promise<Uint8Array | 'lost' | 'end'> => {
    if (attempts > 1) {
      const opened = await open(at);
      if (typeof opened === 'number' || opened.tag !== first.tag || opened.size !== first.size) {
        throw changedError();
      }
      chunks = bytesFrom(opened, at);
    }
    try {
      const next = await chunks.next();
      if (next.done !== true) return next.value;
      return end === Infinity ? 'end' : 'lost';
    } catch (cause) {
      if (context.signal.aborted) throw lossOf({ kind: 'aborted', cause }, lossDetails(transfer));
      return 'lost';
    }
  };
  try {
    // Skip the loop for an empty file. Its stream ends without a chunk, which would count as a lost connection.
    while (at < end) {
      const chunk = await retry(dependencies, context, {
        requests: 0,
        attempt: nextChunk,
        pauseAfter: (result, attempts) => {
          if (result !== 'lost') return undefined;
          // The first resumption after progress is not charged to the retry budget.
          const isFree = attempts === 1 && at > span.from;
          return pauseFor(dependencies, context, { kind: 'lost' }, { repeat: 'safe', attempts, isFree });
        },
      });
      if (chunk === 'end') return;
      if (chunk === 'lost') throw lossOf({ kind: 'lost' }, lossDetails(transfer));
      const wanted = chunk.subarray(0, end - at);
      at += wanted.length;
      yield wanted;
    }
  } finally {
    await chunks.return(undefined);
  }
}

/** Yields the bytes from offset `from`. Skips the beginning if the server ignored the Range header. */
async function* bytesFrom({ stream, begins }: OpenedContent, from: number): AsyncGenerator<Uint8Array> {
  let at = begins;
  for await (const chunk of stream.body) {
    const skipped = Math.min(chunk.length, Math.max(0, from - at));
    at += chunk.length;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}

function rangeHeader({ from, to }: Span): string {
  return `bytes=${from}-${to === undefined ? '' : to - 1}`;
}

function lossDetails({ request }: TransferRequest) {
  return { request, earlierMayHaveHappened: false };
}

function changedError(): ToolError {
  return new ToolError('changed', 'The file changed while it was being read. Start again.');
}
