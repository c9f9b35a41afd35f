import type { ToolCall, ToolResult } from '../../define.ts';
import { renderTable, textColumn } from '../../output/table.ts';
import { minute } from '../../output/words.ts';
import { findHits } from './find-hits.ts';
import type { Hit } from './search-hit.ts';
import { places } from './search-places.ts';

const column = textColumn<Hit>;

export type FileSearch = {
  /** A query in the Keyword Query Language (KQL). */
  readonly query: string;
  readonly top: number;
  readonly ids: boolean;
  readonly what: string;
  /** A sentence about what the search index does not cover. */
  readonly limits: string;
};

/** Finds files in all of Microsoft 365 with the search index, newest first. */
export async function findFiles(
  { query, top, ids, what, limits }: FileSearch,
  call: ToolCall,
): Promise<ToolResult> {
  const { hits, hasMore } = await findHits(places.files, { query, most: top, newestFirst: true }, call);
  const rest = hasMore ? `There are more: raise top, at most ${MOST_FILES}. ` : '';
  return renderTable({
    what,
    columns: [
      column('name', ({ title }) => title, 400),
      column('changed (UTC)', ({ when }) => minute(when)),
      column('by', ({ who }) => who, 40),
      ...(ids ? [column('link (as item)', ({ id }) => id, 1_000)] : [column('in', ({ where }) => where)]),
    ],
    rows: hits,
    follows: `${rest}${limits}`,
  });
}

/** Maximum number of files in a result. Beyond this number, Graph's search is unreliable. */
export const MOST_FILES = 100;
