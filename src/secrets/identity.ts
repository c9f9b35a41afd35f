import type { TokenCredential } from '@azure/identity';

import type { Config } from '../config/config.ts';
import { createIdentity } from './managed-identity.ts';
import { createWorkloadIdentity } from './workload-identity.ts';

/** What the settings say of the identity. */
type Settings = Pick<Config, 'managedIdentityClientId' | 'federatedTokenFile' | 'cloud'> & {
  readonly entra: Pick<Config['entra'], 'tenantId'>;
};

/** The identity of this host: a pod's workload identity where the cluster has given it a token, else the managed identity. */
export function openIdentity(config: Settings): () => Promise<TokenCredential> {
  const { managedIdentityClientId: clientId, federatedTokenFile: tokenFile, cloud, entra } = config;
  if (tokenFile === undefined || clientId === undefined) return createIdentity({ clientId });
  return createWorkloadIdentity({
    tokenFile,
    clientId,
    tenantId: entra.tenantId,
    authorityHost: cloud.login,
    exchangeAudience: cloud.tokenExchangeAudience,
  });
}
