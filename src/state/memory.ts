import { UnavailableError } from '../errors.ts';
import type { Entry, Place, Row, Store, Table } from './store.ts';
import { decodeValue, encodeValue } from './value.ts';

export const ROWS_PER_TABLE = 100_000;

const PAGE_ROWS = 100;

type Slot = {
  readonly partition: string;
  readonly id: string;
  readonly text: string;
  readonly expiresAt: number;
  readonly etag: string;
  /**
   * The row's number in order of insertion. Cursors contain this number instead of a key, so that a cursor stays valid
   * after its row is removed.
   */
  readonly sequence: number;
};

/**
 * Creates an in-memory store, whose content is lost when the process ends. `now` is in milliseconds since 1970. A table
 * that is full of unexpired rows refuses new rows with `UnavailableError`: no row is dropped before it expires.
 */
export function createMemoryStore({ now }: { now: () => number }): Store {
  const tables = new Map<Table, Map<string, Slot>>();
  let writes = 0;

  const slotsOf = (table: Table): Map<string, Slot> => {
    const known = tables.get(table);
    if (known !== undefined) return known;
    const created = new Map<string, Slot>();
    tables.set(table, created);
    return created;
  };

  const write = (place: Place, entry: Entry, sequence?: number): void => {
    const text = encodeValue(entry.value);
    writes += 1;
    slotsOf(place.table).set(keyOf(place), {
      partition: place.partition,
      id: place.id,
      text,
      expiresAt: entry.expiresAt,
      etag: String(writes),
      sequence: sequence ?? writes,
    });
  };

  return {
    insert: async (place, entry) => {
      const slots = slotsOf(place.table);
      if (slots.has(keyOf(place))) return false;
      if (slots.size >= ROWS_PER_TABLE) dropExpired(slots, now() / 1000);
      if (slots.size >= ROWS_PER_TABLE) throw new UnavailableError('Table Storage');
      write(place, entry);
      return true;
    },
    get: async (place) => {
      const slot = slotsOf(place.table).get(keyOf(place));
      return slot && toRow(slot);
    },
    has: async (place) => slotsOf(place.table).has(keyOf(place)),
    replace: async (place, entry, etag) => {
      const slot = slotsOf(place.table).get(keyOf(place));
      if (slot?.etag !== etag) return false;
      write(place, entry, slot.sequence);
      return true;
    },
    remove: async (place, etag) => {
      const slots = slotsOf(place.table);
      const slot = slots.get(keyOf(place));
      if (slot === undefined || (etag !== undefined && slot.etag !== etag)) return false;
      return slots.delete(keyOf(place));
    },
    list: async (table, partition, cursor) => {
      const after = Number(cursor ?? 0);
      const rows: Row[] = [];
      let last = after;
      for (const slot of slotsOf(table).values()) {
        if (slot.sequence <= after || (partition !== undefined && slot.partition !== partition)) continue;
        if (rows.length === PAGE_ROWS) return { rows, cursor: String(last) };
        rows.push(toRow(slot));
        last = slot.sequence;
      }
      return { rows };
    },
  };
}

function keyOf({ partition, id }: Place): string {
  return JSON.stringify([partition, id]);
}

function toRow({ partition, id, text, expiresAt, etag }: Slot): Row {
  return { partition, id, value: decodeValue(text) ?? {}, expiresAt, etag };
}

function dropExpired(slots: Map<string, Slot>, nowSeconds: number): void {
  for (const [key, slot] of slots) if (slot.expiresAt <= nowSeconds) slots.delete(key);
}
