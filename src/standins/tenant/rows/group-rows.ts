import { type Group, groupsIn } from '../directory.ts';
import { guid } from '../ids.ts';
import type { Tenant } from '../tenant.ts';

/** Microsoft 365 groups (public or private), security groups, and distribution lists. */
export type GroupKind = 'public' | 'private' | 'security' | 'distribution' | 'mailSecurity';

export type NewGroup = {
  readonly alias: string;
  readonly name: string;
  readonly about: string;
  readonly kind: GroupKind;
  readonly isTeam: boolean;
  /** Object ids. */
  readonly members: readonly string[];
  readonly owners: readonly string[];
  /** Ids of the groups that are members. */
  readonly groups?: readonly string[];
  /** The membership rule of a dynamic group. */
  readonly rule?: string | undefined;
};

export function groupId(alias: string): string {
  return guid(`group|${alias}`);
}

/** Adds a group. Security groups without mail have no address. */
export function addGroup(tenant: Tenant, group: NewGroup): Group {
  const unified = group.kind === 'public' || group.kind === 'private';
  const mailEnabled = group.kind !== 'security';
  return groupsIn(tenant).put({
    id: groupId(group.alias),
    displayName: group.name,
    description: group.about,
    mail: mailEnabled ? `${group.alias}@${tenant.company.domain}` : null,
    mailEnabled,
    mailNickname: group.alias,
    securityEnabled: group.kind === 'security' || group.kind === 'mailSecurity',
    groupTypes: [...(unified ? ['Unified'] : []), ...(group.rule === undefined ? [] : ['DynamicMembership'])],
    membershipRule: group.rule ?? null,
    onPremisesSyncEnabled: null,
    visibility: group.kind === 'private' ? 'Private' : 'Public',
    createdDateTime: '2024-05-06T09:00:00Z',
    renewedDateTime: '2026-01-12T09:00:00Z',
    resourceProvisioningOptions: group.isTeam ? ['Team'] : [],
    $members: group.members,
    $owners: group.owners,
    $groups: group.groups ?? [],
  });
}

/** Adds the organisation with its verified domains. */
export function addOrganization(
  tenant: Tenant,
  seat: {
    readonly city: string;
    readonly country: string;
    readonly code: string;
    readonly phone?: string;
    /** Who is allowed to invite guests. */
    readonly guestInvites: 'everyone' | 'adminsAndGuestInviters';
  },
): void {
  const { id, name, domain } = tenant.company;
  const verified = (one: string, isDefault: boolean) => ({
    capabilities: 'Email, OfficeCommunicationsOnline',
    isDefault,
    isInitial: !isDefault,
    name: one,
    type: 'Managed',
  });
  tenant.table('/organization').put({
    id,
    displayName: name,
    businessPhones: seat.phone === undefined ? [] : [seat.phone],
    city: seat.city,
    country: seat.country,
    countryLetterCode: seat.code,
    createdDateTime: '2024-01-15T08:00:00Z',
    defaultUsageLocation: seat.code,
    preferredLanguage: 'en',
    tenantType: 'AAD',
    technicalNotificationMails: [`it@${domain}`],
    verifiedDomains: [
      verified(domain, true),
      verified(`${domain.split('.')[0] ?? ''}.onmicrosoft.example`, false),
    ],
    assignedPlans: [],
    provisionedPlans: [],
    $guestInvites: seat.guestInvites,
  });
}
