import { calendarId, type Event, findEvent, instantOf, type Moment } from '../../../tenant/calendar.ts';
import type { Call } from '../../graph-call.ts';
import { badRequest, notFound, unknownOutlookId } from '../../graph-errors.ts';
import { entityType } from '../../odata/entity-type.ts';
import { bodyAs } from '../mail/body-as.ts';

/** The type of events. Times are returned in the time zone that the Prefer header requests. */
export const eventType = entityType('event', {
  properties: `id createdDateTime lastModifiedDateTime changeKey categories transactionId originalStartTimeZone
    originalEndTimeZone iCalUId uid reminderMinutesBeforeStart isReminderOn hasAttachments subject bodyPreview importance
    sensitivity isAllDay isCancelled isOrganizer responseRequested seriesMasterId originalStart showAs type webLink
    onlineMeetingUrl isOnlineMeeting onlineMeetingProvider allowNewTimeProposals occurrenceId isDraft hideAttendees
    onlineMeeting responseStatus body start end location locations recurrence attendees organizer`,
  private: 'body bodyPreview',
  etag: true,
  pageSize: 10,
  maxTop: 1000,
  pageBy: '$skip',
  derive: (call, row) => ({ ...bodyAs(call, row), ...timesOf(call, row as Event) }),
  expand: {
    attachments: () => ({ type: entityType('attachment'), rows: [] }),
    calendar: () => ({ type: calendarType, row: undefined }),
  },
});

export const calendarType = entityType('calendar', { pageSize: 10, pageBy: '$skip' });

function timesOf(call: Call, event: Event): Record<string, unknown> {
  const master =
    event.seriesMasterId === null
      ? undefined
      : findEvent(call.tenant, call.param('user'), event.seriesMasterId);
  const inZone = (moment: Moment): Moment => ({
    dateTime: event.isAllDay ? moment.dateTime : call.prefer.zone.wall(instantOf(moment)),
    timeZone: call.prefer.zone.name,
  });
  const immutable = call.prefer.immutableIds ? master?.$immutableId : undefined;
  return {
    start: inZone(event.start),
    end: inZone(event.end),
    ...(immutable !== undefined && { seriesMasterId: immutable }),
  };
}

/** Returns the event in the path. The event can be an occurrence of a series. */
export function eventOf(call: Call): Event {
  const id = call.param('event');
  const found = findEvent(call.tenant, call.param('user'), id);
  if (!found) throw unknownOutlookId(id);
  return found;
}

const YEARS_5 = 5 * 366 * 86_400_000;

/**
 * Returns the query's time window in milliseconds. Throws 400, as Outlook does, if start or end is missing or invalid.
 */
export function rangeOf(call: Call): readonly [from: number, to: number] {
  const ends = ['startdatetime', 'enddatetime'].map((name) => {
    const text = [...call.query].find(([key]) => key.toLowerCase() === name)?.[1];
    if (text === undefined)
      throw badRequest(
        'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
        'ErrorInvalidParameter',
      );
    const instant = Date.parse(
      /(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text.length === 10 ? `${text}T00:00:00` : text}Z`,
    );
    if (Number.isNaN(instant))
      throw badRequest(`The value '${text}' of parameter '${name}' is invalid.`, 'ErrorInvalidParameter');
    return instant;
  });
  const [from = 0, to = 0] = ends;
  if (to < from || to - from > YEARS_5)
    throw badRequest(
      'The end of the time window must not be before its start or more than five years after it.',
      'ErrorInvalidParameter',
    );
  return [from, to];
}

/**
 * Returns the id of the calendar in the path. Paths without a calendar, such as `/me/calendarView`, refer to the main
 * calendar. Throws 404 if the calendar does not exist.
 */
export function calendarOf(call: Call): string {
  const id = call.param('calendar') || calendarId(call.param('user'));
  if (!call.tenant.table(`/users/${call.param('user')}/calendars`).get(id)) throw notFound('outlook');
  return id;
}
