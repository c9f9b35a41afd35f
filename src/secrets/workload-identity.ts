import { readFile } from 'node:fs/promises';

import type { TokenCredential, WorkloadIdentityCredentialOptions } from '@azure/identity';
import { decodeJwt } from 'jose';

import { once } from '../base/single-flight.ts';

/** How a pod is known to Entra. */
export type WorkloadIdentity = {
  /** The file in which the cluster keeps the pod's own token fresh. */
  readonly tokenFile: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** The cloud's login origin. */
  readonly authorityHost: string;
  /** The audience of client assertions in this cloud, for which the pod's token was made. */
  readonly exchangeAudience: string;
  /** What the SDK's requests pass through on their way. */
  readonly additionalPolicies?: NonNullable<WorkloadIdentityCredentialOptions['additionalPolicies']>;
};

/**
 * The workload identity of a Kubernetes pod. A token for a resource is had in exchange for the pod's own token. For
 * the exchange audience the pod's token itself is given: it is the assertion that an app registration with a
 * federated credential of the cluster takes, while a token made by Entra would be refused there (AADSTS700222).
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

/** Read anew for each exchange: the cluster replaces the file long before the token in it ends. */
async function readOwnToken(file: string) {
  const token = (await readFile(file, 'utf8')).trim();
  return { token, expiresOnTimestamp: (decodeJwt(token).exp ?? 0) * 1_000 };
}
