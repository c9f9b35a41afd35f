import type { Sealer } from '../secrets/seal.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import type { Entry, Place, Row, Store, Table } from './store.ts';
import { decodeValue, encodeValue } from './value.ts';

/**
 * Creates a store whose rows carry a MAC over table, partition, id, value and expiry, so that an attacker who can write
 * to the tables cannot forge, move or extend rows. Treats a row whose MAC does not match as absent.
 */
export function createAuthenticatedStore(
  store: Store,
  sealer: Pick<Sealer, 'mac' | 'macMatches'>,
  log: Log,
): Store {
  const wrap = async (place: Place, { value, expiresAt }: Entry): Promise<Entry> => {
    const text = encodeValue(value);
    const mac = await sealer.mac('row', macInput(place, text, expiresAt));
    return { value: { text, mac }, expiresAt };
  };

  const unwrap = async (table: Table, row: Row): Promise<Row | undefined> => {
    const { text, mac } = row.value;
    const value = decodeValue(text);
    if (value !== undefined && typeof text === 'string' && typeof mac === 'string') {
      const place = { table, partition: row.partition, id: row.id };
      if (await sealer.macMatches('row', macInput(place, text, row.expiresAt), mac)) return { ...row, value };
    }
    log.warn('state_row_not_authentic', { table });
    return undefined;
  };

  return {
    insert: async (place, entry) => store.insert(place, await wrap(place, entry)),
    get: async (place) => {
      const row = await store.get(place);
      return row && unwrap(place.table, row);
    },
    has: (place) => store.has(place),
    replace: async (place, entry, etag) => store.replace(place, await wrap(place, entry), etag),
    remove: (place, etag) => store.remove(place, etag),
    list: async (table, partition, cursor) => {
      const page = await store.list(table, partition, cursor);
      const rows = await Promise.all(page.rows.map((row) => unwrap(table, row)));
      return { ...page, rows: rows.filter((row) => row !== undefined) };
    },
  };
}

/** Encodes the parts as JSON, so that different rows never result in the same text. */
function macInput({ table, partition, id }: Place, text: string, expiresAt: number): string {
  return JSON.stringify([table, partition, id, expiresAt, text]);
}
