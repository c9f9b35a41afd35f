import { guid } from '../ids.ts';
import { addressOf, type Person } from '../people.ts';
import { addGroup, addOrganization, groupId } from '../rows/group-rows.ts';
import { addSharedMailbox, addUser, mailboxSettings } from '../rows/user-rows.ts';
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
    addPerson(
      tenant,
      person,
      (delegations[person.alias] ?? []).map(idOf),
      person.manager && idOf(person.manager),
    );
  for (const [alias, name, delegates] of sharedMailboxes)
    addSharedMailbox(tenant, { alias, name, delegates: delegates.map(idOf), zone: 'GMT Standard Time' });
  const everyone = people.map((person) => person.oid);
  for (const group of groups)
    addGroup(tenant, {
      ...group,
      isTeam: group.channels !== undefined,
      members: group.members === 'everyone' ? everyone : group.members.map(idOf),
      owners: group.owners.map(idOf),
      groups: (group.groups ?? []).map(groupId),
    });
  addOrganization(tenant, {
    city: 'Lisbon',
    country: 'Portugal',
    code: 'PT',
    phone: '+351 21 5550100',
    guestInvites: 'adminsAndGuestInviters',
  });
}

function addPerson(
  tenant: Tenant,
  person: Person,
  delegates: readonly string[],
  manager: string | undefined,
): void {
  const [zone = 'UTC', country = '', code = ''] = offices[person.office] ?? [];
  const digits = guid(`phone|${person.oid}`).replaceAll(/\D/g, '').slice(0, 7);
  const isGuest = person.quirk === 'guest';
  addUser(tenant, {
    oid: person.oid,
    alias: person.alias,
    name: person.name,
    address: addressOf(person),
    title: person.title,
    department: person.department,
    office: person.office,
    country,
    phone: `${code} ${digits}`,
    company: isGuest ? 'Northwind' : tenant.company.name,
    isGuest,
    isEnabled: person.quirk !== 'disabled',
    manager,
    delegates,
    licences: person.alias === 'goran.petrov' ? ['SPE_E5', 'PROJECTPROFESSIONAL'] : ['SPE_E5'],
    usageLocation: isGuest ? undefined : 'PT',
    settings: mailboxSettings(zone),
  });
}
