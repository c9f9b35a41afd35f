import type { TokenCredential } from '@azure/identity';

import type { Config } from '../config/config.ts';
import type { Telemetry } from '../telemetry/telemetry-types.ts';
import { createFileVault } from './mounted-files.ts';
import { createKeyVault } from './key-vault.ts';
import type { Vault } from './vault.ts';

/** Opens the vault that the settings select: the mounted file for each secret that has one, otherwise Key Vault. */
export function openVault({
  config,
  identity,
  telemetry,
}: {
  config: Pick<Config, 'sealRootFile' | 'keyVaultUrl' | 'loopbackUpstreams'> & {
    readonly entra: Pick<Config['entra'], 'clientSecretFile'>;
  };
  identity: () => Promise<TokenCredential>;
  telemetry?: Telemetry | undefined;
}): Vault {
  const paths: Record<string, string> = {
    ...(config.sealRootFile !== undefined && { 'seal-root': config.sealRootFile }),
    ...(config.entra.clientSecretFile !== undefined && {
      'entra-client-secret': config.entra.clientSecretFile,
    }),
  };
  const files = createFileVault(paths);
  if (config.keyVaultUrl === undefined) return files;
  const loopback = config.loopbackUpstreams;
  const keyVault = createKeyVault({ url: config.keyVaultUrl, identity, loopback, telemetry });
  return {
    versions: (name) => (Object.hasOwn(paths, name) ? files.versions(name) : keyVault.versions(name)),
  };
}
