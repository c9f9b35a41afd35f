import { setBounded } from '../bounded.ts';

/** An entity with an id. Properties that start with `$` are internal and never returned to callers. */
export type Entity = { id: string; [property: string]: unknown };

/** The changes to a table since an earlier call. Passing `mark` to a later call returns only newer changes. */
export type Changes<E extends Entity> = {
  readonly changed: readonly E[];
  /** The removed rows as they were before their removal. */
  readonly removed: readonly E[];
  readonly mark: number;
};

/** The rows of one collection, in insertion order. */
export type Table<E extends Entity = Entity> = {
  all(): readonly E[];
  /** Finds a row by id or immutable id. */
  get(id: string): E | undefined;
  /** Adds a row or replaces the row with the same id. */
  put(row: E): E;
  /** Changes some properties of an existing row. */
  change(row: E, patch: Partial<E>): E;
  remove(id: string): void;
  changes(since: number): Changes<E>;
  /** Returns a number that changes with every write to the table. */
  revision(): number;
};

/** Tables by canonical path, such as `/users/{oid}/messages`. A table is created on first use. */
export type Store = {
  table<E extends Entity = Entity>(path: string): Table<E>;
  /** Returns the paths of all tables. */
  paths(): readonly string[];
  /** Removes all tables. Rows added afterwards get the same versions as in a new store. */
  clear(): void;
};

/** Thrown when the tenant reaches a size limit. The Graph stand-in responds with 507. */
export class TenantFullError extends Error {
  override readonly name = 'TenantFullError';
}

/** The maximum number of rows per table. */
const MAX_ROWS = 20_000;
/** The maximum number of removed rows per table that delta queries can report. */
const MAX_TOMBSTONES = 1_000;

/** Creates an empty store. Every write gives its row a higher `$version`. ETags and delta queries use this version. */
export function createStore(): Store {
  const tables = new Map<string, Table>();
  let version = 0;
  const tick = () => ++version;
  return {
    paths: () => [...tables.keys()],
    clear: () => {
      tables.clear();
      version = 0;
    },
    table<E extends Entity>(path: string) {
      const existing = tables.get(path);
      if (existing) return existing as unknown as Table<E>;
      const newTable = createTable(tick);
      tables.set(path, newTable);
      return newTable as unknown as Table<E>;
    },
  };
}

function createTable(tick: () => number): Table {
  const rows = new Map<string, Entity>();
  const aliases = new Map<string, string>();
  const tombstones = new Map<string, { readonly row: Entity; readonly at: number }>();
  let revision = 0;
  const put = (row: Entity): Entity => {
    if (!rows.has(row.id) && rows.size >= MAX_ROWS) throw new TenantFullError('The collection is full.');
    const stamped = { ...row, $version: tick() };
    rows.set(row.id, stamped);
    revision = stamped.$version;
    tombstones.delete(row.id);
    if (typeof row.$immutableId === 'string') aliases.set(row.$immutableId, row.id);
    return stamped;
  };
  return {
    all: () => [...rows.values()],
    get: (id) => rows.get(id) ?? rows.get(aliases.get(id) ?? ''),
    put,
    change: (row, patch) => put({ ...row, ...patch, id: row.id }),
    remove: (id) => {
      const row = rows.get(id);
      if (!row || !rows.delete(id)) return;
      if (typeof row.$immutableId === 'string' && aliases.get(row.$immutableId) === id)
        aliases.delete(row.$immutableId);
      revision = tick();
      setBounded(tombstones, id, { row, at: revision }, MAX_TOMBSTONES);
    },
    changes: (since) => ({
      changed: [...rows.values()].filter((row) => Number(row.$version) > since),
      removed: [...tombstones.values()].filter(({ at }) => at > since).map(({ row }) => row),
      mark: tick(),
    }),
    revision: () => revision,
  };
}
