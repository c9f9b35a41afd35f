import { describe, expect, it } from 'vitest';

import { canonicalZone, findTimeZone, localClock } from '../../src/base/zones/time-zones.ts';

describe('findTimeZone', () => {
  it('finds a Windows zone for every zone that Intl lists, except one that Windows lacks', () => {
    const missing = Intl.supportedValuesOf('timeZone').filter((name) => findTimeZone(name) === undefined);
    expect(missing).toEqual(['Antarctica/Troll']);
  });

  it.each([
    ['Europe/Lisbon', 'GMT Standard Time'],
    ['Asia/Calcutta', 'India Standard Time'],
    ['asia/kolkata', 'India Standard Time'],
    ['US/Pacific', 'Pacific Standard Time'],
    ['Kamchatka Standard Time', 'Kamchatka Standard Time'],
    ['UTC', 'UTC'],
    ['UTC+2', 'South Africa Standard Time'],
    ['-05:00', 'SA Pacific Standard Time'],
    ['UTC+5:30', 'India Standard Time'],
    ['+0530', 'India Standard Time'],
    ['GMT+05:45', 'Nepal Standard Time'],
    ['+09:30', 'AUS Central Standard Time'],
    ['-09:30', 'Marquesas Standard Time'],
    ['UTC+3:30', 'Iran Standard Time'],
    ['UTC+4:30', 'Afghanistan Standard Time'],
    ['UTC+6:30', 'Myanmar Standard Time'],
    ['UTC+8:45', 'Aus Central W. Standard Time'],
    ['PST', 'Pacific Standard Time'],
    ['IST', 'India Standard Time'],
  ])('maps %s to %s', (name, windows) => {
    expect(findTimeZone(name)?.windows).toBe(windows);
  });

  it.each(['', 'Mars/Olympus', 'UTC+99', 'Customized Time Zone', 'UTC", x="y'])(
    'finds nothing for %j',
    (name) => {
      expect(findTimeZone(name)).toBeUndefined();
    },
  );

  it.each(['BST', 'bst', 'AST', 'ART', 'NST', 'SST', 'ACT', 'ECT'])(
    'finds nothing for %s, which Intl reads as a zone that few people mean',
    (name) => {
      expect(findTimeZone(name)).toBeUndefined();
      expect(canonicalZone(name)).toBeUndefined();
    },
  );

  it.each(['UTC+10:30', '+10:30', '-03:30', '+05:15'])(
    'finds nothing for %s, because no zone has this offset all year',
    (name) => {
      expect(findTimeZone(name)).toBeUndefined();
      expect(canonicalZone(name)).toBeUndefined();
    },
  );

  it('reads EST and CST as the time zones of New York and Chicago all year, and names these cities', () => {
    expect(findTimeZone('est')).toEqual({
      name: 'EST (America/New_York)',
      windows: 'Eastern Standard Time',
      iana: 'America/New_York',
    });
    expect(findTimeZone('CST')?.name).toBe('CST (America/Chicago)');
  });

  it('reads MST as the time of Phoenix, which has no daylight saving time, and names this city', () => {
    expect(findTimeZone('MST')).toEqual({
      name: 'MST (America/Phoenix)',
      windows: 'US Mountain Standard Time',
      iana: 'America/Phoenix',
    });
  });

  it('shows an offset with its minutes', () => {
    expect(findTimeZone('+0530')?.name).toBe('UTC+5:30');
    expect(findTimeZone('UTC-09:30')?.name).toBe('UTC-9:30');
    expect(findTimeZone('UTC-05')?.name).toBe('UTC-5');
  });
});

describe('a local clock', () => {
  const formatted = (iana: string) => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: iana,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    return (at: Date) => format.format(at).replace(' ', 'T');
  };
  const differences = (iana: string, times: readonly number[]) => {
    const [clock, expected] = [localClock(iana), formatted(iana)];
    return times.map((time) => new Date(time)).filter((at) => clock(at) !== expected(at));
  };
  const every = (ms: number, from: number, count: number) =>
    Array.from({ length: count }, (_, index) => from + index * ms);

  it('shows the same time as Intl in every zone throughout a year', () => {
    const times = every(30 * 86_400_000 + 8_191_123, Date.UTC(2026, 0, 1), 12);
    const wrong = Intl.supportedValuesOf('timeZone').filter((iana) => differences(iana, times).length > 0);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['Europe/Lisbon', Date.UTC(2026, 9, 25)],
    ['America/New_York', Date.UTC(2026, 2, 8)],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4)],
    ['Pacific/Apia', Date.UTC(2011, 11, 30)],
    ['Africa/Casablanca', Date.UTC(2026, 1, 15)],
  ])('shows the same time as Intl in %s when the offset changes', (iana, day) => {
    expect(differences(iana, every(7 * 60_000, day - 86_400_000, 600))).toEqual([]);
  });

  it('shows the same time as Intl for early dates, when offsets were not whole minutes', () => {
    const times = every(400 * 86_400_000, Date.UTC(1880, 0, 1), 120);
    expect(differences('Europe/Amsterdam', times)).toEqual([]);
    expect(differences('Africa/Monrovia', times)).toEqual([]);
  });
});
