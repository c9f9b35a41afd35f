import { z } from 'zod';

import { readLimited } from '../../base/read-limited.ts';
import { ToolError } from '../../errors.ts';
import { purseOf } from '../limits/graph-limits.ts';
import { contentAddress } from './content-url.ts';
import type { Stream } from './stream.ts';
import {
  errorOf,
  exchangeOnce,
  exchangeRepeatedly,
  waitToRepeat,
  type StreamOutcome,
} from './repeated-exchange.ts';
import type { Pass, TransferParts } from './transfer-parts.ts';

/** Parts of an upload, but the last, are a multiple of this many bytes long: Graph's rule. */
export const PART_UNIT = 320 * 1024;

/** One part of an upload: its bytes, where they begin, and how long the whole is. */
export type Part = { readonly from: number; readonly total: number; readonly bytes: Uint8Array };

/** How far an upload has come: the next byte that is expected, the finished item, or a session that is no more. */
export type Progress =
  | { readonly kind: 'open'; readonly next: number }
  | { readonly kind: 'done'; readonly item: unknown }
  | { readonly kind: 'gone' };

const MOST_ATTEMPTS = 5;
const LONGEST_ANSWER = 64 * 1024;

/** Asks a session what it expects next; see `Transfer.progress`. */
export async function askProgress(parts: TransferParts, pass: Pass, address: string): Promise<Progress> {
  const wire = {
    to: 'content',
    url: contentAddress(address, parts.needs.loopback),
    method: 'GET',
    headers: {},
    body: null,
  } as const;
  const outcome = await exchangeRepeatedly(parts, pass, wire);
  return (await progressIn(outcome)) ?? fail(parts, pass, outcome);
}

/**
 * Sends one part to a session; see `Transfer.send`. After every answer that was lost or was a refusal the session is
 * asked what it has, so that nothing is sent twice.
 */
export async function sendPart(
  parts: TransferParts,
  pass: Pass,
  address: string,
  { from, total, bytes }: Part,
): Promise<Progress> {
  const wire = {
    to: 'content',
    url: contentAddress(address, parts.needs.loopback),
    method: 'PUT',
    headers: { 'content-range': `bytes ${from}-${from + bytes.length - 1}/${total}` },
    body: bytes,
  } as const;
  parts.needs.bounds.budget.earn(purseOf(pass.context.person));
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await exchangeOnce(parts, pass, wire);
    const progress = await progressIn(outcome);
    if (progress !== undefined) return progress;
    const isOutOfStep = outcome.kind === 'reply' && outcome.status === 416;
    const loss: StreamOutcome = outcome.kind === 'stream' ? { kind: 'lost' } : outcome;
    const tries = { attempts: Math.min(attempts, 2) };
    const goesOn = attempts < MOST_ATTEMPTS && (await waitToRepeat(parts, pass, loss, tries));
    if (!goesOn && !isOutOfStep) return fail(parts, pass, outcome);
    const state = await askProgress(parts, pass, address);
    if (isOutOfStep || state.kind !== 'open' || state.next !== from) return state;
  }
}

const expectation = z.looseObject({ nextExpectedRanges: z.array(z.string()) });

/** What an answer of a session says (401: its address has expired); undefined for a refusal, a loss, or an answer that cannot be read. */
async function progressIn(outcome: StreamOutcome): Promise<Progress | undefined> {
  if (outcome.kind === 'reply')
    return [401, 404, 410].includes(outcome.status) ? { kind: 'gone' } : undefined;
  if (outcome.kind !== 'stream') return undefined;
  const body = await readJson(outcome);
  const { data } = expectation.safeParse(body);
  if (data !== undefined) {
    const next = /^(\d{1,15})-/.exec(data.nextExpectedRanges[0] ?? '')?.[1];
    return next === undefined ? undefined : { kind: 'open', next: Number(next) };
  }
  return outcome.status === 202 || body === undefined ? undefined : { kind: 'done', item: body };
}

async function readJson({ body }: Stream): Promise<unknown> {
  try {
    const bytes = await readLimited(body, LONGEST_ANSWER);
    return bytes && JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function fail({ needs }: TransferParts, pass: Pass, outcome: StreamOutcome): never {
  if (outcome.kind === 'stream') {
    throw new ToolError('bad_answer', 'The upload session answered with something that cannot be read.');
  }
  throw errorOf(outcome, pass, [], needs.now());
}
