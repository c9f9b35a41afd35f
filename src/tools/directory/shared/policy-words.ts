import * as z from 'zod';

import { counted } from '../../../base/text/counted.ts';
import { facet, text } from '../../output/graph-schema.ts';
import { listOf, words } from '../../output/words.ts';

const list = z.array(z.string()).nullish();
/** `guestOrExternalUserTypes` is a comma-separated list. */
const guests = z.object({ guestOrExternalUserTypes: text }).nullish();

/** The properties of a Conditional Access policy that the list of policies shows. */
export const policyShape = {
  displayName: text,
  state: text,
  conditions: z
    .object({
      users: z
        .object({
          includeUsers: list,
          excludeUsers: list,
          includeGroups: list,
          excludeGroups: list,
          includeRoles: list,
          excludeRoles: list,
          includeGuestsOrExternalUsers: guests,
          excludeGuestsOrExternalUsers: guests,
        })
        .nullish(),
      clientApplications: z
        .object({ includeServicePrincipals: list, excludeServicePrincipals: list })
        .nullish(),
      applications: z
        .object({
          includeApplications: list,
          excludeApplications: list,
          includeUserActions: list,
          includeAuthenticationContextClassReferences: list,
          applicationFilter: facet({}),
        })
        .nullish(),
      clientAppTypes: list,
      platforms: z.object({ includePlatforms: list, excludePlatforms: list }).nullish(),
      locations: z.object({ includeLocations: list, excludeLocations: list }).nullish(),
      userRiskLevels: list,
      signInRiskLevels: list,
      servicePrincipalRiskLevels: list,
      insiderRiskLevels: text,
      devices: z.object({ deviceFilter: z.object({ mode: text, rule: text }).nullish() }).nullish(),
      authenticationFlows: z.object({ transferMethods: text }).nullish(),
    })
    .nullish(),
  grantControls: z
    .object({
      operator: text,
      builtInControls: list,
      customAuthenticationFactors: list,
      termsOfUse: list,
      authenticationStrength: z.object({ displayName: text }).nullish(),
    })
    .nullish(),
  sessionControls: z.record(z.string(), z.unknown()).nullish(),
};

type Policy = z.output<z.ZodObject<typeof policyShape>>;

const states: Readonly<Record<string, string>> = {
  enabled: 'on',
  disabled: 'off',
  enabledForReportingButNotEnforced: 'report-only',
};

export function stateOfPolicy({ state }: Pick<Policy, 'state'>): string {
  return states[state ?? ''] ?? state ?? '';
}

type Ids = readonly string[] | null | undefined;

/** Counts ids, and returns words such as `All` unchanged. */
function countedIds(ids: Ids, what: string): string {
  const named = (ids ?? []).filter((id) => !/^[\da-f-]{36}$/i.test(id));
  const others = (ids ?? []).length - named.length;
  return words(...named, others > 0 && counted(others, what));
}

function guestsIn(found: z.output<typeof guests>): string | undefined {
  return found ? `guests (${(found.guestOrExternalUserTypes ?? '').replaceAll(',', ', ')})` : undefined;
}

/** Returns the people or service principals that a policy applies to. */
export function usersOfPolicy({ conditions }: Pick<Policy, 'conditions'>): string {
  const { users, clientApplications: principals } = conditions ?? {};
  const { includeUsers, includeGroups, includeRoles, includeGuestsOrExternalUsers } = users ?? {};
  const { excludeUsers, excludeGroups, excludeRoles, excludeGuestsOrExternalUsers } = users ?? {};
  return except(
    words(
      ...peopleIn(includeUsers, includeGroups, includeRoles),
      guestsIn(includeGuestsOrExternalUsers),
      countedIds(principals?.includeServicePrincipals, 'service principal'),
    ),
    words(
      ...peopleIn(excludeUsers, excludeGroups, excludeRoles),
      guestsIn(excludeGuestsOrExternalUsers),
      countedIds(principals?.excludeServicePrincipals, 'service principal'),
    ),
  );
}

function peopleIn(users: Ids, groups: Ids, roles: Ids): readonly string[] {
  return [countedIds(users, 'user'), countedIds(groups, 'group'), countedIds(roles, 'role')];
}

function except(included: string, excluded: string): string {
  return excluded === '' ? included : `${included} except ${excluded}`;
}

export function appsOfPolicy({ conditions }: Pick<Policy, 'conditions'>): string {
  const apps = conditions?.applications;
  const included = words(
    countedIds(apps?.includeApplications, 'app'),
    apps?.applicationFilter && 'apps that match a filter',
    ...(apps?.includeUserActions ?? []),
    ...(apps?.includeAuthenticationContextClassReferences ?? []).map((name) => `context ${name}`),
  );
  return except(included, countedIds(apps?.excludeApplications, 'app'));
}

type Conditions = NonNullable<Policy['conditions']>;

/** The conditions that limit which sign-ins a policy applies to, each with a function that describes the condition. */
const limits: readonly (readonly [
  name: string,
  textOf: (conditions: Conditions) => string | null | undefined,
])[] = [
  ['client', ({ clientAppTypes: types }) => (types?.includes('all') === true ? '' : types?.join(' or '))],
  [
    'platform',
    ({ platforms }) =>
      except(words(...(platforms?.includePlatforms ?? [])), words(...(platforms?.excludePlatforms ?? []))),
  ],
  [
    'location',
    ({ locations }) =>
      except(
        countedIds(locations?.includeLocations, 'location'),
        countedIds(locations?.excludeLocations, 'location'),
      ),
  ],
  ['user risk', ({ userRiskLevels }) => userRiskLevels?.join(' or ')],
  ['sign-in risk', ({ signInRiskLevels }) => signInRiskLevels?.join(' or ')],
  ['service principal risk', ({ servicePrincipalRiskLevels }) => servicePrincipalRiskLevels?.join(' or ')],
  ['insider risk', ({ insiderRiskLevels }) => insiderRiskLevels],
  ['device filter', ({ devices }) => words(devices?.deviceFilter?.mode, devices?.deviceFilter?.rule)],
  ['sign-in method', ({ authenticationFlows }) => authenticationFlows?.transferMethods],
];

/**
 * Returns the conditions of a policy other than its users and apps; an empty string if there are no other conditions.
 */
export function conditionsOfPolicy({ conditions }: Pick<Policy, 'conditions'>): string {
  if (!conditions) return '';
  return limits
    .flatMap(([name, textOf]) => {
      const value = textOf(conditions);
      return value ? `${name}: ${value}` : [];
    })
    .join('; ');
}

const controls: Readonly<Record<string, string>> = {
  block: 'block access',
  mfa: 'multifactor authentication',
  compliantDevice: 'compliant device',
  domainJoinedDevice: 'hybrid joined device',
  approvedApplication: 'approved app',
  compliantApplication: 'app protection policy',
  passwordChange: 'password change',
};

/** Returns what a policy requires, such as `multifactor authentication or compliant device`. */
export function grantOfPolicy({
  grantControls,
  sessionControls,
}: Pick<Policy, 'grantControls' | 'sessionControls'>): string {
  const { builtInControls, authenticationStrength, customAuthenticationFactors, termsOfUse, operator } =
    grantControls ?? {};
  const demands = listOf(
    ...(builtInControls ?? []).map((name) => controls[name] ?? name),
    authenticationStrength?.displayName,
    ...(customAuthenticationFactors ?? []),
    (termsOfUse ?? []).length > 0 && 'terms of use',
  ).join(operator === 'AND' ? ' and ' : ' or ');
  const sessions = Object.entries(sessionControls ?? {}).flatMap(([name, value]) =>
    value === null || name.startsWith('@') ? [] : name,
  );
  return words(demands, sessions.length > 0 && `session: ${sessions.join(', ')}`);
}
