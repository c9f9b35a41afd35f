import { describe, expect, it } from 'vitest';

import { mailOf, rowsIn } from '../../kit/demo-tenant.ts';
import { openCalendarWorld } from './calendar-world.ts';

const { ana, create, eventsIn, storedOf } = openCalendarWorld();

describe('update_event', () => {
  it('keeps the duration and all other properties if only the start changes', async () => {
    const id = await create('Moving', {
      duration_minutes: 45,
      location: 'Room 4',
      attendees: [mailOf('ben.okafor')],
    });
    const { text } = await ana('update_event', { event_id: id, start: 'next thursday 10:00' });
    expect(text).toContain('Thu 2026-11-26 10:00-10:45');
    expect(storedOf('ben.okafor', 'Moving')[0]).toMatchObject({ location: { displayName: 'Room 4' } });
    expect(storedOf('ana.silva', 'Moving')[0]?.attendees).toHaveLength(1);
  });

  it('adds and removes attendees without losing other attendees', async () => {
    const id = await create('Growing', { attendees: [mailOf('ben.okafor')] });
    await ana('update_event', { event_id: id, add_attendees: ['Chen Wei'] });
    expect(storedOf('ana.silva', 'Growing')[0]?.attendees.map((one) => one.emailAddress.address)).toEqual([
      mailOf('ben.okafor'),
      mailOf('chen.wei'),
    ]);
    await ana('update_event', { event_id: id, remove_attendees: [mailOf('ben.okafor')] });
    expect(storedOf('ana.silva', 'Growing')[0]?.attendees.map((one) => one.emailAddress.address)).toEqual([
      mailOf('chen.wei'),
    ]);
  });

  it('changes one occurrence or the entire series', async () => {
    await create('Weekly', { recurrence: 'weekly' });
    const listed = await ana('list_events', { start: '2026-12-01', end: '2026-12-01' });
    const id =
      rowsIn(listed.text)
        .find(([, subject]) => subject === 'Weekly')
        ?.at(-1) ?? '';
    await ana('update_event', { event_id: id, location: 'Once' });
    expect(storedOf('ana.silva', 'Weekly').map(({ type }) => type)).toEqual(['seriesMaster', 'exception']);
    await ana('update_event', { event_id: id, scope: 'series', subject: 'Weekly talk' });
    expect(storedOf('ana.silva', 'Weekly talk').map(({ type }) => type)).toEqual(['seriesMaster']);
  });

  it('moves an event to another day at the same time of day', async () => {
    const id = await create('Moves', { duration_minutes: 45 });
    const { text } = await ana('update_event', { event_id: id, start: '2027-04-01' });
    expect(text).toContain('time 2027-04-01 15:00 to 2027-04-01 15:45');
  });

  it('moves a series past midnight', async () => {
    const id = await create('Night shift', { recurrence: 'weekly', duration_minutes: 60 });
    const { text } = await ana('update_event', { event_id: id, scope: 'series', start: '2026-11-24T23:30' });
    expect(text).toContain('series from Tue 2026-11-24 23:30-2026-11-25 00:30');
    expect(text).toContain(
      'time of day 23:30 to 00:30, on the same days as before (occurrences that were changed or cancelled individually may return to the series)',
    );
  });

  it('keeps the length of an all-day event, and refuses a time of day for such an event', async () => {
    const id = await create('Trip', { start: '2026-12-01', end: '2026-12-03', all_day: true });
    const { text } = await ana('update_event', { event_id: id, start: '2026-12-08T00:00' });
    expect(text).toContain('Tue 2026-12-08 all day, 3 days');
    await expect(ana('update_event', { event_id: id, start: '2026-12-08T15:00' })).rejects.toThrow(
      /lasts all day: give start and end as dates/,
    );
  });

  it.each([
    ['a series', {}, '2026-11-26'],
    ['an all-day series', { start: '2026-11-24', all_day: true }, '2026-11-25'],
  ])('refuses to move %s to other days', async (what, more, start) => {
    const id = await create(`Moving ${what}`, { recurrence: 'weekly', ...more });
    await expect(ana('update_event', { event_id: id, scope: 'series', start })).rejects.toThrow(
      /days of a series follow from its recurrence/,
    );
  });

  it('keeps the join information of a Teams meeting', async () => {
    const id = await create('Online', { teams_meeting: true });
    const [event] = storedOf('ana.silva', 'Online');
    const content =
      '<html><body><p>Old</p><div><div class="me-email-text">Join: https://teams.example/1</div></div></body></html>';
    eventsIn('ana.silva').change(event!, { body: { contentType: 'html', content } });
    await ana('update_event', { event_id: id, body: 'New' });
    const [changed] = storedOf('ana.silva', 'Online');
    expect(changed?.body.content).toContain('https://teams.example/1');
    expect(changed?.body.content).not.toContain('Old');
  });

  it.each([
    [{}, /at least one of/],
    [{ remove_attendees: ['nobody@contoso.example'] }, /Not an attendee/],
    [
      { add_attendees: ['Ben', 'Chen'], remove_attendees: [mailOf('ben.okafor')] },
      /add_attendees and remove_attendees both name ben\.okafor@contoso\.example\. Nothing was changed/,
    ],
    [{ end: '2026-11-20T09:00' }, /end must be later/],
  ])('refuses the arguments %j and gives a reason', async (args, reason) => {
    const id = await create('Stays');
    await expect(ana('update_event', { event_id: id, ...args })).rejects.toThrow(reason);
  });
});
