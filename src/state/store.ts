/** All tables, in the order in which the purge reads them. */
export const tables = [
  'codes',
  'families',
  'consents',
  'challenges',
  'confirmations',
  'approvals',
  'links',
  'blocks',
] as const;

export type Table = (typeof tables)[number];

/** `etag` changes with every write; `expiresAt` is in seconds since 1970. */
export type Row = {
  readonly partition: string;
  readonly id: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly expiresAt: number;
  readonly etag: string;
};

export type Place = { readonly table: Table; readonly partition: string; readonly id: string };

/** `value` must be valid JSON. The purge can remove the row after `expiresAt` (seconds since 1970). */
export type Entry = { readonly value: Readonly<Record<string, unknown>>; readonly expiresAt: number };

/**
 * State shared by all instances. Methods throw `UnavailableError` if the tables do not respond in time. Each write has
 * a random id, so that a write whose response was lost can be recognised as done.
 */
export interface Store {
  /** Creates a row. Returns false if the row already exists. */
  insert(place: Place, entry: Entry): Promise<boolean>;
  /** Reads a row. Returns undefined if the row does not exist, or if Portico did not write it under this key. */
  get(place: Place): Promise<Row | undefined>;
  /** Returns whether a row exists, even one that Portico did not write. */
  has(place: Place): Promise<boolean>;
  /**
   * Replaces a row if it still has this `etag`. Returns false if another writer was first or the row no longer exists.
   */
  replace(place: Place, entry: Entry, etag: string): Promise<boolean>;
  /**
   * Removes a row. If `etag` is given, removes the row only if it still has this `etag`. Returns false if the row does
   * not exist or has changed.
   */
  remove(place: Place, etag?: string): Promise<boolean>;
  /**
   * Returns a page of a partition, or of the whole table if `partition` is undefined: at most 100 rows, and a cursor to
   * the next page.
   */
  list(
    table: Table,
    partition?: string,
    cursor?: string,
  ): Promise<{ rows: Row[]; cursor?: string | undefined }>;
}
