import { describe, expect, it } from 'vitest';

import { openCalendarWorld } from './calendar-world.ts';

const { once, create, storedOf } = openCalendarWorld();

const room = 'board-room@contoso.example';
const refusal = /books no room\. Invite the room as an attendee/;

describe.each([room, `Board room <${room}>`])(
  'the address of a room as the place, written as %s',
  (location) => {
    it('is refused in create_event, which would not book the room', async () => {
      const args = { subject: `In ${location}`, start: '2026-11-24T10:00', location };
      await expect(once('create_event', args)).rejects.toThrow(refusal);
      expect(storedOf('ana.silva', args.subject)).toHaveLength(0);
    });

    it('is refused in update_event', async () => {
      const event_id = await create(`Moves to ${location}`);
      await expect(once('update_event', { event_id, location })).rejects.toThrow(refusal);
    });
  },
);

describe('the place of an event', () => {
  it.each(['Board room', 'Café @ Main Street', 'https://meet.example/a@b'])('can be %s', async (location) => {
    const event_id = await create(`At ${location}`, { location });
    expect((await once('get_event', { event_id })).text).toContain(`Where: ${location}`);
  });
});
