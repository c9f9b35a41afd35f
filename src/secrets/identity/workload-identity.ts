import { readFile } from 'node:fs/promises';

import type { TokenCredential, WorkloadIdentityCredentialOptions } from '@azure/identity';
import { decodeJwt } from 'jose';

import { once } from '../../base/single-flight.ts';

export type WorkloadIdentity = {
  /** The file with the pod's own token, which the cluster renews. */
  readonly tokenFile: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** The cloud's login origin. */
  readonly authorityHost: string;
  /** The audience for client assertions in this cloud. The pod's token has the same audience. */
  readonly exchangeAudience: string;
  /** Policies for the SDK's HTTP pipeline. */
  readonly additionalPolicies?: NonNullable<WorkloadIdentityCredentialOptions['additionalPolicies']>;
};

/**
 * Creates the workload identity of a Kubernetes pod. The identity exchanges the pod's own token for a token for the
 * requested resource. For the exchange audience, the identity returns the pod's token itself: an app registration whose
 * federated credential names the cluster accepts that token as a client assertion, but not a token issued by Entra
 * (AADSTS700222).
 */
export function createWorkloadIdentity(identity: WorkloadIdentity): () => Promise<TokenCredential> {
  return once(() => load(identity));
}

async function load(identity: WorkloadIdentity): Promise<TokenCredential> {
  const { WorkloadIdentityCredential } = await import('./credentials/workload-identity-credential.ts');
  const { tokenFile: tokenFilePath, exchangeAudience, ...options } = identity;
  const resources = new WorkloadIdentityCredential({
    ...options,
    tokenFilePath,
    retryOptions: { maxRetries: 2, retryDelayInMs: 200 },
  });
  return {
    getToken: (scopes, request) =>
      [scopes].flat().includes(`${exchangeAudience}/.default`)
        ? readOwnToken(tokenFilePath)
        : resources.getToken(scopes, request),
  };
}

/** Reads the file every time: the cluster replaces it long before the token expires. */
async function readOwnToken(file: string) {
  const token = (await readFile(file, 'utf8')).trim();
  return { token, expiresOnTimestamp: (decodeJwt(token).exp ?? 0) * 1_000 };
}
