import { localTime } from '../../../base/zones/time-zones.ts';
import { ToolError } from '../../../errors.ts';
import type { MailboxZone } from '../../input/mailbox-zone.ts';
import { addDays } from '../../input/written-day.ts';
import { emptyRange } from './range.ts';
import { graphTime, later, localOf, type EventTimes } from './graph-times.ts';

const DAY_MINUTES = 1_440;
const DEFAULT_DAYS = 7;
/** Maximum length of a range, in days: Graph's limit on free/busy requests. */
const MAX_DAYS = 62;

/**
 * Returns a range for free/busy times, by default the next 7 days. If `end` is a date without a time, that whole day is
 * included.
 */
export function windowOf(
  { start, end }: { readonly start?: string | undefined; readonly end?: string | undefined },
  zone: MailboxZone,
  now: Date,
): EventTimes {
  const from = start === undefined ? localTime(now, zone.iana) : whole(start, zone);
  const to = end === undefined ? later(from, DEFAULT_DAYS * DAY_MINUTES, zone) : endOf(end, zone);
  if (to <= from) throw emptyRange({ start, end });
  if (Date.parse(`${to}Z`) - Date.parse(`${from}Z`) > MAX_DAYS * DAY_MINUTES * 60_000)
    throw new ToolError('bad_argument', `The range is longer than ${MAX_DAYS} days: choose a shorter one.`);
  return { start: graphTime(from, zone), end: graphTime(to, zone) };
}

function whole(moment: string, zone: MailboxZone): string {
  return moment.includes('T') ? localOf(moment, zone) : `${moment}T00:00:00`;
}

function endOf(moment: string, zone: MailboxZone): string {
  return whole(moment.includes('T') ? moment : addDays(moment, 1), zone);
}
