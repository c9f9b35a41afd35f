import { usersOf } from '../directory.ts';
import { addEvent, type Attendee, type NewEvent } from '../calendar.ts';
import { seededFraction, pick } from '../ids.ts';
import { htmlOf } from '../markup.ts';
import { addressOf, type Person, type Recipient } from '../people.ts';
import { datesOf, type Recurrence } from '../recurrence.ts';
import {
  addCalendar,
  addMeetingCopies,
  cancelOccurrences,
  type EventCopy,
  moveOccurrence,
} from '../rows/calendar-rows.ts';
import type { Tenant } from '../tenant.ts';
import { allDay, type Meeting, meetings, personalAppointments } from '../data/meetings.ts';
import { recipientOf } from '../data/outsiders.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/**
 * Adds personal appointments, all-day events, and meetings in all participants' calendars. Some series have exceptions.
 */
export function addCalendars(tenant: Tenant, people: readonly Person[]): void {
  const monday = mondayOf(tenant.now().getTime());
  for (const user of usersOf(tenant).all()) addCalendar(tenant, user.id, user.displayName);
  for (const meeting of meetings)
    for (const day of meeting.days) addMeeting(tenant, people, meeting, monday + day * DAY);
  for (const person of people) addPersonalAppointments(tenant, person, monday);
  for (const [alias, subject, day, length] of allDay) {
    const person = people.find((one) => one.alias === alias);
    if (!person) continue;
    const start = monday + day * DAY;
    addEvent(tenant, person.oid, {
      ...plain(subject, recipientOf(people, alias), 'UTC'),
      start,
      end: start + length * DAY,
      isAllDay: true,
    });
  }
}

/** Returns midnight (UTC) on the Monday of the instant's week. */
function mondayOf(instant: number): number {
  const midnight = Math.floor(instant / DAY) * DAY;
  return midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * DAY;
}

function plain(subject: string, organizer: Recipient, zone: string) {
  return {
    subject,
    body: { contentType: 'html' as const, content: htmlOf('') },
    zone,
    organizer,
    attendees: [],
  };
}

function zoneOf(tenant: Tenant, owner: string): string {
  const settings = usersOf(tenant).get(owner)?.$settings as { timeZone?: string } | undefined;
  return settings?.timeZone ?? 'UTC';
}

function startOf(tenant: Tenant, zone: string, day: number, at: string): number {
  const date = new Date(day).toISOString().slice(0, 10);
  return (tenant.zone(zone) ?? tenant.zone('UTC')!).instant(`${date}T${at}:00`);
}

function addMeeting(tenant: Tenant, people: readonly Person[], meeting: Meeting, day: number): void {
  const organizer = recipientOf(people, meeting.organizer);
  const owner = tenant.userId(organizer.emailAddress.address);
  if (owner === undefined) return;
  const zone = zoneOf(tenant, owner);
  const start = startOf(tenant, zone, day, meeting.at);
  const attendees = meeting.attendees.map((name): Attendee => {
    const response = pick(`${meeting.subject}|${name}`, [
      'accepted',
      'accepted',
      'tentativelyAccepted',
      'none',
    ]);
    return {
      ...recipientOf(people, name),
      type: 'required',
      status: { response, time: new Date(start - 9 * DAY).toISOString() },
    };
  });
  const newEvent: NewEvent = {
    ...plain(meeting.subject, organizer, zone),
    body: { contentType: 'html', content: htmlOf(meeting.about ?? '') },
    start,
    end: start + meeting.minutes * MINUTE,
    attendees,
    recurrence: recurrenceOf(meeting, new Date(day).toISOString().slice(0, 10)),
    online: meeting.online ?? false,
    ...(meeting.location !== undefined && { location: meeting.location }),
  };
  const copies = addMeetingCopies(tenant, owner, newEvent);
  if (meeting.weekly) for (const copy of copies) addException(tenant, copy);
}

function recurrenceOf(meeting: Meeting, startDate: string): Recurrence | null {
  const range = {
    type: 'noEnd',
    startDate,
    endDate: '0001-01-01',
    numberOfOccurrences: 0,
    recurrenceTimeZone: 'UTC',
  } as const;
  if (meeting.daily) return { pattern: { type: 'daily', interval: 1 }, range };
  if (meeting.weekly)
    return {
      pattern: {
        type: 'weekly',
        interval: meeting.weekly.interval ?? 1,
        daysOfWeek: meeting.weekly.days,
        firstDayOfWeek: 'monday',
      },
      range,
    };
  if (!meeting.monthly) return null;
  const { index, day } = meeting.monthly;
  return { pattern: { type: 'relativeMonthly', interval: 1, daysOfWeek: [day], index }, range };
}

/** Delays the first occurrence in or after next week by one hour, and cancels the following occurrence. */
function addException(tenant: Tenant, copy: EventCopy): void {
  const [, { recurrence, subject }] = copy;
  if (!recurrence) return;
  const monday = mondayOf(tenant.now().getTime()) + 7 * DAY;
  const until = new Date(monday + 40 * DAY).toISOString().slice(0, 10);
  const from = new Date(monday).toISOString().slice(0, 10);
  const [moved, dropped] = datesOf(recurrence, until).filter((date) => date >= from);
  if (moved === undefined || dropped === undefined) return;
  moveOccurrence(tenant, copy, {
    date: moved,
    subject: `${subject} (one hour later)`,
    times: ({ start, end }) => ({ start: start + 60 * MINUTE, end: end + 60 * MINUTE }),
  });
  cancelOccurrences(tenant, copy, [dropped]);
}

function addPersonalAppointments(tenant: Tenant, person: Person, monday: number): void {
  const organizer = { emailAddress: { name: person.name, address: addressOf(person) } };
  const zone = zoneOf(tenant, person.oid);
  for (const [subject, days, at, minutes] of personalAppointments)
    for (const day of days) {
      if (seededFraction(`${person.alias}|${subject}|${day}`) < 0.3) continue;
      const start = startOf(tenant, zone, monday + day * DAY, at);
      addEvent(tenant, person.oid, {
        ...plain(subject, organizer, zone),
        start,
        end: start + minutes * MINUTE,
      });
    }
}
