import { usersOf } from '../directory.ts';
import { guid } from '../ids.ts';
import { demoTenant } from '../people.ts';
import type { Tenant } from '../tenant.ts';

/** Adds an application and its service principal. The one called Portico has Portico's client id. */
export function addApplication(tenant: Tenant, displayName: string): void {
  const appId = displayName === 'Portico' ? demoTenant.clientId : guid(`app|${displayName}`);
  const shared = { appId, displayName, createdDateTime: '2025-01-10T09:00:00Z' };
  tenant.table('/applications').put({
    id: guid(`application|${displayName}`),
    ...shared,
    signInAudience: 'AzureADMyOrg',
    publisherDomain: tenant.company.domain,
  });
  tenant.table('/servicePrincipals').put({
    id: guid(`principal|${displayName}`),
    ...shared,
    accountEnabled: true,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: tenant.company.id,
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

/** Adds a licence with the number of users that hold it. Add users first. */
export function addLicence(tenant: Tenant, skuPartNumber: string, owned: number): void {
  const skuId = guid(`sku|${skuPartNumber}`);
  const holders = usersOf(tenant)
    .all()
    .filter((user) => JSON.stringify(user.assignedLicenses ?? []).includes(skuId));
  tenant.table('/subscribedSkus').put({
    id: `${tenant.company.id}_${skuId}`,
    skuId,
    skuPartNumber,
    capabilityStatus: 'Enabled',
    consumedUnits: holders.length,
    prepaidUnits: { enabled: owned, suspended: 0, warning: 0, lockedOut: 0 },
    appliesTo: 'User',
    servicePlans: [],
  });
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

export function addPolicy(tenant: Tenant, displayName: string, state: string): void {
  tenant.table('/identity/conditionalAccess/policies').put({
    id: guid(`policy|${displayName}`),
    displayName,
    state,
    createdDateTime: '2025-03-03T09:00:00Z',
    conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  });
}

/** Adds an entry to the sign-in log. */
export function addSignIn(
  tenant: Tenant,
  entry: {
    readonly seed: string;
    readonly oid: string;
    readonly at: number;
    readonly app: string;
    readonly ip: string;
    readonly failed: boolean;
  },
): void {
  const user = usersOf(tenant).get(entry.oid);
  tenant.table('/auditLogs/signIns').put({
    id: guid(`sign-in|${entry.seed}`),
    createdDateTime: new Date(entry.at).toISOString(),
    userDisplayName: user?.displayName,
    userPrincipalName: user?.userPrincipalName,
    userId: entry.oid,
    appDisplayName: entry.app,
    ipAddress: entry.ip,
    clientAppUsed: 'Browser',
    conditionalAccessStatus: 'success',
    isInteractive: true,
    status: entry.failed
      ? { errorCode: 50126, failureReason: 'Invalid username or password.', additionalDetails: null }
      : { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
    location: { city: user?.officeLocation ?? '', countryOrRegion: '' },
  });
}

/** Adds an entry to the directory's audit log. `by` is a user principal name. */
export function addAuditEntry(
  tenant: Tenant,
  entry: { readonly seed: string; readonly activity: string; readonly at: number; readonly by: string },
): void {
  tenant.table('/auditLogs/directoryAudits').put({
    id: guid(`audit|${entry.seed}`),
    activityDateTime: new Date(entry.at).toISOString(),
    activityDisplayName: entry.activity,
    category: 'UserManagement',
    result: 'success',
    initiatedBy: { user: { userPrincipalName: entry.by } },
    targetResources: [],
  });
}

export function addDevice(
  tenant: Tenant,
  device: {
    readonly seed: string;
    readonly name: string;
    readonly owner: string;
    readonly system: string;
    readonly isCompliant: boolean;
  },
): void {
  tenant.table('/deviceManagement/managedDevices').put({
    id: guid(`device|${device.seed}`),
    deviceName: device.name,
    userPrincipalName: device.owner,
    operatingSystem: device.system,
    complianceState: device.isCompliant ? 'compliant' : 'noncompliant',
    lastSyncDateTime: tenant.now().toISOString(),
    managedDeviceOwnerType: 'company',
  });
}
