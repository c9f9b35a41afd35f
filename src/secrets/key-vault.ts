import type { TokenCredential } from '@azure/identity';
import type { SecretClient, SecretProperties } from '@azure/keyvault-secrets';

import { once } from '../base/single-flight.ts';
import { isLoopback } from '../config/config.ts';
import type { Telemetry } from '../telemetry/telemetry-types.ts';
import { callUpstream, statusOf } from '../telemetry/upstream-call.ts';
import type { SecretVersion, Vault } from './vault.ts';

/** Only this many of the newest versions of a secret are read. */
const VERSIONS_READ = 20;

export type VaultAccess = {
  readonly url: string;
  readonly identity: () => Promise<TokenCredential>;
  /** True if the vault can be a stand-in. */
  readonly loopback: boolean;
};

/**
 * Opens Azure's client for secrets; the SDK is loaded at first use. Only with `loopback`, and only for a loopback host
 * (a stand-in), it accepts plain http and a challenge that names another host.
 */
export async function openSecretClient(access: VaultAccess): Promise<SecretClient> {
  const { SecretClient } = await import('@azure/keyvault-secrets');
  const standIn = access.loopback && isLoopback(new URL(access.url).hostname);
  return new SecretClient(access.url, await access.identity(), {
    retryOptions: { maxRetries: 1, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 },
    ...(standIn && { disableChallengeResourceVerification: true, allowInsecureConnection: true }),
  });
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
