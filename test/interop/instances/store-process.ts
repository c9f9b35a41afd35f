/**
 * Opens a table store as the deployed app does, and executes the parent process's requests. A separate process is
 * needed, because Node reads NODE_EXTRA_CA_CERTS only at startup.
 */
import { createTableStore } from '../../../src/state/tables.ts';
import type { Store } from '../../../src/state/store.ts';

/** The URL of the table service, and tokens by scope. */
export type StoreAccess = { readonly url: string; readonly tokens: Readonly<Record<string, string>> };

export type StoreCall = {
  readonly id: number;
  readonly method: keyof Store;
  readonly args: readonly unknown[];
};

export type StoreAnswer = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly problem: string; readonly cause: string }
);

const { url, tokens } = JSON.parse(process.argv[2] ?? '') as StoreAccess;
const getToken = (scopes: string | string[]) => {
  const token = tokens[[scopes].flat().join(' ')];
  return Promise.resolve(token === undefined ? null : { token, expiresOnTimestamp: Date.now() + 3_600_000 });
};
const store = createTableStore({ url, loopback: false, identity: () => Promise.resolve({ getToken }) });

process.on('message', ({ id, method, args }: StoreCall) => {
  const carriedOut = (store[method] as (...given: readonly unknown[]) => Promise<unknown>)(...args);
  carriedOut.then(
    (result) => answer({ id, result }),
    (error: Error) => answer({ id, problem: error.message, cause: String(error.cause) }),
  );
});

function answer(message: StoreAnswer): void {
  process.send?.(message);
}
