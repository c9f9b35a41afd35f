/** The tables that Portico remembers things in. */
export type Table = 'codes' | 'families' | 'consents' | 'challenges' | 'blocks';

/** One remembered thing. `etag` changes with every write; `expiresAt` is in seconds since 1970. */
export type Row = {
  readonly partition: string;
  readonly id: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly expiresAt: number;
  readonly etag: string;
};

/** Where a row lives. */
export type Place = { readonly table: Table; readonly partition: string; readonly id: string };

/** What is written: the value (JSON) and when the purge may take it, in seconds since 1970. */
export type Entry = { readonly value: Readonly<Record<string, unknown>>; readonly expiresAt: number };

/**
 * What must be remembered across instances. Every method throws `UnavailableError` when the tables do not
 * answer in time; a lost answer of a write is recognised by the random id that each write carries.
 */
export interface Store {
  /** Writes a row that must not exist; false when it does. */
  insert(place: Place, entry: Entry): Promise<boolean>;
  /** Reads a row; undefined when there is none or its value was not written by us for this place. */
  get(place: Place): Promise<Row | undefined>;
  /** Writes over the version that `etag` names; false when another writer was first or the row is gone. */
  replace(place: Place, entry: Entry, etag: string): Promise<boolean>;
  /** Removes a row, with `etag` only that version; false when it was not there or has changed. */
  remove(place: Place, etag?: string): Promise<boolean>;
  /** A page of a partition (of the whole table where `partition` is undefined), at most 100 rows, and the cursor to the next. */
  list(
    table: Table,
    partition?: string,
    cursor?: string,
  ): Promise<{ rows: Row[]; cursor?: string | undefined }>;
}
