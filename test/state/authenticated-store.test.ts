import { createHmac } from 'node:crypto';

import { beforeEach, describe, expect, it } from 'vitest';

import { createAuthenticatedStore } from '../../src/state/authenticated-store.ts';
import { createMemoryStore } from '../../src/state/memory.ts';
import type { Place, Row, Store } from '../../src/state/store.ts';
import { describeStore } from './store-contract.ts';
import { silentLog } from '../kit/logs/log-to.ts';

const LATER = 4_000_000_000;
const macs = {
  mac: async (purpose: string, data: string) =>
    createHmac('sha256', `key/${purpose}`).update(data).digest('hex'),
  macMatches: async (purpose: string, data: string, mac: string) => (await macs.mac(purpose, data)) === mac,
};

describeStore('a store with authenticated rows', async () => ({
  store: createAuthenticatedStore(createMemoryStore({ now: () => 0 }), macs, silentLog),
  close: async () => {},
}));

describe('a store with authenticated rows that an attacker can write to', () => {
  const at: Place = { table: 'families', partition: 'alex', id: 'one' };
  let bare: Store;
  let store: Store;
  let warnings: string[];

  beforeEach(async () => {
    warnings = [];
    bare = createMemoryStore({ now: () => 0 });
    store = createAuthenticatedStore(bare, macs, {
      ...silentLog,
      warn: (event) => void warnings.push(event),
    });
    await store.insert(at, { value: { revoked: true }, expiresAt: LATER });
  });

  const stored = async (): Promise<Row> => {
    const row = await bare.get(at);
    if (row === undefined) throw new Error('the row is missing');
    return row;
  };

  it('returns a row that nobody has changed', async () => {
    expect((await store.get(at))?.value).toEqual({ revoked: true });
    expect((await store.list('families', 'alex')).rows).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it.each<[string, (row: Row) => { place?: Partial<Place>; value?: Row['value']; expiresAt?: number }]>([
    ['altered', (row) => ({ value: { ...row.value, text: '{"revoked":false}' } })],
    ['stripped of its MAC', (row) => ({ value: { text: row.value['text'] } })],
    ['replaced by a plain value', () => ({ value: { revoked: false } })],
    ['extended', () => ({ expiresAt: LATER + 1 })],
    ['moved to another user', () => ({ place: { partition: 'bo' } })],
    ['moved to another id', () => ({ place: { id: 'two' } })],
    ['moved to another table', () => ({ place: { table: 'consents' } })],
  ])('does not return a row that was %s, and logs it', async (_, tamper) => {
    const row = await stored();
    const { place, value = row.value, expiresAt = row.expiresAt } = tamper(row);
    const target = { ...at, ...place };
    await bare.remove(at);
    await bare.insert(target, { value, expiresAt });
    expect(await store.get(target)).toBeUndefined();
    expect((await store.list(target.table, target.partition)).rows).toEqual([]);
    expect(warnings).toEqual(['state_row_not_authentic', 'state_row_not_authentic']);
  });
});
