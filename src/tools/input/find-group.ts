import * as z from 'zod';

import { equal, searchPhrase } from '../../graph/request/odata.ts';
import { read } from '../../graph/request/read.ts';
import type { ToolCall } from '../define.ts';
import { isAddress } from './email-address.ts';
import { pickByName, type Named } from './pick-by-name.ts';
import { hasMore, itemsOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';

const MAX_FOUND = 25;

const group = z.object({ id: z.string(), displayName: text, mail: text });

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Finds a group by id, address or name. An id is not looked up. Throws `ToolError('ambiguous')` with the candidates, or
 * `ToolError('not_found')`.
 */
export async function findGroup(given: string, call: ToolCall): Promise<Named> {
  const written = given.trim();
  if (guid.test(written)) return { id: written, name: written };
  const select = Object.keys(group.shape);
  const byAddress = isAddress(written);
  const answer = await call.graph(
    byAddress
      ? read('/groups', { select, filter: [equal('mail', written)], top: MAX_FOUND })
      : read('/groups', { select, search: searchPhrase(`displayName:${written}`), top: MAX_FOUND }),
  );
  const found = itemsOf(answer, group).map(({ id, displayName, mail }) => ({
    id,
    name: displayName ?? '',
    detail: mail ?? undefined,
  }));
  const [only] = found;
  if (byAddress && only !== undefined) return only;
  return pickByName(written, found, { what: 'group', isCut: hasMore(answer) });
}
