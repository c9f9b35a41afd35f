import { expect, it } from 'vitest';

import {
  dateOfMoment,
  instantOfMoment,
  isDay,
  isMoment,
} from '../../../src/standins/tenant/file/schema/moment.ts';
import { zoneOf } from '../../../src/standins/tenant/zones.ts';

/** Saturday, 23:30 in Oslo. */
const now = Date.parse('2026-11-21T22:30:00Z');
const oslo = zoneOf('Europe/Oslo')!;
const tokyo = zoneOf('Asia/Tokyo')!;
const at = (text: string, zone = oslo) => new Date(instantOfMoment(text, now, zone)).toISOString();

it.each([
  ['2026-11-20T09:00', '2026-11-20T08:00:00.000Z'],
  ['2026-07-20 09:00', '2026-07-20T07:00:00.000Z'],
  ['2026-11-20T09:00Z', '2026-11-20T09:00:00.000Z'],
  ['2026-11-20T09:00:30+02:00', '2026-11-20T07:00:30.000Z'],
  ['2026-11-20', '2026-11-19T23:00:00.000Z'],
  ['today 09:00', '2026-11-21T08:00:00.000Z'],
  ['-2d 09:00', '2026-11-19T08:00:00.000Z'],
  ['+1w 14:30', '2026-11-28T13:30:00.000Z'],
  ['-5w 09:00', '2026-10-17T07:00:00.000Z'],
  ['mon 10:00', '2026-11-16T09:00:00.000Z'],
  ['mon+1w 10:00', '2026-11-23T09:00:00.000Z'],
  ['sun-1d', '2026-11-20T23:00:00.000Z'],
  ['-3h', '2026-11-21T19:30:00.000Z'],
  ['+90m', '2026-11-22T00:00:00.000Z'],
])('a time in a tenant file can be written as %s', (text, expected) => {
  expect(isMoment(text)).toBe(true);
  expect(at(text)).toBe(expected);
});

it('relative days are counted from the current day in the given time zone', () => {
  expect(at('today 09:00', tokyo)).toBe('2026-11-22T00:00:00.000Z');
  expect(dateOfMoment('today', now, tokyo)).toBe('2026-11-22');
});

it.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-13-01',
  '2026-11-20T25:00',
  '-2d 9:00',
  '2d',
  'mon + 1w',
  '+1y',
  '-3h 09:00',
])('a time in a tenant file cannot be written as "%s"', (text) => {
  expect(isMoment(text)).toBe(false);
});

it('a day is a date or a relative day without a time of day', () => {
  for (const text of ['2026-11-20', '-2d', 'fri', 'fri+1w', 'today']) expect(isDay(text)).toBe(true);
  for (const text of ['2026-11-20T09:00', '-2d 09:00', '-3h', '+90m']) expect(isDay(text)).toBe(false);
});
