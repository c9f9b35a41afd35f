import { randomUUID } from 'node:crypto';

import type { TableClient } from '@azure/data-tables';

import type { Telemetry } from '../telemetry/telemetry-types.ts';
import { callUpstream, statusOf } from '../telemetry/upstream-call.ts';
import type { Entry, Place, Store, Table } from './store.ts';
import { createTableClients, type TableAccess } from './table-clients.ts';
import { encodeKey, fromEntity, toEntity, type RowEntity } from './table-entity.ts';

const PAGE_ROWS = 100;

type Operation = {
  readonly name: string;
  readonly table: Table;
  readonly expectedStatuses: readonly number[];
};

/**
 * Creates a store in Azure Table Storage (or Azurite). A table that does not exist reads as empty and is created by the
 * first insert. If the response to a write is lost, the SDK retries the write and conflicts with its own row. After a
 * 409 or 412, the row is therefore read back, and the write counts as done if the row has the write's id.
 */
export function createTableStore(
  options: TableAccess & { readonly telemetry?: Telemetry | undefined; readonly deadlineMs?: number },
): Store {
  const clientOf = createTableClients(options);

  const run = <T>(
    { name, table, expectedStatuses }: Operation,
    work: (client: TableClient, abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T> =>
    callUpstream(
      {
        dependency: 'Table Storage',
        name: `${name} ${table}`,
        deadlineMs: options.deadlineMs ?? 5_000,
        expectedStatuses,
        telemetry: options.telemetry,
      },
      async (abortSignal) => work(await clientOf(table), abortSignal),
    );

  const read = ({ table, partition, id }: Place): Promise<Readonly<Record<string, unknown>> | undefined> =>
    run({ name: 'get', table, expectedStatuses: [404] }, (client, abortSignal) =>
      client.getEntity(encodeKey(partition), encodeKey(id), { abortSignal }),
    ).catch(unless(404));

  const isOurs = async (place: Place, { writeId }: RowEntity): Promise<boolean> =>
    (await read(place))?.['writeId'] === writeId;

  const create = (place: Place, entity: RowEntity): Promise<boolean> =>
    run({ name: 'insert', table: place.table, expectedStatuses: [404, 409] }, async (client, abortSignal) => {
      await client.createEntity(entity, { abortSignal });
      return true;
    });

  const createTable = (table: Table): Promise<void> =>
    run({ name: 'create', table, expectedStatuses: [] }, (client, abortSignal) =>
      client.createTable({ abortSignal }),
    );

  const remove = ({ table, partition, id }: Place, etag: string): Promise<boolean> =>
    run({ name: 'remove', table, expectedStatuses: [404, 412] }, async (client, abortSignal) => {
      await client.deleteEntity(encodeKey(partition), encodeKey(id), { etag, abortSignal });
      return true;
    });

  return {
    insert: async (place: Place, entry: Entry) => {
      const entity = toEntity(place, entry, randomUUID());
      try {
        return await create(place, entity).catch(async (error: unknown) => {
          if (statusOf(error) !== 404) throw error;
          await createTable(place.table);
          return create(place, entity);
        });
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
        await run(
          { name: 'replace', table: place.table, expectedStatuses: [404, 412] },
          (client, abortSignal) => client.updateEntity(entity, 'Replace', { etag, abortSignal }),
        );
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        if (statusOf(error) !== 412) throw error;
        return isOurs(place, entity);
      }
    },
    remove: async (place, etag = '*') => (await remove(place, etag).catch(unless(404, 412))) ?? false,
    list: async (table, partition, cursor) =>
      (await run({ name: 'list', table, expectedStatuses: [404] }, (client, abortSignal) =>
        readPage(client, { partition, cursor, abortSignal }),
      ).catch(unless(404))) ?? { rows: [] },
  };
}

/** Returns undefined for errors with one of these statuses and rethrows any other error. */
function unless(...statuses: number[]): (error: unknown) => undefined {
  return (error) => {
    if (!statuses.includes(statusOf(error))) throw error;
    return undefined;
  };
}

async function readPage(
  client: TableClient,
  from: { partition: string | undefined; cursor: string | undefined; abortSignal: AbortSignal },
): ReturnType<Store['list']> {
  const { odata } = await import('@azure/data-tables');
  const queryOptions =
    from.partition === undefined ? {} : { filter: odata`PartitionKey eq ${encodeKey(from.partition)}` };
  const pages = client.listEntities({ queryOptions, abortSignal: from.abortSignal }).byPage({
    maxPageSize: PAGE_ROWS,
    ...(from.cursor === undefined ? {} : { continuationToken: from.cursor }),
  });
  for await (const page of pages) {
    const rows = page.map(fromEntity).filter((row) => row !== undefined);
    return { rows, cursor: page.continuationToken || undefined };
  }
  return { rows: [] };
}
