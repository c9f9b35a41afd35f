import { usersOf } from '../directory.ts';
import { addWellKnownFolders } from '../mailbox.ts';
import { guid } from '../ids.ts';
import { addressOf, demoTenant, type Person } from '../people.ts';
import type { Tenant } from '../tenant.ts';
import { groups } from '../data/group-data.ts';

/** Time zone, country and telephone prefix of each office. */
const offices: Readonly<Record<string, readonly [zone: string, country: string, code: string]>> = {
  Lisbon: ['GMT Standard Time', 'Portugal', '+351 21'],
  Lagos: ['W. Central Africa Standard Time', 'Nigeria', '+234 1'],
  Singapore: ['Singapore Standard Time', 'Singapore', '+65'],
  Haifa: ['Israel Standard Time', 'Israel', '+972 4'],
  Aarhus: ['Romance Standard Time', 'Denmark', '+45'],
  Sofia: ['FLE Standard Time', 'Bulgaria', '+359 2'],
  Osaka: ['Tokyo Standard Time', 'Japan', '+81 6'],
  Ghent: ['Romance Standard Time', 'Belgium', '+32 9'],
  Leipzig: ['W. Europe Standard Time', 'Germany', '+49 341'],
  Accra: ['Greenwich Standard Time', 'Ghana', '+233 30'],
  Vienna: ['W. Europe Standard Time', 'Austria', '+43 1'],
  Ljubljana: ['Central Europe Standard Time', 'Slovenia', '+386 1'],
  Bergen: ['W. Europe Standard Time', 'Norway', '+47'],
};

/** Shared mailboxes and their delegates. */
const sharedMailboxes: readonly (readonly [alias: string, name: string, delegates: readonly string[]])[] = [
  ['orders', 'Contoso Orders', ['dana.levi', 'emil.larsen', 'ana.silva']],
  ['helpdesk', 'Contoso Helpdesk', ['julia.brandt', 'olga.markova', 'goran.petrov']],
];

/** Personal mailboxes and their delegates. */
const delegations: Readonly<Record<string, readonly string[]>> = {
  'mira.novak': ['ana.silva', 'ivo.martens'],
  'ana.silva': ['farah.rahimi'],
};

/** Adds the organisation, users, mailboxes, shared mailboxes and groups. */
export function addDirectory(tenant: Tenant, people: readonly Person[]): void {
  const idOf = (alias: string) => people.find((person) => person.alias === alias)?.oid ?? alias;
  for (const person of people)
    addUser(
      tenant,
      person,
      (delegations[person.alias] ?? []).map(idOf),
      person.manager && idOf(person.manager),
    );
  for (const [alias, name, delegates] of sharedMailboxes)
    addSharedMailbox(tenant, alias, name, delegates.map(idOf));
  for (const group of groups) addGroup(tenant, group, people, idOf);
  addOrganization(tenant);
}

function addUser(
  tenant: Tenant,
  person: Person,
  delegates: readonly string[],
  manager: string | undefined,
): void {
  const [zone = 'UTC', country = '', code = ''] = offices[person.office] ?? [];
  const [givenName = '', ...surname] = person.name.split(' ');
  const digits = guid(`phone|${person.oid}`).replaceAll(/\D/g, '').slice(0, 7);
  usersOf(tenant).put({
    id: person.oid,
    businessPhones: [`${code} ${digits}`],
    displayName: person.name,
    givenName,
    jobTitle: person.title,
    mail: addressOf(person),
    mobilePhone: null,
    officeLocation: person.office,
    preferredLanguage: 'en-GB',
    surname: surname.join(' '),
    userPrincipalName: addressOf(person),
    accountEnabled: person.quirk !== 'disabled',
    department: person.department,
    companyName: person.quirk === 'guest' ? 'Northwind' : demoTenant.name,
    city: person.office,
    country,
    usageLocation: 'PT',
    employeeId: `E${person.oid.slice(-4)}`,
    userType: person.quirk === 'guest' ? 'Guest' : 'Member',
    createdDateTime: '2024-03-01T08:00:00Z',
    mailNickname: person.alias,
    proxyAddresses: [`SMTP:${addressOf(person)}`],
    assignedLicenses: [{ disabledPlans: [], skuId: guid('sku|SPE_E5') }],
    ...(manager !== undefined && { $manager: manager }),
    $delegates: delegates,
    $settings: settingsOf(zone),
    $photo: true,
  });
  addWellKnownFolders(tenant, person.oid);
}

function settingsOf(timeZone: string) {
  const moment = { dateTime: '2026-01-01T00:00:00.0000000', timeZone: 'UTC' };
  return {
    archiveFolder: 'Archive',
    timeZone,
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    dateFormat: 'dd/MM/yyyy',
    timeFormat: 'HH:mm',
    userPurpose: 'user',
    automaticRepliesSetting: {
      status: 'disabled',
      externalAudience: 'all',
      internalReplyMessage: '',
      externalReplyMessage: '',
      scheduledStartDateTime: moment,
      scheduledEndDateTime: moment,
    },
    language: { locale: 'en-GB', displayName: 'English (United Kingdom)' },
    workingHours: {
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '09:00:00.0000000',
      endTime: '17:30:00.0000000',
      timeZone: { name: timeZone },
    },
  };
}

function addSharedMailbox(tenant: Tenant, alias: string, name: string, delegates: readonly string[]): void {
  const id = guid(`shared|${alias}`);
  const address = `${alias}@${demoTenant.domain}`;
  usersOf(tenant).put({
    id,
    businessPhones: [],
    displayName: name,
    givenName: null,
    jobTitle: null,
    mail: address,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: null,
    userPrincipalName: address,
    accountEnabled: false,
    userType: 'Member',
    mailNickname: alias,
    $delegates: delegates,
    $settings: { ...settingsOf('GMT Standard Time'), userPurpose: 'shared' },
  });
  addWellKnownFolders(tenant, id);
}

function addGroup(
  tenant: Tenant,
  group: (typeof groups)[number],
  people: readonly Person[],
  idOf: (alias: string) => string,
): void {
  const unified = group.kind !== 'security';
  tenant.table('/groups').put({
    id: guid(`group|${group.alias}`),
    displayName: group.name,
    description: group.about,
    mail: unified ? `${group.alias}@${demoTenant.domain}` : null,
    mailEnabled: unified,
    mailNickname: group.alias,
    securityEnabled: !unified,
    groupTypes: unified ? ['Unified'] : [],
    visibility: group.kind === 'private' ? 'Private' : 'Public',
    createdDateTime: '2024-05-06T09:00:00Z',
    renewedDateTime: '2026-01-12T09:00:00Z',
    resourceProvisioningOptions: group.channels ? ['Team'] : [],
    $members: group.members === 'everyone' ? people.map((person) => person.oid) : group.members.map(idOf),
    $owners: group.owners.map(idOf),
  });
}

function addOrganization(tenant: Tenant): void {
  const domain = (name: string, isDefault: boolean) => ({
    capabilities: 'Email, OfficeCommunicationsOnline',
    isDefault,
    isInitial: !isDefault,
    name,
    type: 'Managed',
  });
  tenant.table('/organization').put({
    id: demoTenant.id,
    displayName: demoTenant.name,
    businessPhones: ['+351 21 5550100'],
    city: 'Lisbon',
    country: 'Portugal',
    countryLetterCode: 'PT',
    createdDateTime: '2024-01-15T08:00:00Z',
    defaultUsageLocation: 'PT',
    preferredLanguage: 'en',
    tenantType: 'AAD',
    technicalNotificationMails: [`it@${demoTenant.domain}`],
    verifiedDomains: [domain(demoTenant.domain, true), domain('contoso.onmicrosoft.example', false)],
    assignedPlans: [],
    provisionedPlans: [],
  });
}
