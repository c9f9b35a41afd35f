import { timingSafeEqual } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';

import { demoTenant } from '../tenant/people.ts';
import { requireParameter, type EntraRequest } from './entra-request.ts';
import type { Directory } from './entra-directory.ts';
import { EntraRefusal } from './entra-errors.ts';
import { checkFederatedCredential, clientAssertionError } from './federated-credential.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Authenticates the application by its secret, an assertion signed with a registered certificate, or the managed
 * identity's federated assertion. Throws an EntraRefusal if the credential is missing or wrong.
 */
export async function authenticateClient(request: EntraRequest, directory: Directory): Promise<void> {
  const clientId = requireParameter(request, 'client_id');
  if (clientId !== demoTenant.clientId) throw new EntraRefusal(700016, { detail: `('${clientId}')` });
  const { client_secret: secret, client_assertion: assertion } = request.parameters;
  if (assertion !== undefined) {
    const type = requireParameter(request, 'client_assertion_type');
    if (type !== ASSERTION_TYPE) throw new EntraRefusal(9002313, { detail: "'client_assertion_type'." });
    return checkAssertion(assertion, request, directory);
  }
  if (secret === undefined) throw new EntraRefusal(7000218);
  if (sameText(secret, directory.clientSecret)) return;
  const expired = directory.expiredSecret !== undefined && sameText(secret, directory.expiredSecret);
  throw new EntraRefusal(expired ? 7000222 : 7000215);
}

async function checkAssertion(assertion: string, request: EntraRequest, directory: Directory): Promise<void> {
  try {
    const { iss } = decodeJwt(assertion);
    if (iss === demoTenant.clientId) await checkCertificateAssertion(assertion, request, directory);
    else
      checkFederatedCredential(await directory.keys.verify(assertion), {
        issuer: directory.issuer,
        subject: demoTenant.identityPrincipalId,
        audience: /^api:\/\/AzureADTokenExchange(USGov|China)?$/,
      });
  } catch (error) {
    throw clientAssertionError(error);
  }
}

async function checkCertificateAssertion(
  assertion: string,
  request: EntraRequest,
  directory: Directory,
): Promise<void> {
  const header = decodeProtectedHeader(assertion);
  const thumbprint: unknown = header['x5t#S256'];
  const key = typeof thumbprint === 'string' ? directory.certificates.get(thumbprint) : undefined;
  if (key === undefined) throw new EntraRefusal(700027, { detail: '(no such certificate)' });
  await jwtVerify(assertion, key, {
    issuer: demoTenant.clientId,
    subject: demoTenant.clientId,
    audience: [`${directory.origin}/${request.tenant}/oauth2/v2.0/token`, directory.issuer],
    algorithms: ['PS256', 'RS256'],
    requiredClaims: ['exp'],
    clockTolerance: 60,
    currentDate: new Date(directory.now()),
  });
}

function sameText(actual: string, expected: string): boolean {
  const [a, b] = [Buffer.from(actual), Buffer.from(expected)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
