import { freeOutlookId, guid, immutableId, outlookId, outlookText } from './ids.ts';
import type { Body } from './mailbox.ts';
import { previewOf } from './markup.ts';
import type { Recipient } from './people.ts';
import { datesOf, type Recurrence } from './recurrence.ts';
import type { Entity } from './tenant-store.ts';
import type { Tenant } from './tenant.ts';
import type { Zone } from './zones.ts';

export type Moment = { readonly dateTime: string; readonly timeZone: string };

/** A new time that an attendee proposes, in the time zone of the proposal. */
export type TimeSlot = { readonly start: Moment; readonly end: Moment };

export type Attendee = Recipient & {
  readonly type: string;
  readonly status: { readonly response: string; readonly time: string };
  readonly proposedNewTime?: TimeSlot;
};

/** An event. Start and end are stored in UTC. */
export type Event = Entity & {
  subject: string;
  body: Body;
  bodyPreview: string;
  start: Moment;
  end: Moment;
  isAllDay: boolean;
  isCancelled: boolean;
  isOrganizer: boolean;
  organizer: Recipient;
  attendees: readonly Attendee[];
  recurrence: Recurrence | null;
  type: 'singleInstance' | 'seriesMaster' | 'occurrence' | 'exception';
  seriesMasterId: string | null;
  originalStartTimeZone: string;
  originalStart: string | null;
  iCalUId: string;
  responseStatus: { readonly response: string; readonly time: string };
  /** The id of the event's calendar. */
  $calendar: string;
  /** The dates of a series' cancelled occurrences. */
  $cancelledDates: readonly string[];
};

/** The data for creating an event. */
export type NewEvent = {
  readonly subject: string;
  readonly body: Body;
  /** Start and end are instants in milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly zone: string;
  readonly organizer: Recipient;
  readonly attendees: readonly Attendee[];
  readonly recurrence?: Recurrence | null;
  readonly isAllDay?: boolean;
  readonly online?: boolean;
  readonly location?: string;
  readonly more?: Readonly<Record<string, unknown>>;
};

const DAY = 86_400_000;

/** Returns the table of the events in all of a mailbox's calendars. */
export function eventsOf(tenant: Tenant, owner: string) {
  return tenant.table<Event>(`/users/${owner}/events`);
}

export function calendarId(owner: string): string {
  return outlookId(owner, `calendar|${owner}`);
}

/** Converts a moment in UTC to milliseconds. */
export function instantOf(moment: Moment): number {
  return Date.parse(`${moment.dateTime.slice(0, 19)}Z`);
}

export function momentOf(instant: number): Moment {
  return { dateTime: `${new Date(instant).toISOString().slice(0, 19)}.0000000`, timeZone: 'UTC' };
}

export function addEvent(tenant: Tenant, owner: string, newEvent: NewEvent): Event {
  const { id, seed } = freeOutlookId(owner, () => tenant.serial('event'), eventsOf(tenant, owner));
  const at = tenant.now().toISOString();
  const organises = tenant.userId(newEvent.organizer.emailAddress.address) === owner;
  const joinUrl = `https://teams.${tenant.company.domain}/l/meetup-join/19%3ameeting_${guid(`join|${seed}`).replaceAll('-', '')}%40thread.v2/0?context=%7b%22Tid%22%3a%22${guid('tid')}%22%7d`;
  return eventsOf(tenant, owner).put({
    id,
    $immutableId: immutableId(owner, seed),
    createdDateTime: at,
    lastModifiedDateTime: at,
    changeKey: guid(`change|${seed}`),
    categories: [],
    transactionId: null,
    originalStartTimeZone: newEvent.zone,
    originalEndTimeZone: newEvent.zone,
    iCalUId: `040000008200E00074C5B7101A82E008${guid(`uid|${seed}`).replaceAll('-', '').toUpperCase()}`,
    reminderMinutesBeforeStart: 15,
    isReminderOn: true,
    hasAttachments: false,
    subject: newEvent.subject,
    bodyPreview: previewOf(newEvent.body),
    importance: 'normal',
    sensitivity: 'normal',
    isAllDay: newEvent.isAllDay ?? false,
    isCancelled: false,
    isOrganizer: organises,
    responseRequested: true,
    seriesMasterId: null,
    originalStart: null,
    showAs: newEvent.isAllDay ? 'free' : 'busy',
    type: newEvent.recurrence ? 'seriesMaster' : 'singleInstance',
    webLink: `https://outlook.${tenant.company.domain}/owa/?itemid=${encodeURIComponent(id)}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: newEvent.online ?? false,
    onlineMeetingProvider: newEvent.online ? 'teamsForBusiness' : 'unknown',
    allowNewTimeProposals: true,
    hideAttendees: false,
    onlineMeeting: newEvent.online ? { joinUrl } : null,
    responseStatus: {
      response: organises ? 'organizer' : 'notResponded',
      time: '0001-01-01T00:00:00Z',
    },
    body: newEvent.body,
    start: momentOf(newEvent.start),
    end: momentOf(newEvent.end),
    location: {
      displayName: newEvent.location ?? '',
      locationType: 'default',
      uniqueIdType: 'unknown',
      address: {},
    },
    locations: newEvent.location ? [{ displayName: newEvent.location, locationType: 'default' }] : [],
    recurrence: newEvent.recurrence ?? null,
    attendees: newEvent.attendees,
    organizer: newEvent.organizer,
    ...newEvent.more,
    $calendar: calendarId(owner),
    $cancelledDates: [],
  });
}

/** Finds a stored event or an occurrence. An occurrence's id contains the series' id and the date. */
export function findEvent(tenant: Tenant, owner: string, id: string): Event | undefined {
  const stored = eventsOf(tenant, owner).get(id);
  if (stored) return stored;
  const key = readOccurrenceId(id);
  const master = key && eventsOf(tenant, owner).get(key.master);
  if (!master?.recurrence || master.$cancelledDates.includes(key!.date)) return undefined;
  if (!datesOf(master.recurrence, key!.date).includes(key!.date)) return undefined;
  return occurrence(tenant, master, key!.date);
}

/** Returns the single events, exceptions and occurrences between two instants, sorted by start. */
export function viewOf(tenant: Tenant, owner: string, from: number, to: number): readonly Event[] {
  const all = eventsOf(tenant, owner).all();
  const exceptions = new Set(
    all.flatMap((event) =>
      event.type === 'exception' ? [`${event.seriesMasterId}|${event.originalStart?.slice(0, 10)}`] : [],
    ),
  );
  const dateOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  const events = all.flatMap((event) => {
    if (!event.recurrence) return [event];
    const length = instantOf(event.end) - instantOf(event.start);
    return datesOf(event.recurrence, dateOf(to + DAY), dateOf(from - length - DAY))
      .filter((date) => !event.$cancelledDates.includes(date) && !exceptions.has(`${event.id}|${date}`))
      .map((date) => occurrence(tenant, event, date));
  });
  return events
    .filter((event) => instantOf(event.start) < to && instantOf(event.end) > from)
    .sort((a, b) => instantOf(a.start) - instantOf(b.start));
}

/** Returns the occurrence of a series on a date, at the same wall-clock time in the series' time zone. */
export function occurrence(tenant: Tenant, master: Event, date: string): Event {
  const zone: Zone = tenant.zone(master.originalStartTimeZone) ?? tenant.zone('UTC')!;
  const wall = zone.wall(instantOf(master.start));
  const start = master.isAllDay ? Date.parse(`${date}T00:00:00Z`) : zone.instant(`${date}${wall.slice(10)}`);
  const length = instantOf(master.end) - instantOf(master.start);
  const { $immutableId: own, ...rest } = master;
  return {
    ...rest,
    id: occurrenceId(master.id, date),
    ...(typeof own === 'string' && { $immutableId: occurrenceId(own, date) }),
    type: 'occurrence',
    seriesMasterId: master.id,
    recurrence: null,
    originalStart: `${date}T00:00:00Z`,
    start: momentOf(start),
    end: momentOf(start + length),
  };
}

const MARK = Buffer.from([0x51, 0, 8]);

function occurrenceId(master: string, date: string): string {
  const day = Buffer.from(date);
  return outlookText(Buffer.concat([Buffer.from(master, 'base64url'), MARK, day]));
}

function readOccurrenceId(id: string): { readonly master: string; readonly date: string } | undefined {
  const raw = Buffer.from(id, 'base64url');
  const date = raw.subarray(-10).toString();
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !raw.subarray(-13, -10).equals(MARK)) return undefined;
  return { master: outlookText(raw.subarray(0, -13)), date };
}
