import { asRecipient, userOf } from '../../../tenant/directory.ts';
import { addEvent, type Event, eventsOf, occurrence, type Plan } from '../../../tenant/calendar.ts';
import { fileLetter } from '../../../tenant/mailbox.ts';
import { escaped } from '../../../tenant/markup.ts';
import type { Tenant } from '../../../tenant/tenant.ts';

/** How an invited person answers, as the event then says. */
export type Response = 'accepted' | 'declined' | 'tentativelyAccepted';

/** A new event appears in the calendars of those of its attendees who are in the tenant, and a request in their inboxes. */
export function invite(tenant: Tenant, event: Event, plan: Plan): void {
  for (const guest of guestsOf(tenant, event)) {
    if (copyOf(tenant, guest, event)) continue;
    const shared = { iCalUId: event.iCalUId, onlineMeeting: event.onlineMeeting };
    addEvent(tenant, guest, {
      ...plan,
      more: { ...plan.more, ...shared, showAs: 'tentative', transactionId: null },
    });
    tell(tenant, guest, event, { subject: event.subject, kind: 'meetingRequest', text: event.bodyPreview });
  }
}

/** Changes an event in its calendar and in every copy of it; an occurrence becomes an exception of its series. */
export function amend(tenant: Tenant, owner: string, event: Event, patch: Partial<Event>): Event {
  const changed = changeOne(tenant, owner, event, patch);
  if (event.isOrganizer)
    for (const guest of guestsOf(tenant, event)) {
      const copy = copyOf(tenant, guest, event);
      if (copy) changeOne(tenant, guest, copy, patch);
    }
  return changed;
}

/** The organiser calls an event off: it leaves every calendar, and the others are told. */
export function callOff(tenant: Tenant, owner: string, event: Event, comment: string): void {
  for (const guest of guestsOf(tenant, event)) {
    const copy = copyOf(tenant, guest, event);
    if (!copy) continue;
    tell(tenant, guest, event, {
      subject: `Canceled: ${event.subject}`,
      kind: 'meetingCancelled',
      text: comment,
    });
    dropEvent(tenant, guest, copy);
  }
  dropEvent(tenant, owner, event);
}

/** Takes an event out of one calendar: of a series only the day where it is an occurrence, else all its days. */
export function dropEvent(tenant: Tenant, owner: string, event: Event): void {
  const events = eventsOf(tenant, owner);
  const master = event.seriesMasterId === null ? undefined : events.get(event.seriesMasterId);
  if (master && event.originalStart)
    events.change(master, { $dropped: [...master.$dropped, event.originalStart.slice(0, 10)] });
  events.remove(event.id);
  for (const one of events.all()) if (one.seriesMasterId === event.id) events.remove(one.id);
}

/** An invited person answers: the organiser's event says so, and gets a message where one is wanted. */
export function answerInvitation(
  tenant: Tenant,
  owner: string,
  event: Event,
  answer: { readonly response: Response; readonly comment: string; readonly send: boolean },
): void {
  const time = tenant.now().toISOString();
  const status = { response: answer.response, time };
  const me = userOf(tenant, owner).mail;
  const host = tenant.userId(event.organizer.emailAddress.address);
  const original = host === undefined ? undefined : copyOf(tenant, host, event);
  if (host !== undefined && original) {
    const attendees = original.attendees.map((one) =>
      one.emailAddress.address.toLowerCase() === me.toLowerCase() ? { ...one, status } : one,
    );
    changeOne(tenant, host, original, { attendees });
    const words = { accepted: 'Accepted', declined: 'Declined', tentativelyAccepted: 'Tentative' };
    if (answer.send)
      tell(tenant, host, event, {
        subject: `${words[answer.response]}: ${event.subject}`,
        kind: `meeting${answer.response === 'tentativelyAccepted' ? 'TentativelyAccepted' : words[answer.response]}`,
        text: answer.comment,
        from: owner,
      });
  }
  if (answer.response === 'declined') dropEvent(tenant, owner, event);
  else
    changeOne(tenant, owner, event, {
      responseStatus: status,
      showAs: answer.response === 'accepted' ? 'busy' : 'tentative',
    });
}

function changeOne(tenant: Tenant, owner: string, event: Event, patch: Partial<Event>): Event {
  const events = eventsOf(tenant, owner);
  const kept = event.type === 'occurrence' ? events.put({ ...event, type: 'exception' }) : event;
  return events.change(kept, { ...patch, lastModifiedDateTime: tenant.now().toISOString() });
}

/** The attendees that have a mailbox in the tenant, without the organiser. */
function guestsOf(tenant: Tenant, event: Event): readonly string[] {
  const host = tenant.userId(event.organizer.emailAddress.address);
  const guests = event.attendees.flatMap(({ emailAddress }) => tenant.userId(emailAddress.address) ?? []);
  return [...new Set(guests)].filter((guest) => guest !== host);
}

/** The same event in another calendar; the same day of the series where the event is one of its days. */
function copyOf(tenant: Tenant, owner: string, event: Event): Event | undefined {
  const same = eventsOf(tenant, owner)
    .all()
    .filter((one) => one.iCalUId === event.iCalUId);
  const exact = same.find((one) => one.originalStart === event.originalStart);
  if (exact || event.originalStart === null) return exact;
  const series = same.find((one) => one.recurrence);
  return series && occurrence(tenant, series, event.originalStart.slice(0, 10));
}

/** A message about an event, from its organiser unless said otherwise. */
function tell(
  tenant: Tenant,
  owner: string,
  event: Event,
  word: { readonly subject: string; readonly kind: string; readonly text: string; readonly from?: string },
): void {
  const from = word.from === undefined ? event.organizer : asRecipient(userOf(tenant, word.from));
  fileLetter(tenant, owner, 'inbox', {
    subject: word.subject,
    body: {
      contentType: 'html',
      content: `<html><body><p>${escaped(word.text)}</p></body></html>`,
    },
    from,
    to: [asRecipient(userOf(tenant, owner))],
    at: tenant.now().getTime(),
    conversation: `meeting|${event.iCalUId}`,
    read: false,
    more: { '@odata.type': '#microsoft.graph.eventMessage', meetingMessageType: word.kind },
  });
}
