/** A time zone. Converts between instants (milliseconds) and wall time. */
export type Zone = {
  readonly name: string;
  /** Returns the wall time in Graph's format: `2026-11-21T09:30:00.0000000`. */
  wall(instant: number): string;
  /** Returns the instant. Ignores fractions of seconds and a trailing Z. */
  instant(wall: string): number;
};

/** Windows zone names, which Outlook still uses, and their IANA names. */
const windowsNames: Readonly<Record<string, string>> = {
  UTC: 'UTC',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Africa/Accra',
  'W. Europe Standard Time': 'Europe/Vienna',
  'Central Europe Standard Time': 'Europe/Ljubljana',
  'Central European Standard Time': 'Europe/Warsaw',
  'Romance Standard Time': 'Europe/Brussels',
  'FLE Standard Time': 'Europe/Sofia',
  'GTB Standard Time': 'Europe/Athens',
  'Israel Standard Time': 'Asia/Jerusalem',
  'W. Central Africa Standard Time': 'Africa/Lagos',
  'South Africa Standard Time': 'Africa/Johannesburg',
  'India Standard Time': 'Asia/Kolkata',
  'Singapore Standard Time': 'Asia/Singapore',
  'China Standard Time': 'Asia/Shanghai',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
};

/** Finds a time zone by IANA or Windows name. Returns undefined if the name is unknown. */
export function zoneOf(name: string): Zone | undefined {
  const iana = windowsNames[name] ?? name;
  if (iana === 'UTC') return utc(name);
  try {
    return fromFormat(name, new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: iana }));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const parts: Intl.DateTimeFormatOptions = {
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
};

function utc(name: string): Zone {
  return { name, wall: (instant) => formatWallTime(instant), instant: parseAsUtc };
}

function fromFormat(name: string, format: Intl.DateTimeFormat): Zone {
  const shifted = (instant: number): number => {
    const at: Record<string, number> = {};
    for (const part of format.formatToParts(instant)) at[part.type] = Number(part.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  return {
    name,
    wall: (instant) => formatWallTime(shifted(instant)),
    instant: (wall) => {
      const target = parseAsUtc(wall);
      // Determine the offset twice, because the first guess can be on the other side of a clock change.
      const guess = target - (shifted(target) - target);
      return guess - (shifted(guess) - target);
    },
  };
}

function formatWallTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}.0000000`;
}

function parseAsUtc(wall: string): number {
  const date = wall.slice(0, 19);
  return Date.parse(`${date.length === 10 ? `${date}T00:00:00` : date}Z`);
}
