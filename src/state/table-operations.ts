import type { TableClient } from '@azure/data-tables';

import type { Telemetry } from '../telemetry/telemetry-types.ts';
import { callUpstream } from '../telemetry/upstream-call.ts';
import type { Place, Row, Table } from './store.ts';
import { createTableClients, type TableAccess } from './table-clients.ts';
import { encodeKey, fromEntity, type RowEntity } from './table-entity.ts';

const PAGE_ROWS = 100;

export type TableOptions = TableAccess & {
  readonly telemetry?: Telemetry | undefined;
  readonly deadlineMs?: number;
};

export type Page = { readonly rows: Row[]; readonly cursor?: string | undefined };

/**
 * Creates the Table Storage operations that the store needs. An operation throws SDK errors with an expected status
 * unchanged.
 */
export function createTableOperations(options: TableOptions) {
  const clientOf = createTableClients(options);

  const run = <T>(
    { name, table, expectedStatuses }: { name: string; table: Table; expectedStatuses: readonly number[] },
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

  return {
    createTable: (table: Table) =>
      run({ name: 'create', table, expectedStatuses: [] }, (client, abortSignal) =>
        client.createTable({ abortSignal }),
      ),
    insert: (table: Table, entity: RowEntity) =>
      run({ name: 'insert', table, expectedStatuses: [404, 409] }, (client, abortSignal) =>
        client.createEntity(entity, { abortSignal }),
      ),
    get: ({ table, partition, id }: Place): Promise<Readonly<Record<string, unknown>>> =>
      run({ name: 'get', table, expectedStatuses: [404] }, (client, abortSignal) =>
        client.getEntity(encodeKey(partition), encodeKey(id), { abortSignal }),
      ),
    replace: (table: Table, entity: RowEntity, etag: string) =>
      run({ name: 'replace', table, expectedStatuses: [404, 412] }, (client, abortSignal) =>
        client.updateEntity(entity, 'Replace', { etag, abortSignal }),
      ),
    remove: ({ table, partition, id }: Place, etag: string) =>
      run({ name: 'remove', table, expectedStatuses: [404, 412] }, (client, abortSignal) =>
        client.deleteEntity(encodeKey(partition), encodeKey(id), { etag, abortSignal }),
      ),
    list: (table: Table, partition: string | undefined, cursor: string | undefined) =>
      run({ name: 'list', table, expectedStatuses: [404] }, (client, abortSignal) =>
        readPage(client, { partition, cursor, abortSignal }),
      ),
  };
}

async function readPage(
  client: TableClient,
  from: { partition: string | undefined; cursor: string | undefined; abortSignal: AbortSignal },
): Promise<Page> {
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
