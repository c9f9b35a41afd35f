import * as z from 'zod';

import { readLimited } from '../../base/read-limited.ts';
import { waitedOut } from '../../base/wait.ts';
import { ToolError } from '../../errors.ts';
import { errorOf } from '../response/graph-failure.ts';
import type { AnyOutcome } from '../response/outcome.ts';
import { requestFromHost, type TransferClient, type TransferRequest } from './content-request.ts';
import { contentUrl } from './content-url.ts';

/** The state of a job, such as a copy, that Graph continues to run after sending its response. */
export type JobState =
  | { readonly kind: 'running'; readonly percent: number | undefined }
  | { readonly kind: 'done'; readonly resourceId: string | undefined }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/**
 * Pauses between polls, in milliseconds. The total of 16 seconds is long enough for most copies and short enough for
 * one call.
 */
const PAUSES = [300, 700, 1_000, 2_000, 3_000, 4_000, 5_000];
const LONGEST_BODY = 64 * 1024;

const text = z.string().nullish();
const statusSchema = z.object({
  status: text,
  percentageComplete: z.number().nullish(),
  resourceId: text,
  error: z.object({ code: text, message: text }).nullish(),
});

/**
 * Polls a job at its pre-authenticated address, without sending a token, until the job ends. Returns `running` if the
 * job takes longer than one call can wait.
 */
export async function followJob(
  client: TransferClient,
  transfer: TransferRequest,
  address: string,
): Promise<JobState> {
  const url = contentUrl(address, client.dependencies.loopback);
  const { signal } = transfer.context;
  for (let polls = 0; ; polls += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const state = await stateAt(client, transfer, url);
    const pauseMs = PAUSES[polls];
    if (state.kind !== 'running' || pauseMs === undefined) return state;
    // oxlint-disable-next-line no-await-in-loop
    if (!(await waitedOut(pauseMs, signal, client.dependencies.pause))) return state;
  }
}

async function stateAt(client: TransferClient, transfer: TransferRequest, url: URL): Promise<JobState> {
  const outcome = await requestFromHost(client, transfer, { url, method: 'GET', headers: {}, body: null });
  // Once the job has ended, some services redirect to the result instead of reporting the state.
  if (outcome.kind === 'reply' && outcome.status === 303) return { kind: 'done', resourceId: undefined };
  if (outcome.kind === 'reply' && [404, 410].includes(outcome.status))
    return { kind: 'running', percent: undefined };
  if (outcome.kind !== 'stream') {
    throw errorOf(outcome, {
      request: transfer.request,
      neededScopes: transfer.context.neededScopes ?? [],
      heldScopes: [],
      now: client.dependencies.now(),
      earlierMayHaveHappened: true,
    });
  }
  return readState(await statusIn(outcome));
}

function readState({
  status,
  percentageComplete,
  resourceId,
  error,
}: z.output<typeof statusSchema>): JobState {
  const state = (status ?? '').toLowerCase();
  if (state === 'completed') return { kind: 'done', resourceId: resourceId ?? undefined };
  if (state === 'failed' || state === 'deletefailed' || error)
    return { kind: 'failed', code: error?.code ?? 'failed', message: error?.message ?? 'no reason given' };
  return { kind: 'running', percent: percentageComplete ?? undefined };
}

async function statusIn({ body }: Extract<AnyOutcome, { kind: 'stream' }>) {
  try {
    const bytes = await readLimited(body, LONGEST_BODY);
    return statusSchema.parse(JSON.parse(bytes?.toString('utf8') ?? ''));
  } catch {
    throw new ToolError('bad_answer', 'The status of the copy cannot be read.', { sideEffect: 'unknown' });
  }
}
