import { createLruMap } from '../../base/lru-map.ts';
import { usersOf } from './directory.ts';
import { type Company, demoTenant, type Person } from './people.ts';
import { createStore, type Entity, type Store } from './tenant-store.ts';
import { type Zone, zoneOf } from './zones.ts';

/** A company's data, and the lookups that several stand-ins use. */
export type Tenant = Store & {
  readonly company: Company;
  now(): Date;
  /** Returns a unique seed for ids. */
  serial(kind: string): string;
  /** Returns the number of seeds returned by `serial` so far. */
  serials(): number;
  /** Adds all rows of another tenant, and continues that tenant's numbering of seeds. */
  copyFrom(other: Tenant): void;
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
    serials: () => count,
    copyFrom: (other) => {
      for (const path of other.paths()) for (const row of other.table(path).all()) store.table(path).put(row);
      count = other.serials();
    },
    zone: (name) => zones.getOrCreate(name, () => zoneOf(name) ?? null) ?? undefined,
    userId: createUserIndex(store),
    siteId: (name) => siteId(store, name),
    driveIdOf: (owner) =>
      store
        .table('/drives')
        .all()
        .find((drive) => drive.$owner === owner || drive.$group === owner)?.id,
  };
}

/** Returns a function that finds a user's object id. The function rebuilds its index after each change to a user. */
function createUserIndex(store: Store): Tenant['userId'] {
  let index = new Map<string, string>();
  let indexed: { readonly users: object; readonly revision: number } | undefined;
  return (name) => {
    const users = usersOf(store);
    if (users.get(name)) return name;
    const revision = users.revision();
    if (indexed?.users !== users || indexed.revision !== revision) {
      indexed = { users, revision };
      index = new Map();
      for (const { id, mail, userPrincipalName } of users.all())
        for (const key of [userPrincipalName, mail, id])
          if (typeof key === 'string' && !index.has(key.toLowerCase())) index.set(key.toLowerCase(), id);
    }
    return index.get(name.toLowerCase());
  };
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
