import * as z from 'zod';
import type { Attendee, Moment, NewEvent } from '../../../tenant/calendar.ts';
import type { Recurrence } from '../../../tenant/recurrence.ts';
import { isGraphZone } from '../../../tenant/zones.ts';
import type { Call } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { bodyInput, ownerOf, recipientInput } from '../mail/message-input.ts';

/** A time and its zone. Refuses 24:00, because Graph's documentation does not mention it. */
export const momentInput = z.object({
  dateTime: z.string().regex(/^\d{4}-\d\d-\d\d(T([01]\d|2[0-3]):\d\d(:\d\d(\.\d+)?)?Z?)?$/),
  timeZone: z.string().default('UTC'),
});

const attendeeInput = z
  .looseObject({
    emailAddress: z.unknown(),
    type: z.enum(['required', 'optional', 'resource']).default('required'),
  })
  .transform(({ emailAddress, type }): Attendee => ({
    ...recipientInput.parse({ emailAddress }),
    type,
    status: { response: 'none', time: '0001-01-01T00:00:00Z' },
  }));

const recurrenceInput = z.object({
  pattern: z.object({
    type: z.enum([
      'daily',
      'weekly',
      'absoluteMonthly',
      'relativeMonthly',
      'absoluteYearly',
      'relativeYearly',
    ]),
    interval: z.number().int().min(1).max(999),
    daysOfWeek: z.array(z.string()).optional(),
    firstDayOfWeek: z.string().optional(),
    dayOfMonth: z.number().int().optional(),
    month: z.number().int().optional(),
    index: z.enum(['first', 'second', 'third', 'fourth', 'last']).optional(),
  }),
  range: z.object({
    type: z.enum(['noEnd', 'endDate', 'numbered']),
    startDate: z.iso.date(),
    endDate: z.string().optional(),
    numberOfOccurrences: z.number().int().optional(),
    recurrenceTimeZone: z.string().nullish(),
  }),
});

const location = z.looseObject({ displayName: z.string().optional() });

/** The event properties that callers can set. */
export const eventInput = z.strictObject({
  '@odata.type': z.string().optional(),
  subject: z.string().max(255).optional(),
  body: bodyInput.optional(),
  start: momentInput.optional(),
  end: momentInput.optional(),
  attendees: z.array(attendeeInput).max(500).optional(),
  location: location.optional(),
  locations: z.array(location).optional(),
  recurrence: recurrenceInput.nullish(),
  isAllDay: z.boolean().optional(),
  isOnlineMeeting: z.boolean().optional(),
  onlineMeetingProvider: z.string().optional(),
  importance: z.enum(['low', 'normal', 'high']).optional(),
  sensitivity: z.enum(['normal', 'personal', 'private', 'confidential']).optional(),
  showAs: z.enum(['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown']).optional(),
  categories: z.array(z.string()).optional(),
  isReminderOn: z.boolean().optional(),
  reminderMinutesBeforeStart: z.number().int().optional(),
  responseRequested: z.boolean().optional(),
  allowNewTimeProposals: z.boolean().optional(),
  hideAttendees: z.boolean().optional(),
  transactionId: z.string().max(200).nullish(),
});

export type EventInput = z.output<typeof eventInput>;

/** Converts a date and time zone to milliseconds. Throws 400 for an unknown time zone. */
export function instantFrom(call: Call, moment: Moment): number {
  const zone = call.tenant.zone(moment.timeZone);
  if (!zone || !isGraphZone(moment.timeZone))
    throw badRequest(
      `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${moment.timeZone}'.`,
      'TimeZoneNotSupportedException',
    );
  return zone.instant(moment.dateTime);
}

/**
 * Returns the stored time of an event, in milliseconds. The times of an all-day event are stored as midnight UTC and
 * shown as midnight in every zone.
 */
export function storedTime(call: Call, moment: Moment, isAllDay: boolean): number {
  const instant = instantFrom(call, moment);
  return isAllDay ? Date.parse(`${moment.dateTime.slice(0, 10)}T00:00:00Z`) : instant;
}

/** Returns the data for a new event. The organiser is the mailbox owner. */
export function readNewEvent(call: Call, input: EventInput): NewEvent {
  if (!input.start || !input.end)
    throw badRequest('The start and end of the event are required.', 'ErrorPropertyValidationFailure');
  const isAllDay = input.isAllDay ?? false;
  const [start, end] = [storedTime(call, input.start, isAllDay), storedTime(call, input.end, isAllDay)];
  checkTimes({ start, end });
  return {
    subject: input.subject ?? '',
    body: input.body ?? { contentType: 'html', content: '' },
    start,
    end,
    zone: input.start.timeZone,
    organizer: ownerOf(call),
    attendees: input.attendees ?? [],
    recurrence: (input.recurrence as Recurrence | null | undefined) ?? null,
    isAllDay,
    online: input.isOnlineMeeting ?? false,
    ...(input.location?.displayName !== undefined && { location: input.location.displayName }),
    // Outlook suggests free for all-day events, but Graph's default is busy.
    more: { showAs: 'busy', ...plainProperties(input) },
  };
}

/** Throws 400 if an event would end before it starts. The times are in milliseconds. */
export function checkTimes({ start, end }: { readonly start: number; readonly end: number }): void {
  if (end >= start) return;
  throw new GraphError(
    400,
    'ErrorCalendarEndDateIsEarlierThanStartDate',
    'The end date is earlier than the start date.',
  );
}

/** Throws 400 unless the given times of an all-day event are midnight in their zone. */
export function checkMidnight({ start, end }: Pick<EventInput, 'start' | 'end'>): void {
  for (const [name, moment] of Object.entries({ Start: start, End: end }))
    if (moment && !/^[\d-]+(?:T00:00(?::00(?:\.0+)?)?Z?)?$/.test(moment.dateTime))
      throw badRequest(
        `The Event.${name} property for an all-day event needs to be set to midnight.`,
        'ErrorInvalidRequest',
      );
}

/** Returns the properties that are stored unchanged. */
export function plainProperties(input: EventInput): Record<string, unknown> {
  const names = [
    'subject',
    'importance',
    'sensitivity',
    'showAs',
    'categories',
    'isReminderOn',
    'reminderMinutesBeforeStart',
    'responseRequested',
    'allowNewTimeProposals',
    'hideAttendees',
    'transactionId',
  ] as const;
  return Object.fromEntries(
    names.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
  );
}
