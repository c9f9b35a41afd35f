import { describe, expect, it } from 'vitest';

import { mailOf } from '../../kit/demo-tenant.ts';
import { openCalendarWorld } from './calendar-world.ts';

const { ana, create, eventsIn, storedOf } = openCalendarWorld();

describe('get_event', () => {
  it.each([
    'daily until 2027-02-01',
    'every 3 days 10 times',
    'every 2 weeks on tuesday, thursday',
    'monthly on 31',
    'monthly on last friday',
  ])('shows that a series repeats %s', async (recurrence) => {
    const event_id = await create(`Repeats ${recurrence}`, { recurrence });
    expect((await ana('get_event', { event_id })).text).toContain(`\nRepeats: ${recurrence}\n`);
  });

  it.each([
    [{ type: 'absoluteYearly', dayOfMonth: 24, month: 11 }, 'yearly on 24 November'],
    [
      { type: 'relativeYearly', index: 'fourth', daysOfWeek: ['tuesday'], month: 11 },
      'yearly on fourth tuesday of November',
    ],
    [
      { type: 'relativeMonthly', index: 'last', daysOfWeek: ['monday', 'tuesday'] },
      'monthly on last monday, tuesday',
    ],
  ] as const)('shows the pattern %j', async (pattern, words) => {
    const event_id = await create(`Pattern ${words}`, { recurrence: 'yearly' });
    const [series] = storedOf('ana.silva', `Pattern ${words}`);
    const recurrence = { ...series!.recurrence!, pattern: { ...pattern, interval: 1 } };
    eventsIn('ana.silva').change(series!, { recurrence });
    expect((await ana('get_event', { event_id })).text).toContain(`\nRepeats: ${words}\n`);
  });

  it('shows the new time that an attendee proposes, in the time zone of the result', async () => {
    const event_id = await create('Another time', { attendees: [mailOf('ben.okafor')] });
    const [event] = storedOf('ana.silva', 'Another time');
    const at = (dateTime: string) => ({ dateTime, timeZone: 'Pacific Standard Time' });
    const proposedNewTime = {
      start: at('2026-11-25T08:00:00.0000000'),
      end: at('2026-11-25T09:00:00.0000000'),
    };
    eventsIn('ana.silva').change(event!, {
      attendees: event!.attendees.map((one) => ({ ...one, proposedNewTime })),
    });
    const { text } = await ana('get_event', { event_id });
    expect(text).toContain('none, proposes Wed 2026-11-25 16:00-17:00\n');
  });

  it('shows attendees with addresses and responses, the location and the text', async () => {
    const id = await create('Read me', {
      attendees: [mailOf('ben.okafor')],
      location: 'Room 4',
      body: 'Agenda: **launch**',
    });
    const { text } = await ana('get_event', { event_id: id });
    expect(text).toContain(`<${mailOf('ben.okafor')}>`.replace('<', '').replace('>', ''));
    expect(text).toContain('Where: Room 4');
    expect(text).toContain('Agenda: ');
    await expect(ana('get_event', { event_id: '../x' })).rejects.toMatchObject({ sideEffect: 'unchanged' });
  });
});

describe('get_event without an id', () => {
  it('reads the next event with a person or with given words, and returns its id', async () => {
    await create('Later with Olga', { start: '2026-11-27T15:00', attendees: [mailOf('olga.markova')] });
    await create('First with Olga', {
      start: '2026-11-21T15:00',
      attendees: [mailOf('olga.markova')],
      body: 'Bring the list',
    });
    const { text } = await ana('get_event', { attendee: 'olga' });
    expect(text).toContain('Subject: First with Olga');
    expect(text).toContain('Bring the list');
    const event_id = /^Id: (\S+)$/m.exec(text)?.[1];
    expect((await ana('get_event', { event_id })).text).toContain('Subject: First with Olga');
    expect((await ana('get_event', { query: 'later olga' })).text).toContain('Subject: Later with Olga');
  });

  it.each([
    [{}, /either event_id, or/],
    [{ event_id: 'a', attendee: 'b' }, /either event_id, or/],
    [{ attendee: 'olga', offset: 5 }, /offset needs event_id/],
    [{ attendee: 'Nobody Known' }, /No such event up to/],
  ])('refuses the arguments %j', async (args, reason) => {
    await expect(ana('get_event', args)).rejects.toThrow(reason);
  });
});
