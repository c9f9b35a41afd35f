import { expect, it } from 'vitest';

import { offHours } from '../../../../src/tools/calendar/shared/off-hours.ts';

it('offHours covers a shift that ends on the next day', () => {
  const night = {
    daysOfWeek: ['monday'],
    startTime: '22:00:00.0000000',
    endTime: '06:00:00.0000000',
    timeZone: { name: 'GMT Standard Time' },
  };
  const window = { start: '2026-11-23T12:00:00', end: '2026-11-24T12:00:00' };
  expect(offHours(night, window, 'Europe/London')).toEqual([
    { start: '2026-11-23T12:00:00', end: '2026-11-23T22:00:00' },
    { start: '2026-11-24T06:00:00', end: '2026-11-24T12:00:00' },
  ]);
});

it.each([
  ['morning', '17:00:00'],
  ['09:00:00', 'x'],
  ['', '17:00:00'],
])('offHours treats working hours from "%s" to "%s" as unknown', (startTime, endTime) => {
  const hours = { daysOfWeek: ['monday'], startTime, endTime, timeZone: { name: 'UTC' } };
  const window = { start: '2026-11-23T00:00:00', end: '2026-11-24T00:00:00' };
  expect(offHours(hours, window, 'UTC')).toEqual([]);
});
