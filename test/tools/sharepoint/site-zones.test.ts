import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

/** Sets the time zone of the site. The mailbox is in London. */
function setZone(zone: string) {
  const sites = tenant.graph.tenant.table('/sites');
  sites.change(
    sites.all().find(({ name }) => name === 'harbor')!,
    { $zone: zone },
  );
}

const call = async (name: string, given: object) =>
  (await tenant.call('ana.silva', name, { site: 'Project Harbor', list: 'Issues', ...given })).text;

describe("a date in a list whose site is not in the mailbox's time zone", () => {
  it.each([
    'America/Los_Angeles',
    'America/New_York',
    'UTC',
    'Europe/Berlin',
    'Asia/Kolkata',
    'Asia/Tokyo',
    'Australia/Sydney',
  ])('is stored, shown and found as the given day: %s', async (zone) => {
    setZone(zone);
    for (const day of ['2026-12-01', '2027-07-01']) {
      const fields = { Title: `${zone} ${day}`, 'Due date': day };
      expect(await call('create_list_item', { fields })).toContain(`Due date: ${day}`);
      const where = [`Due date = ${day}`, `Title = ${fields.Title}`];
      expect(rowsIn(await call('list_list_items', { where, fields: ['Title'] }))).toHaveLength(1);
    }
  });

  it("is the day on which a given time falls in the mailbox's time zone", async () => {
    setZone('America/Los_Angeles');
    const fields = { 'Due date': '2026-12-01T23:30' };
    expect(await call('update_list_item', { item: '1', fields })).toContain('Due date: 2026-12-01');
  });
});
