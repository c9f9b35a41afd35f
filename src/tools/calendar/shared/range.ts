import { ToolError } from '../../../errors.ts';
import { instant } from '../../input/common-input.ts';

/** What a person asks for: moments with an offset are exact, others are meant in the zone that times are shown in. */
export type Wanted = { readonly start?: string | undefined; readonly end?: string | undefined };

/** A range of time: the instants that Graph is asked for, and the local times that an event has to touch. */
export type Range = {
  readonly from: string;
  readonly to: string;
  /** Local time (`2026-11-23T09:00:00`), where the range was given so. */
  readonly localStart: string | undefined;
  readonly localEnd: string | undefined;
};

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
/** No zone is further ahead of UTC, or further behind. */
const MOST_AHEAD_MS = 14 * 3_600_000;
const MOST_BEHIND_MS = 12 * 3_600_000;

/**
 * The range to ask for. Graph reads its bounds as UTC and names zones as Windows does, so local bounds are widened
 * until they hold in every zone, and `touches` sorts out what Graph then answers too much. A date as `end` counts
 * as a whole day. Throws `ToolError('bad_argument')` where the end comes before the start.
 */
export function rangeOf({ start, end }: Wanted, now: Date): Range {
  const first = start === undefined ? exact(now.getTime()) : bound(start, false);
  const last = end === undefined ? later(first) : bound(end, true);
  if (last.at <= first.at) {
    throw new ToolError('bad_argument', 'The range ends before it begins. Give an end after start.');
  }
  return {
    from: utc(first.local === undefined ? first.at : first.at - MOST_AHEAD_MS),
    to: utc(last.local === undefined ? last.at : last.at + MOST_BEHIND_MS),
    localStart: first.local,
    localEnd: last.local,
  };
}

/** Whether an event between two local times lies in the range as it was asked for. */
export function touches(range: Range, start: string, end: string): boolean {
  const { localStart, localEnd } = range;
  const tooEarly = localStart !== undefined && end <= localStart && start < localStart;
  const tooLate = localEnd !== undefined && start >= localEnd;
  return !tooEarly && !tooLate;
}

/** One end of a range: its instant (read as UTC where it is local) and its local time. */
type Bound = { readonly at: number; readonly local: string | undefined };

function bound(moment: string, isEnd: boolean): Bound {
  const isDate = !moment.includes('T');
  const at = Date.parse(instant(moment)) + (isDate && isEnd ? DAY_MS : 0);
  return /T.*(?:Z|[+-]\d\d:\d\d)$/.test(moment) ? exact(at) : { at, local: utc(at).slice(0, -1) };
}

function exact(at: number): Bound {
  return { at, local: undefined };
}

function later(first: Bound): Bound {
  const at = first.at + DEFAULT_DAYS * DAY_MS;
  return { at, local: first.local === undefined ? undefined : utc(at).slice(0, -1) };
}

function utc(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
