import * as z from 'zod';

import { utcSeconds } from '../../../base/zones/time-zones.ts';
import { ToolError } from '../../../errors.ts';
import { immutableIds, prefer, timeZone } from '../../../graph/request/prefer.ts';
import { read } from '../../../graph/request/read.ts';
import type { Page, ToolCall } from '../../define.ts';
import { owner } from '../../input/common-input.ts';
import { rangeTimes, type MailboxZone } from '../../input/mailbox-zone.ts';
import { directoryRefusals } from '../../input/people/find-user.ts';
import { isMe, ownAddresses } from '../../input/people/own-address.ts';
import { containsWords } from '../../input/contains-words.ts';
import { bareAddress, isAddress } from '../../input/email-address.ts';
import { beginningOf, foldName, hasWords } from '../../input/pick-by-name.ts';
import { addDays } from '../../input/written-day.ts';
import { unlessCode } from '../../unless-missing.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { flag, recipient, recipients, text, zonedTime } from '../../output/graph-schema.ts';
import { rowOf } from '../../output/row.ts';
import { rangeOf, touches } from './range.ts';

const PAGE = 200;
const MAX_PAGES = 5;
/** Maximum number of events that are searched. */
export const MAX_SEARCHED = PAGE * MAX_PAGES;
export const DEFAULT_DAYS = 180;
/**
 * Added to an error if no event was found. Without a calendar in the path, Graph's calendar view covers only the main
 * calendar.
 */
export const MAIN_ONLY =
  'Only the main calendar was searched: list_calendars shows the others, and list_events reads them.';

export const eventRow = rowOf({
  subject: text,
  bodyPreview: text,
  start: zonedTime,
  end: zonedTime,
  isAllDay: flag,
  isCancelled: flag,
  isOrganizer: flag,
  location: z.object({ displayName: text }).nullish(),
  organizer: recipient.nullish(),
  attendees: recipients,
});

export type EventRow = z.output<typeof eventRow.schema>;

const select = [
  'id',
  'subject',
  'bodyPreview',
  'start',
  'end',
  'isAllDay',
  'isCancelled',
  'isOrganizer',
  'location',
  'organizer',
  'attendees',
];

export type CalendarSearch = {
  /** Words in the subject, location or text. */
  readonly query?: string | undefined;
  /** Words in the subject. */
  readonly subject?: string | undefined;
  readonly attendee?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly latestFirst?: boolean;
  readonly mailbox?: string | undefined;
  /** Returns whether to keep an event that meets the other conditions. */
  readonly keep?: (row: EventRow) => boolean;
};

export type FoundEvents = {
  readonly rows: readonly EventRow[];
  /**
   * Why events are missing: `matches` if more events match than `most`;
   * `searched` if there are more events than one call searches.
   */
  readonly cut: 'matches' | 'searched' | undefined;
  /** The dates of the range. */
  readonly from: string;
  readonly to: string;
};

/**
 * Finds events in the calendar view, because Graph cannot search events. Ranges start now and last 180 days by
 * default.
 */
export async function searchCalendar(
  search: CalendarSearch,
  { call, zone, most }: { readonly call: ToolCall; readonly zone: MailboxZone; readonly most: number },
): Promise<FoundEvents> {
  if (search.attendee !== undefined && isMe(search.attendee))
    throw new ToolError(
      'bad_argument',
      'attendee must be a name or an address, not "me": all events in your own calendar are yours.',
    );
  const now = call.now();
  const given = rangeTimes(search, { now, iana: zone.iana });
  const start = given.start ?? utcSeconds(now);
  const end = given.end ?? addDays(start.slice(0, 10), DEFAULT_DAYS);
  const range = rangeOf({ start: given.start, end }, { now, iana: zone.iana });
  const options = { select, orderby: `start/dateTime${search.latestFirst ? ' desc' : ''}`, top: PAGE };
  const first = read(`${owner(search.mailbox)}/calendarView`, options, {
    parameters: { startDateTime: range.from, endDateTime: range.to },
    headers: prefer(immutableIds, timeZone(zone.windows)),
  });
  const owners =
    search.attendee === undefined
      ? undefined
      : await ownAddresses(search.mailbox, call).catch(unlessCode(directoryRefusals));
  const matches = (row: EventRow) =>
    touches(range, row.start.dateTime.slice(0, 19), row.end.dateTime.slice(0, 19)) &&
    (search.query === undefined ||
      containsWords(
        `${row.subject ?? ''} ${row.location?.displayName ?? ''} ${row.bodyPreview ?? ''}`,
        search.query,
      )) &&
    (search.subject === undefined || containsWords(row.subject ?? '', search.subject)) &&
    hasPerson(row, search.attendee, owners) &&
    (search.keep?.(row) ?? true);
  const found: EventRow[] = [];
  let page: Page = await call.page(first);
  for (let pages = 1; ; pages += 1) {
    found.push(...itemsOf(page.answer, eventRow.schema).filter(matches));
    if (page.next === undefined || found.length > most || pages >= MAX_PAGES) break;
    // oxlint-disable-next-line no-await-in-loop
    page = await page.next();
  }
  const cut = found.length > most ? 'matches' : page.next === undefined ? undefined : 'searched';
  return { rows: found.slice(0, most), cut, from: start.slice(0, 10), to: end.slice(0, 10) };
}

/**
 * Whether the wanted person is the organiser or an attendee, other than the calendar's owner. An email address must
 * match exactly. Each word of any other text must be the beginning of a word in the name or address, so that `Ann` does
 * not find Joanna.
 */
function hasPerson(
  { organizer, isOrganizer, attendees }: EventRow,
  wanted: string | undefined,
  owners: ReadonlySet<string> | undefined,
): boolean {
  if (wanted === undefined) return true;
  const beginning = beginningOf(wanted);
  const part = foldName(beginning ?? bareAddress(wanted));
  const isWhole = beginning === undefined && isAddress(part);
  const people = [...(isOrganizer === true ? [] : [organizer]), ...(attendees ?? [])];
  return people.some((one) => {
    const { name, address } = one?.emailAddress ?? {};
    if (owners?.has(address?.toLowerCase() ?? '')) return false;
    return isWhole ? foldName(address ?? '') === part : hasWords(`${name ?? ''} ${address ?? ''}`, part);
  });
}
