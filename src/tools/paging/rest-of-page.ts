import { isRecord } from '../../base/is-record.ts';
import { digest } from '../../base/sha256.ts';
import type { Page } from '../define.ts';

/**
 * The number of rows that a cursor identifies by marks. If one of these two rows is deleted or moved, the other can
 * still be found.
 */
const MARKED_ROWS = 2;
/**
 * The length of a mark in characters. A mark holds 36 bits of a hash, which are enough to distinguish the rows of a
 * page.
 */
const MARK_LENGTH = 6;

/**
 * Returns the index of the first row of a page that earlier calls have not returned. Finds this row by the marks of the
 * last rows that were returned, because rows can be added, deleted or moved between two calls. If the marked rows are
 * gone, returns 0, because a repeated row is better than a lost one.
 */
export function startOf({ from, after }: Pick<Page, 'from' | 'after'>, rows: readonly unknown[]): number {
  if (after.length === 0 || markOf(rows[from - 1]) === after.at(-1)) return from;
  return rows.findLastIndex((row) => after.includes(markOf(row))) + 1;
}

/** Returns a cursor for the rows of a page from `end` on. If no rows are left, returns the page's own cursor. */
export async function cursorAt(
  end: number,
  page: Pick<Page, 'cursor' | 'cursorFrom'>,
  rows: readonly unknown[],
): Promise<string | undefined> {
  if (end >= rows.length) return page.cursor;
  return page.cursorFrom(end, marksOf(rows.slice(0, end)));
}

/**
 * Like `cursorAt`, but for a list in which Graph's link to the next page contains the number of rows to skip. If earlier
 * rows are added or deleted between two calls, this number is no longer correct. Therefore, even if all rows of a page
 * have been returned, the next call reads the page again and finds its last row by the marks.
 */
export async function cursorToReread(
  end: number,
  page: Pick<Page, 'cursorFrom' | 'next'>,
  rows: readonly unknown[],
): Promise<string | undefined> {
  if (end >= rows.length && page.next === undefined) return undefined;
  return page.cursorFrom(end, marksOf(rows.slice(0, end)));
}

/** Whether one of these rows has a mark in the page's cursor. */
export function hasMarkedRow({ after }: Pick<Page, 'after'>, rows: readonly unknown[]): boolean {
  return rows.some((row) => after.includes(markOf(row)));
}

/** Returns the marks of the last rows, or an empty list if one of these rows has no id. */
function marksOf(rows: readonly unknown[]): readonly string[] {
  const marks = rows.slice(-MARKED_ROWS).map(markOf);
  return marks.includes('') ? [] : marks;
}

/**
 * Returns at most `most` rows of a page that earlier calls have not returned, and a cursor for the older rows. The list
 * must be in descending order of time.
 *
 * Graph's own cursor contains a number of rows to skip. If rows have been moved or no longer match, Graph would skip
 * rows that were never returned.
 *
 * `before` returns the value of the argument `before` that selects a row and all older rows.
 */
export async function rowsBefore<Row>(
  page: Page,
  rows: readonly Row[],
  { most, before }: { readonly most: number; readonly before: (row: Row) => string | undefined },
): Promise<{ readonly page: Page; readonly items: readonly Row[] }> {
  const start = startOf(page, rows);
  const end = start + most;
  const items = rows.slice(start, end);
  if (end >= rows.length && page.next === undefined) return { page, items };
  const bound = items.length === 0 ? undefined : before(items.at(-1)!);
  // The rows are sorted by time, so the rows with the time `bound` are at the end.
  const from = items.length - 1 - items.findLastIndex((row) => before(row) !== bound);
  // If all rows have the same time, a request for the rows until that time would return the same rows again.
  if (bound === undefined || from === items.length) {
    const cursor = end >= rows.length ? await page.nextCursor() : await cursorAt(end, page, rows);
    return { page: { ...page, cursor }, items };
  }
  const shown = { from, after: marksOf(items), rows: most + from };
  return { page: { ...page, cursor: await page.cursorWith({ before: bound }, shown) }, items };
}

/** Returns the string that identifies a row in a cursor; an empty string if the row has no id. */
function markOf(row: unknown): string {
  const id = isRecord(row) ? row['id'] : undefined;
  return typeof id === 'string' ? digest(id).slice(0, MARK_LENGTH) : '';
}
