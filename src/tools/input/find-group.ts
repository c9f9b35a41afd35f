import * as z from 'zod';

import { isGuid } from '../../base/text/guid.ts';
import { ToolError } from '../../errors.ts';
import { equal, literal, searchPhrase, type QueryParts } from '../../graph/request/odata.ts';
import { read } from '../../graph/request/read.ts';
import type { ToolCall } from '../define.ts';
import { isAddress } from './email-address.ts';
import { wordsOf } from './people/match-name.ts';
import { pastedUrl } from './links/pasted-url.ts';
import { pickByName, type Named } from './pick-by-name.ts';
import { hasMore, itemsOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';

const MAX_FOUND = 25;
/** Maximum number of groups that a prefix search returns. */
const MAX_SIMILAR = 250;
/** Maximum number of words in a name that are used for a search. */
const MAX_WORDS = 8;

const group = z.object({ id: z.string(), displayName: text, mail: text });

/**
 * Finds a group by its id, address or name, or by a link to its team. An id is not looked up. Throws
 * `ToolError('ambiguous')` with the candidates, or `ToolError('not_found')`.
 */
export async function findGroup(given: string, call: ToolCall): Promise<Named> {
  const written = pastedUrl(given)?.searchParams.get('groupId') ?? given.trim();
  if (isGuid(written)) return { id: written, name: written };
  if (isAddress(written)) {
    const found = await groupsBy({ filter: [equal('mail', written)], top: MAX_FOUND }, call);
    return found.items[0] ?? pickByName(written, [], { what: 'group', isSearch: true });
  }
  const named = await groupsBy({ search: searchPhrase(`displayName:${written}`), top: MAX_FOUND }, call);
  try {
    return pickByName(written, named.items, { what: 'group', isCut: named.isCut });
  } catch (error) {
    if (!(error instanceof ToolError && error.code === 'not_found')) throw error;
    const similar = await groupsBy({ ...initialsOf(written), top: MAX_SIMILAR }, call);
    return pickByName(written, similar.items, { what: 'group', isCut: similar.isCut, isSearch: true });
  }
}

async function groupsBy(clause: QueryParts, call: ToolCall) {
  const answer = await call.graph(read('/groups', { select: Object.keys(group.shape), ...clause }));
  const items = itemsOf(answer, group).map(({ id, displayName, mail }) => ({
    id,
    name: displayName ?? '',
    detail: mail ?? undefined,
  }));
  return { items, isCut: hasMore(answer) };
}

/**
 * Searches by the first letters of the words, or by the first character of a name without words. In Graph, searching
 * for the displayed form of a word fails if the stored word contains invisible characters or combining accents.
 */
function initialsOf(name: string): QueryParts {
  const initials = wordsOf(name.normalize('NFC'))
    .slice(0, MAX_WORDS)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0));
  const plain = [...new Set(initials.filter((one) => one === one.normalize('NFKD')))];
  if (plain.length > 0)
    return { search: plain.map((letter) => searchPhrase(`displayName:${letter}`)).join(' AND ') };
  const first = String.fromCodePoint(name.codePointAt(0) ?? 0);
  return { filter: [`startswith(displayName,${literal(first)})`] };
}
