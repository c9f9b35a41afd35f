import { randomUUID } from 'node:crypto';

import { demoTenant } from '../tenant/people.ts';

/** Returns the claims of an app-only token for the managed identity. Times are in seconds. */
export function appTokenClaims(token: {
  readonly tenantId: string;
  readonly resource: string;
  readonly clientId: string;
  readonly issuedAt: number;
  readonly lifetime: number;
}) {
  return {
    aud: token.resource,
    sub: demoTenant.identityPrincipalId,
    oid: demoTenant.identityPrincipalId,
    azp: token.clientId,
    tid: token.tenantId,
    idtyp: 'app',
    uti: randomUUID(),
    ver: '2.0',
    iat: token.issuedAt,
    nbf: token.issuedAt - 300,
    exp: token.issuedAt + token.lifetime,
  };
}
