import type { ToolError } from '../../errors.ts';
import type { GraphAnswer, GraphRequest } from '../../graph/request/graph-request.ts';
import type { ToolCall } from '../define.ts';

/** Graph's limit on the number of requests in a batch. */
const BATCH = 20;

/**
 * Sends any number of requests, 20 at a time. Returns a response or an error for each request, in the same order. Sends
 * one batch after another, because concurrent batches would exceed a mailbox's limit on concurrent requests.
 */
export async function inBatches(
  requests: readonly GraphRequest[],
  call: Pick<ToolCall, 'batch'>,
): Promise<readonly (GraphAnswer | ToolError)[]> {
  const answers: (GraphAnswer | ToolError)[] = [];
  for (let from = 0; from < requests.length; from += BATCH)
    // oxlint-disable-next-line no-await-in-loop
    answers.push(...(await call.batch(requests.slice(from, from + BATCH))));
  return answers;
}
