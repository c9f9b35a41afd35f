import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Place, Store, Table } from '../../src/state/store.ts';

/** A store under test, with a function that closes it. */
export type OpenedStore = { readonly store: Store; readonly close: () => Promise<void> };

const LATER = 4_000_000_000;

/** 30,000 UTF-16 code units: 15,000 emoji of four bytes each. */
const LARGEST = '🙂'.repeat(15_000);

/**
 * Tests the contract that every store has to fulfil. Each test uses its own partitions. `largest` replaces the default
 * text if the simulated service does not support four-byte characters.
 */
export function describeStore(
  name: string,
  open: () => Promise<OpenedStore>,
  { largest = LARGEST }: { readonly largest?: string } = {},
): void {
  describe(name, () => {
    let opened: OpenedStore;
    let store: Store;
    let partitions = 0;
    const run = randomUUID();

    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    afterAll(() => opened.close());

    const fresh = (): string => `partition-${(partitions += 1)}-${run}`;
    const place = (table: Table = 'families', id = 'row'): Place => ({ table, partition: fresh(), id });
    const etagOf = async (at: Place): Promise<string> => {
      const row = await store.get(at);
      if (row === undefined) throw new Error('the row is missing');
      return row.etag;
    };
    const listAll = async (table: Table, partition?: string): Promise<string[]> => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.list(table, partition, cursor);
        expect(page.rows.length).toBeLessThanOrEqual(100);
        ids.push(...page.rows.map((row) => row.id));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return ids;
    };

    it('reports whether a row exists', async () => {
      const at = place();
      expect(await store.has(at)).toBe(false);
      await store.insert(at, { value: {}, expiresAt: LATER });
      expect(await store.has(at)).toBe(true);
      expect(await store.has({ ...at, id: 'another' })).toBe(false);
      await store.remove(at);
      expect(await store.has(at)).toBe(false);
    });

    it('returns what was inserted', async () => {
      const at = place();
      expect(
        await store.insert(at, { value: { n: 1, list: ['a'], deep: { b: null } }, expiresAt: LATER }),
      ).toBe(true);
      expect(await store.get(at)).toMatchObject({
        partition: at.partition,
        id: 'row',
        value: { n: 1, list: ['a'], deep: { b: null } },
        expiresAt: LATER,
      });
    });

    it('returns undefined if nothing was inserted', async () => {
      expect(await store.get(place())).toBeUndefined();
      expect(await store.get(place('challenges', 'never'))).toBeUndefined();
    });

    it('refuses a second insert and keeps the first value', async () => {
      const at = place();
      await store.insert(at, { value: { first: true }, expiresAt: LATER });
      expect(await store.insert(at, { value: { first: false }, expiresAt: LATER })).toBe(false);
      expect((await store.get(at))?.value).toEqual({ first: true });
    });

    it('lets exactly one of many parallel inserts succeed', async () => {
      const at = place('codes');
      const wins = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.insert(at, { value: { n }, expiresAt: LATER })),
      );
      expect(wins.filter(Boolean)).toHaveLength(1);
      expect((await store.get(at))?.value).toEqual({ n: wins.indexOf(true) });
    });

    it('replaces the version that was read and changes its etag', async () => {
      const at = place();
      await store.insert(at, { value: { n: 1 }, expiresAt: LATER });
      const etag = await etagOf(at);
      expect(await store.replace(at, { value: { n: 2 }, expiresAt: LATER + 1 }, etag)).toBe(true);
      expect(await store.get(at)).toMatchObject({ value: { n: 2 }, expiresAt: LATER + 1 });
      expect(await etagOf(at)).not.toBe(etag);
    });

    it('refuses to replace a version that has changed, or a row that is gone', async () => {
      const at = place();
      await store.insert(at, { value: { n: 1 }, expiresAt: LATER });
      const old = await etagOf(at);
      await store.replace(at, { value: { n: 2 }, expiresAt: LATER }, old);
      expect(await store.replace(at, { value: { n: 3 }, expiresAt: LATER }, old)).toBe(false);
      expect((await store.get(at))?.value).toEqual({ n: 2 });
      await store.remove(at);
      expect(await store.replace(at, { value: { n: 3 }, expiresAt: LATER }, old)).toBe(false);
    });

    it('lets exactly one of many parallel replacements of a version succeed', async () => {
      const at = place();
      await store.insert(at, { value: { n: -1 }, expiresAt: LATER });
      const etag = await etagOf(at);
      const wins = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.replace(at, { value: { n }, expiresAt: LATER }, etag)),
      );
      expect(wins.filter(Boolean)).toHaveLength(1);
    });

    it('removes a row once', async () => {
      const at = place();
      await store.insert(at, { value: {}, expiresAt: LATER });
      expect(await store.remove(at)).toBe(true);
      expect(await store.remove(at)).toBe(false);
      expect(await store.get(at)).toBeUndefined();
    });

    it('removes only the version with the given etag', async () => {
      const at = place();
      await store.insert(at, { value: {}, expiresAt: LATER });
      const old = await etagOf(at);
      await store.replace(at, { value: { newer: true }, expiresAt: LATER }, old);
      expect(await store.remove(at, old)).toBe(false);
      expect(await store.remove(at, await etagOf(at))).toBe(true);
    });

    it('keeps tables, partitions and ids separate', async () => {
      const at = place();
      await store.insert(at, { value: { here: true }, expiresAt: LATER });
      expect(await store.get({ ...at, table: 'consents' })).toBeUndefined();
      expect(await store.get({ ...at, partition: `${at.partition}x` })).toBeUndefined();
      expect(await store.get({ ...at, id: 'rows' })).toBeUndefined();
    });

    it.each([
      'https://client.example/oauth/metadata.json?a=b#c',
      'a/b\\c#d?e%f',
      "it's \u0000\u001f\u007f",
      'ünïcödé 🙂',
      '~tilde',
      '',
      'x'.repeat(2_000),
    ])('accepts any text as partition and id: %j', async (text) => {
      const at: Place = { table: 'consents', partition: `${fresh()}${text}`, id: text };
      expect(await store.insert(at, { value: { text }, expiresAt: LATER })).toBe(true);
      expect(await store.get(at)).toMatchObject({ partition: at.partition, id: text, value: { text } });
      expect(await listAll('consents', at.partition)).toEqual([text]);
    });

    it('stores a value of 30,000 characters and refuses a value that is too large for a table', async () => {
      const at = place();
      await store.insert(at, { value: { text: largest }, expiresAt: LATER });
      const stored = (await store.get(at))?.value;
      expect([largest.length, stored?.['text'] === largest]).toEqual([30_000, true]);
      await expect(
        store.insert(place(), { value: { text: 'x'.repeat(33_000) }, expiresAt: LATER }),
      ).rejects.toThrow(/larger than the limit/);
    });

    it('lists only one partition, in pages', async () => {
      const partition = fresh();
      const ids = Array.from({ length: 230 }, (_, n) => `id-${String(n).padStart(3, '0')}`);
      for (let start = 0; start < ids.length; start += 23) {
        await Promise.all(
          ids
            .slice(start, start + 23)
            .map((id) =>
              store.insert({ table: 'challenges', partition, id }, { value: { id }, expiresAt: LATER }),
            ),
        );
      }
      await store.insert(
        { table: 'challenges', partition: fresh(), id: 'other' },
        { value: {}, expiresAt: LATER },
      );
      expect((await listAll('challenges', partition)).sort()).toEqual(ids);
      expect(await listAll('challenges')).toEqual(expect.arrayContaining([...ids, 'other']));
      expect(await listAll('challenges', fresh())).toEqual([]);
    });

    it('continues a listing after the rows of a page have been removed', async () => {
      const partition = fresh();
      for (let n = 0; n < 150; n += 1) {
        await store.insert({ table: 'blocks', partition, id: `id-${n}` }, { value: {}, expiresAt: LATER });
      }
      const first = await store.list('blocks', partition);
      for (const { id } of first.rows) await store.remove({ table: 'blocks', partition, id });
      const second = await store.list('blocks', partition, first.cursor);
      expect(second.rows).toHaveLength(50);
      expect(second.cursor).toBeUndefined();
    });
  });
}
