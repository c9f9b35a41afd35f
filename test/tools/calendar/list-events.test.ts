import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { usersOf } from '../../../src/standins/tenant/directory.ts';
import { mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

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
    expect(text).toMatch(/^\d+ events from now to 7 days later, times in \S/);
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

  it('lists events from now to a later time today if the local time is behind UTC', async () => {
    const { text } = await list({ end: 'today at 4am', time_zone: 'America/Los_Angeles' });
    expect(text).toContain('times in America/Los_Angeles');
  });

  it('returns the requested number of events for a day, even though Graph also returns earlier events', async () => {
    const day = { start: '2026-11-25', end: '2026-11-25' };
    const all = rowsIn((await list(day)).text);
    expect(all.length).toBeGreaterThan(4);
    for (const top of [1, 2, 4]) {
      // oxlint-disable-next-line no-await-in-loop
      const { text } = await list({ ...day, top });
      expect(rowsIn(text)).toEqual(all.slice(0, top));
      expect(text).toContain(top > 3 ? 'call get_next_page' : 'call again with a higher top');
    }
    expect((await list({ ...day, top: all.length })).text).toContain('That is all.');
  });

  it.each([
    'Europe/Lisbon',
    'Asia/Calcutta',
    'America/Toronto',
    'Europe/Zurich',
    'europe/kyiv',
    'US/Pacific',
    'W. Europe Standard Time',
    'UTC+2',
    'PST',
  ])('shows times in %s, a time zone name that Graph may not recognise', async (time_zone) => {
    const { text } = await list({ start: '2026-11-23', end: '2026-11-23', time_zone });
    expect(text.toLowerCase()).toContain(`times in ${time_zone.toLowerCase()}`);
  });

  it.each(['list_events', 'create_event'])(
    'refuses a time zone that has no corresponding Windows time zone, in %s',
    async (tool) => {
      const args = { time_zone: 'antarctica/troll', ...(tool === 'create_event' && { subject: 'Sledges' }) };
      await expect(tenant.call('ana.silva', tool, { ...args, start: '2026-11-24T09:00' })).rejects.toThrow(
        'Microsoft 365 does not offer the time zone Antarctica/Troll. Give another zone with the same local time',
      );
    },
  );

  describe('for a mailbox with a time zone that Graph does not accept', () => {
    // Uses a separate tenant, because mailbox settings are cached for five minutes.
    const withZones = async (timeZone: string, workingZone: string, tool = 'list_events') => {
      const other = await openDemoTenant();
      try {
        const users = usersOf(other.graph.tenant);
        const user = users.all().find(({ mail }) => mail === mailOf('ben.okafor'))!;
        const $settings = { ...user.$settings, timeZone, workingHours: { timeZone: { name: workingZone } } };
        users.change(user, { $settings } as unknown as Partial<typeof user>);
        return (await other.call('ben.okafor', tool, {})).text;
      } finally {
        await other.close();
      }
    };

    it.each([
      'Customized Time Zone',
      'tzone://Microsoft/Custom',
      '(UTC+01:00) Amsterdam, Berlin, Rome',
      'Nonsense Standard Time',
    ])('uses the time zone of the working hours instead of %s, and names the zone', async (zone) => {
      expect(await withZones(zone, 'Romance Standard Time')).toContain(
        "times in Romance Standard Time, the zone of the working hours (the mailbox's own time zone is customised",
      );
    });

    it('names UTC as the zone if the working hours have no usable time zone either', async () => {
      expect(await withZones('Customized Time Zone', 'Customized Time Zone')).toContain(
        "times in UTC (the mailbox's own time zone is customised or unknown",
      );
    });

    it('does not recommend an argument that the tool does not have', async () => {
      const text = await withZones('Customized Time Zone', '', 'find_meeting_times');
      expect(text).toContain('UTC (');
      expect(text).not.toContain('time_zone');
    });

    it('treats tzone://Microsoft/Utc as UTC', async () => {
      expect(await withZones('tzone://Microsoft/Utc', '')).toMatch(/times in UTC\. /);
    });
  });

  it.each([
    ['next monday', 'next monday', ['2026-11-23']],
    ['2026-11-24', 'nov 24', ['2026-11-24']],
    ['next week', 'next week', ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']],
  ])("interprets %s to %s as days in the mailbox's time zone", async (start, end, expected) => {
    const { text } = await list({ start, end });
    expect([...new Set(days(text))].filter((day) => expected.includes(day))).toEqual(expected);
    expect(days(text).every((day) => day >= expected[0]! && day <= '2026-11-29')).toBe(true);
  });

  it.each([
    ['friday', 'monday', '2026-11-27 to 2026-11-30'],
    ['next wednesday', 'next tuesday', '2026-11-25 to 2026-12-01'],
    ['2026-12-07', 'friday', '2026-12-07 to 2026-12-11'],
    ['2027-12-20', '3 jan', '2027-12-20 to 2028-01-03'],
    ['2026-12-07', 'monday', '2026-12-07 to 2026-12-07'],
  ])('ends a range from %s to %s on the first such day on or after the start', async (start, end, range) => {
    const { text } = await list({ start, end });
    expect(text).toContain(`from ${range}`);
  });

  it.each(['last friday', 'this monday', 'tomorrow'])(
    'refuses the end %s if it is before the start, and shows both dates',
    async (end) => {
      await expect(list({ start: '2026-12-07', end })).rejects.toThrow(
        /end must be later than start \(start 2026-12-07, end 2026-11-2\d\)\.$/,
      );
    },
  );

  it.each([
    ['next month', '2026-12-01 to 2026-12-31'],
    ['this week', '2026-11-16 to 2026-11-22'],
    ['tomorrow morning', '2026-11-22 06:00 to 2026-11-22 12:00'],
    ['tomorrow', '2026-11-22 to 7 days later'],
    ['the next 2 weeks', '2026-11-21 10:00 to 2026-12-05 10:00'],
    ['last 7 days', '2026-11-14 10:00 to 2026-11-21 10:00'],
    ['in 2 weeks', '2026-12-05 10:00 to 7 days later'],
    ['2026-11-23T10:00:00-05:00', '2026-11-23 15:00 to 7 days later'],
  ])('lists the whole period if start is %s and there is no end', async (start, range) => {
    const { text } = await list({ start, top: 75, ids: false });
    expect(text).toContain(`events from ${range}, times in GMT Standard Time`);
    const [, first = '', last = ''] = /^(\S{10}).* to (\d{4}-\d\d-\d\d)/.exec(range) ?? [];
    if (last !== '') expect(days(text).every((day) => day >= first && day <= last)).toBe(true);
  });

  it('refuses an end in the past without a start, and says that the range begins now', async () => {
    for (const [tool, args] of [
      ['list_events', {}],
      ['search_events', { query: 'x' }],
      ['get_schedule', { people: ['Ben'] }],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop
      await expect(tenant.call('ana.silva', tool, { ...args, end: 'yesterday' }), tool).rejects.toThrow(
        'The range is empty: it starts now unless start is given, and end is earlier.',
      );
    await expect(list({ start: 'tomorrow', end: 'today' })).rejects.toThrow('end must be later than start');
  });

  it('shows at most "top" rows and returns a cursor', async () => {
    const { text } = await list({ start: '2026-11-01', end: '2027-01-31', top: 4 });
    expect(rowsIn(text)).toHaveLength(4);
    expect(text).toContain('There are more: call get_next_page with this cursor:');
  });

  it('lists events in UTC with only the minimum permission', async () => {
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
    [{ start: 'soon' }],
    [{ start: '11/12/2026' }],
    [{ calendar: '../x' }],
  ])('refuses the arguments %j and gives a reason', async (given) => {
    await expect(list(given)).rejects.toMatchObject({ sideEffect: 'unchanged' });
  });
});
