import { percentDecoded } from '../../../../base/text/percent-decoded.ts';
import { isRecord } from '../../../../base/is-record.ts';
import type { Member } from '../written-json.ts';

/**
 * Actions and collections that give a person or app access, by adding a member, an app, a role, an approval or a
 * credential.
 */
const grants: ReadonlySet<string> = new Set([
  'members',
  'allmembers',
  'owners',
  'permission',
  'permissions',
  'approleassignments',
  'approleassignedto',
  'oauth2permissiongrants',
  'calendarpermissions',
  'permissiongrants',
  'grant',
  'sharedwithteams',
  'installedapps',
  'upgrade',
  'accessassignments',
  'roledefinitions',
  'roleassignments',
  'roleassignmentschedulerequests',
  'roleeligibilityschedulerequests',
  'assignmentschedulerequests',
  'eligibilityschedulerequests',
  'assignmentrequests',
  'resourcerolescopes',
  'stages',
  'scopedrolemembers',
  'scopedrolememberships',
  'addpassword',
  'addkey',
  'addtokensigningcertificate',
  'federatedidentitycredentials',
  'federationconfiguration',
  'federationconfigurations',
  'identityproviders',
  'workforceintegrations',
  'secrets',
  'certificatebasedauthconfiguration',
]);

/** Matches the collections of a user's sign-in methods, such as `phoneMethods`. */
const signInMethods = /^[a-z0-9]+methods$/;

/** Whether this action or collection gives a person or app access. */
export function isGrant(word: string): boolean {
  return grants.has(word) || signInMethods.test(word);
}

/** Matches members that identify a user by OData reference or, in an invitation, by id. */
export const references = /^(?:(?:user|members|owners)@odata\.bind|@odata\.id|objectid)$/;

/** Returns the id or address in a reference such as `https://graph.microsoft.com/v1.0/users('ana@contoso.example')`. */
export function referredUser(reference: string): string {
  const [, key, segment] = /\/users(?:\('([^']*(?:''[^']*)*)'\)|\/([^/?#]+))$/i.exec(reference) ?? [];
  const user = key?.replaceAll("''", "'") ?? segment;
  return (user === undefined ? undefined : percentDecoded(user)) ?? reference;
}

/** A change with the members of its body. `last` is the last word in the path that says what is changed. */
export type JudgedChange = {
  readonly method: string;
  readonly words: readonly string[];
  readonly last: string;
  readonly members: readonly Member[];
  readonly recipients: readonly string[];
};

/** Whether the change gives access to people or apps that the request identifies only by id, or not at all. */
export function givesAccess({ method, words, last, members, recipients }: JudgedChange): boolean {
  if (members.some(({ name }) => /^(?:members|owners)@odata\.bind$/.test(name))) return true;
  if (members.some((member) => member.name === 'user@odata.bind' && isUnnamed(member))) return true;
  if (members.some(isCredential)) return true;
  if (method === 'POST' && last === 'invite') return members.some(isUnnamed);
  // The last word of a PATCH can be an id. In that case, the word before the id is the collection.
  const changed = method === 'POST' ? [last] : words.slice(-2);
  return changed.some(isGrant) && (recipients.length === 0 || members.some(isUnnamed));
}

/** Whether a member is one of an application's credentials. */
function isCredential({ name, value }: Member): boolean {
  return /^(?:key|password)credentials$/.test(name) && isRecord(value);
}

/** Whether a member identifies somebody without an address. */
function isUnnamed({ name, value }: Member): boolean {
  return (
    references.test(name) && typeof value === 'string' && !/^[^@/?#]+@[^@/?#]+$/.test(referredUser(value))
  );
}
