import { createHmac } from 'node:crypto';

import { beforeEach, describe, expect, it } from 'vitest';

import { createBlockSnapshot } from '../../src/state/block-snapshot.ts';
import { createBlockStore } from '../../src/state/block-store.ts';
import { createBlockBook, type BlockBook } from '../../src/state/blocks.ts';
import { createMemoryStore } from '../../src/state/memory.ts';
import { purge } from '../../src/state/purge.ts';
import type { Place, Row, Store } from '../../src/state/store.ts';
import { describeStore } from './store-contract.ts';
import { silentLog } from '../kit/logs/log-to.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z') / 1_000;
const END = NOW + 3_600;
const now = () => NOW * 1_000;
const macs = {
  mac: async (purpose: string, data: string) =>
    createHmac('sha256', `key/${purpose}`).update(data).digest('hex'),
  macMatches: async (purpose: string, data: string, mac: string) => (await macs.mac(purpose, data)) === mac,
};

describeStore('a store with signed blocks', async () => ({
  store: createBlockStore(createMemoryStore({ now: () => 0 }), macs, silentLog),
  close: async () => {},
}));

describe("a block's end time", () => {
  const at: Place = { table: 'blocks', partition: 'tool', id: 'send_mail' };
  let tables: Store;
  let store: Store;
  let book: BlockBook;
  let warnings: string[];

  beforeEach(async () => {
    warnings = [];
    tables = createMemoryStore({ now });
    store = createBlockStore(tables, macs, { warn: (event) => void warnings.push(event) });
    book = createBlockBook(store, now);
    await book.set({ kind: 'tool', names: ['send_mail'] }, { until: END, reason: 'a test' });
  });

  const blockedUntil = async () =>
    (await createBlockSnapshot({ store, now, log: silentLog }).current())('tool', 'send_mail');

  const tamper = async (change: (row: Row) => Partial<Pick<Row, 'value' | 'expiresAt'>>) => {
    const row = await tables.get(at);
    if (row === undefined) throw new Error('the row is missing');
    await tables.replace(at, { value: row.value, expiresAt: row.expiresAt, ...change(row) }, row.etag);
  };

  it('is respected if Portico set it', async () => {
    expect(await blockedUntil()).toBe(END);
    expect(await book.list()).toEqual([
      { kind: 'tool', subject: 'send_mail', until: END, setAt: NOW, reason: 'a test', endIgnored: false },
    ]);
    expect(warnings).toEqual([]);
  });

  it.each<[string, Parameters<typeof tamper>[0]]>([
    ['was brought forward', () => ({ expiresAt: NOW - 1 })],
    ['was postponed', () => ({ expiresAt: END + 1 })],
    ['has no MAC', ({ value }) => ({ value: { ...value, mac: undefined } })],
    ['has a MAC of the wrong type', ({ value }) => ({ value: { ...value, mac: 7 } })],
    ['has an invalid MAC', ({ value }) => ({ value: { ...value, mac: 'x' } })],
  ])('is ignored and logged once if it %s, and the purge keeps the block', async (_, change) => {
    await tamper(change);
    expect(await blockedUntil()).toBe(Infinity);
    expect(await book.list()).toMatchObject([{ until: Infinity, endIgnored: true }]);
    expect(await purge(store, { now, signal: new AbortController().signal })).toEqual({ removed: 0 });
    expect(warnings).toEqual(['block_end_not_authentic']);
  });

  it('is ignored if its MAC belongs to another block', async () => {
    const { value } = (await tables.get(at)) as Row;
    await tables.insert({ ...at, id: 'get_me' }, { value, expiresAt: END });
    expect((await book.list()).find(({ subject }) => subject === 'get_me')).toMatchObject({
      endIgnored: true,
    });
  });

  it('is respected once Portico has set the block again', async () => {
    await tamper(() => ({ expiresAt: NOW - 1 }));
    await book.set({ kind: 'tool', names: ['send_mail'] }, { until: END + 60, reason: undefined });
    expect(await blockedUntil()).toBe(END + 60);
  });

  it('needs no signature if the block never ends', async () => {
    await createBlockBook(tables, now).set(
      { kind: 'tool', names: ['get_me'] },
      { until: Infinity, reason: undefined },
    );
    expect((await book.list()).find(({ subject }) => subject === 'get_me')).toMatchObject({
      until: Infinity,
      endIgnored: false,
    });
  });
});
