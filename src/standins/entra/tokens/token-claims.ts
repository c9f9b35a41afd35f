import { randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';

import { digest } from '../../../base/sha256.ts';
import { addressOf, demoTenant, type Person } from '../../tenant/people.ts';
import type { Directory, SignIn } from '../entra-directory.ts';

/** The application ID of Microsoft Graph. Graph tokens have this ID as their audience. */
export const graphAudience = '00000003-0000-0000-c000-000000000000';

/**
 * Returns the claims of an access token for our API, in the version that the app registration requests. People with the
 * quirk `loses-role` have no role after a refresh.
 */
export function apiClaims(directory: Directory, signIn: SignIn, refreshed = false): JWTPayload {
  const { person, contexts, otherTenant } = signIn;
  const { tokenVersion, accountType } = directory.manifest;
  const claims: JWTPayload = {
    aud: demoTenant.clientId,
    ...identity(directory, signIn, demoTenant.clientId),
    azp: demoTenant.clientId,
    azpacr: '1',
    scp: 'access_as_user',
    ...(accountType && { acct: person.quirk === 'guest' && otherTenant === undefined ? 1 : 0 }),
    roles: refreshed && person.quirk === 'loses-role' ? [] : [...person.roles],
    ...groups(directory, person),
    ...(contexts.length > 0 && { acrs: [...contexts] }),
  };
  return tokenVersion === 1 ? version1(claims) : claims;
}

/** Converts version 2.0 claims to version 1.0. The issuer and the names of some claims differ. */
function version1({ azp, azpacr, preferred_username: name, ...claims }: JWTPayload): JWTPayload {
  const { tid } = claims;
  return {
    ...claims,
    iss: `https://sts.windows.net/${String(tid)}/`,
    appid: azp,
    appidacr: azpacr,
    unique_name: name,
    upn: name,
    ver: '1.0',
  };
}

export function idClaims(directory: Directory, signIn: SignIn, nonce: string | undefined): JWTPayload {
  return {
    aud: demoTenant.clientId,
    ...identity(directory, signIn, demoTenant.clientId),
    ...(nonce !== undefined && { nonce }),
  };
}

/**
 * Returns the claims of a Graph token. Clients must treat the token as opaque. Only the Graph stand-in reads the
 * claims.
 */
export function graphClaims(
  directory: Directory,
  person: Person,
  permissions: readonly string[],
): JWTPayload {
  return {
    aud: graphAudience,
    ...identity(directory, { person }, graphAudience),
    appid: demoTenant.clientId,
    idtyp: 'user',
    scp: permissions.join(' '),
  };
}

function identity(
  directory: Directory,
  { person, otherTenant }: Pick<SignIn, 'person' | 'otherTenant'>,
  audience: string,
): JWTPayload {
  return {
    ...(otherTenant !== undefined && { iss: `${directory.origin}/${otherTenant}/v2.0` }),
    tid: otherTenant ?? directory.company.id,
    oid: person.oid,
    sub: digest(`${person.oid}|${audience}`),
    name: person.name,
    preferred_username: addressOf(person),
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
  };
}

/** Returns the group claims. Entra lists at most 200 groups. For more groups, Entra sends a URL to query instead. */
function groups(directory: Directory, person: Person): JWTPayload {
  if (person.quirk === 'many-groups') {
    const endpoint = `https://graph.windows.net/${directory.company.id}/users/${person.oid}/getMemberObjects`;
    return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } };
  }
  return directory.groupClaims ? { groups: [departmentGroup(directory, person)] } : {};
}

function departmentGroup({ people }: Directory, person: Person): string {
  const index = people.findIndex((other) => other.department === person.department);
  return `00000000-0000-4000-9000-${String(index + 1).padStart(12, '0')}`;
}
