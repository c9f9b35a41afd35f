import { setBounded } from '../bounded.ts';

/** Anything that Graph names by an id. Properties that begin with `$` stay inside: no answer carries them. */
export type Entity = { id: string; [property: string]: unknown };

/** What has changed in a table since a mark that an earlier answer gave. */
export type Changes<E extends Entity> = {
  readonly changed: readonly E[];
  readonly removed: readonly string[];
  readonly mark: number;
};

/** The rows of one collection, in the order of their arrival. */
export type Table<E extends Entity = Entity> = {
  all(): readonly E[];
  /** By id or by immutable id. */
  get(id: string): E | undefined;
  /** Adds the row, or replaces the one with this id. */
  put(row: E): E;
  /** Replaces the named properties of a row that exists. */
  change(row: E, patch: Partial<E>): E;
  remove(id: string): void;
  changes(since: number): Changes<E>;
};

/** Every table of the tenant by its canonical path, such as `/users/{oid}/messages`; made when first named. */
export type Store = { table<E extends Entity = Entity>(path: string): Table<E> };

/** The tenant holds no more; Graph says 507. */
export class TenantFullError extends Error {
  override readonly name = 'TenantFullError';
}

/** Rows that one table holds at most. */
const MAX_ROWS = 20_000;
/** Removals that one table remembers for delta queries. */
const MAX_TOMBSTONES = 1_000;

/** An empty store. Each write stamps its row with a rising `$version`, from which ETags and deltas come. */
export function createStore(): Store {
  const tables = new Map<string, Table>();
  let version = 0;
  const tick = () => ++version;
  return {
    table<E extends Entity>(path: string) {
      const known = tables.get(path);
      if (known) return known as unknown as Table<E>;
      const made = createTable(tick);
      tables.set(path, made);
      return made as unknown as Table<E>;
    },
  };
}

function createTable(tick: () => number): Table {
  const rows = new Map<string, Entity>();
  const aliases = new Map<string, string>();
  const tombstones = new Map<string, number>();
  const put = (row: Entity): Entity => {
    if (!rows.has(row.id) && rows.size >= MAX_ROWS) throw new TenantFullError('The collection is full.');
    const stamped = { ...row, $version: tick() };
    rows.set(row.id, stamped);
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
      setBounded(tombstones, id, tick(), MAX_TOMBSTONES);
    },
    changes: (since) => ({
      changed: [...rows.values()].filter((row) => Number(row.$version) > since),
      removed: [...tombstones].filter(([, at]) => at > since).map(([id]) => id),
      mark: tick(),
    }),
  };
}
