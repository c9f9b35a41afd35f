import type * as z from 'zod';

import type { Page } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';
import { cursorAt, startOf } from './rest-of-page.ts';

/** The maximum number of pages that one call reads. */
const MAX_PAGES = 4;

export type Scan<Row> = {
  readonly rows: readonly Row[];
  /** The last page of the scan, with a cursor for the items that were not read. */
  readonly page: Page;
  readonly read: number;
};

/**
 * Reads pages until enough rows pass a test that Graph cannot perform. A scan that reaches the page limit returns fewer
 * rows and a cursor.
 */
export async function scanPages<Row>(
  first: Page,
  schema: z.ZodType<Row>,
  { keep, most }: { readonly keep: (row: Row) => boolean; readonly most: number },
): Promise<Scan<Row>> {
  const rows: Row[] = [];
  let read = 0;
  let page = first;
  for (let pages = 1; ; pages += 1) {
    const items = itemsOf(page.answer, schema);
    for (let at = startOf(page, items); at < items.length; at += 1) {
      const row = items[at]!;
      read += 1;
      if (keep(row)) rows.push(row);
      if (rows.length < most) continue;
      const following = items.slice(at + 1).findIndex(keep);
      const end = following < 0 ? items.length : at + 1 + following;
      // oxlint-disable-next-line no-await-in-loop
      const cursor = await cursorAt(end, page, items);
      return { rows, page: { ...page, cursor }, read };
    }
    if (page.next === undefined || pages >= MAX_PAGES) return { rows, page, read };
    // oxlint-disable-next-line no-await-in-loop
    page = await page.next();
  }
}
