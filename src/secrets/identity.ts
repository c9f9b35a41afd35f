import type { TokenCredential } from '@azure/identity';

import type { Config } from '../config/config.ts';
import { createIdentity } from './managed-identity.ts';
import { createWorkloadIdentity } from './workload-identity.ts';

type Settings = Pick<Config, 'managedIdentityClientId' | 'federatedTokenFile' | 'cloud'> & {
  readonly entra: Pick<Config['entra'], 'tenantId'>;
};

/**
 * Returns this host's identity: the workload identity if a Kubernetes cluster mounts a token, otherwise the managed
 * identity.
 */
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
