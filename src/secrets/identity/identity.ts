import type { TokenCredential } from '@azure/identity';

import { once } from '../../base/single-flight.ts';
import { withTimeout } from '../../base/until-aborted.ts';
import type { Config } from '../../config/config.ts';
import { UnavailableError } from '../../errors.ts';
import { createIdentity } from './managed-identity.ts';
import { createWorkloadIdentity } from './workload-identity.ts';

type Settings = Pick<Config, 'managedIdentityClientId' | 'federatedTokenFile' | 'cloud'> & {
  readonly entra: Pick<Config['entra'], 'tenantId'>;
};

/**
 * Less than the deadline of a call to Key Vault or Table Storage. Otherwise, an identity that does not respond would be
 * reported as a vault that does not respond.
 */
const TOKEN_DEADLINE_MS = 4_000;

/**
 * Returns this host's identity: the workload identity if a Kubernetes cluster mounts a token, otherwise the managed
 * identity. If the identity cannot get a token, the credential throws `UnavailableError` with a message that says what
 * to check.
 */
export function openIdentity(
  config: Settings,
  deadlineMs: number = TOKEN_DEADLINE_MS,
): () => Promise<TokenCredential> {
  const { managedIdentityClientId: clientId, federatedTokenFile: tokenFile, cloud, entra } = config;
  if (tokenFile === undefined || clientId === undefined)
    return explainFailures(createIdentity({ clientId }), 'managed', deadlineMs);
  const identity = createWorkloadIdentity({
    tokenFile,
    clientId,
    tenantId: entra.tenantId,
    authorityHost: cloud.login,
    exchangeAudience: cloud.tokenExchangeAudience,
  });
  return explainFailures(identity, 'workload', deadlineMs);
}

const checks = {
  managed: 'this server has a managed identity and that AZURE_CLIENT_ID is its client id',
  workload:
    "AZURE_CLIENT_ID is the client id of the workload identity, that this identity trusts the pod's service account, and that the file AZURE_FEDERATED_TOKEN_FILE exists",
};

/**
 * Converts an identity's errors to `UnavailableError`. The SDK's errors describe the whole request, so only their name
 * and Entra's error number are kept.
 */
export function explainFailures(
  identity: () => Promise<TokenCredential>,
  kind: keyof typeof checks,
  deadlineMs: number,
): () => Promise<TokenCredential> {
  const explain = (error: unknown): never => {
    const { name, message } = error as Error;
    const code = /AADSTS\d+/.exec(message)?.[0];
    throw new UnavailableError('the managed identity', {
      message:
        `This server's identity could not get a token${code === undefined ? '' : ` (${code})`}; try again shortly. ` +
        `If that does not help, the operator of this server has to check that ${checks[kind]}.`,
      cause: Object.assign(new Error('The identity returned no token.'), { name, code }),
    });
  };
  return once(async () => {
    const credential = await identity();
    return {
      getToken: (scopes, options) =>
        withTimeout(deadlineMs, () => credential.getToken(scopes, options)).catch(explain),
    };
  });
}
