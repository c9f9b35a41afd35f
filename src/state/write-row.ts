import { UnavailableError } from '../errors.ts';
import type { Entry, Place, Row, Store } from './store.ts';

const ATTEMPTS = 5;

/**
 * Creates a row, or replaces it if it exists. `toEntry` receives the existing row, if any. Returns false if another
 * writer was first, or if Portico did not write the existing row.
 */
export async function writeRow(
  store: Pick<Store, 'get' | 'insert' | 'replace'>,
  place: Place,
  toEntry: (row: Row | undefined) => Entry,
): Promise<boolean> {
  const row = await store.get(place);
  const entry = toEntry(row);
  return row === undefined ? store.insert(place, entry) : store.replace(place, entry, row.etag);
}

/**
 * Repeats a write until it succeeds. `write` returns false if another writer was first. Throws `UnavailableError` after
 * five attempts.
 */
export async function retryConflicts(write: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt follows a lost race
    if (await write()) return;
  }
  throw new UnavailableError('Table Storage');
}
