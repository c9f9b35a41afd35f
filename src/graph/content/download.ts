import { ClaimsChallengeError, ToolError } from '../../errors.ts';
import { addressOf } from '../request/graph-url.ts';
import { claimsOf } from '../response/claims-challenge.ts';
import { contentAddress } from './content-url.ts';
import type { Stream } from './stream.ts';
import { endBefore, openedOf, typeOf, type Content, type Opened, type Span } from './content.ts';
import { notAcquired } from '../limits/limited-send.ts';
import { lossOf } from '../response/graph-failure.ts';
import {
  errorOf,
  exchangeRepeatedly,
  waitToRepeat,
  type StreamOutcome,
  type TransferWire,
} from './repeated-exchange.ts';
import type { Pass, TransferParts } from './transfer-parts.ts';

/** Hands content to `use` as a stream that goes on where a connection breaks; see `Transfer.read`. */
export async function readContent<T>(
  parts: TransferParts,
  pass: Pass,
  span: Span,
  use: (content: Content) => Promise<T>,
): Promise<T> {
  const { person, signal } = pass.context;
  const key = `${person.tid} content ${person.oid}`;
  const release = await parts.needs.bounds.mailboxes.acquire(key, person.oid, signal);
  if (typeof release === 'string') throw lossOf(notAcquired[release], asRequest(pass));
  let stream: Stream | undefined;
  const reach = async (from: number): Promise<Opened | number> => {
    const outcome = await askFor(parts, pass, { ...span, from });
    if (typeof outcome !== 'number') stream = outcome.stream;
    return outcome;
  };
  try {
    const opened = await reach(span.from);
    if (typeof opened === 'number') return await use({ size: opened, type: '', bytes: nothing() });
    const bytes = lasting({ parts, pass, span, reach }, opened);
    return await use({ size: opened.size, type: typeOf(opened.stream), bytes });
  } finally {
    stream?.body.destroy();
    release();
  }
}

/**
 * Asks Graph for content. Where it points to another place, that is asked without the token, which is Graph's alone.
 * The length of the whole in place of content that begins behind its end.
 */
async function askFor(parts: TransferParts, pass: Pass, span: Span): Promise<Opened | number> {
  const { needs } = parts;
  const { context, request } = pass;
  const url = addressOf(needs.origin, request);
  const range = span.from === 0 && span.to === undefined ? {} : { range: rangeOf(span) };
  const get = (to: TransferWire['to'], at: URL, headers: Record<string, string>): Promise<StreamOutcome> =>
    exchangeRepeatedly(parts, pass, {
      to,
      url: at,
      method: 'GET',
      headers: { ...headers, ...range },
      body: null,
    });

  const held = await context.token();
  let outcome = await get('graph', url, { authorization: `Bearer ${held.token}` });
  const claims = outcome.kind === 'stream' ? undefined : claimsOf(outcome);
  if (claims !== undefined) {
    const { token } = await context.token(claims);
    outcome = await get('graph', url, { authorization: `Bearer ${token}` });
    const again = outcome.kind === 'stream' ? undefined : claimsOf(outcome);
    if (again !== undefined) throw new ClaimsChallengeError(again);
  }
  if (outcome.kind === 'reply' && [301, 302, 303, 307, 308].includes(outcome.status)) {
    outcome = await get('content', contentAddress(outcome.headers['location'], needs.loopback), {});
  }
  const end = endBefore(outcome);
  if (end !== undefined) return end;
  if (outcome.kind === 'stream') return openedOf(outcome);
  throw errorOf(outcome, pass, held.scopes, needs.now());
}

/** What reading on after a broken connection needs. */
type Reading = {
  readonly parts: TransferParts;
  readonly pass: Pass;
  readonly span: Span;
  readonly reach: (from: number) => Promise<Opened | number>;
};

/** The bytes of a span; a connection that breaks is replaced by one that goes on at the same byte of the same content. */
async function* lasting({ parts, pass, span, reach }: Reading, first: Opened): AsyncGenerator<Uint8Array> {
  const end = Math.min(span.to ?? Infinity, first.size ?? Infinity);
  let at = span.from;
  let opened = first;
  for (let attempts = 1; ; attempts += 1) {
    const before = at;
    try {
      for await (const chunk of bytesFrom(opened, at)) {
        const wanted = chunk.subarray(0, end - at);
        at += wanted.length;
        yield wanted;
        if (at >= end) return;
      }
      if (end === Infinity) return;
    } catch (cause) {
      if (pass.context.signal.aborted) throw lossOf({ kind: 'aborted', cause }, asRequest(pass));
    }
    const cameForward = at > before;
    if (cameForward) attempts = 1;
    if (!(await waitToRepeat(parts, pass, { kind: 'lost' }, { attempts, cameForward }))) {
      throw lossOf({ kind: 'lost' }, asRequest(pass));
    }
    const next = await reach(at);
    if (typeof next === 'number' || next.tag !== first.tag || next.size !== first.size) throw changed();
    opened = next;
  }
}

/** The bytes of an answer from a place in the whole on, for those who sent more than was asked for. */
async function* bytesFrom({ stream, begins }: Opened, from: number): AsyncGenerator<Uint8Array> {
  let at = begins;
  for await (const chunk of stream.body) {
    const skipped = Math.min(chunk.length, Math.max(0, from - at));
    at += chunk.length;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function rangeOf({ from, to }: Span): string {
  return `bytes=${from}-${to === undefined ? '' : to - 1}`;
}

function asRequest({ request }: Pass) {
  return { request, acted: false };
}

function changed(): ToolError {
  return new ToolError('changed', 'The file was changed while it was being read. Begin again.');
}
