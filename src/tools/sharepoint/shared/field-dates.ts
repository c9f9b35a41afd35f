import { hasOffset, instantOf, localTime, utcSeconds } from '../../../base/zones/time-zones.ts';
import { addDays } from '../../input/written-day.ts';
import { momentsIn, type Reference } from '../../input/written-time.ts';
import { minute } from '../../output/words.ts';

const HALF_DAY_MS = 43_200_000;

/**
 * Returns the day stored in a date-only column. SharePoint stores midnight in the site's zone, which can differ from
 * the mailbox's zone. The result is therefore the day of the nearest midnight in the mailbox's zone. This is correct if
 * the zones differ by at most twelve hours.
 */
export function dayOf(stored: string, iana: string): string {
  const at = Date.parse(stored);
  return Number.isNaN(at) ? stored : localTime(new Date(at + HALF_DAY_MS), iana).slice(0, 10);
}

/** Returns a stored time in the mailbox's zone, such as `2026-11-21 09:30`. */
export function timeOf(stored: string, iana: string): string {
  const at = Date.parse(stored);
  return Number.isNaN(at) ? stored : minute(localTime(new Date(at), iana));
}

/**
 * Converts a written date to the form that SharePoint accepts; undefined if the text is not a date. SharePoint stores
 * the day on which the instant falls in the site's zone. The result is 11:00 in the mailbox's zone. This instant falls
 * on the written day in all zones that are at most eleven hours behind or twelve hours ahead.
 */
export function storedDay(written: string, reference: Reference): string | undefined {
  const first = momentsIn(written, reference)?.first;
  return first && utcSeconds(instantOf(`${localDay(first, reference.iana)}T11:00`, reference.iana));
}

/** Converts a written time to the form that SharePoint stores; undefined if the text is not a time. */
export function storedTime(written: string, reference: Reference): string | undefined {
  const first = momentsIn(written, reference)?.first;
  return first && utcSeconds(instantOf(first, reference.iana));
}

/** The start and end instants of a written date or time. An exact time has no end. */
export type Span = { readonly start: string; readonly end: string | undefined };

/** Returns the span of stored values that match a written date or time. `isDay` is true for date-only columns. */
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
  return (hasOffset(moment) ? localTime(new Date(moment), iana) : moment).slice(0, 10);
}
