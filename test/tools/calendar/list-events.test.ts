import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const list = (given: object, alias = 'ana.silva') => tenant.call(alias, 'list_events', given);
const days = (text: string) => rowsIn(text).map(([when = '']) => when.slice(4, 14));

describe('list_events', () => {
  it("lists the next seven days in order and in the mailbox's time zone", async () => {
    const { text } = await list({});
    expect(text).toMatch(/^\d+ events, times in \S/);
    expect(text).not.toMatch(/times in UTC/);
    const when = rowsIn(text).map(([cell = '']) => cell.slice(4));
    expect(when.length).toBeGreaterThan(3);
    expect(days(text).every((day) => day >= '2026-11-21' && day <= '2026-11-28')).toBe(true);
    expect(days(text)).toEqual(days(text).toSorted());
    expect(rowsIn(text)[0]?.[0]).toMatch(/^(?:Sat|Sun|Mon) 2026-11-2\d (?:\d\d:\d\d-\d\d:\d\d|all day)/);
  });

  it('lists one local day, even in time zones far from UTC', async () => {
    for (const time_zone of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles']) {
      const { text } = await list({ start: '2026-11-23', end: '2026-11-23', time_zone });
      expect(text).toContain(`times in ${time_zone}`);
      expect(new Set(days(text))).toEqual(new Set(['2026-11-23']));
    }
  });

  it('shows at most "top" rows and returns a cursor', async () => {
    const { text } = await list({ start: '2026-11-01', end: '2027-01-31', top: 3 });
    expect(rowsIn(text)).toHaveLength(3);
    expect(text).toContain('There are more: call get_next_page with this cursor:');
  });

  it('works with the minimum permission, in UTC', async () => {
    const { text } = await tenant.granting('ben.okafor', ['User.Read', 'Calendars.ReadBasic'], () =>
      list({}, 'ben.okafor'),
    );
    expect(text).toMatch(/times in UTC/);
  });

  it('omits the id column with ids: false', async () => {
    const [full, short] = await Promise.all([list({}), list({ ids: false })]);
    expect(full.text).toContain('AAkA');
    expect(short.text).not.toContain('AAkA');
  });

  it.each([
    [{ time_zone: 'Mars/Olympus' }],
    [{ time_zone: 'UTC", IdType="x' }],
    [{ start: '2026-11-24', end: '2026-11-20' }],
    [{ start: 'tomorrow' }],
    [{ calendar: '../x' }],
  ])('refuses %j with a reason', async (given) => {
    await expect(list(given)).rejects.toMatchObject({ sideEffect: 'unchanged' });
  });
});
