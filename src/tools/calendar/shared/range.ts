import { hasOffset, instantOf, utcSeconds } from '../../../base/zones/time-zones.ts';
import { ToolError } from '../../../errors.ts';

/** A time with an offset is exact. A time without an offset is in the time zone in which the events are shown. */
export type GivenRange = { readonly start?: string | undefined; readonly end?: string | undefined };

/** The UTC range to request from Graph, and the local range that events must overlap. */
export type Range = {
  readonly from: string;
  readonly to: string;
  /** Local time such as `2026-11-23T09:00:00`; undefined if the moment had an offset. */
  readonly localStart: string | undefined;
  readonly localEnd: string | undefined;
};

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
/** The offsets, in milliseconds, of the time zones that are furthest from UTC. */
const MAX_AHEAD_MS = 14 * 3_600_000;
const MAX_BEHIND_MS = 12 * 3_600_000;

/**
 * Returns the range to request from Graph. Graph interprets the bounds as UTC, so local bounds are widened to cover
 * every time zone; `touches` then filters out the surplus events. If `end` is a date without a time, the range includes
 * that whole day. Throws `ToolError('bad_argument')` if the end is not after the start in the zone `iana`.
 */
export function rangeOf(
  { start, end }: GivenRange,
  { now, iana }: { readonly now: Date; readonly iana: string },
): Range {
  const first = start === undefined ? exactBound(now.getTime()) : parseBound(start, false);
  const last = end === undefined ? defaultEnd(first) : parseBound(end, true);
  if (instantAt(last, iana) <= instantAt(first, iana)) throw emptyRange({ start, end });
  return {
    from: utc(first.local === undefined ? first.at : first.at - MAX_AHEAD_MS),
    to: utc(last.local === undefined ? last.at : last.at + MAX_BEHIND_MS),
    localStart: first.local,
    localEnd: last.local,
  };
}

/** Returns the error for a range that ends before it starts. */
export function emptyRange({ start, end }: GivenRange): ToolError {
  const reason =
    start === undefined
      ? 'it starts now unless start is given, and end is earlier'
      : `end must be later than start (start ${start}, end ${end})`;
  return new ToolError('bad_argument', `The range is empty: ${reason}.`);
}

/** Whether an event overlaps the range. `start` and `end` are its local times. */
export function touches(range: Range, start: string, end: string): boolean {
  const { localStart, localEnd } = range;
  const tooEarly = localStart !== undefined && end <= localStart && start < localStart;
  const tooLate = localEnd !== undefined && start >= localEnd;
  return !tooEarly && !tooLate;
}

/** One bound of a range. If `local` is set, `at` is that local time interpreted as UTC. */
type Bound = { readonly at: number; readonly local: string | undefined };

function parseBound(moment: string, isEnd: boolean): Bound {
  const isDate = !moment.includes('T');
  const at = instantOf(moment, 'UTC').getTime() + (isDate && isEnd ? DAY_MS : 0);
  return hasOffset(moment) ? exactBound(at) : { at, local: utc(at).slice(0, -1) };
}

function exactBound(at: number): Bound {
  return { at, local: undefined };
}

/** Converts a bound to an instant, because a local bound and an exact bound can be compared only as instants. */
function instantAt({ at, local }: Bound, iana: string): number {
  return local === undefined ? at : instantOf(local, iana).getTime();
}

function defaultEnd(first: Bound): Bound {
  const at = first.at + DEFAULT_DAYS * DAY_MS;
  return { at, local: first.local === undefined ? undefined : utc(at).slice(0, -1) };
}

function utc(at: number): string {
  return utcSeconds(new Date(at));
}
