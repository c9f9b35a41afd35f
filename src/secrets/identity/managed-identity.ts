import type { TokenCredential } from '@azure/identity';

import { once } from '../../base/single-flight.ts';

/**
 * Creates this host's managed identity: user-assigned if `clientId` is given, otherwise system-assigned. The SDK is
 * loaded on first use. The SDK caches tokens, so all callers share one credential.
 */
export function createIdentity({
  clientId,
}: {
  clientId: string | undefined;
}): () => Promise<TokenCredential> {
  return once(() => load(clientId));
}

async function load(clientId: string | undefined): Promise<TokenCredential> {
  const { ManagedIdentityCredential } = await import('./credentials/managed-identity-credential.ts');
  const options = { retryOptions: { maxRetries: 2, retryDelayInMs: 200 } };
  return clientId === undefined
    ? new ManagedIdentityCredential(options)
    : new ManagedIdentityCredential({ clientId, ...options });
}
