import { describe, expect, it } from 'vitest';

import type { GraphAnswer, GraphRequest } from '../../../src/graph/request/graph-request.ts';
import { inBatches } from '../../../src/tools/paging/in-batches.ts';

const requestsTo = (count: number): GraphRequest[] =>
  Array.from({ length: count }, (_, index) => ({ method: 'GET', path: `/users/${index}`, repeat: 'safe' }));

/**
 * Creates a batch function that answers each request with the request's path, and records how many requests each batch
 * has.
 */
function recordingBatch() {
  const sizes: number[] = [];
  let open = 0;
  let mostOpen = 0;
  const batch = async (requests: readonly GraphRequest[]): Promise<readonly GraphAnswer[]> => {
    sizes.push(requests.length);
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    await Promise.resolve();
    open -= 1;
    return requests.map(({ path }) => ({ status: 200, body: path, requestId: undefined, bytes: 0 }));
  };
  return { batch, sizes, mostOpen: () => mostOpen };
}

describe('inBatches', () => {
  it.each([
    [0, []],
    [20, [20]],
    [41, [20, 20, 1]],
  ])('sends %i requests in batches of %j, one after another', async (count, expected) => {
    const { batch, sizes, mostOpen } = recordingBatch();
    const requests = requestsTo(count);
    const answers = await inBatches(requests, { batch });
    expect(sizes).toEqual(expected);
    expect(mostOpen()).toBeLessThanOrEqual(1);
    expect(answers.map((answer) => 'body' in answer && answer.body)).toEqual(
      requests.map(({ path }) => path),
    );
  });
});
