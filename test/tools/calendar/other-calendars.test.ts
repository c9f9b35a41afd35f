import { describe, expect, it } from 'vitest';

import { openCalendarWorld } from './calendar-world.ts';

const { ana, create } = openCalendarWorld();

describe('an event outside the main calendar', () => {
  it('is listed only with its own calendar, and searches say that they read only the main calendar', async () => {
    await create('Zeppelin ride', { calendar: 'Birthdays' });
    const days = { start: '2026-11-24', end: '2026-11-24' };
    expect((await ana('list_events', { ...days, calendar: 'Birthdays' })).text).toContain('Zeppelin ride');
    expect((await ana('list_events', days)).text).not.toContain('Zeppelin ride');
    const found = await ana('search_events', { query: 'zeppelin' });
    expect(found.text).toMatch(/^No matching events in the main calendar from 2026-11-21/);
    await expect(ana('get_event', { query: 'zeppelin' })).rejects.toThrow(
      /No such event up to .*Only the main calendar was searched/,
    );
    for (const tool of ['cancel_event', 'delete_event'])
      // oxlint-disable-next-line no-await-in-loop
      await expect(ana(tool, { subject: 'zeppelin' })).rejects.toThrow(
        'No event matches, so nothing was changed. Only the main calendar was searched',
      );
  });
});
