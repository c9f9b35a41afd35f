import { usersOf } from '../directory.ts';
import { seededFraction, guid, pick } from '../ids.ts';
import { demoTenant } from '../people.ts';
import type { Tenant } from '../tenant.ts';

const HOUR = 3_600_000;

/** Names of the applications. */
const applications = ['Portico', 'Order Desk', 'Contoso Portal', 'Payroll Export', 'Build Server'];

/** Directory roles and the aliases of their members. */
const roles: readonly (readonly [name: string, about: string, holders: readonly string[]])[] = [
  ['Global Administrator', 'Can manage all aspects of the directory.', ['goran.petrov']],
  ['User Administrator', 'Can manage users and groups.', ['goran.petrov', 'ivo.martens']],
  ['Global Reader', 'Can read everything an administrator can.', ['olga.markova']],
];

/** Licences, as SKU part number and quantity. */
const licences: readonly (readonly [part: string, owned: number])[] = [
  ['SPE_E5', 20],
  ['POWER_BI_STANDARD', 100],
  ['VISIOCLIENT', 5],
];

const rooms: readonly (readonly [name: string, capacity: number, building: string])[] = [
  ['Board room', 14, 'Lisbon'],
  ['Small room', 4, 'Lisbon'],
  ['Harbour view', 8, 'Lisbon'],
  ['Room 12', 10, 'Singapore'],
];

/** Adds applications, roles, licences, logs, policies, devices and rooms. */
export function addAdministration(tenant: Tenant): void {
  for (const name of applications) addApplication(tenant, name);
  for (const [displayName, description, holders] of roles)
    tenant.table('/directoryRoles').put({
      id: guid(`role|${displayName}`),
      displayName,
      description,
      roleTemplateId: guid(`template|${displayName}`),
      $members: usersOf(tenant)
        .all()
        .filter((user) => holders.includes(user.mailNickname))
        .map((user) => user.id),
    });
  for (const [skuPartNumber, enabled] of licences) addLicence(tenant, skuPartNumber, enabled);
  for (const [displayName, capacity, building] of rooms)
    tenant.table('/places').put({
      id: guid(`room|${displayName}`),
      displayName,
      capacity,
      building,
      emailAddress: `${displayName.toLowerCase().replaceAll(' ', '-')}@${demoTenant.domain}`,
      bookingType: 'standard',
      audioDeviceName: null,
      isWheelChairAccessible: true,
    });
  addPolicies(tenant);
  addLogs(tenant);
  addDevices(tenant);
}

function addApplication(tenant: Tenant, displayName: string): void {
  const appId = displayName === 'Portico' ? demoTenant.clientId : guid(`app|${displayName}`);
  const shared = { appId, displayName, createdDateTime: '2025-01-10T09:00:00Z' };
  tenant.table('/applications').put({
    id: guid(`application|${displayName}`),
    ...shared,
    signInAudience: 'AzureADMyOrg',
    publisherDomain: demoTenant.domain,
  });
  tenant.table('/servicePrincipals').put({
    id: guid(`principal|${displayName}`),
    ...shared,
    accountEnabled: true,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: demoTenant.id,
  });
}

function addLicence(tenant: Tenant, skuPartNumber: string, enabled: number): void {
  const skuId = guid(`sku|${skuPartNumber}`);
  const holders = usersOf(tenant)
    .all()
    .filter((user) => JSON.stringify(user.assignedLicenses ?? []).includes(skuId));
  tenant.table('/subscribedSkus').put({
    id: `${demoTenant.id}_${skuId}`,
    skuId,
    skuPartNumber,
    capabilityStatus: 'Enabled',
    consumedUnits: holders.length,
    prepaidUnits: { enabled, suspended: 0, warning: 0, lockedOut: 0 },
    appliesTo: 'User',
    servicePlans: [],
  });
}

function addPolicies(tenant: Tenant): void {
  for (const [displayName, state] of [
    ['Require MFA for administrators', 'enabled'],
    ['Block legacy authentication', 'enabled'],
    ['Compliant device for finance', 'enabledForReportingButNotEnforced'],
  ] as const)
    tenant.table('/identity/conditionalAccess/policies').put({
      id: guid(`policy|${displayName}`),
      displayName,
      state,
      createdDateTime: '2025-03-03T09:00:00Z',
      conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    });
}

function addLogs(tenant: Tenant): void {
  const now = tenant.now().getTime();
  for (const user of usersOf(tenant).all())
    for (let index = 0; index < 4; index += 1) {
      const seed = `${user.id}|${index}`;
      const failed = user.accountEnabled !== true || seededFraction(`fail|${seed}`) < 0.1;
      tenant.table('/auditLogs/signIns').put({
        id: guid(`sign-in|${seed}`),
        createdDateTime: new Date(now - Math.round(seededFraction(seed) * 160) * HOUR).toISOString(),
        userDisplayName: user.displayName,
        userPrincipalName: user.userPrincipalName,
        userId: user.id,
        appDisplayName: pick(`app|${seed}`, applications),
        ipAddress: `192.0.2.${1 + Math.floor(seededFraction(`ip|${seed}`) * 250)}`,
        clientAppUsed: 'Browser',
        conditionalAccessStatus: 'success',
        isInteractive: true,
        status: failed
          ? { errorCode: 50126, failureReason: 'Invalid username or password.', additionalDetails: null }
          : { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
        location: { city: user.officeLocation ?? '', countryOrRegion: '' },
      });
    }
  for (const [index, activity] of [
    'Add member to group',
    'Update user',
    'Add user',
    'Update application',
  ].entries())
    tenant.table('/auditLogs/directoryAudits').put({
      id: guid(`audit|${activity}`),
      activityDateTime: new Date(now - (index * 30 + 4) * HOUR).toISOString(),
      activityDisplayName: activity,
      category: 'UserManagement',
      result: 'success',
      initiatedBy: { user: { userPrincipalName: `goran.petrov@${demoTenant.domain}` } },
      targetResources: [],
    });
}

function addDevices(tenant: Tenant): void {
  for (const user of usersOf(tenant)
    .all()
    .filter((one) => one.accountEnabled === true))
    tenant.table('/deviceManagement/managedDevices').put({
      id: guid(`device|${user.id}`),
      deviceName: `LAPTOP-${user.id.slice(-3)}`,
      userPrincipalName: user.userPrincipalName,
      operatingSystem: pick(`os|${user.id}`, ['Windows', 'Windows', 'macOS']),
      complianceState: pick(`state|${user.id}`, ['compliant', 'compliant', 'compliant', 'noncompliant']),
      lastSyncDateTime: tenant.now().toISOString(),
      managedDeviceOwnerType: 'company',
    });
}
