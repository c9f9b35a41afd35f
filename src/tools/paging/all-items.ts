import type * as z from 'zod';

import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { continuationOf, pageRequest } from '../../graph/request/next-page.ts';
import type { ToolCall } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';

/** The default maximum number of items that a tool reads for its own use. */
const MOST = 1_000;

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
