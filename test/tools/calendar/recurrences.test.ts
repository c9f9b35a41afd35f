import { describe, expect, it } from 'vitest';

import { openCalendarWorld } from './calendar-world.ts';

const { ana, create, storedOf } = openCalendarWorld();

describe('create_event with a recurrence', () => {
  it.each([
    ['weekly on mon, wed', 'Wed 2026-11-25'],
    ['weekly on mon', 'Mon 2026-11-30'],
    ['weekly on tue', 'Tue 2026-11-24'],
    ['weekdays', 'Tue 2026-11-24'],
    ['monthly on 15 3 times', 'Tue 2026-12-15'],
    ['monthly on 31', 'Mon 2026-11-30'],
    ['monthly on first monday', 'Mon 2026-12-07'],
    ['monthly on last friday', 'Fri 2026-11-27'],
    ['yearly', 'Tue 2026-11-24'],
  ])('starts a series that repeats %s on its first day', async (recurrence, day) => {
    const args = { subject: `First ${recurrence}`, start: '2026-11-24T15:00', recurrence };
    expect((await ana('create_event', args)).text).toContain(`${day} 15:00-15:30`);
    const [stored] = storedOf('ana.silva', args.subject);
    expect(stored?.recurrence?.range.startDate).toBe(day.slice(4));
  });

  it.each([
    'every 2 weekdays',
    'daily until 2027-02-31',
    'weekly on mon until 2026-11-28',
    'every other day',
  ])('refuses the recurrence %s', async (recurrence) => {
    await expect(create('Unclear', { recurrence })).rejects.toThrow('recurrence is not clear');
  });
});
