import { describe, expect, it } from 'vitest';

import { rowsIn } from '../../../../kit/demo-tenant.ts';
import { openCalendarWorld } from '../../calendar-world.ts';

const { ana, create, storedOf } = openCalendarWorld();

describe('update_event', () => {
  describe('for a series in a different time zone from the mailbox', () => {
    // 8:00 on a Tuesday in Tokyo is 23:00 on Monday in Lisbon, and 0:00 on Tuesday in summer.
    const tokyo = { start: '2027-02-02T08:00', time_zone: 'Asia/Tokyo', recurrence: 'weekly on tue' };
    const timesOn = async (day: string, subject: string, time_zone: string) => {
      const { text } = await ana('list_events', { start: day, end: day, time_zone });
      return rowsIn(text).flatMap(([when = '', title]) => (title === subject ? [when] : []));
    };

    it.each(['2027-02-08T23:30', '2027-07-06T00:30', '2027-02-09T08:30+09:00'])(
      'keeps the days and the time zone of the series for the new start %s',
      async (start) => {
        const id = await create(`Tokyo ${start}`, tokyo);
        const { text } = await ana('update_event', { event_id: id, scope: 'series', start });
        expect(text).toContain(
          'time of day 08:30 to 09:00 (Tokyo Standard Time), on the same days as before (occurrences',
        );
        for (const day of ['2027-02-09', '2027-07-06'])
          // oxlint-disable-next-line no-await-in-loop
          expect(await timesOn(day, `Tokyo ${start}`, 'Asia/Tokyo')).toEqual([`Tue ${day} 08:30-09:00`]);
      },
    );
  });

  it.each([
    [{ start: '16:00' }, 'time 2026-12-08 16:00 to 2026-12-08 16:30'],
    [{ start: '4pm', end: '5pm' }, 'time 2026-12-08 16:00 to 2026-12-08 17:00'],
    [{ end: 'at 11:00' }, 'time 2026-12-08 10:00 to 2026-12-08 11:00'],
    [{ end: 'wednesday at 11:00' }, 'time 2026-12-08 10:00 to 2026-12-09 11:00'],
    [{ start: 'monday at 9:00' }, 'time 2026-11-23 09:00 to 2026-11-23 09:30'],
    [{ start: '2026-12-09T10:00', end: '11:00' }, 'time 2026-12-09 10:00 to 2026-12-09 11:00'],
    [{ start: 'today at 16:00' }, 'time 2026-11-21 16:00 to 2026-11-21 16:30'],
    [{ start: 'tomorrow at 9:00', end: '9:45' }, 'time 2026-11-22 09:00 to 2026-11-22 09:45'],
  ])(
    'keeps the day of an event for times without a day, and otherwise moves the event to the given day: %j',
    async (change, text) => {
      const id = await create('Clock', { start: '2026-12-08T10:00' });
      expect((await ana('update_event', { event_id: id, ...change })).text).toContain(text);
    },
  );

  it.each([
    ['that ends at midnight', '2026-12-09T00:00', '23:30', '2026-12-08 22:00 to 2026-12-08 23:30'],
    ['that ends at midnight', '2026-12-09T00:00', '1:00', '2026-12-08 22:00 to 2026-12-09 01:00'],
    ['of several days', '2026-12-11T17:00', '23:30', '2026-12-08 22:00 to 2026-12-11 23:30'],
  ])('uses the first or last day of an event %s (%s) for the new end %s', async (_what, end, time, text) => {
    const id = await create('Late', { start: '2026-12-08T22:00', end });
    expect((await ana('update_event', { event_id: id, end: time })).text).toContain(`time ${text}`);
  });

  it('refuses a new end time before the start if no day is given and the event starts and ends on the same day', async () => {
    const id = await create('Late', { start: '2026-12-08T22:00', end: '2026-12-08T23:00' });
    await expect(ana('update_event', { event_id: id, end: '21:30' })).rejects.toThrow(/end before it starts/);
  });

  it('changes the time of day at which each occurrence of a series ends, regardless of the date of the new end', async () => {
    const id = await create('Longer', { recurrence: 'weekly' });
    const { text } = await ana('update_event', { event_id: id, scope: 'series', end: '2026-12-08T16:15' });
    expect(text).toContain('series from Tue 2026-11-24 15:00-16:15');
    const late = await ana('update_event', { event_id: id, scope: 'series', end: '2026-12-09T01:00' });
    expect(late.text).toContain('series from Tue 2026-11-24 15:00-2026-11-25 01:00');
  });

  it.each([
    ['weekly', '2026-11-27T10:00', 'Fri 2026-11-27'],
    ['weekly on tue, thu', 'friday at 10:00', 'Fri 2026-11-27'],
    ['monthly on 24', '2026-11-27T10:00', 'Fri 2026-11-27'],
    ['monthly on last tuesday', '2026-12-22T10:00', 'Tue 2026-12-22'],
    ['yearly', '2027-11-25T10:00', 'Thu 2027-11-25'],
  ])('refuses to move a series that repeats %s to another day: %s', async (recurrence, start, day) => {
    const subject = `Other day ${recurrence}`;
    const id = await create(subject, { recurrence });
    const change = ana('update_event', { event_id: id, scope: 'series', start });
    await expect(change).rejects.toThrow(`${day} (GMT Standard Time) is not a day of this series`);
    expect(storedOf('ana.silva', subject)[0]?.start.dateTime).toContain('2026-11-24T15:00');
  });

  it('refuses a new time that is on another day in the time zone of the series', async () => {
    // 22:00 on a Tuesday in New York is 3:00 on Wednesday in Lisbon.
    const late = { start: '2026-12-01T22:00', time_zone: 'America/New_York', recurrence: 'weekly on tue' };
    const id = await create('Late in New York', late);
    const change = (start: string) => ana('update_event', { event_id: id, scope: 'series', start });
    await expect(change('10:00')).rejects.toThrow(
      'Wed 2026-12-02 (Eastern Standard Time) is not a day of this series',
    );
    expect((await change('4:00')).text).toContain('time of day 23:00 to 23:30 (Eastern Standard Time)');
  });

  it.each([
    ['weekly on tue, thu', '2026-12-03T10:00'],
    ['every 2 weeks', '2026-12-01T10:00'],
    ['daily', '2026-11-29T10:00'],
    ['weekdays', '2026-11-27T10:00'],
    ['monthly on 31', '2027-02-28T10:00'],
    ['monthly on last tuesday', '2026-12-29T10:00'],
    ['yearly', '2027-11-24T10:00'],
  ])('accepts a day of a series that repeats %s: %s', async (recurrence, start) => {
    const id = await create(`Same day ${recurrence}`, { recurrence });
    const { text } = await ana('update_event', { event_id: id, scope: 'series', start });
    expect(text).toContain('time of day 10:00 to 10:30, on the same days as before');
  });

  it.each(['14:00', '2026-11-24T14:00'])(
    'refuses the new end %s for a series from 15:00 to 15:30',
    async (end) => {
      const id = await create('Wrong end', { recurrence: 'weekly' });
      const change = ana('update_event', { event_id: id, scope: 'series', end });
      await expect(change).rejects.toThrow(/end before it starts/);
    },
  );
});

describe('an end without a day', () => {
  it('is on the day on which the new event or the range starts', async () => {
    const args = { subject: 'Until', start: 'tomorrow at 9:00', end: '10:15' };
    expect((await ana('create_event', args)).text).toContain('Sun 2026-11-22 09:00-10:15');
    const range = { start: '2026-11-24T08:00', end: '10:30', time_zone: 'Europe/Lisbon' };
    const rows = rowsIn((await ana('list_events', range)).text);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(([when]) => when?.startsWith('Tue 2026-11-24'))).toBe(true);
  });
});
