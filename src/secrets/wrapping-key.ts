import type { TokenCredential } from '@azure/identity';
import type { CryptographyClient, KeyClient, KeyVaultKey } from '@azure/keyvault-keys';
import * as z from 'zod';

import { once } from '../base/single-flight.ts';
import { ToolError } from '../errors.ts';
import type { Telemetry } from '../telemetry/telemetry-types.ts';
import { callUpstream, statusOf } from '../telemetry/upstream-call.ts';
import { vaultClientOptions, type VaultAccess } from './key-vault.ts';

/** Thrown by `unwrap` if the version that wrapped a data key is disabled. */
export class KeyVersionError extends Error {
  override readonly name = 'KeyVersionError';
}

/** A data key that only the vault can unwrap. `version` is the version of the vault's key. */
export type WrappedKey = { readonly version: string; readonly wrapped: string };

/**
 * An RSA key in Key Vault that wraps data keys (RSA-OAEP-256) and never leaves the vault. Methods throw
 * `UnavailableError` if the vault does not respond in time, and `ToolError` if the key cannot be used.
 */
export type WrappingKey = {
  /** Returns the key's newest version. */
  newestVersion(): Promise<string>;
  /** Wraps a data key with the newest version of the key in the vault. */
  wrap(dataKey: Uint8Array): Promise<WrappedKey>;
  /** Unwraps a data key. Also throws `KeyVersionError`. */
  unwrap(key: WrappedKey): Promise<Uint8Array>;
};

const ALGORITHM = 'RSA-OAEP-256';
const DEADLINE_MS = 5_000;

export function createWrappingKey({
  access,
  name,
  telemetry,
}: {
  readonly access: VaultAccess;
  readonly name: string;
  readonly telemetry?: Telemetry | undefined;
}): WrappingKey {
  const sdk = once(() => openSdk(access));

  const ask = <T>(
    operation: string,
    work: (signal: AbortSignal) => Promise<T>,
    isVersionProblem: (error: unknown) => boolean = () => false,
  ): Promise<T> =>
    callUpstream(
      {
        dependency: 'Key Vault',
        name: `${operation} ${name}`,
        deadlineMs: DEADLINE_MS,
        expectedStatuses: [403, 404],
        telemetry,
      },
      work,
    ).catch((error: unknown) => {
      if (isVersionProblem(error)) throw new KeyVersionError(`a version of ${name} is disabled`);
      const status = statusOf(error);
      throw status === 403 || status === 404 ? unusable(name, status) : error;
    });

  const newest = (signal: AbortSignal): Promise<KeyVaultKey> =>
    sdk().then(({ keys }) => keys.getKey(name, { abortSignal: signal }));

  return {
    newestVersion: async () => (await ask('read', newest)).properties.version ?? '',
    wrap: (dataKey) =>
      ask('wrap', async (abortSignal) => {
        const key = await newest(abortSignal);
        const { cryptography } = await sdk();
        const { result } = await cryptography(key).wrapKey(ALGORITHM, dataKey, { abortSignal });
        return {
          version: key.properties.version ?? '',
          wrapped: Buffer.from(result).toString('base64url'),
        };
      }),
    unwrap: ({ version, wrapped }) =>
      ask(
        'unwrap',
        async (abortSignal) => {
          const { keys, cryptography } = await sdk();
          const key = await keys.getKey(name, { version, abortSignal });
          const bytes = Buffer.from(wrapped, 'base64url');
          return (await cryptography(key).unwrapKey(ALGORITHM, bytes, { abortSignal })).result;
        },
        isDisabled,
      ),
  };
}

const disabled = z.object({
  details: z.object({ error: z.object({ innerError: z.object({ code: z.literal('KeyDisabled') }) }) }),
});

/**
 * Returns whether the vault refuses a request because the key's version is disabled, not because of the vault's roles
 * or firewall.
 */
function isDisabled(error: unknown): boolean {
  return statusOf(error) === 403 && disabled.safeParse(error).success;
}

function unusable(name: string, status: 403 | 404): ToolError {
  const what = status === 404 ? 'does not exist' : 'cannot be used by this server or has a disabled version';
  return new ToolError(
    'link_key_unusable',
    `The key ${name} in Key Vault ${what}, so linked accounts cannot be read. The operator of this server can fix that.`,
  );
}

type KeySdk = {
  readonly keys: KeyClient;
  readonly cryptography: (key: KeyVaultKey) => CryptographyClient;
};

/**
 * Opens Azure's clients for keys. The SDK is loaded on first use. A stand-in is allowed only under the conditions in
 * `openSecretClient`.
 */
async function openSdk({ url, identity, loopback }: VaultAccess): Promise<KeySdk> {
  const { CryptographyClient, KeyClient } = await import('@azure/keyvault-keys');
  const credential: TokenCredential = await identity();
  const options = vaultClientOptions({ url, loopback });
  return {
    keys: new KeyClient(url, credential, options),
    cryptography: (key) => new CryptographyClient(key, credential, options),
  };
}
