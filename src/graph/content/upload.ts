import * as z from 'zod';

import { parseJson } from '../../base/json-text.ts';
import { readLimited } from '../../base/read-limited.ts';
import { ToolError } from '../../errors.ts';
import { errorOf } from '../response/graph-failure.ts';
import type { AnyOutcome, Stream } from '../response/outcome.ts';
import { pauseFor, retry } from '../send.ts';
import {
  requestFromHost,
  requestFromHostOnce,
  type TransferClient,
  type TransferRequest,
} from './content-request.ts';
import { contentUrl } from './content-url.ts';

/**
 * Unit for the length of parts, in bytes. Graph requires the length of every part except the last to be a multiple of
 * this unit.
 */
export const PART_UNIT = 320 * 1024;

/** One part of an upload. `from` is the offset of the part and `total` is the length of the file, both in bytes. */
export type Part = { readonly from: number; readonly total: number; readonly bytes: Uint8Array };

/** The state of an upload: the next expected byte, the finished item, or a session that no longer exists. */
export type Progress =
  | { readonly kind: 'open'; readonly next: number }
  | { readonly kind: 'done'; readonly item: unknown }
  | { readonly kind: 'gone' };

const MOST_ATTEMPTS = 5;
const LONGEST_BODY = 64 * 1024;

export async function fetchProgress(
  client: TransferClient,
  transfer: TransferRequest,
  address: string,
): Promise<Progress> {
  const outcome = await requestFromHost(client, transfer, {
    url: contentUrl(address, client.dependencies.loopback),
    method: 'GET',
    headers: {},
    body: null,
  });
  return (await readProgress(outcome)) ?? fail(client, transfer, outcome);
}

/**
 * Uploads one part. Before a retry, asks which bytes the session has already received, so that nothing is sent twice.
 */
export async function sendPart(
  client: TransferClient,
  transfer: TransferRequest,
  address: string,
  { from, total, bytes }: Part,
): Promise<Progress> {
  const { dependencies } = client;
  const wire = {
    url: contentUrl(address, dependencies.loopback),
    method: 'PUT',
    headers: { 'content-range': `bytes ${from}-${from + bytes.length - 1}/${total}` },
    body: bytes,
  } as const;
  const result = await retry<Progress | AnyOutcome>(dependencies, transfer.context, {
    requests: 1,
    attempt: async (attempts) => {
      if (attempts > 1) {
        const state = await fetchProgress(client, transfer, address);
        if (state.kind !== 'open' || state.next !== from) return state;
      }
      const outcome = await requestFromHostOnce(client, transfer, wire);
      return (await readProgress(outcome)) ?? outcome;
    },
    pauseAfter: (result, attempts) => {
      if (isProgress(result) || attempts >= MOST_ATTEMPTS) return undefined;
      // A response that cannot be read is treated as lost.
      const outcome = result.kind === 'stream' ? ({ kind: 'lost' } as const) : result;
      const repeat = { repeat: 'safe', attempts: Math.min(attempts, 2) } as const;
      return pauseFor(dependencies, transfer.context, outcome, repeat);
    },
  });
  if (isProgress(result)) return result;
  const isOutOfSync = result.kind === 'reply' && result.status === 416;
  return isOutOfSync ? fetchProgress(client, transfer, address) : fail(client, transfer, result);
}

function isProgress(result: Progress | AnyOutcome): result is Progress {
  return result.kind === 'open' || result.kind === 'done' || result.kind === 'gone';
}

const expectation = z.looseObject({ nextExpectedRanges: z.array(z.string()) });

/**
 * Reads the state from a session's response. A 401 means that the session's URL has expired. Returns undefined for any
 * other failure or an unreadable body.
 */
async function readProgress(outcome: AnyOutcome): Promise<Progress | undefined> {
  if (outcome.kind === 'reply')
    return [401, 404, 410].includes(outcome.status) ? { kind: 'gone' } : undefined;
  if (outcome.kind !== 'stream') return undefined;
  const body = await readJson(outcome);
  const { data } = expectation.safeParse(body);
  if (data !== undefined) {
    const next = /^(\d{1,15})-/.exec(data.nextExpectedRanges[0] ?? '')?.[1];
    return next === undefined ? undefined : { kind: 'open', next: Number(next) };
  }
  // Exchange responds to the last part with 201 and no body.
  if (outcome.status === 201) return { kind: 'done', item: body };
  return outcome.status === 202 || body === undefined ? undefined : { kind: 'done', item: body };
}

async function readJson({ body }: Stream): Promise<unknown> {
  const bytes = await readLimited(body, LONGEST_BODY).catch(() => undefined);
  return bytes && parseJson(bytes.toString('utf8'));
}

function fail(
  { dependencies }: TransferClient,
  { request, context }: TransferRequest,
  outcome: AnyOutcome,
): never {
  if (outcome.kind === 'stream') {
    throw new ToolError('bad_answer', 'The response from the upload session cannot be read.');
  }
  throw errorOf(outcome, {
    request,
    neededScopes: context.neededScopes ?? [],
    heldScopes: [],
    now: dependencies.now(),
    earlierMayHaveHappened: false,
  });
}
