import { createLruMap } from '../base/lru-map.ts';
import type { Sealer } from '../secrets/seal.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import type { Entry, Place, Row, Store } from './store.ts';

/** `expiresAt` of a block that never expires: the last second of the year 9999. */
export const ENDLESS = 253_402_300_799;

const LOGGED_ROWS_LIMIT = 1_000;

/**
 * Signs the end time of each block, so that an attacker who can write to the tables cannot make the block end earlier.
 * An end time with an invalid MAC is ignored: the block lasts until it is lifted, and its value has `endIgnored: true`.
 * A block that never expires needs no MAC. Rows of other tables are not changed.
 */
export function createBlockStore(
  store: Store,
  sealer: Pick<Sealer, 'mac' | 'macMatches'>,
  log: Pick<Log, 'warn'>,
): Store {
  const logged = createLruMap<true>(LOGGED_ROWS_LIMIT);

  const sign = async (place: Place, entry: Entry): Promise<Entry> => {
    if (place.table !== 'blocks' || entry.expiresAt >= ENDLESS) return entry;
    return { ...entry, value: { ...entry.value, mac: await sealer.mac('block', macInput(place, entry)) } };
  };

  const verify = async (row: Row): Promise<Row> => {
    if (row.expiresAt >= ENDLESS) return row;
    const { mac } = row.value;
    if (typeof mac === 'string' && (await sealer.macMatches('block', macInput(row, row), mac))) return row;
    if (logged.get(row.etag) === undefined) {
      logged.set(row.etag, true);
      log.warn('block_end_not_authentic', { kind: row.partition });
    }
    return { ...row, expiresAt: ENDLESS, value: { ...row.value, endIgnored: true } };
  };

  return {
    ...store,
    insert: async (place, entry) => store.insert(place, await sign(place, entry)),
    replace: async (place, entry, etag) => store.replace(place, await sign(place, entry), etag),
    get: async (place) => {
      const row = await store.get(place);
      return row === undefined || place.table !== 'blocks' ? row : verify(row);
    },
    list: async (table, partition, cursor) => {
      const page = await store.list(table, partition, cursor);
      return table === 'blocks' ? { ...page, rows: await Promise.all(page.rows.map(verify)) } : page;
    },
  };
}

/** Encodes the parts as JSON, so that different blocks never result in the same text. */
function macInput(
  { partition, id }: Pick<Place, 'partition' | 'id'>,
  { expiresAt }: Pick<Entry, 'expiresAt'>,
) {
  return JSON.stringify([partition, id, expiresAt]);
}
