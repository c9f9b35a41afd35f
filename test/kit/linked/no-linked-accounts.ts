import { createLinkedAccounts, type LinkedAccounts } from '../../../src/linked/linked-accounts.ts';
import type { Sealer } from '../../../src/secrets/seal.ts';
import { createMemoryStore } from '../../../src/state/memory.ts';
import type { Store } from '../../../src/state/store.ts';
import { silentTelemetry } from '../../../src/telemetry/silent.ts';
import { openSealer } from '../sealer.ts';
import { silentLog } from '../logs/log-to.ts';

const unused = () => Promise.reject(new Error('This test must not use the wrapping key.'));

/** Creates the linked accounts of an installation that has no configured provider. */
export function noLinkedAccounts(
  parts: { readonly sealer?: Sealer; readonly store?: Store; readonly now?: () => number } = {},
): LinkedAccounts {
  const { now = Date.now, sealer = openSealer(now), store = createMemoryStore({ now }) } = parts;
  return createLinkedAccounts({
    providers: new Map(),
    wrappingKey: { newestVersion: unused, wrap: unused, unwrap: unused },
    vault: { versions: async () => [] },
    sealer,
    store,
    publicUrl: 'https://portico.example',
    telemetry: silentTelemetry,
    log: silentLog,
    now,
  });
}
