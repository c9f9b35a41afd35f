import { localTime } from '../../../base/zones/time-zones.ts';
import { ToolError } from '../../../errors.ts';
import { graphTime, localOf, type EventTimes } from '../../calendar/shared/graph-times.ts';
import { rangeTimes, type MailboxZone } from '../../input/mailbox-zone.ts';
import { addDays } from '../../input/written-day.ts';

type Given = { readonly start?: string | undefined; readonly end?: string | undefined };

/**
 * Returns when automatic replies start and end. If `end` is a date without a time, that whole day is included. Returns
 * undefined if neither the start nor the end is given. Throws `ToolError('bad_argument')` if only the start is given,
 * or if the end is not both in the future and after the start.
 */
export function replyPeriod(given: Given, zone: MailboxZone, now: Date): EventTimes | undefined {
  const { start, end } = rangeTimes(given, { now, iana: zone.iana });
  const present = localTime(now, zone.iana);
  if (end === undefined) {
    if (start === undefined) return undefined;
    throw new ToolError(
      'bad_argument',
      'end is missing: Outlook schedules replies only if they have an end.',
    );
  }
  const from =
    start === undefined ? present : start.includes('T') ? localOf(start, zone) : `${start}T00:00:00`;
  const to = end.includes('T') ? localOf(end, zone) : `${addDays(end.slice(0, 10), 1)}T00:00:00`;
  if (to <= from || to <= present)
    throw new ToolError(
      'bad_argument',
      `end must be in the future and later than start (start ${start ?? 'now'}, end ${end}).`,
    );
  return { start: graphTime(from, zone), end: graphTime(to, zone) };
}
