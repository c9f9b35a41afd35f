import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

import type { WorkloadIdentityCredentialOptions } from '@azure/identity';
import { errors, type JWTPayload } from 'jose';

import { note } from '../bounded.ts';
import { need, readAsked, type Asked } from '../entra/entra-request.ts';
import { EntraRefusal, tokenError } from '../entra/entra-errors.ts';
import { createKeys, type SignOptions } from '../entra/tokens/signing-keys.ts';
import { listen, type Listening } from '../listen.ts';
import { createOutage, type OutageControl } from '../outage.ts';
import { demoTenant } from '../tenant/people.ts';
import { webListener } from '../web-listener.ts';

const LOG_LIMIT = 10_000;
const TOKEN_SECONDS = 60 * 60;
const AUDIENCE = 'api://AzureADTokenExchange';
const LOGIN = 'https://login.microsoftonline.com';

/** The pod as the cluster knows it: the subject of the federated credentials. */
const podSubject = 'system:serviceaccount:portico:portico';

/** A token request; never an assertion or a token. */
export type WorkloadLogEntry = { readonly clientId: string; readonly scope: string };

/** A cluster that issues tokens for a pod, and the endpoint of Entra that takes them. */
export type WorkloadIdentityStandIn = Listening & {
  /** Writes a fresh token of the pod to a file, as the kubelet does (`AZURE_FEDERATED_TOKEN_FILE`). */
  readonly project: (file: string, claims?: JWTPayload, options?: SignOptions) => Promise<string>;
  /** Brings here what the SDK sends to Entra, which it would not send to plain http. */
  readonly additionalPolicies: NonNullable<WorkloadIdentityCredentialOptions['additionalPolicies']>;
  readonly log: readonly WorkloadLogEntry[];
  readonly control: OutageControl;
};

/** How it starts: `signToken` signs claims as Entra does (issuer added), `now` is in milliseconds. */
export type WorkloadIdentityOptions = {
  readonly now?: () => number;
  readonly signToken: (claims: Record<string, unknown>) => Promise<string>;
};

/** Starts the token endpoint of the demo tenant, where its managed identity and Portico's registration trust one pod. */
export async function startWorkloadIdentity(
  options: WorkloadIdentityOptions,
): Promise<WorkloadIdentityStandIn> {
  const { signToken, now = Date.now } = options;
  const issuer = 'https://cluster.contoso.example/';
  const keys = await createKeys(() => issuer, now);
  const log: WorkloadLogEntry[] = [];
  const outage = createOutage();

  const exchange = async (asked: Asked): Promise<Response> => {
    if (need(asked, 'grant_type') !== 'client_credentials') throw new EntraRefusal(70003);
    const clientId = need(asked, 'client_id');
    const scope = need(asked, 'scope');
    note(log, { clientId, scope }, LOG_LIMIT);
    if (!trusting.has(clientId)) throw new EntraRefusal(700016, { detail: `('${clientId}')` });
    checkFederation(await verify(need(asked, 'client_assertion')), issuer);
    const resource = /^\S+(?=\/\.default( |$))/.exec(scope)?.[0];
    if (resource === undefined) throw new EntraRefusal(70011);
    const claims = claimsFor(resource, clientId, Math.floor(now() / 1_000));
    const access_token = await signToken(claims);
    return Response.json({
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      access_token,
    });
  };

  const verify = (assertion: string): Promise<JWTPayload> =>
    keys.verify(assertion).catch((error: unknown) => {
      if (error instanceof errors.JWTExpired) throw new EntraRefusal(700024);
      if (error instanceof errors.JOSEError) throw new EntraRefusal(700027, { detail: `(${error.code})` });
      throw error;
    });

  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (request.method !== 'POST' || pathname !== `/${demoTenant.id}/oauth2/v2.0/token`) {
      return new Response('There is only the token endpoint of the demo tenant here.', { status: 404 });
    }
    const failure = await outage.meet();
    if (failure !== undefined) return Response.json({ error: 'temporarily_unavailable' }, failure);
    const asked = await readAsked(request, demoTenant.id);
    return exchange(asked).catch((error: unknown) => {
      if (error instanceof EntraRefusal) return tokenError(error, now(), asked.correlationId);
      throw error;
    });
  };

  const listening = await listen(webListener(answer));
  return {
    ...listening,
    log,
    control: outage.control,
    additionalPolicies: [redirecting(listening.origin)],
    project: async (file, claims = {}, options = {}) => {
      const token = await keys.sign(
        { sub: podSubject, aud: AUDIENCE, jti: randomUUID(), ...claims },
        options,
      );
      await writeFile(file, `${token}\n`);
      return token;
    },
  };
}

/** Whoever has a federated credential for the pod: the identity and the application itself. */
const trusting: ReadonlySet<string> = new Set([demoTenant.identityClientId, demoTenant.clientId]);

function checkFederation(claims: JWTPayload, issuer: string): void {
  const found = { detail: `('${String(claims.iss)}', '${String(claims.sub)}', '${String(claims.aud)}')` };
  if (claims.iss !== issuer) throw new EntraRefusal(700211, found);
  if (claims.sub !== podSubject) throw new EntraRefusal(700213, found);
  if (claims.aud !== AUDIENCE) throw new EntraRefusal(700212, found);
}

function claimsFor(resource: string, clientId: string, seconds: number) {
  return {
    aud: resource,
    sub: demoTenant.identityPrincipalId,
    oid: demoTenant.identityPrincipalId,
    azp: clientId,
    tid: demoTenant.id,
    idtyp: 'app',
    uti: randomUUID(),
    ver: '2.0',
    iat: seconds,
    nbf: seconds - 300,
    exp: seconds + TOKEN_SECONDS,
  };
}

function redirecting(origin: string): WorkloadIdentityStandIn['additionalPolicies'][number] {
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
