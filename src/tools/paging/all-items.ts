import type * as z from 'zod';

import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { continuationOf, pageRequest } from '../../graph/request/next-page.ts';
import type { ToolCall } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';

/** The default maximum number of items that a tool reads for its own use. */
const MOST = 1_000;

/**
 * Number of collections that are read at the same time. Exchange allows four concurrent requests per mailbox. Further
 * requests would only wait, and if more than 64 of a user's requests wait for a mailbox, the user's other calls fail.
 */
const AT_A_TIME = 4;

/** `isCut` is true if the collection has more items than were read. */
export type AllItems<Item> = { readonly items: readonly Item[]; readonly isCut: boolean };

/** Reads a collection page by page, up to about `most` items. */
export async function allItems<Item>(
  call: Pick<ToolCall, 'graph' | 'graphOrigin'>,
  first: GraphRequest,
  schema: z.ZodType<Item>,
  most = MOST,
): Promise<AllItems<Item>> {
  const items: Item[] = [];
  let request = first;
  for (;;) {
    const answer = await call.graph(request);
    items.push(...itemsOf(answer, schema));
    const following = continuationOf(answer.body, first, call.graphOrigin);
    if (following?.kind !== 'page') return { items, isCut: false };
    if (items.length >= most) return { items, isCut: true };
    request = pageRequest(first, following.next);
  }
}

/** Reads several collections. Returns the items of each collection, in the order of the requests. */
export async function allItemsOfEach<Item>(
  call: Pick<ToolCall, 'graph' | 'graphOrigin'>,
  requests: readonly GraphRequest[],
  schema: z.ZodType<Item>,
): Promise<readonly AllItems<Item>[]> {
  const read: AllItems<Item>[] = [];
  for (let from = 0; from < requests.length; from += AT_A_TIME) {
    const some = requests.slice(from, from + AT_A_TIME);
    // oxlint-disable-next-line no-await-in-loop
    read.push(...(await Promise.all(some.map((request) => allItems(call, request, schema)))));
  }
  return read;
}
