/**
 * A process that keeps a store in tables as the deployed app does, and carries out what its parent asks. It is a
 * process of its own because Node reads which certificates to trust (NODE_EXTRA_CA_CERTS) when it starts.
 */
import { createTableStore } from '../../src/state/tables.ts';
import type { Store } from '../../src/state/store.ts';

/** Where the tables are, and the token to ask them with, by the scope that it is for. */
export type StoreAccess = { readonly url: string; readonly tokens: Readonly<Record<string, string>> };

/** One call of a method of the store. */
export type StoreCall = {
  readonly id: number;
  readonly method: keyof Store;
  readonly args: readonly unknown[];
};

/** What came of it. */
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
