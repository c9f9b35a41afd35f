import { tables, type Row, type Store, type Table } from './store.ts';

/** `rest` is the position from which the next purge continues; absent once all tables have been read. */
export type PurgeResult = { readonly removed: number; readonly rest?: PurgePosition };

export type PurgePosition = { readonly table: Table; readonly cursor?: string | undefined };

const REMOVALS_AT_ONCE = 10;

/**
 * Removes expired rows page by page until all tables have been read or `signal` aborts. Removes a row only if the row
 * has not changed since it was read, so that a row whose expiry was extended is kept.
 *
 * `store` must also return rows whose MAC does not match, so that these rows are removed too. (A block store keeps
 * blocks whose end time has an invalid MAC.) `from` is the position at which to continue an earlier purge. `now`
 * returns milliseconds since 1970.
 */
export async function purge(
  store: Store,
  { now, signal, from }: { now: () => number; signal: AbortSignal; from?: PurgePosition | undefined },
): Promise<PurgeResult> {
  let removed = 0;
  for (const table of tables.slice(from === undefined ? 0 : tables.indexOf(from.table))) {
    let cursor = table === from?.table ? from.cursor : undefined;
    do {
      if (signal.aborted) return { removed, rest: { table, cursor } };
      const page = await store.list(table, undefined, cursor);
      const expired = page.rows.filter((row) => row.expiresAt <= now() / 1000);
      removed += await removeAll(store, table, expired);
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return { removed };
}

async function removeAll(store: Store, table: Table, rows: readonly Row[]): Promise<number> {
  let removed = 0;
  for (let start = 0; start < rows.length; start += REMOVALS_AT_ONCE) {
    const batch = rows.slice(start, start + REMOVALS_AT_ONCE);
    const gone = await Promise.all(
      batch.map(({ partition, id, etag }) => store.remove({ table, partition, id }, etag)),
    );
    removed += gone.filter(Boolean).length;
  }
  return removed;
}
