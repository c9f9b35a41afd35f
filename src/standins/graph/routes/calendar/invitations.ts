import { asRecipient, userOf } from '../../../tenant/directory.ts';
import {
  addEvent,
  type Event,
  type TimeSlot,
  eventsOf,
  occurrence,
  type NewEvent,
} from '../../../tenant/calendar.ts';
import { storeMessage, type Message } from '../../../tenant/mailbox.ts';
import { escapeHtml } from '../../../tenant/markup.ts';
import type { Tenant } from '../../../tenant/tenant.ts';

/** An attendee's response, as stored in the event. */
export type Response = 'accepted' | 'declined' | 'tentativelyAccepted';

/** Adds a new event to the calendars of the attendees in the tenant, and sends meeting requests to these attendees. */
export function invite(tenant: Tenant, event: Event, newEvent: NewEvent): void {
  for (const attendee of attendeesInTenant(tenant, event)) {
    if (copyOf(tenant, attendee, event)) continue;
    const shared = { iCalUId: event.iCalUId, onlineMeeting: event.onlineMeeting };
    addEvent(tenant, attendee, {
      ...newEvent,
      more: { ...newEvent.more, ...shared, showAs: 'tentative', transactionId: null },
    });
    notify(tenant, attendee, event, {
      subject: event.subject,
      kind: 'meetingRequest',
      text: event.bodyPreview,
    });
  }
}

/**
 * Removes an event from the calendars of attendees who are no longer invited, and sends cancellations to these
 * attendees.
 */
export function uninvite(tenant: Tenant, before: Event, after: Event): void {
  if (!before.isOrganizer) return;
  const invited = attendeesInTenant(tenant, after);
  for (const attendee of attendeesInTenant(tenant, before)) {
    const copy = invited.includes(attendee) ? undefined : copyOf(tenant, attendee, before);
    if (!copy) continue;
    notify(tenant, attendee, before, {
      subject: `Canceled: ${before.subject}`,
      kind: 'meetingCancelled',
      text: '',
    });
    deleteEvent(tenant, attendee, copy);
  }
}

/** Updates an event and its copies. An updated occurrence becomes an exception of its series. */
export function updateEvent(tenant: Tenant, owner: string, event: Event, patch: Partial<Event>): Event {
  const changed = changeEvent(tenant, owner, event, patch);
  if (event.isOrganizer)
    for (const attendee of attendeesInTenant(tenant, event)) {
      const copy = copyOf(tenant, attendee, event);
      if (copy) changeEvent(tenant, attendee, copy, patch);
    }
  return changed;
}

/** Deletes an event from every calendar and sends cancellations to the attendees. */
export function cancelEvent(tenant: Tenant, owner: string, event: Event, comment: string): void {
  for (const attendee of attendeesInTenant(tenant, event)) {
    const copy = copyOf(tenant, attendee, event);
    if (!copy) continue;
    notify(tenant, attendee, event, {
      subject: `Canceled: ${event.subject}`,
      kind: 'meetingCancelled',
      text: comment,
    });
    deleteEvent(tenant, attendee, copy);
  }
  deleteEvent(tenant, owner, event);
}

/** Deletes an occurrence, a single event or a whole series from one calendar. */
export function deleteEvent(tenant: Tenant, owner: string, event: Event): void {
  const events = eventsOf(tenant, owner);
  const master = event.seriesMasterId === null ? undefined : events.get(event.seriesMasterId);
  if (master && event.originalStart)
    events.change(master, { $cancelledDates: [...master.$cancelledDates, event.originalStart.slice(0, 10)] });
  events.remove(event.id);
  for (const one of events.all()) if (one.seriesMasterId === event.id) events.remove(one.id);
}

/**
 * Records an attendee's response in the attendee's calendar. If `send` is set, also records the response in the
 * organiser's calendar and notifies the organiser.
 */
export function recordResponse(
  tenant: Tenant,
  owner: string,
  event: Event,
  answer: {
    readonly response: Response;
    readonly comment: string;
    readonly send: boolean;
    readonly proposedNewTime?: TimeSlot;
  },
): void {
  const time = tenant.now().toISOString();
  const { proposedNewTime } = answer;
  const status = { response: answer.response, time };
  const me = userOf(tenant, owner).mail;
  const organiser = tenant.userId(event.organizer.emailAddress.address);
  const original = organiser === undefined ? undefined : copyOf(tenant, organiser, event);
  // Without a message, the organiser does not learn of the response.
  if (answer.send && organiser !== undefined && original) {
    const attendees = original.attendees.map((one) =>
      one.emailAddress.address.toLowerCase() === me.toLowerCase()
        ? {
            emailAddress: one.emailAddress,
            type: one.type,
            status,
            ...(proposedNewTime && { proposedNewTime }),
          }
        : one,
    );
    changeEvent(tenant, organiser, original, { attendees });
    const verbs = { accepted: 'Accepted', declined: 'Declined', tentativelyAccepted: 'Tentative' };
    notify(tenant, organiser, event, {
      subject: `${verbs[answer.response]}: ${event.subject}`,
      kind: `meeting${answer.response === 'tentativelyAccepted' ? 'TentativelyAccepted' : verbs[answer.response]}`,
      text: answer.comment,
      from: owner,
    });
  }
  if (answer.response === 'declined') deleteEvent(tenant, owner, event);
  else
    changeEvent(tenant, owner, event, {
      responseStatus: status,
      showAs: answer.response === 'accepted' ? 'busy' : 'tentative',
    });
}

function changeEvent(tenant: Tenant, owner: string, event: Event, patch: Partial<Event>): Event {
  const events = eventsOf(tenant, owner);
  const stored = event.type === 'occurrence' ? events.put({ ...event, type: 'exception' }) : event;
  return events.change(stored, { ...patch, lastModifiedDateTime: tenant.now().toISOString() });
}

/** Returns the attendees with a mailbox in the tenant, except the organiser. */
function attendeesInTenant(tenant: Tenant, event: Event): readonly string[] {
  const organiser = tenant.userId(event.organizer.emailAddress.address);
  const attendees = event.attendees.flatMap(({ emailAddress }) => tenant.userId(emailAddress.address) ?? []);
  return [...new Set(attendees)].filter((attendee) => attendee !== organiser);
}

/** Finds the copy of an event in another calendar. For an occurrence, finds the corresponding occurrence. */
function copyOf(
  tenant: Tenant,
  owner: string,
  event: Pick<Event, 'iCalUId' | 'originalStart'>,
): Event | undefined {
  const same = eventsOf(tenant, owner)
    .all()
    .filter((one) => one.iCalUId === event.iCalUId);
  const exact = same.find((one) => one.originalStart === event.originalStart);
  if (exact || event.originalStart === null) return exact;
  const series = same.find((one) => one.recurrence);
  return series && occurrence(tenant, series, event.originalStart.slice(0, 10));
}

/** Sends a message about an event. The sender is the organiser by default. */
function notify(
  tenant: Tenant,
  owner: string,
  event: Event,
  notice: { readonly subject: string; readonly kind: string; readonly text: string; readonly from?: string },
): void {
  const from = notice.from === undefined ? event.organizer : asRecipient(userOf(tenant, notice.from));
  storeMessage(tenant, owner, 'inbox', {
    subject: notice.subject,
    body: {
      contentType: 'html',
      content: `<html><body><p>${escapeHtml(notice.text)}</p></body></html>`,
    },
    from,
    to: [asRecipient(userOf(tenant, owner))],
    at: tenant.now().getTime(),
    conversation: `meeting|${event.iCalUId}`,
    read: false,
    more: {
      '@odata.type': typeOf(notice.kind),
      meetingMessageType: notice.kind,
      recurrence: event.recurrence,
      startDateTime: event.start,
      endDateTime: event.end,
      isAllDay: event.isAllDay,
      location: event.location,
      $meeting: { iCalUId: event.iCalUId, originalStart: event.originalStart },
    },
  });
}

function typeOf(kind: string): string {
  if (kind === 'meetingRequest') return '#microsoft.graph.eventMessageRequest';
  return `#microsoft.graph.eventMessage${kind === 'meetingCancelled' ? '' : 'Response'}`;
}

/**
 * Returns the event in the recipient's calendar that a message is about. Returns undefined if the event was removed, if
 * the message is not about a meeting, or if the message is a response to an invitation.
 */
export function eventOfMessage(tenant: Tenant, owner: string, message: Message): Event | undefined {
  const meeting = message['$meeting'] as Pick<Event, 'iCalUId' | 'originalStart'> | undefined;
  const isResponse = message['@odata.type'] === '#microsoft.graph.eventMessageResponse';
  return meeting === undefined || isResponse ? undefined : copyOf(tenant, owner, meeting);
}
