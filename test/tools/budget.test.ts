import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

describe('a result of 25 rows', () => {
  it.each([
    ['list_messages', { top: 25 }, 3_600],
    ['list_messages', { top: 25, ids: false }, 2_500],
    ['list_events', { top: 25, start: '2026-11-01', end: '2027-01-31' }, 2_600],
    ['list_events', { top: 25, start: '2026-11-01', end: '2027-01-31', ids: false }, 1_500],
    ['list_files', { top: 25, path: '/' }, 1_500],
    ['list_files', { top: 25, path: '/', ids: false }, 1_000],
  ])('of %s %j costs at most %d tokens', async (name, given, most) => {
    const { text } = await tenant.call('ana.silva', name, given);
    const rows = rowsIn(text).length;
    const tokens = encode(text).length;
    expect(rows).toBeGreaterThan(0);
    expect((tokens / rows) * 25).toBeLessThanOrEqual(most);
  });
});
