import { HttpError } from '../errors.ts';
import type { Row, Store, Table } from './store.ts';

/** Maximum number of pages to read. The rows of one user should never fill that many pages. */
const PAGES_READ = 50;

/**
 * Reads all rows of a user's partition. Table Storage can split a partition at any row: a page can be empty and still
 * have a cursor. Throws `HttpError` 503 if the rows fill more than `PAGES_READ` pages.
 */
export async function allRows(
  store: Pick<Store, 'list'>,
  table: Table,
  partition: string,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_READ; page++) {
    // oxlint-disable-next-line no-await-in-loop -- each page has the cursor of the next
    const read = await store.list(table, partition, cursor);
    rows.push(...read.rows);
    cursor = read.cursor;
    if (cursor === undefined) return rows;
  }
  throw new HttpError(
    503,
    'You have signed in too often for Portico to list every sign-in. The operator of Portico can remove old ones.',
  );
}
