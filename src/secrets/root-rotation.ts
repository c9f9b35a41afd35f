import type { SecretClient } from '@azure/keyvault-secrets';

import { callUpstream } from '../telemetry/upstream-call.ts';
import { SEALS_AFTER_MS } from './key-ring.ts';
import { openSecretClient, type VaultAccess } from './key-vault.ts';

/** `sealsFrom` is in milliseconds since 1970. */
export type AddedRoot = { readonly version: string; readonly sealsFrom: number };

const ROOT_BYTES = 64;
/** Maximum duration of a rotation. The limit is high, because versions are disabled one by one. */
const DEADLINE_MS = 60_000;

type Options = VaultAccess & { readonly name: string; readonly random: (bytes: number) => Uint8Array };

/**
 * Adds a version of the seal root. All instances read the new version before any of them seals with it, and tokens
 * sealed under older versions can still be opened. Throws `UnavailableError`, or the SDK's error if the vault responds
 * with 401 or 403.
 */
export function addRoot(options: Options): Promise<AddedRoot> {
  return withClient(options, `add a version of ${options.name}`, (client, signal) =>
    add(client, options, signal),
  );
}

/** Like `addRoot`, but also disables every other version, which invalidates all tokens sealed under those versions. */
export function replaceRoots(options: Options): Promise<AddedRoot & { readonly disabled: number }> {
  return withClient(options, `replace the versions of ${options.name}`, async (client, abortSignal) => {
    const added = await add(client, options, abortSignal);
    let disabled = 0;
    for await (const { version, enabled } of client.listPropertiesOfSecretVersions(options.name, {
      abortSignal,
    })) {
      if (version === undefined || version === added.version || enabled === false) continue;
      await client.updateSecretProperties(options.name, version, { enabled: false, abortSignal });
      disabled += 1;
    }
    return { ...added, disabled };
  });
}

async function add(
  client: SecretClient,
  { name, random }: Options,
  abortSignal: AbortSignal,
): Promise<AddedRoot> {
  const value = Buffer.from(random(ROOT_BYTES)).toString('base64');
  const { properties } = await client.setSecret(name, value, {
    contentType: `${ROOT_BYTES} random bytes, base64`,
    abortSignal,
  });
  const { version = '', createdOn } = properties;
  return { version, sealsFrom: (createdOn?.getTime() ?? 0) + SEALS_AFTER_MS };
}

async function withClient<T>(
  options: Options,
  name: string,
  work: (client: SecretClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const client = await openSecretClient(options);
  const call = { dependency: 'Key Vault', name, expectedStatuses: [401, 403], telemetry: undefined } as const;
  return callUpstream({ ...call, deadlineMs: DEADLINE_MS }, (signal) => work(client, signal));
}
