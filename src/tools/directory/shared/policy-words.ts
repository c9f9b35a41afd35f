import * as z from 'zod';

import { text } from '../../output/graph-schema.ts';
import { words } from '../../output/words.ts';

const list = z.array(z.string()).nullish();

/** The properties of a Conditional Access policy that are described. */
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
        })
        .nullish(),
      applications: z
        .object({ includeApplications: list, excludeApplications: list, includeUserActions: list })
        .nullish(),
    })
    .nullish(),
  grantControls: z
    .object({
      operator: text,
      builtInControls: list,
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
function counted(ids: Ids, what: string): string {
  const named = (ids ?? []).filter((id) => !/^[\da-f-]{36}$/i.test(id));
  const others = (ids ?? []).length - named.length;
  return words(...named, others > 0 && `${others} ${what}`);
}

export function usersOfPolicy({ conditions }: Pick<Policy, 'conditions'>): string {
  const users = conditions?.users;
  const included = words(
    counted(users?.includeUsers, 'users'),
    counted(users?.includeGroups, 'groups'),
    counted(users?.includeRoles, 'roles'),
  );
  const excluded = words(
    counted(users?.excludeUsers, 'users'),
    counted(users?.excludeGroups, 'groups'),
    counted(users?.excludeRoles, 'roles'),
  );
  return excluded === '' ? included : `${included} except ${excluded}`;
}

export function appsOfPolicy({ conditions }: Pick<Policy, 'conditions'>): string {
  const apps = conditions?.applications;
  const included = words(counted(apps?.includeApplications, 'apps'), ...(apps?.includeUserActions ?? []));
  const excluded = counted(apps?.excludeApplications, 'apps');
  return excluded === '' ? included : `${included} except ${excluded}`;
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
  const strength = grantControls?.authenticationStrength?.displayName;
  const demands = [
    ...(grantControls?.builtInControls ?? []).map((name) => controls[name] ?? name),
    ...(strength ? [strength] : []),
  ].join(grantControls?.operator === 'AND' ? ' and ' : ' or ');
  const sessions = Object.entries(sessionControls ?? {}).flatMap(([name, value]) =>
    value === null || name.startsWith('@') ? [] : name,
  );
  return words(demands, sessions.length > 0 && `session: ${sessions.join(', ')}`);
}
