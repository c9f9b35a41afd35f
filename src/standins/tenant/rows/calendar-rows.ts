import {
  addEvent,
  calendarId,
  type Event,
  eventsOf,
  instantOf,
  type NewEvent,
  occurrence,
} from '../calendar.ts';
import { usersOf } from '../directory.ts';
import { guid, outlookId } from '../ids.ts';
import type { Tenant } from '../tenant.ts';

/** A mailbox and its copy of an event. */
export type EventCopy = readonly [owner: string, event: Event];

/** Adds a user's default calendar and birthday calendar. */
export function addCalendar(tenant: Tenant, owner: string, ownerName: string): void {
  const calendar = (id: string, name: string, isDefaultCalendar: boolean) =>
    tenant.table(`/users/${owner}/calendars`).put({
      id,
      name,
      color: 'auto',
      hexColor: '',
      isDefaultCalendar,
      changeKey: guid(`calendar|${id}`),
      canShare: true,
      canViewPrivateItems: true,
      canEdit: true,
      allowedOnlineMeetingProviders: ['teamsForBusiness'],
      defaultOnlineMeetingProvider: 'teamsForBusiness',
      isTallyingResponses: isDefaultCalendar,
      isRemovable: !isDefaultCalendar,
      owner: { name: ownerName, address: usersOf(tenant).get(owner)?.mail },
    });
  calendar(calendarId(owner), 'Calendar', true);
  calendar(outlookId(owner, `birthdays|${owner}`), 'Birthdays', false);
}

/** Adds an event to the calendars of its organiser and the attendees in the company. Returns the organiser's copy first. */
export function addMeetingCopies(
  tenant: Tenant,
  organizer: string | undefined,
  meeting: NewEvent,
): EventCopy[] {
  const own = organizer === undefined ? undefined : addEvent(tenant, organizer, meeting);
  const shared = own && { iCalUId: own.iCalUId, onlineMeeting: own.onlineMeeting };
  const copies = meeting.attendees.flatMap((attendee): EventCopy[] => {
    const guest = tenant.userId(attendee.emailAddress.address);
    if (guest === undefined || guest === organizer) return [];
    const more = { ...meeting.more, ...shared, responseStatus: attendee.status };
    return [[guest, addEvent(tenant, guest, { ...meeting, more })]];
  });
  return organizer === undefined || own === undefined ? copies : [[organizer, own], ...copies];
}

/** Replaces one occurrence of a series with an exception at another time. Start and end are instants. */
export function moveOccurrence(
  tenant: Tenant,
  [owner, master]: EventCopy,
  move: {
    readonly date: string;
    readonly subject: string;
    readonly times: (day: { readonly start: number; readonly end: number }) => {
      readonly start: number;
      readonly end: number;
    };
  },
): void {
  const day = occurrence(tenant, master, move.date);
  const exception = addEvent(tenant, owner, {
    subject: move.subject,
    body: master.body,
    ...move.times({ start: instantOf(day.start), end: instantOf(day.end) }),
    zone: master.originalStartTimeZone,
    organizer: master.organizer,
    attendees: master.attendees,
    more: {
      iCalUId: master.iCalUId,
      location: master.location,
      onlineMeeting: master.onlineMeeting,
      isOnlineMeeting: master.isOnlineMeeting,
      responseStatus: master.responseStatus,
    },
  });
  eventsOf(tenant, owner).change(exception, {
    type: 'exception',
    seriesMasterId: master.id,
    originalStart: `${move.date}T00:00:00Z`,
  });
}

export function cancelOccurrences(
  tenant: Tenant,
  [owner, master]: EventCopy,
  dates: readonly string[],
): void {
  eventsOf(tenant, owner).change(master, { $cancelledDates: [...master.$cancelledDates, ...dates] });
}
