import { describe, expect, it } from 'vitest';

import { findTimeZone } from '../../src/base/zones/time-zones.ts';

describe('findTimeZone', () => {
  it('finds a Windows zone for every zone that Intl lists, except one that Windows does not have', () => {
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
  ])('finds %s as %s', (name, windows) => {
    expect(findTimeZone(name)?.windows).toBe(windows);
  });

  it.each(['', 'Mars/Olympus', 'UTC+99', 'Customized Time Zone', 'UTC", x="y'])(
    'finds nothing for %j',
    (name) => {
      expect(findTimeZone(name)).toBeUndefined();
    },
  );
});
