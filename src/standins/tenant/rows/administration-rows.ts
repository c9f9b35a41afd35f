import { usersOf } from '../directory.ts';
import { guid } from '../ids.ts';
import { demoTenant } from '../people.ts';
import type { Tenant } from '../tenant.ts';

export type NewApplication = {
  readonly name: string;
  /** When the application's client secret expires, in milliseconds since 1970. */
  readonly secretExpires?: number | undefined;
  readonly isDisabled?: boolean | undefined;
  /** True for another organisation's application. Such an application has no registration in this tenant. */
  readonly isForeign?: boolean | undefined;
};

/** Adds an application and its service principal. The application called Portico has Portico's client id. */
export function addApplication(tenant: Tenant, application: NewApplication): void {
  const { name: displayName, secretExpires, isDisabled = false, isForeign = false } = application;
  const appId = displayName === 'Portico' ? demoTenant.clientId : guid(`app|${displayName}`);
  const shared = { appId, displayName, createdDateTime: '2025-01-10T09:00:00Z' };
  if (!isForeign)
    tenant.table('/applications').put({
      id: guid(`application|${displayName}`),
      ...shared,
      signInAudience: 'AzureADMyOrg',
      publisherDomain: tenant.company.domain,
      keyCredentials: [],
      passwordCredentials:
        secretExpires === undefined
          ? []
          : [{ keyId: guid(`secret|${displayName}`), endDateTime: new Date(secretExpires).toISOString() }],
    });
  tenant.table('/servicePrincipals').put({
    id: guid(`principal|${displayName}`),
    ...shared,
    accountEnabled: !isDisabled,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: isForeign ? guid('another organisation') : tenant.company.id,
  });
}

/** Adds a directory role. Members are object ids. */
export function addDirectoryRole(
  tenant: Tenant,
  role: { readonly name: string; readonly about: string; readonly members: readonly string[] },
): void {
  tenant.table('/directoryRoles').put({
    id: guid(`role|${role.name}`),
    displayName: role.name,
    description: role.about,
    roleTemplateId: guid(`template|${role.name}`),
    $members: role.members,
  });
}

/** Adds a licence and counts the users who have it, so users must be added first. */
export function addLicence(tenant: Tenant, skuPartNumber: string, owned: number): void {
  const skuId = guid(`sku|${skuPartNumber}`);
  tenant.table('/subscribedSkus').put({
    id: `${tenant.company.id}_${skuId}`,
    skuId,
    skuPartNumber,
    capabilityStatus: 'Enabled',
    consumedUnits: 0,
    prepaidUnits: { enabled: owned, suspended: 0, warning: 0, lockedOut: 0 },
    appliesTo: 'User',
    servicePlans: [],
  });
  countLicences(tenant);
}

/** Counts the users who have each licence. */
export function countLicences(tenant: Tenant): void {
  const skus = tenant.table('/subscribedSkus');
  const held = usersOf(tenant)
    .all()
    .flatMap(({ assignedLicenses }) => (assignedLicenses ?? []) as readonly { skuId: string }[]);
  for (const sku of skus.all())
    skus.change(sku, { consumedUnits: held.filter(({ skuId }) => skuId === sku.skuId).length });
}

export function addRoom(
  tenant: Tenant,
  room: { readonly name: string; readonly capacity: number; readonly building: string },
): void {
  tenant.table('/places').put({
    id: guid(`room|${room.name}`),
    displayName: room.name,
    capacity: room.capacity,
    building: room.building,
    emailAddress: `${room.name.toLowerCase().replaceAll(' ', '-')}@${tenant.company.domain}`,
    bookingType: 'standard',
    audioDeviceName: null,
    isWheelChairAccessible: true,
  });
}

export type NewPolicy = {
  readonly name: string;
  readonly state: string;
  /** The control that the policy requires. */
  readonly grant?: 'mfa' | 'compliantDevice' | 'block' | undefined;
  /** Object ids of the people that the policy excludes. */
  readonly excluded?: readonly string[] | undefined;
  /** The kinds of client that the policy applies to. */
  readonly clients?: readonly ('all' | 'exchangeActiveSync' | 'other')[] | undefined;
};

export function addPolicy(
  tenant: Tenant,
  { name, state, grant = 'mfa', excluded = [], clients = ['all'] }: NewPolicy,
): void {
  tenant.table('/identity/conditionalAccess/policies').put({
    id: guid(`policy|${name}`),
    displayName: name,
    state,
    createdDateTime: '2025-03-03T09:00:00Z',
    modifiedDateTime: null,
    conditions: {
      users: {
        includeUsers: ['All'],
        excludeUsers: excluded,
        includeGroups: [],
        excludeGroups: [],
        includeRoles: [],
        excludeRoles: [],
      },
      applications: { includeApplications: ['All'], excludeApplications: [] },
      clientAppTypes: clients,
    },
    grantControls: { operator: 'OR', builtInControls: [grant] },
    sessionControls: null,
  });
}

export function addDevice(
  tenant: Tenant,
  device: {
    readonly seed: string;
    readonly name: string;
    readonly owner: string;
    readonly system: string;
    readonly version?: string | undefined;
    readonly model?: string | undefined;
    readonly isCompliant: boolean;
  },
): void {
  tenant.table('/deviceManagement/managedDevices').put({
    id: guid(`device|${device.seed}`),
    deviceName: device.name,
    userPrincipalName: device.owner,
    operatingSystem: device.system,
    osVersion: device.version ?? '10.0.26100',
    model: device.model ?? 'Portable 14',
    complianceState: device.isCompliant ? 'compliant' : 'noncompliant',
    lastSyncDateTime: tenant.now().toISOString(),
    managedDeviceOwnerType: 'company',
  });
}
