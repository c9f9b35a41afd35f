import { describe, expect, it } from 'vitest';

import { createEvent } from '../../../src/tools/calendar/create-event.ts';
import { mailOf, rowsIn } from '../../kit/demo-tenant.ts';
import { openCalendarWorld } from './calendar-world.ts';

const { ana, create, storedOf } = openCalendarWorld();

describe('create_event', () => {
  it('books a meeting in both calendars, with attendees by name or address', async () => {
    const { text } = await ana('create_event', {
      subject: 'Plan the launch',
      start: 'next tuesday at 15:00',
      duration_minutes: 45,
      attendees: ['Ben Okafor', `Chen <${mailOf('chen.wei')}>`],
      teams_meeting: true,
    });
    expect(text).toContain('Tue 2026-11-24 15:00-15:45');
    expect(text).toContain(mailOf('ben.okafor'));
    expect(text).toContain('Teams link: https://');
    expect(storedOf('ana.silva', 'Plan the launch')).toHaveLength(1);
    expect(storedOf('ben.okafor', 'Plan the launch')).toHaveLength(1);
  });

  it('invites the user to an event in a named calendar, which can belong to a colleague', async () => {
    const args = { subject: 'Elsewhere', start: '2026-11-24T15:00', attendees: ['me', 'Ben'] };
    const { text } = await ana('create_event', { ...args, calendar: 'Calendar' });
    expect(text).toContain(`Invited: ${mailOf('ana.silva')}, ${mailOf('ben.okafor')}.`);
  });

  it("does not invite the user to an event in the user's own calendar", async () => {
    const args = { subject: 'Me too', start: '2026-11-24T15:00' };
    const { text } = await ana('create_event', {
      ...args,
      attendees: ['me', 'Ben'],
      optional_attendees: ['me'],
    });
    expect(text).toContain(`Invited: ${mailOf('ben.okafor')}. id`);
    const alone = await ana('create_event', { ...args, subject: 'Only me', attendees: ['me'] });
    expect(alone.text).toContain('Nobody was invited.');
    const [event] = storedOf('ana.silva', 'Only me');
    const added = { event_id: event!.id, add_attendees: ['me', 'Chen'] };
    expect((await ana('update_event', added)).text).toMatch(new RegExp(`added ${mailOf('chen.wei')}\\W*$`));
    const shared = { ...args, subject: 'Shared', attendees: ['me'], mailbox: mailOf('mira.novak') };
    expect((await ana('create_event', shared)).text).toContain(`Invited: ${mailOf('ana.silva')}.`);
  });

  it('creates an event only once if the call is repeated', async () => {
    expect(await create('Only once')).toBe(await create('Only once'));
    expect(storedOf('ana.silva', 'Only once')).toHaveLength(1);
  });

  it('creates an event again if the first event has been changed since', async () => {
    const first = await create('Twice');
    await ana('update_event', { event_id: first, start: '2026-11-24T17:00' });
    const second = await create('Twice');
    expect(second).not.toBe(first);
    expect(await create('Twice')).toBe(second);
    await ana('update_event', { event_id: second, start: '2026-11-24T18:00' });
    await create('Twice');
    expect(storedOf('ana.silva', 'Twice').map(({ start }) => start.dateTime.slice(11, 16))).toEqual([
      '17:00',
      '18:00',
      '15:00',
    ]);
  });

  it.each([
    'daily',
    'weekdays',
    'weekly on tue, thu',
    'every 2 weeks',
    'monthly on first tuesday 10 times',
    'yearly',
  ])('creates an event that repeats %s', async (recurrence) => {
    await create(`Series ${recurrence}`, { recurrence });
    expect(storedOf('ana.silva', `Series ${recurrence}`)[0]?.type).toBe('seriesMaster');
  });

  it('repeats a series at the same local time after a clock change', async () => {
    await create('Series over clocks', { start: '2027-03-22T15:00', recurrence: 'weekly' });
    const [series] = storedOf('ana.silva', 'Series over clocks');
    expect(series?.recurrence?.range.recurrenceTimeZone).toBe('GMT Standard Time');
    for (const day of ['2027-03-22', '2027-03-29']) {
      // oxlint-disable-next-line no-await-in-loop
      const { text } = await ana('list_events', { start: day, end: day });
      expect(rowsIn(text).find(([, subject]) => subject === 'Series over clocks')?.[0]).toMatch(
        /15:00-15:30$/,
      );
    }
  });

  it('keeps the local start and end of an event during which the clocks change', async () => {
    const args = { subject: 'Night train', start: '2027-03-28T00:30', end: '2027-03-28T03:30' };
    expect((await ana('create_event', args)).text).toContain('Sun 2027-03-28 00:30-03:30');
    const { text } = await ana('list_events', { start: '2027-03-28', end: '2027-03-28' });
    expect(rowsIn(text)[0]?.[0]).toBe('Sun 2027-03-28 00:30-03:30');
  });

  it('creates an event in the hour that is repeated when the clocks change', async () => {
    const args = { subject: 'Repeated hour', start: '2027-10-31T01:30', duration_minutes: 30 };
    expect((await ana('create_event', args)).text).toContain('Sun 2027-10-31 01:30-02:00');
  });

  it('shows in its preview that the event repeats, and shows no preview for an unclear recurrence', async () => {
    const preview = async (recurrence: string) =>
      (
        await createEvent.preview(
          { subject: 'Plan', start: '2026-11-24T09:00', duration_minutes: 30, recurrence },
          { now: () => new Date('2026-11-21T10:00:00Z'), grantedScopes: async () => [] } as never,
        )
      ).lines;
    expect(await preview('weekly')).toEqual([
      'create "Plan", Tue 2026-11-24 09:00-09:30 (UTC), weekly, and invite nobody else',
    ]);
    await expect(preview('now and then')).rejects.toThrow('recurrence is not clear');
  });

  it('refuses unknown arguments instead of ignoring them', async () => {
    await expect(create('Typo', { showAs: 'free' })).rejects.toThrow(
      /unknown arguments; valid names are: subject/,
    );
    expect(storedOf('ana.silva', 'Typo')).toEqual([]);
  });

  it('creates an all-day event that spans several days', async () => {
    const { text } = await ana('create_event', {
      subject: 'Away',
      start: '2026-11-24',
      end: '2026-11-26',
      all_day: true,
    });
    expect(text).toContain('all day, 3 days');
  });

  it.each([
    [{ start: '2026-12-24T00:00', end: '2026-12-25T00:00' }, 'Thu 2026-12-24 all day ('],
    [{ start: '2026-12-24T00:00:00', end: '2026-12-24T00:00:00' }, 'Thu 2026-12-24 all day ('],
    [{ start: '2026-12-24T00:00', end: '2026-12-25T23:59' }, 'Thu 2026-12-24 all day, 2 days ('],
    [{ start: '2026-12-24', end: '2026-12-25' }, 'Thu 2026-12-24 all day, 2 days ('],
    [{ start: '2026-12-23T23:00:00Z', end: '2026-12-24T23:00:00Z' }, 'Thu 2026-12-24 all day ('],
    [{ start: '2026-12-24T00:00:00Z', end: '2026-12-26T00:00:00Z' }, 'Thu 2026-12-24 all day, 2 days ('],
    [{ start: '2026-12-24T00:00:00-08:00' }, 'Thu 2026-12-24 all day ('],
    [{ start: 'now', time_zone: 'Pacific/Pago_Pago' }, 'Fri 2026-11-20 all day ('],
    [{ start: 'next week' }, 'Mon 2026-11-23 all day, 7 days ('],
    [{ start: 'next weekend', end: 'next saturday' }, 'Sat 2026-11-28 all day ('],
    [{ start: 'tomorrow' }, 'Sun 2026-11-22 all day ('],
    [{ start: 'tonight' }, 'Sat 2026-11-21 all day ('],
  ])('creates an all-day event on the days of %j', async (times, when) => {
    const { text } = await ana('create_event', {
      subject: 'Days',
      all_day: true,
      time_zone: 'Europe/Berlin',
      ...times,
    });
    expect(text).toContain(when);
  });

  it('takes 24:00 as midnight at the end of the day', async () => {
    const late = { subject: 'Late shift', start: '2026-11-24T20:00', end: '2026-11-24T24:00' };
    expect((await ana('create_event', late)).text).toContain('20:00-2026-11-25 00:00');
    const nightly = { subject: 'Backup', start: '2026-11-24T24:00', recurrence: 'weekly' };
    expect((await ana('create_event', nightly)).text).toContain('Wed 2026-11-25 00:00-00:30');
  });

  it('accepts the longest way to write a date and a time', async () => {
    const given = { subject: 'Long', start: 'Wednesday, September 29, 2027 at 10:00 AM' };
    expect((await ana('create_event', given)).text).toContain('Wed 2027-09-29 10:00-10:30');
  });

  it('says that Microsoft 365 shows a new all-day event as busy', async () => {
    const day = { start: '2027-03-01', all_day: true };
    const { text } = await ana('create_event', { subject: 'Release day', ...day });
    expect(text).toContain('Mon 2027-03-01 all day (GMT Standard Time), shown as busy. Nobody was invited.');
    const { text: listed } = await ana('list_events', { start: '2027-03-01', end: '2027-03-01', ids: false });
    expect(listed).toMatch(/Release day \|[^\n]* \| $/m);
    expect((await ana('create_event', { subject: 'At nine', start: '2027-03-02T09:00' })).text).not.toContain(
      'shown as',
    );
  });

  it('keeps the local time given with an offset or with a time zone that Graph does not recognise', async () => {
    const { text } = await ana('create_event', {
      subject: 'Call',
      start: '2026-11-24T15:00:00+01:00',
      time_zone: 'America/Toronto',
    });
    expect(text).toContain('09:00-09:30');
  });

  it('reads a local time in a zone that is given as an offset with half an hour', async () => {
    const text = (
      await ana('create_event', { subject: 'Pune', start: '2026-11-24T15:00', time_zone: 'UTC+5:30' })
    ).text;
    expect(text).toContain('15:00-15:30 (UTC+5:30)');
    expect(storedOf('ana.silva', 'Pune')[0]?.start.dateTime).toContain('2026-11-24T09:30:00');
  });

  it.each([
    [{ time_zone: 'BST' }, /time_zone is not the name of a time zone/],
    [{ start: '2026-11-24' }, /no time of day/],
    [{ start: '2026-11-24T10:00', end: '2026-11-24T09:00' }, /end must be later/],
    [{ recurrence: 'sometimes' }, /recurrence is not clear/],
    [{ attendees: ['Nobody Known'] }, /Nobody named "Nobody Known" was found/],
    [{ attendees: ['Be'] }, /Nobody named "Be" was found/],
    [{ start: 'soon' }, /start: must be a date/],
  ])('refuses the arguments %j and gives a reason', async (args, reason) => {
    await expect(create('Refused', args)).rejects.toThrow(reason);
    expect(storedOf('ana.silva', 'Refused')).toEqual([]);
  });
});
