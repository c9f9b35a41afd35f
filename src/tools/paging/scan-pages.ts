import type * as z from 'zod';

import type { Page } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';
import { cursorAt, cursorToReread, hasMarkedRow, startOf } from './rest-of-page.ts';

/** The maximum number of pages that one call reads. */
const MAX_PAGES = 4;
/** The maximum number of pages that one call reads to find the last rows of the previous call. */
const MAX_SEARCHED_PAGES = 5;

export type Scan<Row> = {
  readonly rows: readonly Row[];
  /** The last page of the scan, with a cursor for the items that were not read. */
  readonly page: Page;
  readonly read: number;
};

export type ScanOptions<Row> = {
  readonly keep: (row: Row) => boolean;
  readonly most: number;
  /** True if Graph's link to the next page contains the number of rows to skip; see `cursorToReread`. */
  readonly skipsRows?: boolean | undefined;
};

/**
 * Reads pages until enough rows pass a test that Graph cannot perform. A scan that reaches the page limit returns fewer
 * rows and a cursor.
 */
export async function scanPages<Row>(
  first: Page,
  schema: z.ZodType<Row>,
  { keep, most, skipsRows = false }: ScanOptions<Row>,
): Promise<Scan<Row>> {
  const rows: Row[] = [];
  const cursorTo = skipsRows ? cursorToReread : cursorAt;
  let read = 0;
  let page = skipsRows ? await markedPage(first, schema) : first;
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
      const cursor = await cursorTo(end, page, items);
      return { rows, page: { ...page, cursor }, read };
    }
    if (page.next === undefined || pages >= MAX_PAGES) {
      // oxlint-disable-next-line no-await-in-loop
      const cursor = await cursorTo(items.length, page, items);
      return { rows, page: { ...page, cursor }, read };
    }
    // oxlint-disable-next-line no-await-in-loop
    page = await page.next();
  }
}

/**
 * Returns the page that contains the last rows of the previous call. This page differs from the given page if rows of
 * earlier pages have been added or deleted since. If these rows are not found, returns the given page.
 */
async function markedPage<Row>(given: Page, schema: z.ZodType<Row>): Promise<Page> {
  const { from, after } = given;
  if (after.length === 0 || hasMarkedRow(given, itemsOf(given.answer, schema))) return given;
  let page = await given.restart();
  for (let pages = 1; ; pages += 1) {
    if (hasMarkedRow(given, itemsOf(page.answer, schema))) return { ...page, from, after };
    if (page.next === undefined || pages >= MAX_SEARCHED_PAGES) return given;
    // oxlint-disable-next-line no-await-in-loop
    page = await page.next();
  }
}
