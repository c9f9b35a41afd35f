import type { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';

import { once } from '../base/single-flight.ts';
import { azuriteShorthand } from '../config/problems.ts';
import { isLoopback } from '../config/loopback.ts';
import type { Table } from './store.ts';

export type TableAccess = {
  /** The endpoint, or `UseDevelopmentStorage=true` for Azurite on this machine. */
  readonly url: string;
  readonly identity: () => Promise<TokenCredential>;
  /** True if plain http to a loopback host is allowed. */
  readonly loopback: boolean;
  /** Prefix of table names, letters only. */
  readonly prefix?: string;
};

/** Azurite's well-known account and key. Microsoft publishes them, so they are not a secret. */
const azurite = {
  url: 'http://127.0.0.1:10002/devstoreaccount1',
  account: 'devstoreaccount1',
  key: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
} as const;

/** All retries must end within an operation's deadline. */
const retryOptions = { maxRetries: 2, retryDelayInMs: 100, maxRetryDelayInMs: 1_000 };

/** Returns a function that returns Azure's client for a table. The SDK is loaded on first use. */
export function createTableClients(access: TableAccess): (table: Table) => Promise<TableClient> {
  const clients = new Map<Table, () => Promise<TableClient>>();
  return (table) => {
    const client =
      clients.get(table) ?? once(() => openClient(access, `${access.prefix ?? 'portico'}${table}`));
    clients.set(table, client);
    return client();
  };
}

async function openClient(access: TableAccess, name: string): Promise<TableClient> {
  const { TableClient, AzureNamedKeyCredential } = await import('@azure/data-tables');
  const url = access.url === azuriteShorthand ? azurite.url : access.url;
  const { protocol, hostname } = new URL(url);
  if (access.loopback && protocol === 'http:' && isLoopback(hostname)) {
    const sharedKey = new AzureNamedKeyCredential(azurite.account, azurite.key);
    return new TableClient(url, name, sharedKey, { retryOptions, allowInsecureConnection: true });
  }
  return new TableClient(url, name, await access.identity(), { retryOptions });
}
