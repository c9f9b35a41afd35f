import { describe, expect, it } from 'vitest';

import { rangeOf, touches } from '../../../../src/tools/calendar/shared/range.ts';

const now = new Date('2026-11-21T10:15:00.000Z');
const utc = { now, iana: 'UTC' };

describe('rangeOf', () => {
  it('returns the next seven days by default', () => {
    expect(rangeOf({}, utc)).toEqual({
      from: '2026-11-21T10:15:00Z',
      to: '2026-11-28T10:15:00Z',
      localStart: undefined,
      localEnd: undefined,
    });
  });

  it('keeps times with an offset unchanged', () => {
    expect(rangeOf({ start: '2026-11-23T09:00:00+01:00', end: '2026-11-23T18:00Z' }, utc)).toMatchObject({
      from: '2026-11-23T08:00:00Z',
      to: '2026-11-23T18:00:00Z',
      localEnd: undefined,
    });
  });

  it('treats a date as a full day in any time zone', () => {
    expect(rangeOf({ start: '2026-11-24', end: '2026-11-24' }, utc)).toEqual({
      from: '2026-11-23T10:00:00Z',
      to: '2026-11-25T12:00:00Z',
      localStart: '2026-11-24T00:00:00',
      localEnd: '2026-11-25T00:00:00',
    });
  });

  it('ends seven days after a given start', () => {
    expect(rangeOf({ start: '2026-11-24T09:00' }, utc)).toMatchObject({ localEnd: '2026-12-01T09:00:00' });
  });

  it('rejects an end before the start', () => {
    expect(() => rangeOf({ start: '2026-11-24', end: '2026-11-23' }, utc)).toThrow(
      expect.objectContaining({ code: 'bad_argument' }),
    );
    expect(() => rangeOf({ end: '2026-11-20' }, utc)).toThrow();
  });

  it('compares a local end time with the current time in the local zone', () => {
    // At `now`, it is 02:15 in Los Angeles and 19:15 in Tokyo.
    const evening = { now: new Date('2026-11-22T02:15:00Z'), iana: 'America/Los_Angeles' };
    expect(rangeOf({ end: '2026-11-21T04:00' }, { now, iana: evening.iana })).toMatchObject({
      from: '2026-11-21T10:15:00Z',
      localEnd: '2026-11-21T04:00:00',
    });
    expect(rangeOf({ end: '2026-11-21' }, evening)).toMatchObject({ localEnd: '2026-11-22T00:00:00' });
    expect(() => rangeOf({ end: '2026-11-21T19:00' }, { now, iana: 'Asia/Tokyo' })).toThrow();
  });
});

describe('touches', () => {
  const day = rangeOf({ start: '2026-11-24', end: '2026-11-24' }, utc);
  it.each([
    ['2026-11-24T09:00:00', '2026-11-24T10:00:00', true],
    ['2026-11-23T23:00:00', '2026-11-24T00:30:00', true],
    ['2026-11-24T00:00:00', '2026-11-24T00:00:00', true],
    ['2026-11-23T09:00:00', '2026-11-24T00:00:00', false],
    ['2026-11-25T00:00:00', '2026-11-25T01:00:00', false],
    ['2026-11-20T00:00:00', '2026-11-30T00:00:00', true],
  ])('given an event from %s to %s, returns %s', (start, end, expected) => {
    expect(touches(day, start, end)).toBe(expected);
  });

  it('returns true for every event if the range is exact', () => {
    expect(touches(rangeOf({}, utc), '1999-01-01T00:00:00', '1999-01-01T00:00:00')).toBe(true);
  });
});
