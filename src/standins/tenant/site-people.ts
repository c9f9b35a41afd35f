import { type User, usersOf } from './directory.ts';
import type { Entity, Store } from './tenant-store.ts';

/** The number of the first person on a site. Lower numbers belong to SharePoint's built-in accounts and groups. */
const FIRST_NUMBER = 7;

/** A person on a site, and the number by which person columns refer to that person. */
export type SitePerson = { readonly number: number; readonly user: User };

/**
 * Returns the people on a site: all members who have opened the site. The members in `$strangers` have never opened it.
 */
export function peopleOnSite(tenant: Pick<Store, 'table'>, site: Entity): readonly SitePerson[] {
  const members = site.$members;
  const strangers = Array.isArray(site.$strangers) ? site.$strangers : [];
  return usersOf(tenant)
    .all()
    .map((user, index) => ({ number: index + FIRST_NUMBER, user }))
    .filter(({ user }) => members === 'everyone' || (Array.isArray(members) && members.includes(user.id)))
    .filter(({ user }) => !strangers.includes(user.id));
}

/** Finds a person on a site by object id, alias or address. */
export function personOnSite(
  tenant: Pick<Store, 'table'>,
  site: Entity,
  name: string,
): SitePerson | undefined {
  const wanted = name.toLowerCase();
  return peopleOnSite(tenant, site).find(({ user }) =>
    [user.id, user.mailNickname, user.mail].some((one) => one.toLowerCase() === wanted),
  );
}

/** Returns the searchable text of a list item, including people's names. */
export function itemText(
  tenant: Pick<Store, 'table'>,
  site: Entity,
  columns: readonly Entity[],
  fields: object,
): string {
  const people = new Map(
    peopleOnSite(tenant, site).map(({ number, user }) => [String(number), user.displayName]),
  );
  const named = columns.filter((column) => column.personOrGroup !== undefined && column.readOnly !== true);
  const isNumber = (name: string) => named.some((column) => `${String(column.name)}LookupId` === name);
  return Object.entries(fields)
    .map(([name, value]) => (isNumber(name) ? people.get(String(value)) : String(value)))
    .join(' ');
}
