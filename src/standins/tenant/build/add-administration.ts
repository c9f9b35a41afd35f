import { usersOf } from '../directory.ts';
import { seededFraction, pick } from '../ids.ts';
import {
  addApplication,
  addDevice,
  addDirectoryRole,
  addLicence,
  addPolicy,
  addRoom,
  type NewApplication,
  type NewPolicy,
} from '../rows/administration-rows.ts';
import { addAuditEntry, addSignIn, type SignInFailure, wrongPassword } from '../rows/log-rows.ts';
import type { Tenant } from '../tenant.ts';

const HOUR = 3_600_000;

const DAY = 24 * HOUR;

/** The applications, with the number of days until their client secrets expire. */
const applications: readonly (Omit<NewApplication, 'secretExpires'> & { readonly days?: number })[] = [
  { name: 'Portico' },
  { name: 'Order Desk', days: 200 },
  { name: 'Contoso Portal', days: 12 },
  { name: 'Payroll Export', days: -3 },
  { name: 'Build Server' },
  { name: 'Fabrikam Signatures', isForeign: true },
  { name: 'Old Survey Tool', isDisabled: true },
];

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
  ['PROJECTPROFESSIONAL', 1],
];

const rooms: readonly (readonly [name: string, capacity: number, building: string])[] = [
  ['Board room', 14, 'Lisbon'],
  ['Small room', 4, 'Lisbon'],
  ['Harbour view', 8, 'Lisbon'],
  ['Room 12', 10, 'Singapore'],
];

const policies: readonly NewPolicy[] = [
  { name: 'Require MFA for administrators', state: 'enabled' },
  {
    name: 'Block legacy authentication',
    state: 'enabled',
    grant: 'block',
    clients: ['exchangeActiveSync', 'other'],
  },
  {
    name: 'Compliant device for finance',
    state: 'enabledForReportingButNotEnforced',
    grant: 'compliantDevice',
  },
];

/** Reasons for failed sign-ins, by the number in the AADSTS code. */
const failures: readonly SignInFailure[] = [
  wrongPassword,
  { code: 50_074, reason: 'Strong Authentication is required.' },
  { code: 53_003, reason: 'Access has been blocked by Conditional Access policies.' },
];
const disabled: SignInFailure = { code: 50_057, reason: 'The user account is disabled.' };

/** Adds applications, roles, licences, logs, policies, devices and rooms. */
export function addAdministration(tenant: Tenant): void {
  const now = tenant.now().getTime();
  for (const { days, ...application } of applications)
    addApplication(tenant, {
      ...application,
      secretExpires: days === undefined ? undefined : now + days * DAY,
    });
  const users = usersOf(tenant).all();
  for (const [name, about, holders] of roles) {
    const members = users.filter((user) => holders.includes(user.mailNickname)).map((user) => user.id);
    addDirectoryRole(tenant, { name, about, members });
  }
  for (const [skuPartNumber, owned] of licences) addLicence(tenant, skuPartNumber, owned);
  for (const [name, capacity, building] of rooms) addRoom(tenant, { name, capacity, building });
  for (const policy of policies) addPolicy(tenant, policy);
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
        app: pick(`app|${seed}`, applications).name,
        ip: `192.0.2.${1 + Math.floor(seededFraction(`ip|${seed}`) * 250)}`,
        failure: failureOf(user.accountEnabled === true, seed),
      });
    }
  const activities = ['Add member to group', 'Update user', 'Add user', 'Update application'];
  for (const [index, activity] of activities.entries())
    addAuditEntry(tenant, {
      seed: activity,
      activity,
      at: now - (index * 30 + 4) * HOUR,
      by: `goran.petrov@${tenant.company.domain}`,
      target: pick(`target|${activity}`, ['Ben Okafor', 'Emil Larsen', 'Hana Sato']),
      group: activity === 'Add member to group' ? 'VPN Users' : undefined,
      failure: activity === 'Add user' ? 'The user name is taken.' : undefined,
    });
}

function failureOf(isEnabled: boolean, seed: string): SignInFailure | undefined {
  if (!isEnabled) return disabled;
  return seededFraction(`fail|${seed}`) < 0.1 ? pick(`reason|${seed}`, failures) : undefined;
}
