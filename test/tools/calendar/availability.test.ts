import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { usersOf } from '../../../src/standins/tenant/directory.ts';
import { cursorIn, mailOf, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, args: object) => tenant.call('ana.silva', name, args);
const far = { start: '2027-03-06', end: '2027-03-06' };
const block = (start: string, end: string, more: object = {}) =>
  ana('create_event', { subject: 'Block', start: `2027-03-06T${start}`, end: `2027-03-06T${end}`, ...more });

describe('find_meeting_times', () => {
  it('includes the user, who is given as "me"', async () => {
    const { text } = await ana('get_schedule', {
      people: ['me', 'Ben'],
      start: '2026-11-25',
      end: '2026-11-25',
    });
    expect(text).toMatch(new RegExp(`${mailOf('ana.silva')}: \\d+ busy times[^]*${mailOf('ben.okafor')}: `));
    const found = await ana('find_meeting_times', { attendees: ['me', 'Ben'] });
    expect(found.text).toContain('Earliest free times');
  });

  it('considers the members of a group and the meetings in a room', async () => {
    const room = 'board-room@contoso.example';
    const group = 'engineering@contoso.example';
    const day = '2027-03-10';
    const meeting = { subject: 'In the room', start: `${day}T09:00`, end: `${day}T12:00`, attendees: [room] };
    await tenant.call('dana.levi', 'create_event', { ...meeting, time_zone: 'Europe/Lisbon' });
    const focus = {
      subject: 'Focus',
      start: `${day}T12:00`,
      end: `${day}T14:00`,
      time_zone: 'Europe/Lisbon',
    };
    await tenant.call('chen.wei', 'create_event', focus);
    const { text } = await ana('get_schedule', { people: [room, group], start: day, end: day });
    expect(text).toContain(`${room}: 1 busy time\n  ${day} 09:00 to ${day} 12:00 | busy`);
    expect(text).toContain(`${day} 12:00 to ${day} 14:00 | busy`);
    expect(text).not.toContain('In the room');
    const times = { attendees: [room, group], start: day, end: day, hours: '11:00-16:00', max: 1 };
    expect((await ana('find_meeting_times', times)).text).toMatch(/^Wed 2027-03-10 14:00-14:30$/m);
  });

  it('finds the earliest times within working hours when everyone is free', async () => {
    await tenant.call('ben.okafor', 'create_event', {
      subject: 'Busy',
      start: '2027-03-02T08:00',
      end: '2027-03-02T12:00',
      time_zone: 'Europe/Lisbon',
    });
    const { text } = await ana('find_meeting_times', {
      attendees: ['Ben Okafor'],
      start: '2027-03-02',
      end: '2027-03-02',
      max: 2,
      duration_minutes: 60,
    });
    expect(text).toContain("within everyone's working hours");
    expect(text.split('\n').slice(1)[0]).toMatch(/^Tue 2027-03-02 1[2-4]:/);
    expect(text.split('\n')).toHaveLength(3);
  });

  it("searches only the user's calendar if there are no attendees, and accepts hours on any day", async () => {
    await block('08:00', '09:00');
    const { text } = await ana('find_meeting_times', { ...far, hours: '08:00-10:00', max: 5 });
    expect(text.split('\n').slice(1)).toEqual(['Sat 2027-03-06 09:00-09:30', 'Sat 2027-03-06 09:30-10:00']);
  });

  it('applies given hours only to working days, unless no working day in the range has a free time', async () => {
    const range = { start: '2027-03-05T16:30', end: '2027-03-08T09:00', hours: '08:00-17:00', max: 3 };
    const { text } = await ana('find_meeting_times', range);
    expect(text).toContain('within 08:00-17:00, GMT Standard Time.');
    expect(text.split('\n').slice(1)).toEqual([
      'Fri 2027-03-05 16:30-17:00',
      'Mon 2027-03-08 08:00-08:30',
      'Mon 2027-03-08 08:30-09:00',
    ]);
    const weekend = await ana('find_meeting_times', { ...range, start: '2027-03-06', end: '2027-03-07' });
    expect(weekend.text).toContain('within 08:00-17:00, GMT Standard Time, but not on my working days.');
    expect(weekend.text.split('\n')[1]).toMatch(/^Sat 2027-03-06 /);
  });

  it.each([
    ['23:00-24:00', 60, ['Thu 2027-03-04 23:00-2027-03-05 00:00']],
    ['23:30-00:30', 30, ['Thu 2027-03-04 00:00-00:30', 'Thu 2027-03-04 23:30-2027-03-05 00:00']],
    ['22:00-01:00', 180, ['Thu 2027-03-04 22:00-2027-03-05 01:00']],
  ])('accepts hours that end at or after midnight: %s', async (hours, duration_minutes, slots) => {
    const window = { start: '2027-03-04', end: '2027-03-05T02:00' };
    const { text } = await ana('find_meeting_times', { ...window, hours, duration_minutes, max: 2 });
    expect(text.split('\n').slice(1)).toEqual(slots);
  });

  it('reports that the only free times are outside the given hours', async () => {
    await block('08:00', '09:00');
    const { text } = await ana('find_meeting_times', { ...far, hours: '08:00-08:30', max: 1 });
    expect(text).toMatch(/No common free time within 08:00-08:30; these times are outside/);
  });

  it.each([
    ['2027-03-28', 30, ['00:00-00:30', '00:30-01:00', '02:00-02:30', '02:30-03:00']],
    ['2027-03-28', 60, ['00:00-01:00', '02:00-03:00']],
    ['2027-10-31', 60, ['00:00-01:00', '02:00-03:00']],
    ['2027-03-27', 60, ['00:00-01:00', '00:30-01:30', '01:00-02:00', '01:30-02:30', '02:00-03:00']],
  ])(
    'leaves out the hour that the clocks skip or repeat: on %s, for a meeting of %i minutes',
    async (day, minutes, times) => {
      const args = { start: day, end: day, hours: '00:00-03:00', duration_minutes: minutes, max: 6 };
      const { text } = await ana('find_meeting_times', args);
      expect([...text.matchAll(/\d\d:\d\d-\d\d:\d\d$/gm)].map(String)).toEqual(times);
    },
  );

  it("stays within the user's working hours if these have a different time zone from the mailbox", async () => {
    const users = usersOf(tenant.graph.tenant);
    const user = users.get(oidOf('emil.larsen'))!;
    const workingHours = { ...user.$settings.workingHours, timeZone: { name: 'Tokyo Standard Time' } };
    users.change(user, { $settings: { ...user.$settings, workingHours } });
    const args = { start: '2027-03-09', end: '2027-03-09', duration_minutes: 60, max: 1 };
    const { text } = await tenant.call('emil.larsen', 'find_meeting_times', args);
    users.change(user, { $settings: user.$settings });
    expect(text).toContain('within working hours (09:00-17:30 Tokyo Standard Time), Romance Standard Time.');
    expect(text).toContain('Tue 2027-03-09 01:00-02:00');
  });

  it("stays within everyone's working hours, in each person's own time zone", async () => {
    // 9:00 to 17:30 in Singapore is 1:00 to 9:30 in Lisbon.
    const args = { attendees: ['Chen Wei'], start: '2027-03-09', end: '2027-03-09', duration_minutes: 30 };
    const { text } = await ana('find_meeting_times', args);
    expect(text).toContain("within everyone's working hours");
    expect(text.split('\n').slice(1)).toEqual(['Tue 2027-03-09 09:00-09:30']);
    const longer = await ana('find_meeting_times', { ...args, duration_minutes: 60, max: 1 });
    expect(longer.text).toContain('within my working hours (09:00-17:30)');
    expect(longer.text).toContain('but outside the working hours of some attendees');
    const early = await ana('find_meeting_times', { ...args, hours: '08:00-09:00' });
    expect(early.text.split('\n')[1]).toBe('Tue 2027-03-09 08:00-08:30');
  });

  it.each(['today', '2026-11-20', '2026-11-21T07:00'])(
    'suggests no time before now for start %s',
    async (start) => {
      const args = { start, end: '2026-11-21', hours: '08:00-18:00', max: 1 };
      expect((await ana('find_meeting_times', args)).text.split('\n')[1]).toBe('Sat 2026-11-21 10:00-10:30');
    },
  );

  it('names people whose calendars cannot be read', async () => {
    const { text } = await ana('find_meeting_times', { attendees: ['guest@elsewhere.example'], ...far });
    expect(text).toContain(
      'These calendars could not be read and were not considered: guest@elsewhere.example',
    );
  });

  it.each([
    { hours: 'mornings' },
    { start: '2027-03-02', end: '2027-03-01' },
    { start: 'now', end: '2028-01-01' },
    { start: '2026-11-19', end: '2026-11-20' },
  ])('refuses the arguments %j', async (args) => {
    await expect(ana('find_meeting_times', args)).rejects.toMatchObject({ sideEffect: 'unchanged' });
  });
});

describe('get_schedule', () => {
  it('shows when people are busy, and names people whose calendars cannot be read', async () => {
    await block('16:00', '16:30');
    const { text } = await ana('get_schedule', {
      people: [mailOf('ana.silva'), 'guest@elsewhere.example'],
      ...far,
    });
    expect(text).toMatch(/ana\.silva\S*: \d+ busy times?/);
    expect(text).toContain('guest@elsewhere.example: unknown');
    await expect(ana('get_schedule', { people: [] })).rejects.toMatchObject({ code: 'bad_arguments' });
  });
});

describe('search_events', () => {
  it('finds events by attendee and by words, upcoming events first', async () => {
    const { text } = await ana('search_events', { attendee: 'ben', max: 3 });
    const when = rowsIn(text).map(([cell = '']) => cell.slice(4));
    expect(when).toHaveLength(3);
    expect(when).toEqual(when.toSorted());
    expect(text).toContain('There are more: raise max');
    await block('15:00', '16:00', { location: 'Lighthouse' });
    const found = await ana('search_events', { query: 'lighthouse block' });
    expect(rowsIn(found.text)).toHaveLength(1);
    const quoted = await ana('search_events', { query: '“Lighthouse”, "block"' });
    expect(rowsIn(quoted.text)).toHaveLength(1);
    expect((await ana('search_events', { query: '"lighthouse block"' })).text).toMatch(/^No matching events/);
    expect((await ana('search_events', { query: 'nothing like it' })).text).toMatch(/^No matching events/);
    await expect(ana('search_events', {})).rejects.toThrow(/give query or attendee/);
  });

  it('finds words without their accents, in either Unicode form, or truncated as in a table', async () => {
    await block('08:00', '08:30', { subject: 'Café: résumé of the year' });
    for (const query of ['cafe resume', 'RÉSUMÉ CAFÉ', 'resume\u0301', 'Café: résumé of t…'])
      // oxlint-disable-next-line no-await-in-loop
      expect(rowsIn((await ana('search_events', { query })).text), query).toHaveLength(1);
  });
});

describe('list_rooms in a company with many rooms', () => {
  const addRooms = (count: number) => {
    for (let index = 0; index < count; index += 1)
      tenant.graph.tenant.table('/places').put({
        id: `many-${index}`,
        displayName: `Desk ${index}`,
        emailAddress: `desk-${index}@contoso.example`,
        building: index % 200 === 199 ? 'Oporto Tower' : 'Annex',
        capacity: 1,
      });
  };
  afterEach(() => {
    for (const { id } of tenant.graph.tenant.table('/places').all())
      if (id.startsWith('many-')) tenant.graph.tenant.table('/places').remove(id);
  });

  it('finds rooms beyond the first page, by words in any order', async () => {
    addRooms(250);
    const { text } = await ana('list_rooms', { query: 'tower desk' });
    expect(text).toContain('1 rooms matching "tower desk". That is all.');
    expect(rowsIn(text)[0]?.[0]).toBe('Desk 199');
  });

  it('says how many rooms it has searched if there are too many for one call', async () => {
    addRooms(1_000);
    const first = (await ana('list_rooms', { query: 'tower' })).text;
    expect(first).toContain('400 rooms have been searched so far. There are more');
    let text = first;
    const found = rowsIn(first);
    for (let cursor = cursorIn(text); cursor !== undefined; cursor = cursorIn(text)) {
      // oxlint-disable-next-line no-await-in-loop
      text = (await ana('get_next_page', { cursor })).text;
      if (text.includes('<untrusted')) found.push(...rowsIn(text));
    }
    expect(found).toHaveLength(5);
  });

  it('lists all rooms page by page', async () => {
    addRooms(250);
    const first = (await ana('list_rooms', {})).text;
    expect(rowsIn(first)).toHaveLength(100);
    const second = (await ana('get_next_page', { cursor: cursorIn(first) })).text;
    expect(rowsIn(second)[0]).not.toEqual(rowsIn(first)[0]);
    expect(rowsIn(second)).toHaveLength(100);
  });
});

describe('list_calendars and list_rooms', () => {
  it('list the ids of calendars and the addresses of rooms', async () => {
    expect(rowsIn((await ana('list_calendars', {})).text)[0]).toMatchObject([
      'Calendar',
      expect.any(String),
      'main',
      expect.any(String),
    ]);
    const all = rowsIn((await ana('list_rooms', {})).text);
    expect(all[0]?.[1]).toContain('@');
    const large = rowsIn((await ana('list_rooms', { capacity: 10 })).text);
    expect(large.length).toBeLessThan(all.length);
    expect(large.every(([, , , seats]) => Number(seats) >= 10)).toBe(true);
    const [[name = ''] = []] = all;
    const written = `  ${name.toUpperCase().replace('E', 'E\u0301')}\u200b`;
    for (const query of [written, `"${name}"`])
      // oxlint-disable-next-line no-await-in-loop
      expect(rowsIn((await ana('list_rooms', { query })).text), query).toEqual([all[0]]);
    // Graph leaves out the floor of many rooms.
    expect((await ana('list_rooms', { query: 'undefined' })).text).toContain('No rooms');
    expect((await ana('list_rooms', { query: 'undefined', capacity: 1 })).text).toContain(
      'No rooms matching "undefined" with at least 1 seat.',
    );
    await expect(ana('list_rooms', { capacity: 0 })).rejects.toMatchObject({ code: 'bad_arguments' });
    await expect(ana('list_calendars', { mailbox: 'x' })).rejects.toMatchObject({ code: 'bad_arguments' });
  });
});
