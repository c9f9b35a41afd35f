import { usersOf } from '../directory.ts';
import { seededFraction, pick } from '../ids.ts';
import {
  addApplication,
  addAuditEntry,
  addDevice,
  addDirectoryRole,
  addLicence,
  addPolicy,
  addRoom,
  addSignIn,
} from '../rows/administration-rows.ts';
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

const policies = [
  ['Require MFA for administrators', 'enabled'],
  ['Block legacy authentication', 'enabled'],
  ['Compliant device for finance', 'enabledForReportingButNotEnforced'],
] as const;

/** Adds applications, roles, licences, logs, policies, devices and rooms. */
export function addAdministration(tenant: Tenant): void {
  for (const name of applications) addApplication(tenant, name);
  const users = usersOf(tenant).all();
  for (const [name, about, holders] of roles) {
    const members = users.filter((user) => holders.includes(user.mailNickname)).map((user) => user.id);
    addDirectoryRole(tenant, { name, about, members });
  }
  for (const [skuPartNumber, owned] of licences) addLicence(tenant, skuPartNumber, owned);
  for (const [name, capacity, building] of rooms) addRoom(tenant, { name, capacity, building });
  for (const [name, state] of policies) addPolicy(tenant, name, state);
  addLogs(tenant);
  for (const user of users.filter((one) => one.accountEnabled === true))
    addDevice(tenant, {
      seed: user.id,
      name: `LAPTOP-${user.id.slice(-3)}`,
      owner: user.userPrincipalName,
      system: pick(`os|${user.id}`, ['Windows', 'Windows', 'macOS']),
      isCompliant: pick(`state|${user.id}`, [true, true, true, false]),
    });
}

function addLogs(tenant: Tenant): void {
  const now = tenant.now().getTime();
  for (const user of usersOf(tenant).all())
    for (let index = 0; index < 4; index += 1) {
      const seed = `${user.id}|${index}`;
      addSignIn(tenant, {
        seed,
        oid: user.id,
        at: now - Math.round(seededFraction(seed) * 160) * HOUR,
        app: pick(`app|${seed}`, applications),
        ip: `192.0.2.${1 + Math.floor(seededFraction(`ip|${seed}`) * 250)}`,
        failed: user.accountEnabled !== true || seededFraction(`fail|${seed}`) < 0.1,
      });
    }
  const activities = ['Add member to group', 'Update user', 'Add user', 'Update application'];
  for (const [index, activity] of activities.entries())
    addAuditEntry(tenant, {
      seed: activity,
      activity,
      at: now - (index * 30 + 4) * HOUR,
      by: `goran.petrov@${tenant.company.domain}`,
    });
}
