import * as z from 'zod';
import {
  addEvent,
  calendarId,
  type Event,
  eventsOf,
  instantOf,
  momentOf,
  type NewEvent,
  viewOf,
} from '../../../tenant/calendar.ts';
import { previewOf } from '../../../tenant/markup.ts';
import { type Call, noContent, type Handler, readBody, type Reply } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { checkChangeKey } from '../../odata/change-key.ts';
import { mailbox, type Route, route } from '../../router.ts';
import {
  checkMidnight,
  checkTimes,
  type EventInput,
  eventInput,
  momentInput,
  storedTime,
  readNewEvent,
  plainProperties,
} from './event-input.ts';
import { calendarOf, calendarType, eventOf, eventType, rangeOf } from './event-type.ts';
import { viewDelta } from './view-delta.ts';
import {
  updateEvent,
  recordResponse,
  cancelEvent,
  deleteEvent,
  invite,
  uninvite,
  type Response,
} from './invitations.ts';

const readEvents = mailbox('Calendars.ReadBasic Calendars.Read Calendars.ReadWrite');
const writeEvents = mailbox('Calendars.ReadWrite');

function within(events: readonly Event[], calendar: string): readonly Event[] {
  return events.filter((event) => event.$calendar === calendar);
}

const view: Handler = (call) => {
  const [from, to] = rangeOf(call);
  return list(call, eventType, within(viewOf(call.tenant, call.param('user'), from, to), calendarOf(call)));
};

const all: Handler = (call) =>
  list(
    call,
    eventType,
    within(
      eventsOf(call.tenant, call.param('user'))
        .all()
        .filter((event) => event.type !== 'exception'),
      calendarOf(call),
    ),
  );

function instances(call: Call): Reply {
  const master = eventOf(call);
  const [from, to] = rangeOf(call);
  const days = viewOf(call.tenant, call.param('user'), from, to).filter(
    (event) => event.seriesMasterId === master.id,
  );
  return list(call, eventType, days);
}

const create: Handler = (call) => {
  const owner = call.param('user');
  const input = readBody(call, eventInput);
  const existing =
    input.transactionId &&
    eventsOf(call.tenant, owner)
      .all()
      .find((event) => event.transactionId === input.transactionId);
  const newEvent = readNewEvent(call, input);
  if (existing) {
    checkSame(existing, newEvent);
    return one(call, eventType, existing, 201);
  }
  if (newEvent.isAllDay) checkMidnight(input);
  const calendar = calendarOf(call);
  const online = newEvent.online === true && allowsTeams(call, calendar);
  const created = addEvent(call.tenant, owner, { ...newEvent, online });
  const event = eventsOf(call.tenant, owner).change(created, { $calendar: calendar });
  invite(call.tenant, event, newEvent);
  return one(call, eventType, event, 201);
};

/** Whether a calendar can have Teams meetings. If not, Graph creates the event without a link, and reports no error. */
function allowsTeams(call: Call, calendar: string): boolean {
  const row = call.tenant.table(`/users/${call.param('user')}/calendars`).get(calendar);
  const allowed = row?.['allowedOnlineMeetingProviders'];
  return Array.isArray(allowed) && allowed.includes('teamsForBusiness');
}

/** Throws 400 unless the event already created with this transaction id still has the new event's subject and times. */
function checkSame(existing: Event, { subject, start, end }: NewEvent): void {
  const isSame =
    existing.subject === subject && instantOf(existing.start) === start && instantOf(existing.end) === end;
  if (!isSame)
    throw badRequest(
      "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.",
      'ErrorDuplicateTransactionId',
    );
}

function update(call: Call): Reply {
  const event = eventOf(call);
  checkChangeKey(call, event);
  const input = readBody(call, eventInput);
  const isAllDay = input.isAllDay ?? event.isAllDay;
  const patch: Partial<Event> = {
    ...plainProperties(input),
    ...(input.body && { body: input.body, bodyPreview: previewOf(input.body) }),
    ...(input.start && {
      start: momentOf(storedTime(call, input.start, isAllDay)),
      originalStartTimeZone: input.start.timeZone,
    }),
    ...(input.end && { end: momentOf(storedTime(call, input.end, isAllDay)) }),
    ...(input.location && { location: input.location }),
    ...(input.attendees && { attendees: input.attendees }),
    ...(input.isAllDay !== undefined && { isAllDay: input.isAllDay }),
    ...(input.isOnlineMeeting !== undefined && { isOnlineMeeting: input.isOnlineMeeting }),
    ...(losesJoinBlock(event, input.body?.content) && { isOnlineMeeting: false, onlineMeeting: null }),
  };
  checkChanged({ ...event, ...patch }, input);
  const changed = updateEvent(call.tenant, call.param('user'), event, patch);
  if (input.attendees) {
    uninvite(call.tenant, event, changed);
    invite(
      call.tenant,
      changed,
      readNewEvent(call, { ...input, start: changed.start, end: changed.end, subject: changed.subject }),
    );
  }
  return one(call, eventType, changed);
}

function checkChanged({ start, end, isAllDay }: Event, input: EventInput): void {
  checkTimes({ start: instantOf(start), end: instantOf(end) });
  if (isAllDay) checkMidnight(input);
}

/**
 * Returns whether a new body removes the Teams meeting from an event. Outlook removes the meeting if the body no longer
 * contains the join information.
 */
function losesJoinBlock(event: Event, body: string | undefined): boolean {
  const mark = 'me-email-text';
  return body !== undefined && event.body.content.includes(mark) && !body.includes(mark);
}

function remove(call: Call): Reply {
  const event = eventOf(call);
  if (event.isOrganizer) cancelEvent(call.tenant, call.param('user'), event, '');
  else deleteEvent(call.tenant, call.param('user'), event);
  return noContent();
}

function cancel(call: Call): Reply {
  const event = eventOf(call);
  if (!event.isOrganizer)
    throw badRequest(
      "Your request can't be completed. You need to be an organizer to cancel a meeting.",
      'ErrorInvalidRequest',
    );
  const text = z.string().nullish();
  const { comment, Comment } = readBody(call, z.object({ comment: text, Comment: text }));
  const said = comment ?? Comment;
  // Outlook sends no cancellations if the comment is an empty string.
  if (said === '') deleteEvent(call.tenant, call.param('user'), event);
  else cancelEvent(call.tenant, call.param('user'), event, said ?? '');
  return { status: 202 };
}

const responseInput = z.object({
  comment: z.string().nullish(),
  sendResponse: z.boolean().default(true),
  proposedNewTime: z.object({ start: momentInput, end: momentInput }).nullish(),
});

const respond =
  (response: Response): Handler =>
  (call) => {
    const event = eventOf(call);
    if (event.isOrganizer)
      throw badRequest(
        "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.",
        'ErrorInvalidRequest',
      );
    const { comment, sendResponse, proposedNewTime } = readBody(call, responseInput);
    if (!sendResponse && typeof comment === 'string')
      throw badRequest("'SendResponse' must be true when 'Comment' is not null.", 'ErrorInvalidParameter');
    if (sendResponse && event.responseRequested === false)
      throw badRequest(
        "Your request can't be completed. The meeting organizer hasn't requested a response.",
        'ErrorInvalidRequest',
      );
    if (
      proposedNewTime &&
      (response === 'accepted' || !sendResponse || event['allowNewTimeProposals'] === false)
    )
      throw badRequest(
        "'ProposedNewTime' needs an event that allows new time proposals, and a response that is sent and does not accept.",
        'ErrorInvalidParameter',
      );
    recordResponse(call.tenant, call.param('user'), event, {
      response,
      comment: comment ?? '',
      send: sendResponse,
      ...(proposedNewTime && { proposedNewTime }),
    });
    return { status: 202 };
  };

export const calendarRoutes: readonly Route[] = [
  route('GET /users/{user}/calendarView', readEvents, view),
  route('GET /users/{user}/calendar/calendarView', readEvents, view),
  route('GET /users/{user}/calendarView/delta', readEvents, viewDelta),
  route('GET /users/{user}/calendar/calendarView/delta', readEvents, viewDelta),
  route('GET /users/{user}/calendars/{calendar}/calendarView/delta', readEvents, viewDelta),
  route('GET /users/{user}/calendars', readEvents, (call) =>
    list(call, calendarType, call.tenant.table(`/users/${call.param('user')}/calendars`).all()),
  ),
  route('GET /users/{user}/calendar', readEvents, (call) =>
    one(
      call,
      calendarType,
      call.tenant.table(`/users/${call.param('user')}/calendars`).get(calendarId(call.param('user')))!,
    ),
  ),
  route('GET /users/{user}/calendars/{calendar}/calendarView', readEvents, view),
  route('GET /users/{user}/calendars/{calendar}/events', readEvents, all),
  route('POST /users/{user}/calendars/{calendar}/events', writeEvents, create),
  route('GET /users/{user}/calendar/events', readEvents, all),
  route('POST /users/{user}/calendar/events', writeEvents, create),
  route('GET /users/{user}/events', readEvents, all),
  route('POST /users/{user}/events', writeEvents, create),
  route('GET /users/{user}/events/{event}', readEvents, (call) => one(call, eventType, eventOf(call))),
  route('PATCH /users/{user}/events/{event}', writeEvents, update),
  route('DELETE /users/{user}/events/{event}', writeEvents, remove),
  route('GET /users/{user}/events/{event}/instances', readEvents, instances),
  route('POST /users/{user}/events/{event}/cancel', writeEvents, cancel),
  route('POST /users/{user}/events/{event}/accept', writeEvents, respond('accepted')),
  route('POST /users/{user}/events/{event}/decline', writeEvents, respond('declined')),
  route('POST /users/{user}/events/{event}/tentativelyAccept', writeEvents, respond('tentativelyAccepted')),
];
