import { isRecord } from '../../base/is-record.ts';
import { digest } from '../../base/sha256.ts';
import type { Page } from '../define.ts';

/** The number of rows that a cursor has marks for: two, so that one of them can be deleted or move. */
const MARKED_ROWS = 2;
/** The length of a mark: 36 bits of a hash tell the rows of a page apart. */
const MARK_LENGTH = 6;

/**
 * Returns the index of the first row of a page that earlier calls have not returned. Finds the place again by the last
 * rows that were returned, because rows can be added, deleted or moved between two calls. If these rows are gone, starts
 * the page again: a repeated row is better than a lost one.
 */
export function startOf({ from, after }: Pick<Page, 'from' | 'after'>, rows: readonly unknown[]): number {
  if (after.length === 0 || markOf(rows[from - 1]) === after.at(-1)) return from;
  return rows.findLastIndex((row) => after.includes(markOf(row))) + 1;
}

/** Returns a cursor for the rows of a page from `end` on or, if there are none, the page's own cursor. */
export async function cursorAt(
  end: number,
  page: Pick<Page, 'cursor' | 'cursorFrom'>,
  rows: readonly unknown[],
): Promise<string | undefined> {
  if (end >= rows.length) return page.cursor;
  const last = rows.slice(Math.max(0, end - MARKED_ROWS), end).map(markOf);
  return page.cursorFrom(end, last.includes('') ? [] : last);
}

/** Returns the mark of a row in cursors; empty if the row has no id. */
function markOf(row: unknown): string {
  const id = isRecord(row) ? row['id'] : undefined;
  return typeof id === 'string' ? digest(id).slice(0, MARK_LENGTH) : '';
}
