import { errors, type JWTPayload } from 'jose';

import { demoTenant, type Person } from '../../tenant/people.ts';
import {
  claimsChallenge,
  requestedContexts,
  MFA_CONTEXT,
  requireParameter,
  type EntraRequest,
} from '../entra-request.ts';
import { activePerson, type Directory } from '../entra-directory.ts';
import { EntraRefusal } from '../entra-errors.ts';
import { readScope } from '../tokens/read-scope.ts';
import { issueTokens } from '../tokens/issue-tokens.ts';

/** Accepts a token for our API and returns a token for another resource. Refuses people with certain quirks. */
export async function onBehalfOf(
  request: EntraRequest,
  directory: Directory,
): Promise<Record<string, unknown>> {
  if (requireParameter(request, 'requested_token_use') !== 'on_behalf_of') {
    throw new EntraRefusal(9002313, { detail: "'requested_token_use' must be on_behalf_of." });
  }
  const claims = await verifyAssertion(requireParameter(request, 'assertion'), directory);
  const person = activePerson(directory, claims['oid']);
  directory.injected.apply('on-behalf-of', person);
  const contexts = Array.isArray(claims['acrs']) ? claims['acrs'].map(String) : [];
  checkContexts(person, contexts, request);
  if (person.quirk === 'needs-consent' && !directory.adminConsented) {
    throw new EntraRefusal(65001, { suberror: 'consent_required' });
  }
  const scope = readScope(request.parameters['scope'], directory.consented);
  return issueTokens(directory, { signIn: { person, contexts }, scope });
}

async function verifyAssertion(assertion: string, directory: Directory): Promise<JWTPayload> {
  const claims = await directory.keys.verify(assertion).catch((error: unknown) => {
    if (error instanceof errors.JWTExpired) throw new EntraRefusal(500133);
    if (error instanceof errors.JOSEError) throw new EntraRefusal(50013, { detail: `(${error.code})` });
    throw error;
  });
  if (claims.iss !== directory.issuer || claims['tid'] !== directory.company.id)
    throw new EntraRefusal(50013);
  if (claims.aud !== demoTenant.clientId) throw new EntraRefusal(500131);
  if (claims['idtyp'] === 'app') throw new EntraRefusal(7000114);
  return claims;
}

/** Throws AADSTS50076 if the assertion lacks a context that the person's quirk or the `claims` parameter requires. */
function checkContexts(person: Person, contexts: readonly string[], request: EntraRequest): void {
  const needed = person.quirk === 'needs-mfa' ? [MFA_CONTEXT] : [];
  const all = new Set([...needed, ...requestedContexts(request.parameters['claims'])]);
  const unmet = [...all].filter((context) => !contexts.includes(context));
  if (unmet.length > 0) throw new EntraRefusal(50076, claimsChallenge(unmet));
}
