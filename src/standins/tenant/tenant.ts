import { createLruMap } from '../../base/lru-map.ts';
import { usersOf } from './directory.ts';
import { type Company, demoTenant, type Person } from './people.ts';
import { createStore, type Entity, type Store } from './tenant-store.ts';
import { type Zone, zoneOf } from './zones.ts';

/** A company's data and the lookups that all parts share. */
export type Tenant = Store & {
  readonly company: Company;
  now(): Date;
  /** Returns a unique seed for ids. */
  serial(kind: string): string;
  /** Finds a time zone by IANA or Windows name. */
  zone(name: string): Zone | undefined;
  /** Finds a user's object id by id, user principal name or email address. */
  userId(name: string): string | undefined;
  /** Finds a site's id by `root`, the id, a part of the id, or `host:/path`. */
  siteId(name: string): string | undefined;
  /** Returns the id of the default drive of a user, group or site. */
  driveIdOf(owner: string): string | undefined;
};

/** A company, its people and its data. */
export type TenantSource = {
  readonly company: Company;
  /** Everyone who can sign in. */
  readonly people: readonly Person[];
  /** Adds the data to an empty tenant. The ids are the same each time. */
  readonly fill: (tenant: Tenant) => void;
};

/** Creates a tenant without data. */
export function emptyTenant(now: () => Date, company: Company = demoTenant): Tenant {
  const store = createStore();
  const zones = createLruMap<Zone | null>(200);
  let count = 0;
  return {
    ...store,
    company,
    now,
    clear: () => {
      store.clear();
      count = 0;
    },
    serial: (kind) => `${kind}|${++count}`,
    zone: (name) => zones.getOrCreate(name, () => zoneOf(name) ?? null) ?? undefined,
    userId: (name) => userId(store, name),
    siteId: (name) => siteId(store, name),
    driveIdOf: (owner) =>
      store
        .table('/drives')
        .all()
        .find((drive) => drive.$owner === owner || drive.$group === owner)?.id,
  };
}

function userId(store: Store, name: string): string | undefined {
  const users = usersOf(store);
  if (users.get(name)) return name;
  const lowerName = name.toLowerCase();
  const same = (value: unknown) => typeof value === 'string' && value.toLowerCase() === lowerName;
  return users.all().find((user) => same(user.userPrincipalName) || same(user.mail) || same(user.id))?.id;
}

function siteId(store: Store, name: string): string | undefined {
  const sites = store.table('/sites');
  if (sites.get(name)) return name;
  const lowerName = name.toLowerCase();
  const isIt = (site: Entity) => {
    const address = String(site.webUrl).replace('https://', '').toLowerCase();
    const parts = site.id.toLowerCase().split(',');
    return (
      address === lowerName.replace(':', '') ||
      parts.includes(lowerName) ||
      (lowerName === 'root' && site.$root === true)
    );
  };
  return sites.all().find(isIt)?.id;
}
