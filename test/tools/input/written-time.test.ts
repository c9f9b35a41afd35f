import { describe, expect, it } from 'vitest';

import { instantInZone } from '../../../src/base/zones/time-zones.ts';
import { utcOf } from '../../../src/tools/input/mailbox-zone.ts';
import { momentsIn } from '../../../src/tools/input/written-time.ts';

/** Saturday, 11:00 in Berlin. */
const now = new Date('2026-11-21T10:00:00Z');
const reference = { now, iana: 'Europe/Berlin' };
const first = (text: string, past = false) => momentsIn(text, { ...reference, past })?.first;
const both = (text: string) => {
  const moments = momentsIn(text, reference);
  return moments && [moments.first, moments.last];
};

describe('a time as users write it', () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['2026-11-23T09:30', '2026-11-23T09:30'],
    ['2026-11-23 09:30', '2026-11-23T09:30'],
    ['2026-11-23t09:30z', '2026-11-23T09:30Z'],
    ['2026-11-23 9am', '2026-11-23T09:00:00'],
    ['2026-11-23T24:00', '2026-11-24T00:00:00'],
    ['2026-12-31T24:00:00Z', '2027-01-01T00:00:00Z'],
    ['tomorrow at 24:00', '2026-11-23T00:00:00'],
    ['1601-01-01', '1601-01-01'],
    ['9998-12-31T23:59:59Z', '9998-12-31T23:59:59Z'],
    ['now', '2026-11-21T10:00:00Z'],
    ['today', '2026-11-21'],
    ['Tomorrow', '2026-11-22'],
    [' the day after  tomorrow ', '2026-11-23'],
    ['yesterday', '2026-11-20'],
    ['tomorrow at 9', '2026-11-22T09:00:00'],
    ['tomorrow 9:30 PM', '2026-11-22T21:30:00'],
    ['tomorrow at noon', '2026-11-22T12:00:00'],
    ['tonight at 8', '2026-11-21T20:00:00'],
    ['tonight 8:30', '2026-11-21T20:30:00'],
    ['tonight at 9pm', '2026-11-21T21:00:00'],
    ['tonight at 20:15', '2026-11-21T20:15:00'],
    ['tonight at 1am', '2026-11-22T01:00:00'],
    ['tonight at 1', '2026-11-22T01:00:00'],
    ['tonight at midnight', '2026-11-22T00:00:00'],
    ['tonight 12am', '2026-11-22T00:00:00'],
    ['tonight at 12', '2026-11-22T00:00:00'],
    ['tonight at 12:30', '2026-11-22T00:30:00'],
    ['tonight at 24:00', '2026-11-22T00:00:00'],
    ['tonight at 5', '2026-11-21T17:00:00'],
    ['14:00', '2026-11-21T14:00:00'],
    ['12am', '2026-11-21T00:00:00'],
    ['monday', '2026-11-23'],
    ['on Mon', '2026-11-23'],
    ['saturday', '2026-11-21'],
    ['next saturday', '2026-11-28'],
    ['next monday at 14:00', '2026-11-23T14:00:00'],
    ['last friday', '2026-11-20'],
    ['last saturday', '2026-11-14'],
    ['in 2 hours', '2026-11-21T12:00:00Z'],
    ['in an hour', '2026-11-21T11:00:00Z'],
    ['30 minutes from now', '2026-11-21T10:30:00Z'],
    ['in three days', '2026-11-24T11:00:00'],
    ['in a month', '2026-12-21T11:00:00'],
    ['2 weeks ago', '2026-11-07T11:00:00'],
    ['last 7 days', '2026-11-14T11:00:00'],
    ['24 Dec', '2026-12-24'],
    ['December 24th, 2027', '2027-12-24'],
    ['the 3rd of March', '2027-03-03'],
    ['24.12.2026', '2026-12-24'],
    ['Thu 2026-12-24', '2026-12-24'],
    ['Thu 2026-12-24 10:00', '2026-12-24T10:00:00'],
    ['Thursday, December 24, 2026 at 9am', '2026-12-24T09:00:00'],
    ['on Thursday, 24 December 2026', '2026-12-24'],
    ['thurs 24.12.2026', '2026-12-24'],
    ['2026-12-24T10:00:00+0530', '2026-12-24T10:00:00+05:30'],
    ['3pm on Friday', '2026-11-27T15:00:00'],
    ['9:00 AM tomorrow', '2026-11-22T09:00:00'],
    ['noon tomorrow', '2026-11-22T12:00:00'],
    ['at 8 tonight', '2026-11-21T20:00:00'],
    ['at 10 on 24 Dec', '2026-12-24T10:00:00'],
    ['10:30 on 2026-12-24', '2026-12-24T10:30:00'],
    ['2026-11-23 09:30 UTC', '2026-11-23T09:30Z'],
    ['2026-11-23T09:30:00 GMT', '2026-11-23T09:30:00Z'],
    ['2026-12-24 10:00 -0800', '2026-12-24T10:00-08:00'],
  ])('is converted from %j to %s', (text, moment) => {
    expect(first(text)).toBe(moment);
  });

  it.each([
    ['tonight', ['2026-11-21T18:00:00', '2026-11-22T00:00:00']],
    ['next week', ['2026-11-23', '2026-11-29']],
    ['this week', ['2026-11-16', '2026-11-22']],
    ['this weekend', ['2026-11-21', '2026-11-22']],
    ['last month', ['2026-10-01', '2026-10-31']],
    ['next year', ['2027-01-01', '2027-12-31']],
    ['tomorrow morning', ['2026-11-22T06:00:00', '2026-11-22T12:00:00']],
    ['this evening', ['2026-11-21T18:00:00', '2026-11-22T00:00:00']],
    ['monday in the afternoon', ['2026-11-23T12:00:00', '2026-11-23T18:00:00']],
  ])('can be a period: %s', (text, period) => {
    expect(both(text)).toEqual(period);
  });

  it.each([
    ['2026-11-30', ['next monday', '2026-12-07'], ['next tuesday', '2026-12-08'], ['tuesday', '2026-12-01']],
    [
      '2026-12-02',
      ['next monday', '2026-12-07'],
      ['next friday', '2026-12-11'],
      ['this friday', '2026-12-04'],
    ],
    ['2026-12-06', ['next monday', '2026-12-07'], ['next sunday', '2026-12-13'], ['sunday', '2026-12-06']],
  ])('is a day of next week if it is "next" and a weekday (today is %s)', (today, ...expected) => {
    const then = { ...reference, now: new Date(`${today}T10:00:00Z`) };
    for (const [text = '', date] of expected) expect(momentsIn(text, then)?.first, text).toBe(date);
  });

  it.each([
    ['saturday 9:30', '2026-11-28T09:30:00', '2026-11-21T09:30:00'],
    ['saturday at 14:00', '2026-11-21T14:00:00', '2026-11-14T14:00:00'],
    ['saturday morning', '2026-11-21T06:00:00', '2026-11-21T06:00:00'],
    ['on sat evening', '2026-11-21T18:00:00', '2026-11-14T18:00:00'],
    ['saturday', '2026-11-21', '2026-11-21'],
    ['this saturday 9:30', '2026-11-21T09:30:00', '2026-11-21T09:30:00'],
    ['today 9:30', '2026-11-21T09:30:00', '2026-11-21T09:30:00'],
    ['friday 9:30', '2026-11-27T09:30:00', '2026-11-20T09:30:00'],
    ['9:30', '2026-11-21T09:30:00', '2026-11-21T09:30:00'],
    ['3pm', '2026-11-21T15:00:00', '2026-11-20T15:00:00'],
    ['today at 3pm', '2026-11-21T15:00:00', '2026-11-21T15:00:00'],
  ])(
    'on the current weekday moves by a week only if it is on the wrong side of now: %s',
    (text, next, previous) => {
      expect([first(text), first(text, true)]).toEqual([next, previous]);
    },
  );

  it('is the most recent matching day if it must be in the past', () => {
    expect([first('monday', true), first('saturday', true), first('24 Dec', true)]).toEqual([
      '2026-11-16',
      '2026-11-21',
      '2025-12-24',
    ]);
  });

  it.each([
    '',
    '11/12/2026',
    'soon',
    '2026-02-30',
    '31.02.2026',
    '25:00',
    '24:01',
    '24h',
    '2026-11-23T24:30',
    '13pm',
    'tomorrow 9',
    '9 tomorrow',
    '3pm on next week',
    '3pm on',
    '3pm 4pm',
    'Mon 2026-12-24',
    'Friday, December 24, 2026',
    'thu 2026-02-30',
    'thu thu 2026-12-24 x',
    'next',
    '99',
    '0000-01-01',
    '0001-01-01T00:00:00Z',
    '1 Jan 0001',
    '1600-12-31',
    '9999-12-31T23:59:59',
    '31.12.9999',
  ])('is refused if it is written as %j', (text) => {
    expect(momentsIn(text, reference)).toBeUndefined();
  });

  it.each([
    ['2026-11-21', '2026-11-20T23:00:00Z'],
    ['2026-07-01T09:00', '2026-07-01T07:00:00Z'],
    ['2026-07-01T09:00:00+05:00', '2026-07-01T04:00:00Z'],
    ['yesterday', '2026-11-19T23:00:00Z'],
  ])('is converted from %s to %s in UTC for a user in Berlin', (text, utc) => {
    expect(utcOf(text, { ...reference, past: true })).toBe(utc);
  });
});

describe('a local time near a daylight-saving change', () => {
  it.each([
    ['2026-03-29T01:59:00', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z'],
  ])('is converted from %s in Berlin to %s', (local, utc) => {
    expect(instantInZone(local, 'Europe/Berlin').toISOString()).toBe(utc);
  });
});
