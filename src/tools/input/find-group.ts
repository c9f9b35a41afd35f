import * as z from 'zod';

import { searchPhrase } from '../../graph/request/odata.ts';
import { read } from '../../graph/request/read.ts';
import type { ToolCall } from '../define.ts';
import { pickByName, type Named } from './pick-by-name.ts';
import { hasMore, itemsOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';

const group = z.object({ id: z.string(), displayName: text, mail: text });

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const MOST_CANDIDATES = 25;

/**
 * Finds a group by id or name. An id is not looked up. Throws `ToolError('ambiguous')` with the candidates, or
 * `ToolError('not_found')`.
 */
export async function findGroup(given: string, call: ToolCall): Promise<Named> {
  const name = given.trim();
  if (guid.test(name)) return { id: name, name };
  const search = searchPhrase(`displayName:${name}`);
  const answer = await call.graph(
    read('/groups', { select: Object.keys(group.shape), search, top: MOST_CANDIDATES }),
  );
  const candidates = itemsOf(answer, group).map(({ id, displayName, mail }) => ({
    id,
    name: displayName ?? '',
    detail: mail ?? undefined,
  }));
  return pickByName(name, candidates, { what: 'group', isCut: hasMore(answer) });
}
