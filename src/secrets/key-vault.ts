import type { TokenCredential } from '@azure/identity';
import type { SecretClient, SecretProperties } from '@azure/keyvault-secrets';

import { once } from '../base/single-flight.ts';
import { isLoopback } from '../config/loopback.ts';
import type { Telemetry } from '../telemetry/telemetry-types.ts';
import { callUpstream, statusOf } from '../telemetry/upstream-call.ts';
import type { SecretVersion, Vault } from './vault.ts';

/** Maximum number of versions of a secret to read, newest first. */
const VERSIONS_READ = 20;

export type VaultAccess = {
  readonly url: string;
  readonly identity: () => Promise<TokenCredential>;
  /** Allows the vault to be a stand-in on loopback. */
  readonly loopback: boolean;
};

/**
 * Opens Azure's client for secrets; the SDK is loaded on first use. Plain http, and a challenge that names another
 * host, are accepted only if `loopback` is set and the host is a loopback address (a stand-in).
 */
export async function openSecretClient(access: VaultAccess): Promise<SecretClient> {
  const { SecretClient } = await import('@azure/keyvault-secrets');
  return new SecretClient(access.url, await access.identity(), vaultClientOptions(access));
}

/** Returns the options of every Key Vault client. */
export function vaultClientOptions({ url, loopback }: Pick<VaultAccess, 'url' | 'loopback'>) {
  const standIn = loopback && isLoopback(new URL(url).hostname);
  return {
    retryOptions: { maxRetries: 1, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 },
    ...(standIn && { disableChallengeResourceVerification: true, allowInsecureConnection: true }),
  };
}

export function createKeyVault(
  options: VaultAccess & {
    readonly telemetry?: Telemetry | undefined;
    readonly deadlineMs?: number;
  },
): Vault {
  const client = once(() => openSecretClient(options));
  return {
    versions: (name) =>
      callUpstream(
        {
          dependency: 'Key Vault',
          name: `read ${name}`,
          deadlineMs: options.deadlineMs ?? 5_000,
          expectedStatuses: [404],
          telemetry: options.telemetry,
        },
        async (signal) => readVersions(await client(), name, signal),
      ).catch((error: unknown) => {
        if (statusOf(error) === 404) return [];
        throw error;
      }),
  };
}

async function readVersions(
  client: SecretClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<SecretVersion[]> {
  const enabled: { version: string; createdAt: number }[] = [];
  for await (const properties of client.listPropertiesOfSecretVersions(name, { abortSignal })) {
    if (isEnabled(properties)) {
      enabled.push({ version: properties.version, createdAt: properties.createdOn?.getTime() ?? 0 });
    }
  }
  const newest = enabled.sort((a, b) => b.createdAt - a.createdAt).slice(0, VERSIONS_READ);
  return Promise.all(
    newest.map(async ({ version, createdAt }) => {
      const secret = await client.getSecret(name, { version, abortSignal });
      return { version, value: secret.value ?? '', createdAt };
    }),
  );
}

function isEnabled(properties: SecretProperties): properties is SecretProperties & { version: string } {
  return properties.enabled !== false && properties.version !== undefined;
}
