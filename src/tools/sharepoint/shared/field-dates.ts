import { instantOf, localTime, utcSeconds } from '../../../base/zones/time-zones.ts';
import { addDays } from '../../input/written-day.ts';
import { momentsIn, type Reference } from '../../input/written-time.ts';

const HALF_DAY_MS = 43_200_000;

/**
 * Returns the day of a column without times. SharePoint stores midnight in the zone of the site, which can differ from
 * that of the mailbox, so the nearest midnight in the mailbox's zone counts. The zones may be twelve hours apart.
 */
export function dayOf(stored: string, iana: string): string {
  const at = Date.parse(stored);
  return Number.isNaN(at) ? stored : localTime(new Date(at + HALF_DAY_MS), iana).slice(0, 10);
}

/** Returns a time of a column in the mailbox's zone, such as `2026-11-21 09:30`. */
export function timeOf(stored: string, iana: string): string {
  const at = Date.parse(stored);
  return Number.isNaN(at) ? stored : localTime(new Date(at), iana).slice(0, 16).replace('T', ' ');
}

/** Converts what people write to a day as SharePoint stores it; undefined if it is no date. */
export function storedDay(written: string, reference: Reference): string | undefined {
  const first = momentsIn(written, reference)?.first;
  return first && utcSeconds(instantOf(localDay(first, reference.iana), reference.iana));
}

/** Converts what people write to a time as SharePoint stores it; undefined if it is no time. */
export function storedTime(written: string, reference: Reference): string | undefined {
  const first = momentsIn(written, reference)?.first;
  return first && utcSeconds(instantOf(first, reference.iana));
}

/** The instants from which and until which something written is. An exact time has no end. */
export type Span = { readonly start: string; readonly end: string | undefined };

/** Returns the span of stored values that a written date or time stands for. `isDay` is true for columns without times. */
export function spanOf(written: string, reference: Reference, isDay: boolean): Span | undefined {
  const moments = momentsIn(written, reference);
  if (moments === undefined) return undefined;
  const { iana } = reference;
  if (!isDay && moments.first.includes('T')) {
    const start = utcSeconds(instantOf(moments.first, iana));
    return {
      start,
      end: moments.first === moments.last ? undefined : utcSeconds(instantOf(moments.last, iana)),
    };
  }
  const midnight = (day: string) => instantOf(day, iana).getTime() - (isDay ? HALF_DAY_MS : 0);
  const [first, last] = [localDay(moments.first, iana), localDay(moments.last, iana)];
  return {
    start: utcSeconds(new Date(midnight(first))),
    end: utcSeconds(new Date(midnight(addDays(last, 1)))),
  };
}

function localDay(moment: string, iana: string): string {
  return /(?:Z|[+-]\d\d:\d\d)$/.test(moment) && moment.includes('T')
    ? localTime(new Date(moment), iana).slice(0, 10)
    : moment.slice(0, 10);
}
