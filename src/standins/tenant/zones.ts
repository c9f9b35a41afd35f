import { findTimeZone } from '../../base/zones/time-zones.ts';

/** A time zone. Converts between instants (in milliseconds) and wall-clock times. */
export type Zone = {
  readonly name: string;
  /** Returns the wall-clock time in Graph's format: `2026-11-21T09:30:00.0000000`. */
  wall(instant: number): string;
  /** Returns the instant of a wall-clock time. Ignores fractions of seconds and a trailing Z. */
  instant(wall: string): number;
};

/** Finds a time zone by IANA or Windows name. Returns undefined if the name is unknown. */
export function zoneOf(name: string): Zone | undefined {
  const iana = findTimeZone(name)?.iana ?? name;
  if (iana === 'UTC') return utc(name);
  try {
    return fromFormat(name, new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: iana }));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The names that Microsoft documents for dateTimeTimeZone in addition to the Windows names. */
const additionalNames: ReadonlySet<string> = new Set(
  `Etc/GMT+12 Etc/GMT+11 Pacific/Honolulu America/Anchorage America/Santa_Isabel America/Los_Angeles America/Phoenix
  America/Chihuahua America/Denver America/Guatemala America/Chicago America/Mexico_City America/Regina America/Bogota
  America/New_York America/Indiana/Indianapolis America/Caracas America/Asuncion America/Halifax America/Cuiaba
  America/La_Paz America/Santiago America/St_Johns America/Sao_Paulo America/Argentina/Buenos_Aires America/Cayenne
  America/Godthab America/Montevideo America/Bahia Etc/GMT+2 Atlantic/Azores Atlantic/Cape_Verde Africa/Casablanca
  Etc/GMT Europe/London Atlantic/Reykjavik Europe/Berlin Europe/Budapest Europe/Paris Europe/Warsaw Africa/Lagos
  Africa/Windhoek Europe/Bucharest Asia/Beirut Africa/Cairo Asia/Damascus Africa/Johannesburg Europe/Kyiv Europe/Istanbul
  Asia/Jerusalem Asia/Amman Asia/Baghdad Europe/Kaliningrad Asia/Riyadh Africa/Nairobi Asia/Tehran Asia/Dubai Asia/Baku
  Europe/Moscow Indian/Mauritius Asia/Tbilisi Asia/Yerevan Asia/Kabul Asia/Karachi Asia/Tashkent Asia/Kolkata
  Asia/Colombo Asia/Kathmandu Asia/Almaty Asia/Dhaka Asia/Yekaterinburg Asia/Yangon Asia/Bangkok Asia/Novosibirsk
  Asia/Shanghai Asia/Krasnoyarsk Asia/Singapore Australia/Perth Asia/Taipei Asia/Ulaanbaatar Asia/Irkutsk Asia/Tokyo
  Asia/Seoul Australia/Adelaide Australia/Darwin Australia/Brisbane Australia/Sydney Pacific/Port_Moresby
  Australia/Hobart Asia/Yakutsk Pacific/Guadalcanal Asia/Vladivostok Pacific/Auckland Etc/GMT-12 Pacific/Fiji
  Asia/Magadan Pacific/Tongatapu Pacific/Apia Pacific/Kiritimati`.split(/\s+/),
);

/** Whether Graph's calendar API accepts a name. The API accepts Windows names and the additional names listed above. */
export function isGraphZone(name: string): boolean {
  return additionalNames.has(name) || findTimeZone(name)?.windows === name;
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
