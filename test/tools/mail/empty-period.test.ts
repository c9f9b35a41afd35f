import { afterAll, beforeAll, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

it.each(['list_messages', 'search_messages', 'delete_message'])(
  '%s refuses a period whose end is not after its start',
  async (tool) => {
    for (const before of ['2026-11-20', 'thursday', '2026-11-19T23:00'])
      // oxlint-disable-next-line no-await-in-loop
      await expect(
        tenant.callOnce('ana.silva', tool, { since: '2026-11-20', before }),
        before,
      ).rejects.toThrow('For one day, give the day as since and the next day as before');
  },
);

it('list_messages lists the emails of one day', async () => {
  const { text } = await tenant.call('ana.silva', 'list_messages', {
    since: '2026-11-20',
    before: '2026-11-21',
  });
  expect(rowsIn(text).every(([received]) => received?.startsWith('2026-11-20'))).toBe(true);
});

it.each([
  ['today 9am', '3pm', '2026-11-21 09:00 before 2026-11-21 15:00'],
  ['saturday 9am', 'saturday 3pm', '2026-11-21 09:00 before 2026-11-21 15:00'],
  ['saturday 3pm', 'saturday 5pm', '2026-11-14 15:00 before 2026-11-14 17:00'],
  ['last friday', 'saturday 5pm', '2026-11-20 00:00 before 2026-11-21 17:00'],
  ['yesterday 9am', '11am', '2026-11-20 09:00 before 2026-11-20 11:00'],
])('list_messages reads a period from %s to %s', async (since, before, period) => {
  const { text } = await tenant.call('ana.silva', 'list_messages', { since, before });
  expect(text).toContain(`since ${period}`);
});
