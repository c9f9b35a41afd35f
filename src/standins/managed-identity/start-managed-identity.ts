import { randomUUID } from 'node:crypto';

import { appendBounded } from '../bounded.ts';
import { listen, type Listening } from '../listen.ts';
import { createOutage, type OutageControl } from '../outage.ts';
import { demoTenant } from '../tenant/people.ts';
import { webListener } from '../web-listener.ts';
import { appTokenClaims } from './app-token-claims.ts';

const LOG_LIMIT = 10_000;
const TOKEN_SECONDS = 24 * 60 * 60;

/** A logged request. Requests without the right header are not logged. */
export type IdentityLogEntry = { readonly resource: string; readonly clientId: string | undefined };

/** The managed identity token endpoint that App Service provides to an app. */
export type ManagedIdentityStandIn = Listening & {
  /** The value for the environment variable `IDENTITY_ENDPOINT`. */
  readonly endpoint: string;
  /** The value for the environment variable `IDENTITY_HEADER`. */
  readonly header: string;
  readonly log: readonly IdentityLogEntry[];
  readonly control: OutageControl;
};

/** `signAssertion` adds Entra's issuer to claims and signs them with Entra's key. Clocks are in milliseconds. */
export type ManagedIdentityOptions = {
  readonly port?: number;
  /** The clock of the SDK that receives the tokens. */
  readonly now?: () => number;
  /** The clock for the times in Entra's tokens. Default: `now`. */
  readonly entraNow?: () => number;
  /** The tenant id in the tokens. Default: the demo tenant's id. */
  readonly tenantId?: string;
  readonly signAssertion: (claims: Record<string, unknown>) => Promise<string>;
};

/**
 * Starts the App Service endpoint for the demo tenant's user-assigned identity. It issues tokens for any resource. A
 * token for the token-exchange audience can be used as a federated client assertion.
 */
export async function startManagedIdentity(options: ManagedIdentityOptions): Promise<ManagedIdentityStandIn> {
  const { signAssertion, now = Date.now, entraNow = now, tenantId = demoTenant.id } = options;
  const header = randomUUID();
  const log: IdentityLogEntry[] = [];
  const outage = createOutage();

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (url.pathname !== '/msi/token') return refusal(404, 'Not found. The only endpoint is /msi/token.');
    if (request.method !== 'GET') return refusal(405, 'Use GET.');
    // The header proves that the caller runs inside the app, because only the app knows its value.
    if (request.headers.get('x-identity-header') !== header)
      return refusal(400, 'The X-IDENTITY-HEADER header is missing or wrong.');
    const query = readQuery(url.searchParams);
    if (typeof query === 'string') return refusal(400, query);
    appendBounded(log, query, LOG_LIMIT);
    const failure = await outage.apply();
    if (failure !== undefined)
      return Response.json({ message: 'The identity endpoint is unavailable.' }, failure);
    const claims = appTokenClaims({
      tenantId,
      resource: query.resource,
      clientId: demoTenant.identityClientId,
      issuedAt: Math.floor(entraNow() / 1000),
      lifetime: TOKEN_SECONDS,
    });
    return Response.json({
      access_token: await signAssertion(claims),
      expires_on: String(Math.floor(now() / 1000) + TOKEN_SECONDS),
      resource: query.resource,
      token_type: 'Bearer',
      client_id: demoTenant.identityClientId,
    });
  };

  const listening = await listen(webListener(answer), options.port);
  const endpoint = `${listening.origin}/msi/token`;
  return { ...listening, endpoint, header, log, control: outage.control };
}

function readQuery(parameters: URLSearchParams): IdentityLogEntry | string {
  if (parameters.get('api-version') !== '2019-08-01') return 'api-version must be 2019-08-01.';
  const resource = parameters.get('resource');
  if (resource === null || resource === '') return 'resource is missing.';
  const clientId = parameters.get('client_id') ?? undefined;
  if (clientId !== undefined && clientId !== demoTenant.identityClientId) {
    return `No managed identity with client id ${clientId.slice(0, 40)} is assigned to this app.`;
  }
  return { resource: resource.slice(0, 200), clientId };
}

function refusal(statusCode: number, message: string): Response {
  return Response.json({ statusCode, message }, { status: statusCode });
}
