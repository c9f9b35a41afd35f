import { readFile } from 'node:fs/promises';

import type { TokenCredential, WorkloadIdentityCredentialOptions } from '@azure/identity';
import { decodeJwt } from 'jose';

import { once } from '../base/single-flight.ts';

export type WorkloadIdentity = {
  /** The file with the pod's own token, which the cluster renews. */
  readonly tokenFile: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** The cloud's login origin. */
  readonly authorityHost: string;
  /** The audience of client assertions in this cloud, which is also that of the pod's token. */
  readonly exchangeAudience: string;
  /** Policies for the SDK's HTTP pipeline. */
  readonly additionalPolicies?: NonNullable<WorkloadIdentityCredentialOptions['additionalPolicies']>;
};

/**
 * The workload identity of a Kubernetes pod. Exchanges the pod's own token for a token of the requested resource. For
 * the exchange audience it returns the pod's token itself: that is the assertion which an app registration with a
 * federated credential of the cluster accepts, while a token issued by Entra is refused there (AADSTS700222).
 */
export function createWorkloadIdentity(identity: WorkloadIdentity): () => Promise<TokenCredential> {
  return once(() => load(identity));
}

async function load(identity: WorkloadIdentity): Promise<TokenCredential> {
  const { WorkloadIdentityCredential } = await import('@azure/identity');
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

/** Read for each exchange: the cluster replaces the file long before the token expires. */
async function readOwnToken(file: string) {
  const token = (await readFile(file, 'utf8')).trim();
  return { token, expiresOnTimestamp: (decodeJwt(token).exp ?? 0) * 1_000 };
}
