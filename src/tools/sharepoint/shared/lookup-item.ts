import { ToolError } from '../../../errors.ts';
import { equal } from '../../../graph/request/odata.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { hasMore, itemsOf } from '../../output/graph-data.ts';
import { withId } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';
import type { ListColumn } from './columns.ts';
import { unindexed } from './filter/item-filter.ts';
import { searching } from './filter/threshold.ts';
import { listPath } from './site-lists.ts';

const MOST_ALIKE = 5;

/**
 * Finds the id of the item that a lookup refers to. The item is given by the value that the lookup shows, or by its id.
 */
export async function findLookupItem(
  site: string,
  column: ListColumn,
  given: string,
  call: ToolCall,
): Promise<string> {
  const { lookup } = column;
  if (lookup === undefined)
    throw new ToolError(
      'bad_argument',
      `The column "${cell(column.name)}" does not say which list it refers to.`,
    );
  const search = call.graph(
    read(
      `${listPath(site, lookup.list.replaceAll(/[{}]/g, ''))}/items`,
      { select: ['id'], filter: [equal(`fields/${lookup.column}`, given)], top: MOST_ALIKE },
      { headers: unindexed },
    ),
  );
  const answer = await searching(search, `For "${cell(column.name)}", give the id of the item as a number.`);
  const [only, ...others] = itemsOf(answer, withId);
  if (only !== undefined && others.length === 0) return only.id;
  if (only === undefined && /^\d{1,10}$/.test(given)) return given;
  if (only === undefined)
    throw new ToolError(
      'not_found',
      `The list that "${cell(column.name)}" refers to has no item "${cell(given)}". Give its text as the list shows it, or its id.`,
    );
  const ids = [only, ...others].map(({ id }) => cell(id)).join(', ');
  const more = hasMore(answer) ? ' and more' : '';
  throw new ToolError(
    'ambiguous',
    `The list that "${cell(column.name)}" refers to has several items named "${cell(given)}". Give the id: ${ids}${more}.`,
  );
}
