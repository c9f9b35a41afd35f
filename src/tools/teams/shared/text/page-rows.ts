import type { Page } from '../../../define.ts';
import { describeRest } from '../../../output/table.ts';
import { cursorAt, startOf } from '../../../paging/rest-of-page.ts';

/** Returns the rows of a page that this call shows, and a sentence that says whether more rows follow. */
export async function rowsOfPage<Row>(
  page: Page,
  rows: readonly Row[],
  most: number,
): Promise<{ readonly shown: readonly Row[]; readonly follows: string }> {
  const start = startOf(page, rows);
  const end = start + most;
  const cursor = await cursorAt(end, page, rows);
  return { shown: rows.slice(start, end), follows: describeRest({ ...page, cursor }) };
}
