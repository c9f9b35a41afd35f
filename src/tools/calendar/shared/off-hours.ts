import { findTimeZone, instantInZone, isAmbiguous, localTime } from '../../../base/zones/time-zones.ts';
import { addDays } from '../../input/written-day.ts';
import type { Schedule } from './availability.ts';
import type { Slot } from './free-slots.ts';

const days = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

/** Converts names of days to numbers, where 0 is Sunday. */
export function workingDays(names: readonly string[] | null | undefined): readonly number[] {
  return (names ?? []).map((day) => days.indexOf(day.toLowerCase())).filter((day) => day >= 0);
}

/**
 * Returns the times in the window outside a person's working hours, in the zone `iana`. The working hours can be in
 * another zone. Returns an empty list if the working hours are unknown.
 */
export function offHours(hours: Schedule['workingHours'], window: Slot, iana: string): readonly Slot[] {
  const off: Slot[] = [];
  const shifts = shiftsIn(hours, window, iana);
  if (shifts === undefined) return off;
  let end = window.start;
  for (const shift of shifts) {
    if (shift.start > end) off.push({ start: end, end: shift.start });
    if (shift.end > end) end = shift.end;
  }
  if (end < window.end) off.push({ start: end, end: window.end });
  return off;
}

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;

/**
 * Returns the half hours in the window that the clocks skip or repeat. A local time in such a half hour does not
 * identify exactly one instant.
 */
export function clockChanges(window: Slot, iana: string): readonly Slot[] {
  const changes: Slot[] = [];
  for (let day = window.start.slice(0, 10); day <= window.end.slice(0, 10); day = addDays(day, 1)) {
    const midnight = ms(`${day}T00:00:00`);
    const [from, to] = [midnight, midnight + DAY_MS].map((at) => instantInZone(text(at), iana).getTime());
    if (Number(to) - Number(from) === DAY_MS) continue;
    for (let at = midnight; at < midnight + DAY_MS; at += HALF_HOUR_MS)
      if (isAmbiguous(text(at), iana)) changes.push({ start: text(at), end: text(at + HALF_HOUR_MS) });
  }
  return changes;
}

/**
 * Returns a person's working hours on each working day, in the zone `iana`; undefined if the working hours are unknown.
 */
function shiftsIn(given: Schedule['workingHours'], window: Slot, iana: string): readonly Slot[] | undefined {
  const hours = knownHours(given);
  if (hours === undefined) return undefined;
  const { working, zone, from, to } = hours;
  const length = ms(`2000-01-${to < from ? '02' : '01'}T${to}`) - ms(`2000-01-01T${from}`);
  const here = (local: string) => (zone === iana ? local : localTime(instantInZone(local, zone), iana));
  const shifts: Slot[] = [];
  // The date in the person's zone can differ by a day.
  const last = addDays(window.end.slice(0, 10), 1);
  for (let day = addDays(window.start.slice(0, 10), -1); day <= last; day = addDays(day, 1)) {
    if (!working.includes(new Date(`${day}T00:00:00Z`).getUTCDay())) continue;
    const start = here(`${day}T${from}`);
    shifts.push({ start, end: text(ms(start) + length) });
  }
  return shifts;
}

function knownHours(given: Schedule['workingHours']) {
  const { daysOfWeek, startTime, endTime, timeZone } = given ?? {};
  const working = workingDays(daysOfWeek);
  const zone = findTimeZone(timeZone?.name ?? '')?.iana;
  const [from, to] = [(startTime ?? '').slice(0, 8), (endTime ?? '').slice(0, 8)];
  const areTimes = Number.isFinite(ms(`2000-01-01T${from}`)) && Number.isFinite(ms(`2000-01-01T${to}`));
  if (working.length === 0 || zone === undefined || !areTimes || to === from) return undefined;
  return { working, zone, from, to };
}

/** Local times are compared as if they were in UTC. */
function ms(local: string): number {
  return Date.parse(`${local}Z`);
}

function text(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}
