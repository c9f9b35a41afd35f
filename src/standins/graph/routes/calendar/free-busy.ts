import * as z from 'zod';
import { type Event, instantOf } from '../../../tenant/calendar.ts';
import { userOf } from '../../../tenant/directory.ts';
import { type Call, ok, readBody, type Reply } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { list } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { mailbox, needs, type Route, route } from '../../router.ts';
import { instantFrom, momentInput } from './event-input.ts';
import { busyOf, scheduleOwner } from './schedule-owner.ts';

type Busy = readonly [from: number, to: number];

const scheduleInput = z.object({
  schedules: z.array(z.string()).min(1).max(100),
  startTime: momentInput,
  endTime: momentInput,
  availabilityViewInterval: z.number().int().min(5).max(1440).default(30),
});

/**
 * Returns the busy times of people, groups and rooms. Includes subjects and locations only for mailboxes that the
 * caller has access to.
 */
function getSchedule(call: Call): Reply {
  const input = readBody(call, scheduleInput);
  const [from, to] = [instantFrom(call, input.startTime), instantFrom(call, input.endTime)];
  if (to <= from || to - from > 62 * 86_400_000)
    throw badRequest(
      'The time window must be longer than zero and at most 62 days.',
      'ErrorInvalidTimeInterval',
    );
  const value = input.schedules.map((address) => {
    const owner = scheduleOwner(call.tenant, address);
    if (owner === undefined)
      return {
        scheduleId: address,
        availabilityView: '',
        error: {
          message: `Unable to resolve e-mail address ${address}`,
          responseCode: 'ErrorMailRecipientNotFound',
        },
      };
    const events = owner.busy(from, to);
    const step = input.availabilityViewInterval * 60_000;
    const slots = Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
    const availabilityView = slots
      .map((at) => codeOf(events.filter((event) => overlaps(event, [at, at + step]))))
      .join('');
    // For a group, Graph returns only the availability view. The view covers all members.
    if (owner.isGroup) return { scheduleId: address, availabilityView, scheduleItems: [] };
    const person = owner.oid === undefined ? undefined : userOf(call.tenant, owner.oid);
    const hasAccess = owner.oid === call.me.oid || person?.$delegates.includes(call.me.oid) === true;
    return {
      scheduleId: address,
      availabilityView,
      scheduleItems: events.map((event) => ({
        status: event.showAs,
        start: inZone(call, instantOf(event.start)),
        end: inZone(call, instantOf(event.end)),
        ...(hasAccess && {
          subject: event.subject,
          location: (event.location as { displayName?: string }).displayName,
          isPrivate: false,
        }),
      })),
      ...(person && { workingHours: person.$settings.workingHours }),
    };
  });
  return ok({ value });
}

function inZone(call: Call, instant: number) {
  return { dateTime: call.prefer.zone.wall(instant), timeZone: call.prefer.zone.name };
}

function overlaps(event: Event, [from, to]: Busy): boolean {
  return instantOf(event.start) < to && instantOf(event.end) > from;
}

function codeOf(events: readonly Event[]): string {
  if (events.some((event) => event.showAs === 'oof')) return '3';
  if (events.some((event) => event.showAs === 'busy')) return '2';
  return events.length > 0 ? '1' : '0';
}

const findInput = z.looseObject({
  attendees: z
    .array(z.looseObject({ emailAddress: z.looseObject({ address: z.string() }) }))
    .max(20)
    .default([]),
  meetingDuration: z
    .string()
    .regex(/^PT(?:(\d+)H)?(?:(\d+)M)?$/)
    .default('PT1H'),
  maxCandidates: z.number().int().min(1).max(100).default(20),
  timeConstraint: z
    .object({ timeSlots: z.array(z.object({ start: momentInput, end: momentInput })).min(1) })
    .optional(),
});

/** Suggests times when everyone is free, in half-hour steps within the organiser's working hours. */
function findMeetingTimes(call: Call): Reply {
  const input = readBody(call, findInput);
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(input.meetingDuration) ?? [];
  const length = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const addresses = input.attendees.map(({ emailAddress }) => emailAddress.address);
  const everybody = [
    call.param('user'),
    ...addresses.flatMap((address) => call.tenant.userId(address) ?? []),
  ];
  const zone = call.tenant.zone(userOf(call.tenant, call.param('user')).$settings.timeZone);
  const suggestions = windowsOf(call, input)
    .flatMap(([from, to]) => slotsIn(from, to, length))
    .filter(([from]) => isWorkingTime(zone?.wall(from) ?? ''))
    .filter(([from, to]) => everybody.every((oid) => busyOf(call.tenant, oid, from, to).length === 0))
    .slice(0, input.maxCandidates);
  return ok({
    emptySuggestionsReason: suggestions.length ? '' : 'AttendeesUnavailable',
    meetingTimeSuggestions: suggestions.map(([from, to], index) => ({
      confidence: 100,
      order: index + 1,
      organizerAvailability: 'free',
      suggestionReason: 'Suggested because it is one of the nearest times when all attendees are available.',
      attendeeAvailability: addresses.map((address) => ({
        availability: 'free',
        attendee: { emailAddress: { address } },
      })),
      locations: [],
      meetingTimeSlot: { start: inZone(call, from), end: inZone(call, to) },
    })),
  });
}

function windowsOf(call: Call, input: z.output<typeof findInput>): readonly Busy[] {
  const now = call.tenant.now().getTime();
  if (!input.timeConstraint) return [[now, now + 7 * 86_400_000]];
  return input.timeConstraint.timeSlots.map(({ start, end }) => [
    instantFrom(call, start),
    instantFrom(call, end),
  ]);
}

function slotsIn(from: number, to: number, length: number): readonly Busy[] {
  const half = 30 * 60_000;
  const first = Math.ceil(from / half) * half;
  const count = Math.min(2_000, Math.max(0, Math.floor((to - first - length) / half) + 1));
  return Array.from({ length: count }, (_, index) => [first + index * half, first + index * half + length]);
}

function isWorkingTime(wall: string): boolean {
  const day = new Date(`${wall.slice(0, 10)}T00:00:00Z`).getUTCDay();
  const time = wall.slice(11, 16);
  return day >= 1 && day <= 5 && time >= '09:00' && time < '17:00';
}

/** Routes for free/busy times and meeting rooms. */
export const freeBusyRoutes: readonly Route[] = [
  route(
    'POST /users/{user}/calendar/getSchedule',
    mailbox('Calendars.ReadBasic Calendars.Read Calendars.ReadWrite'),
    getSchedule,
  ),
  route(
    'POST /users/{user}/findMeetingTimes',
    needs('Calendars.Read.Shared Calendars.ReadWrite.Shared'),
    findMeetingTimes,
  ),
  route('GET /places/microsoft.graph.room', needs('Place.Read.All'), (call) =>
    list(call, entityType('room'), call.tenant.table('/places').all()),
  ),
];
