import { describe, expect, it } from 'vitest';

import { UnavailableError } from '../../src/errors.ts';
import { createMemoryStore, ROWS_PER_TABLE } from '../../src/state/memory.ts';
import { describeStore } from './store-contract.ts';

describeStore('a store in memory', async () => ({
  store: createMemoryStore({ now: () => 0 }),
  close: async () => {},
}));

describe('a full table in memory', () => {
  const fill = async (store: ReturnType<typeof createMemoryStore>, expiresAt: number): Promise<void> => {
    for (let n = 0; n < ROWS_PER_TABLE; n += 1) {
      await store.insert({ table: 'codes', partition: 'p', id: String(n) }, { value: {}, expiresAt });
    }
  };
  const one = { table: 'codes', partition: 'p', id: 'one more' } as const;

  it('refuses a new row if no row has expired', async () => {
    const store = createMemoryStore({ now: () => 1_000_000 });
    await fill(store, 2_000);
    await expect(store.insert(one, { value: {}, expiresAt: 2_000 })).rejects.toBeInstanceOf(UnavailableError);
    expect(await store.get({ ...one, id: '0' })).toBeDefined();
  });

  it('accepts a new row once rows have expired', async () => {
    let now = 1_000_000;
    const store = createMemoryStore({ now: () => now });
    await fill(store, 2_000);
    now = 2_000_000;
    expect(await store.insert(one, { value: {}, expiresAt: 4_000 })).toBe(true);
    expect(await store.get({ ...one, id: '0' })).toBeUndefined();
  });
});
