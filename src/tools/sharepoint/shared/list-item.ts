import * as z from 'zod';

import { path } from '../../../graph/request/graph-path.ts';
import { equal } from '../../../graph/request/odata.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { pastedUrl } from '../../input/links/pasted-url.ts';
import { pickByName, type Named } from '../../input/pick-by-name.ts';
import { entityOf, hasMore, itemsOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { createHtmlBudget } from '../../output/html/html-budget.ts';
import { cell } from '../../output/untrusted.ts';
import type { ListColumn } from './columns.ts';
import { unindexed } from './filter/item-filter.ts';
import { searching } from './filter/threshold.ts';
import { showValue, type Fields } from './show-value.ts';
import type { TargetList } from './target-list.ts';

export const listItem = z.object({
  id: z.string(),
  '@odata.etag': text,
  fields: z.record(z.string(), z.unknown()).nullish(),
});

export type ListItem = z.output<typeof listItem>;

const MOST_ALIKE = 10;

export const itemPath = ({ items }: TargetList, id: string): string => `${items}${path`/${id}`}`;

/** Finds an item by id, title or address. Returns the item with its ETag and its values in the given columns. */
export async function findItem(
  given: string,
  target: TargetList,
  columns: readonly ListColumn[],
  call: ToolCall,
): Promise<ListItem> {
  const id = idIn(given.trim()) ?? (await idOfTitle(given.trim(), target, call));
  const fields = ['Title', 'FileLeafRef'].filter((name) => target.columns.some((one) => one.id === name));
  const select = [...new Set([...fields, ...columns.map((one) => one.id)])].join(',');
  const expand = select === '' ? 'fields' : `fields($select=${select})`;
  return entityOf(await call.graph(read(itemPath(target, id), { select: ['id'], expand })), listItem);
}

/** Returns the id in the given text: the text itself if it is an id, or the id in an item's address. */
function idIn(given: string): string | undefined {
  if (/^\d{1,10}$/.test(given)) return given;
  const link = pastedUrl(given)?.href ?? '';
  return /[?&]ID=(\d{1,10})(?:&|#|$)/i.exec(link)?.[1] ?? /\/(\d{1,10})_\.000$/.exec(link)?.[1];
}

async function idOfTitle(title: string, target: TargetList, call: ToolCall): Promise<string> {
  // The title of a file is often empty, so a file is also found by its name.
  const names = target.list.isLibrary ? ['FileLeafRef', 'Title'] : ['Title'];
  const found: Named[] = [];
  let isCut = false;
  for (const name of names) {
    if (found.length > 0) break;
    const search = call.graph(
      read(
        target.items,
        {
          select: ['id'],
          expand: `fields($select=${name})`,
          filter: [equal(`fields/${name}`, title)],
          top: MOST_ALIKE,
        },
        { headers: unindexed },
      ),
    );
    // The title is searched only if there is no such file.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await searching(search, 'Give the id of the item.');
    found.push(...itemsOf(answer, listItem).map((one) => ({ id: one.id, name: titleOf(one) })));
    isCut = hasMore(answer);
  }
  return pickByName(title, found, { what: 'item', isCut, isSearch: true }).id;
}

export function titleOf({ fields }: Pick<ListItem, 'fields'>): string {
  const { Title: title, FileLeafRef: file } = fields ?? {};
  return [title, file].find((name) => typeof name === 'string') ?? '';
}

/** Describes an item in the form `item 3 "Title" in "Issues"`. */
export function describeItem(item: Pick<ListItem, 'id' | 'fields'>, { list }: TargetList): string {
  const title = titleOf(item);
  return `item ${cell(item.id)}${title === '' ? '' : ` "${cell(title)}"`} in "${cell(list.name)}"`;
}

/** Formats the values of columns, one per line. */
export function valuesIn(
  columns: readonly ListColumn[],
  fields: Fields,
  target: TargetList,
): readonly string[] {
  const options = { iana: target.zone.iana, budget: createHtmlBudget() };
  return columns.map(
    (one) => `${cell(one.name)}: ${cell(showValue(one, fields, options), 300) || '(empty)'}`,
  );
}
