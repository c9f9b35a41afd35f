export type Table = 'codes' | 'families' | 'consents' | 'challenges' | 'blocks';

/** `etag` changes with every write; `expiresAt` is in seconds since 1970. */
export type Row = {
  readonly partition: string;
  readonly id: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly expiresAt: number;
  readonly etag: string;
};

export type Place = { readonly table: Table; readonly partition: string; readonly id: string };

/** `value` must be JSON. The purge may remove the row from `expiresAt` on (seconds since 1970). */
export type Entry = { readonly value: Readonly<Record<string, unknown>>; readonly expiresAt: number };

/**
 * State shared by all instances. Methods throw `UnavailableError` if the tables do not respond in time. Each write has a
 * random id, so that a write whose response was lost is recognised as done.
 */
export interface Store {
  /** Creates a row; false if it exists. */
  insert(place: Place, entry: Entry): Promise<boolean>;
  /** Reads a row; undefined if there is none or it was not written by us for this place. */
  get(place: Place): Promise<Row | undefined>;
  /** Whether there is a row, even one that was not written by us. */
  has(place: Place): Promise<boolean>;
  /** Replaces the version with this `etag`; false if another writer was first or the row is gone. */
  replace(place: Place, entry: Entry, etag: string): Promise<boolean>;
  /** Removes a row, with `etag` only that version; false if it does not exist or has changed. */
  remove(place: Place, etag?: string): Promise<boolean>;
  /** A page of a partition, or of the whole table if `partition` is undefined: at most 100 rows and a cursor to the next. */
  list(
    table: Table,
    partition?: string,
    cursor?: string,
  ): Promise<{ rows: Row[]; cursor?: string | undefined }>;
}
