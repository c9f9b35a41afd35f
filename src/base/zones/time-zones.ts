import { createLruMap } from '../lru-map.ts';
import { zoneNames } from './zone-names.gen.ts';

/** A time zone, with its Windows and IANA names. */
export type TimeZone = {
  /** The name that was looked up, in its canonical spelling. */
  readonly name: string;
  /** The name that Microsoft 365 uses, such as `W. Europe Standard Time`. */
  readonly windows: string;
  /** The name that `Intl` uses, such as `Europe/Berlin`. */
  readonly iana: string;
};

/**
 * Offsets are looked up this many milliseconds before and after a local time, to find the offsets on both sides of a
 * clock change.
 */
const HALF_DAY_MS = 43_200_000;

let byName: ReadonlyMap<string, TimeZone> | undefined;

/**
 * Finds a time zone by its Windows or IANA name, an alias, or an offset such as `UTC+2` or `+05:30`, ignoring case.
 * Returns undefined for a name that corresponds to no Windows zone, and for an offset that no zone has all year.
 */
export function findTimeZone(given: string): TimeZone | undefined {
  const name = given.trim();
  const zones = (byName ??= readNames());
  return zones.get(name.toLowerCase()) ?? zoneOfOffset(name, zones) ?? zoneOfOldName(name, zones);
}

function readNames(): ReadonlyMap<string, TimeZone> {
  const zones = new Map<string, TimeZone>();
  for (const line of zoneNames.trim().split('\n')) {
    const [windows = '', list = ''] = line.split('=');
    const [main = 'UTC', ...others] = list.split(' ');
    for (const name of [main, ...others]) zones.set(name.toLowerCase(), { name, windows, iana: name });
    zones.set(windows.toLowerCase(), { name: windows, windows, iana: main });
  }
  // `UTC` is both a Windows name and an IANA name, so it maps to itself instead of to `Etc/UTC`.
  zones.set('utc', { name: 'UTC', windows: 'UTC', iana: 'UTC' });
  // The IANA name `EST` has no daylight saving time, but people in New York also write `EST` in summer, so `EST` means
  // New York time.
  const eastern = { windows: 'Eastern Standard Time', iana: 'America/New_York' };
  zones.set('est', { name: `EST (${eastern.iana})`, ...eastern });
  // `MST` has no daylight saving time either. Its displayed name includes `America/Phoenix`, because Denver's time is
  // also called MST.
  const arizona = { windows: 'US Mountain Standard Time', iana: 'America/Phoenix' };
  zones.set('mst', { name: `MST (${arizona.iana})`, ...arizona });
  return zones;
}

/**
 * Zones whose offset is the same all year, keyed by that offset. Only offsets in whole hours have IANA names of their
 * own.
 */
const zonesBetweenHours: Readonly<Record<string, string>> = {
  '-9:30': 'pacific/marquesas',
  '+3:30': 'asia/tehran',
  '+4:30': 'asia/kabul',
  '+5:30': 'asia/calcutta',
  '+5:45': 'asia/katmandu',
  '+6:30': 'asia/rangoon',
  '+8:45': 'australia/eucla',
  '+9:30': 'australia/darwin',
};

/** Finds a zone by its offset. IANA names for offsets have the opposite sign: `UTC+2` is `Etc/GMT-2`. */
function zoneOfOffset(name: string, zones: ReadonlyMap<string, TimeZone>): TimeZone | undefined {
  const [, sign, hours, minutes = '00'] = /^(?:UTC|GMT|Z)? ?([+-])(\d\d?)(?::?(\d\d))?$/i.exec(name) ?? [];
  if (sign === undefined) return undefined;
  const offset = `${sign}${Number(hours)}`;
  if (minutes !== '00') {
    const between = `${offset}:${minutes}`;
    const zone = zones.get(zonesBetweenHours[between] ?? '');
    return zone && { ...zone, name: `UTC${between}` };
  }
  if (Number(hours) === 0) return zones.get('utc');
  const zone = zones.get(`etc/gmt${sign === '+' ? '-' : '+'}${Number(hours)}`);
  return zone && { ...zone, name: `UTC${offset}` };
}

/** Finds a zone by an old name, such as `PST`, that `Intl` knows and CLDR's tables do not contain. */
function zoneOfOldName(name: string, zones: ReadonlyMap<string, TimeZone>): TimeZone | undefined {
  const iana = canonicalZone(name);
  const zone = iana === undefined ? undefined : zones.get(iana.toLowerCase());
  return zone && { ...zone, name: `${name} (${zone.iana})` };
}

/**
 * Abbreviations for which `Intl` picks a zone that few people mean. For example, `Intl` reads `BST` as the time in
 * Bangladesh.
 */
const misleading = /^(?:ACT|ART|AST|BST|ECT|NST|SST)$/i;

/**
 * Returns `Intl`'s name for a zone, or undefined if `Intl` does not know the zone. Also returns undefined for offsets,
 * because only newer versions of Node accept them.
 */
export function canonicalZone(name: string): string | undefined {
  if (misleading.test(name) || /^[+-]/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Returns the local time in an IANA zone, such as `2026-11-21T11:00:00`. */
export function localTime(at: Date, iana: string): string {
  return localClock(iana)(at);
}

/** Clocks are cached, because creating a formatter takes 0.4 ms, 75 times as long as using it. */
const clocks = createLruMap<(at: Date) => string>(100);

/** Returns a function that works like `localTime` for one zone but converts many instants faster. */
export function localClock(iana: string): (at: Date) => string {
  return clocks.getOrCreate(iana, () => createClock(iana));
}

const DAY_MS = 86_400_000;
const DAYS_KEPT = 400;
/**
 * Between these instants, every offset is a whole number of minutes, and no zone changes its offset twice on one UTC
 * day.
 */
const [REGULAR_FROM_MS, REGULAR_UNTIL_MS] = [Date.UTC(1980), Date.UTC(2100)];

/**
 * Creates a clock for a zone. Adding an offset is ten times as fast as formatting, so the clock caches the offset of
 * each day that it has looked up.
 */
function createClock(iana: string): (at: Date) => string {
  const options = { timeZone: iana, dateStyle: 'short', timeStyle: 'medium' } as const;
  const formatter = new Intl.DateTimeFormat('sv-SE', options);
  const formatted = (at: Date | number): string => formatter.format(at).replace(' ', 'T');
  const offsetAt = (instant: number): number => Date.parse(`${formatted(instant)}Z`) - instant;
  const offsets = new Map<number, number | undefined>();

  /** Returns the offset on a UTC day (days since 1970); undefined if the offset changes on that day. */
  const offsetOn = (day: number): number | undefined => {
    if (offsets.has(day)) return offsets.get(day);
    if (offsets.size >= DAYS_KEPT) offsets.clear();
    const offset = offsetAt(day * DAY_MS);
    const same = offset === offsetAt((day + 1) * DAY_MS) ? offset : undefined;
    offsets.set(day, same);
    return same;
  };

  return (at) => {
    const instant = at.getTime();
    const isRegular = instant >= REGULAR_FROM_MS && instant < REGULAR_UNTIL_MS;
    const offset = isRegular ? offsetOn(Math.floor(instant / DAY_MS)) : undefined;
    return offset === undefined ? formatted(at) : new Date(instant + offset).toISOString().slice(0, 19);
  };
}

/** Whether a time has an offset, such as `2026-11-21T09:30Z`, and is therefore not local. */
export function hasOffset(moment: string): boolean {
  return /T.*(?:Z|[+-]\d\d:\d\d)$/.test(moment);
}

/** Returns the instant of a time with an offset, or of a local time or date in an IANA zone. A date means midnight. */
export function instantOf(moment: string, iana: string): Date {
  if (hasOffset(moment)) return new Date(moment);
  return instantInZone(moment.includes('T') ? moment : `${moment}T00:00:00`, iana);
}

/** Formats an instant with a precision of one second, such as `2026-11-21T09:30:00Z`. */
export function utcSeconds(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Returns the instant of a local time in a zone with this Windows or IANA name. An unknown zone counts as UTC. */
export function instantInNamedZone(local: string, name: string | null | undefined): Date {
  return instantInZone(local, findTimeZone(name ?? '')?.iana ?? 'UTC');
}

/**
 * Returns the instant of a local time in an IANA zone. A time that is skipped when the clocks change is moved
 * forward by the length of the gap; for a time that occurs twice, the first instant is returned.
 */
export function instantInZone(local: string, iana: string): Date {
  const { exact, candidates } = instantsOf(local, iana);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}

/** Whether a local time in an IANA zone is skipped or occurs twice because the clocks change. */
export function isAmbiguous(local: string, iana: string): boolean {
  return new Set(instantsOf(local, iana).exact).size !== 1;
}

/**
 * Finds the instants of a local time.
 * `candidates`: the instants computed with the offsets half a day before and half a day after.
 * `exact`: the candidates that really have this local time.
 */
function instantsOf(local: string, iana: string) {
  const target = Date.parse(`${local.slice(0, 19)}Z`);
  const offsetAt = (instant: number) => Date.parse(`${localTime(new Date(instant), iana)}Z`) - instant;
  const offsets = [offsetAt(target - HALF_DAY_MS), offsetAt(target + HALF_DAY_MS)];
  const candidates = offsets.map((offset) => target - offset);
  return { candidates, exact: candidates.filter((instant) => instant + offsetAt(instant) === target) };
}
