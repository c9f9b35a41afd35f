import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

import type { WorkloadIdentityCredentialOptions } from '@azure/identity';
import type { JWTPayload } from 'jose';

import { appendBounded } from '../bounded.ts';
import { requireParameter, readEntraRequest, type EntraRequest } from '../entra/entra-request.ts';
import { EntraRefusal, tokenError } from '../entra/entra-errors.ts';
import { checkFederatedCredential, clientAssertionError } from '../entra/federated-credential.ts';
import { createKeys, type SignOptions } from '../entra/tokens/signing-keys.ts';
import { listen, type Listening } from '../listen.ts';
import { createOutage, type OutageControl } from '../outage.ts';
import { demoTenant } from '../tenant/people.ts';
import { webListener } from '../web-listener.ts';
import { appTokenClaims } from './app-token-claims.ts';

const LOG_LIMIT = 10_000;
const TOKEN_SECONDS = 60 * 60;
const LOGIN = 'https://login.microsoftonline.com';

const AUDIENCE = 'api://AzureADTokenExchange';

/** The cluster's issuer, the pod's service account and the audience. */
const trustedPod = {
  issuer: 'https://cluster.contoso.example/',
  subject: 'system:serviceaccount:portico:portico',
  audience: /^api:\/\/AzureADTokenExchange$/,
};

/** A logged token request. Assertions and tokens are never logged. */
export type WorkloadLogEntry = { readonly clientId: string; readonly scope: string };

/** A cluster that issues tokens to a pod, and an Entra token endpoint that accepts these tokens. */
export type WorkloadIdentityStandIn = Listening & {
  /** Writes a new pod token to a file (`AZURE_FEDERATED_TOKEN_FILE`), as the kubelet does. Returns the token. */
  readonly project: (file: string, claims?: JWTPayload, options?: SignOptions) => Promise<string>;
  /**
   * Redirects the SDK's requests to this stand-in. Also allows plain HTTP, because the SDK refuses plain HTTP by
   * default.
   */
  readonly additionalPolicies: NonNullable<WorkloadIdentityCredentialOptions['additionalPolicies']>;
  readonly log: readonly WorkloadLogEntry[];
  readonly control: OutageControl;
};

/** `signToken` adds Entra's issuer to claims and signs them with Entra's key. `now` is in milliseconds. */
export type WorkloadIdentityOptions = {
  readonly now?: () => number;
  readonly signToken: (claims: Record<string, unknown>) => Promise<string>;
};

/** Starts the token endpoint. The demo tenant's managed identity and app registration trust the same pod. */
export async function startWorkloadIdentity(
  options: WorkloadIdentityOptions,
): Promise<WorkloadIdentityStandIn> {
  const { signToken, now = Date.now } = options;
  const keys = await createKeys(() => trustedPod.issuer, now);
  const log: WorkloadLogEntry[] = [];
  const outage = createOutage();

  const exchange = async (request: EntraRequest): Promise<Response> => {
    if (requireParameter(request, 'grant_type') !== 'client_credentials') throw new EntraRefusal(70003);
    const clientId = requireParameter(request, 'client_id');
    const scope = requireParameter(request, 'scope');
    appendBounded(log, { clientId, scope }, LOG_LIMIT);
    if (!trustedClientIds.has(clientId)) throw new EntraRefusal(700016, { detail: `('${clientId}')` });
    checkFederatedCredential(await verify(requireParameter(request, 'client_assertion')), trustedPod);
    const resource = /^\S+(?=\/\.default( |$))/.exec(scope)?.[0];
    if (resource === undefined) throw new EntraRefusal(70011);
    const issuedAt = Math.floor(now() / 1_000);
    const access_token = await signToken(
      appTokenClaims({
        tenantId: demoTenant.id,
        resource,
        clientId,
        issuedAt,
        lifetime: TOKEN_SECONDS,
      }),
    );
    return Response.json({
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      access_token,
    });
  };

  const verify = (assertion: string): Promise<JWTPayload> =>
    keys.verify(assertion).catch((error: unknown) => {
      throw clientAssertionError(error);
    });

  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (request.method !== 'POST' || pathname !== `/${demoTenant.id}/oauth2/v2.0/token`) {
      return new Response("Not found. The only endpoint is the demo tenant's token endpoint.", {
        status: 404,
      });
    }
    const failure = await outage.apply();
    if (failure !== undefined) return Response.json({ error: 'temporarily_unavailable' }, failure);
    const entraRequest = await readEntraRequest(request, demoTenant.id);
    return exchange(entraRequest).catch((error: unknown) => {
      if (error instanceof EntraRefusal) return tokenError(error, now(), entraRequest.correlationId);
      throw error;
    });
  };

  const listening = await listen(webListener(answer));
  return {
    ...listening,
    log,
    control: outage.control,
    additionalPolicies: [redirectToStandIn(listening.origin)],
    project: async (file, claims = {}, options = {}) => {
      const token = await keys.sign(
        { sub: trustedPod.subject, aud: AUDIENCE, jti: randomUUID(), ...claims },
        options,
      );
      await writeFile(file, `${token}\n`);
      return token;
    },
  };
}

/** The client ids with a federated credential for the pod: the managed identity and the application. */
const trustedClientIds: ReadonlySet<string> = new Set([demoTenant.identityClientId, demoTenant.clientId]);

function redirectToStandIn(origin: string): WorkloadIdentityStandIn['additionalPolicies'][number] {
  return {
    position: 'perRetry',
    policy: {
      name: 'to-the-stand-in',
      sendRequest: (request, next) => {
        if (request.url.startsWith(`${LOGIN}/`)) {
          request.url = origin + request.url.slice(LOGIN.length);
          request.allowInsecureConnection = true;
        }
        return next(request);
      },
    },
  };
}
