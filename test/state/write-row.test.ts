import { describe, expect, it } from 'vitest';

import { UnavailableError } from '../../src/errors.ts';
import { createMemoryStore } from '../../src/state/memory.ts';
import type { Place } from '../../src/state/store.ts';
import { retryConflicts, writeRow } from '../../src/state/write-row.ts';

const place: Place = { table: 'consents', partition: 'person', id: 'client' };
const entryWith = (count: number) => ({ value: { count }, expiresAt: 4_000_000_000 });

describe('writing a row', () => {
  it('creates the row, then replaces it and passes on the existing row', async () => {
    const store = createMemoryStore({ now: () => 0 });
    const add = () => writeRow(store, place, (row) => entryWith(Number(row?.value['count'] ?? 0) + 1));
    expect([await add(), await add(), await add()]).toEqual([true, true, true]);
    expect((await store.get(place))?.value).toEqual({ count: 3 });
  });

  it("returns false and keeps a faster writer's row", async () => {
    const store = createMemoryStore({ now: () => 0 });
    const late = {
      ...store,
      get: async (at: Place) => {
        const row = await store.get(at);
        await writeRow(store, place, () => entryWith(7));
        return row;
      },
    };
    expect(await writeRow(late, place, () => entryWith(1))).toBe(false);
    expect(await writeRow(late, place, () => entryWith(1))).toBe(false);
    expect((await store.get(place))?.value).toEqual({ count: 7 });
  });
});

describe('a write that conflicts with other writers', () => {
  it('is retried until it succeeds', async () => {
    const outcomes = [false, false, false, false, true];
    await retryConflicts(async () => outcomes.shift() ?? false);
    expect(outcomes).toEqual([]);
  });

  it('fails as unavailable after five attempts', async () => {
    let attempts = 0;
    const retrying = retryConflicts(async () => (attempts += 1) === 0);
    await expect(retrying).rejects.toBeInstanceOf(UnavailableError);
    expect(attempts).toBe(5);
  });
});
