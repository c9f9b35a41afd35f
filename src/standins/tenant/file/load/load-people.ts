import { addCalendar } from '../../rows/calendar-rows.ts';
import { addGroup, addOrganization, groupId } from '../../rows/group-rows.ts';
import { addSharedMailbox, addUser, mailboxSettings } from '../../rows/user-rows.ts';
import { addOneDrive } from '../../rows/library-rows.ts';
import { usersOf } from '../../directory.ts';
import { addressIn, oidIn } from '../names.ts';
import type { Loading } from './loading.ts';

/** Adds the organisation, people with their mailboxes, calendars and OneDrives, shared mailboxes and groups. */
export function loadPeople(loading: Loading): void {
  const { file, tenant, names } = loading;
  const { company } = file;
  for (const [index, person] of file.people.entries()) addPerson(loading, person, ['people', index]);
  for (const [index, mailbox] of file.sharedMailboxes.entries())
    addSharedMailbox(tenant, {
      alias: mailbox.alias,
      name: mailbox.name,
      delegates: names.people(mailbox.members, ['sharedMailboxes', index, 'members']),
      zone: mailbox.timeZone ?? company.timeZone,
    });
  for (const user of usersOf(tenant).all()) addCalendar(tenant, user.id, user.displayName);
  for (const [index, group] of file.groups.entries())
    addGroup(tenant, {
      alias: group.alias,
      name: group.name,
      about: group.description,
      kind: group.kind,
      isTeam: group.channels !== undefined,
      members: names.party(group.alias, ['groups', index])?.mailboxes ?? [],
      owners: names.people(group.owners, ['groups', index, 'owners']),
      groups: group.groups.flatMap((alias, at) => {
        const found = names.group(alias, ['groups', index, 'groups', at]);
        return found === undefined ? [] : [groupId(found)];
      }),
      rule: group.rule,
    });
  const { city, country, countryCode: code, guestInvites } = company;
  addOrganization(tenant, { city, country, code, guestInvites });
}

function addPerson(
  { file, tenant, names, problems }: Loading,
  person: Loading['file']['people'][number],
  path: readonly PropertyKey[],
): void {
  const { company } = file;
  const oid = oidIn(file, person);
  const address = addressIn(file, person);
  const isGuest = person.behaviour === 'guest';
  if (usersOf(tenant).get(oid)) problems.add([...path, 'id'], () => 'another person has the same id.');
  if (isGuest && address.endsWith(`@${company.domain}`))
    problems.add([...path, 'address'], () => 'a guest needs an address outside the company.');
  addUser(tenant, {
    oid,
    alias: person.alias,
    name: person.name,
    address,
    title: person.title,
    department: person.department,
    office: person.office ?? company.city,
    country: person.country ?? company.country,
    phone: person.phone,
    mobile: person.mobile,
    company: isGuest ? (address.split('@')[1] ?? '') : company.name,
    isGuest,
    isEnabled: person.behaviour !== 'disabled',
    manager: person.manager === undefined ? undefined : names.person(person.manager, [...path, 'manager']),
    delegates: names.people(person.delegates, [...path, 'delegates']),
    licences: person.licences,
    usageLocation: person.usageLocation ?? (isGuest ? undefined : company.countryCode),
    settings: mailboxSettings(person.timeZone ?? company.timeZone, {
      hours: person.workingHours,
      reply: person.automaticReply,
    }),
  });
  addOneDrive(tenant, { oid, alias: person.alias });
}
