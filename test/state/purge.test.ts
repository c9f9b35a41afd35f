import { describe, expect, it } from 'vitest';

import { createMemoryStore } from '../../src/state/memory.ts';
import { purge } from '../../src/state/purge.ts';
import type { Store } from '../../src/state/store.ts';

const now = () => 1_000_000_000;
const EXPIRED = 1_000_000;
const ALIVE = 1_000_001;
const never = new AbortController().signal;

async function filled(rows: number, expiresAt: (n: number) => number): Promise<Store> {
  const store = createMemoryStore({ now });
  for (let n = 0; n < rows; n += 1) {
    await store.insert(
      { table: 'families', partition: `p${n % 7}`, id: `${n}` },
      { value: {}, expiresAt: expiresAt(n) },
    );
  }
  return store;
}

describe('the purge', () => {
  it('removes expired rows from every table and leaves all other rows', async () => {
    const store = await filled(450, (n) => (n % 3 === 0 ? ALIVE : EXPIRED));
    await store.insert({ table: 'blocks', partition: 'p', id: 'old' }, { value: {}, expiresAt: 1 });
    await store.insert({ table: 'codes', partition: 'p', id: 'old' }, { value: {}, expiresAt: 1 });
    expect(await purge(store, { now, signal: never })).toEqual({ removed: 302 });
    expect(await purge(store, { now, signal: never })).toEqual({ removed: 0 });
    expect((await store.list('families', 'p0')).rows.every((row) => row.expiresAt === ALIVE)).toBe(true);
  });

  it('leaves a row that was extended after it was read, and skips a row that no longer exists', async () => {
    const store = await filled(3, () => EXPIRED);
    const prolonging: Store = {
      ...store,
      list: async (...from) => {
        const page = await store.list(...from);
        const [first, second] = page.rows;
        if (first && second) {
          await store.replace({ table: 'families', ...first }, { value: {}, expiresAt: ALIVE }, first.etag);
          await store.remove({ table: 'families', ...second });
        }
        return page;
      },
    };
    expect(await purge(prolonging, { now, signal: never })).toEqual({ removed: 1 });
    expect((await store.list('families')).rows).toHaveLength(1);
  });

  it('stops when its signal aborts and can be continued from the same point', async () => {
    const store = await filled(350, (n) => (n < 200 ? ALIVE : EXPIRED));
    const stop = new AbortController();
    let pages = 0;
    const stopping: Store = {
      ...store,
      list: (...from) => {
        pages += from[0] === 'families' ? 1 : 0;
        if (pages === 2) stop.abort();
        return store.list(...from);
      },
    };
    const first = await purge(stopping, { now, signal: stop.signal });
    expect(first).toMatchObject({ removed: 0, rest: { table: 'families' } });
    expect(await purge(stopping, { now, signal: never, from: first.rest })).toEqual({ removed: 150 });
    expect(pages).toBe(4);
  });
});
