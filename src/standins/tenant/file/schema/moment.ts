import type { Zone } from '../../zones.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Examples of valid dates and times, for descriptions and error messages. */
export const MOMENT_EXAMPLES =
  '2026-11-20T09:00, 2026-11-20, -2d 09:00, +1w 14:30, mon+1w 10:00, today or -3h';

/** An instant, a time relative to now, or a local time on a date or on a day relative to today. */
type Moment =
  | { readonly kind: 'instant'; readonly at: number }
  | { readonly kind: 'distance'; readonly milliseconds: number }
  | { readonly kind: 'date'; readonly date: string; readonly time: string }
  | {
      readonly kind: 'day';
      readonly weekday: number | undefined;
      readonly days: number;
      readonly time: string;
    };

/** Parses a date or time in a tenant file. Returns undefined for any other text. */
function parseMoment(text: string): Moment | undefined {
  return exact(text) ?? distance(text) ?? relativeDay(text);
}

function exact(text: string): Moment | undefined {
  const [, date = '', clock, seconds = '', zone] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  if (date === '' || !isDate(date) || !isTime(clock)) return undefined;
  const time = `${clock ?? '00:00'}${seconds.slice(0, 3)}`;
  if (zone === undefined) return { kind: 'date', date, time };
  const at = Date.parse(`${date}T${time}${zone}`);
  return Number.isNaN(at) ? undefined : { kind: 'instant', at };
}

function distance(text: string): Moment | undefined {
  const [, sign, amount, unit] = /^([+-])(\d{1,6})([hm])$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  return { kind: 'distance', milliseconds: signed(sign, amount) * (unit === 'h' ? 60 : 1) * MINUTE };
}

function relativeDay(text: string): Moment | undefined {
  const found = /^(today|mon|tue|wed|thu|fri|sat|sun)?(?:([+-])(\d{1,5})([dw]))?(?: (\d\d:\d\d))?$/.exec(
    text,
  );
  const [, name, sign, amount, unit, clock] = found ?? [];
  if ((name ?? sign) === undefined || !isTime(clock)) return undefined;
  return {
    kind: 'day',
    weekday: name === undefined || name === 'today' ? undefined : weekdays.indexOf(name),
    days: sign === undefined ? 0 : signed(sign, amount) * (unit === 'w' ? 7 : 1),
    time: clock ?? '00:00',
  };
}

export function isMoment(text: string): boolean {
  return parseMoment(text) !== undefined;
}

/** Whether the text is a date or relative day without a time of day. */
export function isDay(text: string): boolean {
  const moment = parseMoment(text);
  return (moment?.kind === 'date' || moment?.kind === 'day') && !text.includes(':');
}

/**
 * Converts a date or time to milliseconds. A time without an offset is in `zone`, and `today` is the current date in
 * that zone. `mon` is the Monday of this week. A day without a time begins at midnight.
 */
export function instantOfMoment(text: string, now: number, zone: Zone): number {
  const moment = parseMoment(text);
  switch (moment?.kind) {
    case 'instant':
      return moment.at;
    case 'distance':
      return now + moment.milliseconds;
    case 'date':
      return zone.instant(`${moment.date}T${withSeconds(moment.time)}`);
    case 'day':
      return zone.instant(`${dateOfDay(moment, now, zone)}T${withSeconds(moment.time)}`);
    default:
      throw new RangeError('Not a date or time.');
  }
}

/** Returns the calendar date (`YYYY-MM-DD`) of a moment in the given time zone. */
export function dateOfMoment(text: string, now: number, zone: Zone): string {
  return zone.wall(instantOfMoment(text, now, zone)).slice(0, 10);
}

function dateOfDay(
  { weekday, days }: { readonly weekday: number | undefined; readonly days: number },
  now: number,
  zone: Zone,
): string {
  const today = Date.parse(`${zone.wall(now).slice(0, 10)}T00:00:00Z`);
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY;
  const day = (weekday === undefined ? today : monday + weekday * DAY) + days * DAY;
  return new Date(day).toISOString().slice(0, 10);
}

function signed(sign: string, amount: string | undefined): number {
  return (sign === '-' ? -1 : 1) * Number(amount);
}

function withSeconds(time: string): string {
  return time.length === 5 ? `${time}:00` : time;
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function isTime(text: string | undefined): boolean {
  return text === undefined || /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}
