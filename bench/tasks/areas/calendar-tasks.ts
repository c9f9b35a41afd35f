import { found, idOf, type Task } from '../task.ts';

export const calendarTasks: readonly Task[] = [
  {
    name: 'find an hour with Ben and book it',
    as: 'ana.silva',
    steps: async (ask) => {
      const times = await ask('find_meeting_times', { attendees: ['Ben Okafor'], duration_minutes: 60 });
      const start = found(times, /2026-11-\d\d \d\d:\d\d(?=-)/);
      return ask('create_event', {
        subject: 'Price tiers',
        start,
        duration_minutes: 60,
        attendees: ['Ben Okafor'],
      });
    },
    check: { path: "/me/events?$filter=subject eq 'Price tiers'", has: /ben\.okafor/ },
  },
  {
    name: 'decline the security training',
    as: 'ana.silva',
    steps: async (ask) => {
      const id = idOf(await ask('search_events', { query: 'Security training' }), 'Security training');
      return ask('respond_to_event', { event_id: id, response: 'decline', comment: 'I am away.' });
    },
    check: { says: /decline/ },
  },
  {
    name: 'give the next stand-up another place',
    as: 'ana.silva',
    steps: async (ask) => {
      const id = idOf(await ask('list_events'), 'Harbor stand-up');
      await ask('update_event', { event_id: id, location: 'Harbour view' });
      return ask('get_event', { event_id: id });
    },
    check: { says: /Harbour view/ },
  },
  {
    name: 'prepare the next meeting with Ben',
    as: 'ana.silva',
    steps: async (ask) => {
      const event = await ask('get_event', { attendee: 'Ben Okafor' });
      await ask('search_messages', { from: 'Ben Okafor', since: '2026-11-14', top: 5 });
      return event;
    },
    check: { says: /stand-up/ },
  },
  {
    name: 'book a room for eight',
    as: 'ana.silva',
    steps: async (ask) => {
      const rooms = await ask('list_rooms', { capacity: 8 });
      const room = found(rooms, /harbour-view@[\w.]+/);
      await ask('get_schedule', { people: [room], start: '2026-11-25', end: '2026-11-25' });
      return ask('create_event', {
        subject: 'Retrospective',
        start: '2026-11-25 15:00',
        attendees: [room],
        location: 'Harbour view',
      });
    },
    check: { path: "/me/events?$filter=subject eq 'Retrospective'", has: /harbour-view/ },
  },
];
