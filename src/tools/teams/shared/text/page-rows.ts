import type { Page } from '../../../define.ts';
import { describeRest } from '../../../output/table.ts';

/** Returns the rows of a page that this call shows, and a sentence about what comes after them. */
export async function rowsOfPage<Row>(
  page: Page,
  rows: readonly Row[],
  most: number,
): Promise<{ readonly shown: readonly Row[]; readonly follows: string }> {
  const end = page.from + most;
  const cursor = end < rows.length ? await page.cursorFrom(end) : page.cursor;
  return { shown: rows.slice(page.from, end), follows: describeRest({ ...page, cursor }) };
}
