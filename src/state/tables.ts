import { randomUUID } from 'node:crypto';

import { statusOf } from '../telemetry/upstream-call.ts';
import type { Place, Store } from './store.ts';
import { fromEntity, toEntity, type RowEntity } from './table-entity.ts';
import { createTableOperations, type TableOptions } from './table-operations.ts';

/**
 * Creates a store in Azure Table Storage (or Azurite). A table that does not exist reads as empty and is created by the
 * first insert. If the response to a write is lost, the SDK retries the write and conflicts with its own row. After a
 * 409 or 412, the row is therefore read back, and the write counts as done if the row has the write's id.
 */
export function createTableStore(options: TableOptions): Store {
  const tables = createTableOperations(options);

  const read = (place: Place) => tables.get(place).catch(unless(404));

  const isOurs = async (place: Place, { writeId }: RowEntity): Promise<boolean> =>
    (await read(place))?.['writeId'] === writeId;

  return {
    insert: async (place, entry) => {
      const entity = toEntity(place, entry, randomUUID());
      try {
        await tables.insert(place.table, entity).catch(async (error: unknown) => {
          if (statusOf(error) !== 404) throw error;
          await tables.createTable(place.table);
          await tables.insert(place.table, entity);
        });
        return true;
      } catch (error) {
        if (statusOf(error) !== 409) throw error;
        return isOurs(place, entity);
      }
    },
    get: async (place) => {
      const entity = await read(place);
      return entity && fromEntity(entity);
    },
    has: async (place) => (await read(place)) !== undefined,
    replace: async (place, entry, etag) => {
      const entity = toEntity(place, entry, randomUUID());
      try {
        await tables.replace(place.table, entity, etag);
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        if (statusOf(error) !== 412) throw error;
        return isOurs(place, entity);
      }
    },
    remove: async (place, etag = '*') => {
      const removed = await tables.remove(place, etag).then(() => true, unless(404, 412));
      return removed ?? false;
    },
    list: async (table, partition, cursor) =>
      (await tables.list(table, partition, cursor).catch(unless(404))) ?? { rows: [] },
  };
}

/**
 * Returns an error handler that returns undefined for errors with one of these statuses and rethrows any other error.
 */
function unless(...statuses: number[]): (error: unknown) => undefined {
  return (error) => {
    if (!statuses.includes(statusOf(error))) throw error;
    return undefined;
  };
}
