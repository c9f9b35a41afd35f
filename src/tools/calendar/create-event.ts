import * as z from 'zod';

import { digest } from '../../base/sha256.ts';
import { ToolError } from '../../errors.ts';
import type { GraphAnswer } from '../../graph/request/graph-request.ts';
import { immutableIds, prefer, timeZone } from '../../graph/request/prefer.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { id, mailbox, moment, people } from '../input/common-input.ts';
import { nameScopes } from '../input/people/find-people.ts';
import { mailboxZone, type MailboxZone } from '../input/mailbox-zone.ts';
import { htmlOfMarkdown } from '../mail/shared/markdown.ts';
import { addDays, daysBetween } from '../input/written-day.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell } from '../output/untrusted.ts';
import { place } from './shared/change/place.ts';
import { calendarPath } from './shared/find-calendar.ts';
import {
  asAttendee,
  daysOf,
  eventTimes,
  pastNote,
  type EventTimes,
  type GraphTime,
} from './shared/graph-times.ts';
import { whenOf } from './shared/event-time.ts';
import { invitedPeople } from './shared/invited-people.ts';
import { eventSchema, type KnownEvent } from './shared/known-event.ts';
import { RECURRENCE_FORMS, recurrenceOf, type Recurrence } from './shared/recurrence/written-recurrence.ts';

const MAX_ATTENDEES = 100;

type GivenTimes = Parameters<typeof eventTimes>[0] & { readonly duration_minutes: number };

type Plan = { readonly times: EventTimes; readonly recurrence: Recurrence | undefined };

/**
 * Returns the times of the event. For a series, returns the times of its first event, on the first day of the
 * recurrence. Throws `ToolError('bad_argument')` if the recurrence is unclear.
 */
function planOf(
  given: GivenTimes & { recurrence?: string | undefined },
  zone: MailboxZone,
  call: ToolCall,
): Plan {
  const times = eventTimes(given, zone, { call, minutes: given.duration_minutes, hint: ', or all_day=true' });
  if (given.recurrence === undefined) return { times, recurrence: undefined };
  const from = times.start.dateTime.slice(0, 10);
  const recurrence = recurrenceOf(given.recurrence, from, zone.windows);
  if (recurrence === undefined)
    throw new ToolError('bad_argument', `recurrence is not clear. Write ${RECURRENCE_FORMS}.`);
  const days = daysBetween(from, recurrence.range.startDate);
  const moved = ({ dateTime, timeZone }: GraphTime) => ({
    dateTime: addDays(dateTime.slice(0, 10), days) + dateTime.slice(10),
    timeZone,
  });
  return { times: { start: moved(times.start), end: moved(times.end) }, recurrence };
}

/** Returns a note if the event is in the past. Returns no note for a series, because a series can begin in the past. */
function noteOn({ times, recurrence }: Plan, zone: MailboxZone, call: ToolCall): string {
  return recurrence === undefined ? pastNote(times, zone, call.now()) : '';
}

export const createEvent = defineTool({
  name: 'create_event',
  title: 'Create event',
  area: 'calendar',
  order: 40,
  presets: ['default', 'lite'],
  about: 'Schedule an event or meeting, invite attendees, with Teams link or recurrence if asked.',
  intents: [
    'book a meeting with Ben',
    'put lunch in my calendar',
    'block tomorrow afternoon',
    'invite the team to a weekly stand-up',
    'set up a Teams call',
    'add my holiday',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'keyed',
  scopes: ['Calendars.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  scopesElsewhere: nameScopes,
  sharedScopes: ['Calendars.ReadWrite.Shared'],
  operation: 'POST /me/events',
  supportingReads: ['/me', '/me/mailboxSettings', '/organization'],
  example: { as: 'ana.silva', args: { subject: 'Focus', start: 'tomorrow at 9:00' } },
  input: {
    subject: z.string().min(1).max(255).describe('Title.'),
    start: moment('Example: tomorrow at 9am.'),
    end: moment('Last day if all_day.').optional(),
    duration_minutes: z.int().min(1).max(10_080).default(30).describe('If end is not given.'),
    attendees: people(MAX_ATTENDEES).describe('Addresses or names, e.g. Ana.').optional(),
    optional_attendees: people(MAX_ATTENDEES).describe('Addresses or names, e.g. Ana.').optional(),
    body: z.string().max(20_000).optional().describe('Markdown.'),
    location: place('Place.'),
    teams_meeting: z.boolean().optional().describe('Add Teams link.'),
    recurrence: z.string().max(100).optional().describe('Example: weekly on mon, wed until 2027-06-30.'),
    all_day: z.boolean().optional().describe('Whole days.'),
    time_zone: z.string().max(60).optional().describe("Default: the mailbox's."),
    calendar: id('Name or id. Default: main.').optional(),
    mailbox: mailbox(),
  },
  async preview(args, call) {
    const zone = await mailboxZone(args.time_zone, call);
    const plan = planOf(args, zone, call);
    const { times } = plan;
    const recipients = await invitedPeople(
      [...(args.attendees ?? []), ...(args.optional_attendees ?? [])],
      args,
      call,
    );
    const when = whenOf({ ...times, isAllDay: args.all_day });
    const series = args.recurrence === undefined ? '' : `, ${args.recurrence}`;
    const who = recipients.length === 0 ? 'nobody else' : recipients.join(', ');
    return {
      lines: [
        cell(
          `create "${args.subject}", ${when} (${zone.shown})${series}${noteOn(plan, zone, call)}, and invite ${who}`,
          4_000,
        ),
      ],
      recipients,
      versions: [...recipients, ...daysOf(times)],
    };
  },
  async run(args, call) {
    const zone = await mailboxZone(args.time_zone, call);
    const plan = planOf(args, zone, call);
    const { times, recurrence } = plan;
    const required = await invitedPeople(args.attendees, args, call);
    const optional = (await invitedPeople(args.optional_attendees, args, call)).filter(
      (one) => !required.includes(one),
    );
    const event = {
      subject: args.subject,
      ...times,
      isAllDay: args.all_day ?? false,
      ...(args.body !== undefined && {
        body: { contentType: 'html', content: await htmlOfMarkdown(args.body) },
      }),
      ...(args.location !== undefined && { location: { displayName: args.location } }),
      attendees: [
        ...required.map((one) => asAttendee(one)),
        ...optional.map((one) => asAttendee(one, 'optional')),
      ],
      ...(args.teams_meeting === true && {
        isOnlineMeeting: true,
        onlineMeetingProvider: 'teamsForBusiness',
      }),
      ...(recurrence !== undefined && { recurrence }),
    };
    const where = await calendarPath(args.calendar, args.mailbox, call);
    const day = call.now().toISOString().slice(0, 10);
    const answer = await createOnce(event, [call.caller.oid, where, day], (body) =>
      call.graph({
        method: 'POST',
        path: `${where}/events`,
        headers: prefer(immutableIds, timeZone(zone.windows)),
        body,
        repeat: 'keyed',
        verify: 'Look in the calendar before you try again.',
      }),
    );
    const created = entityOf(answer, eventSchema);
    const invited = [...required, ...optional];
    // The answer says how the event is shown, because users often do not expect an all-day event to block their day.
    const shown = args.all_day === true && created.showAs ? `, shown as ${created.showAs}` : '';
    return {
      text: cell(
        `Created "${args.subject}", ${whenOf(created)} (${zone.shown})${recurrence === undefined ? '' : `, ${args.recurrence}`}${noteOn(plan, zone, call)}${shown}. ${invited.length > 0 ? `Invited: ${invited.join(', ')}.` : 'Nobody was invited.'}${linkTo(created, args.teams_meeting === true)} id ${created.id}`,
        6_000,
      ),
    };
  },
});

/**
 * Returns the link to the Teams meeting. An Outlook setting can add a meeting without a request. Graph reports no error
 * if it cannot create the meeting.
 */
function linkTo({ onlineMeeting }: KnownEvent, isWanted: boolean): string {
  if (onlineMeeting?.joinUrl) return ` Teams link: ${cell(onlineMeeting.joinUrl, 1_000)}`;
  return isWanted
    ? ' Microsoft 365 added no Teams link, perhaps because this calendar or mailbox cannot have Teams meetings.'
    : '';
}

/** Maximum number of events with the same arguments that can be created on one day. */
const MAX_SAME = 10;

/**
 * Creates an event. The transaction id depends on the event and the key, so a repeated call does not create a second
 * event. Graph refuses the id if the event has since been changed, for example moved. The caller then wants another
 * event, so the next transaction id is tried.
 */
async function createOnce(
  event: object,
  key: readonly string[],
  create: (body: object) => Promise<GraphAnswer>,
): Promise<GraphAnswer> {
  for (let count = 1; ; count += 1) {
    const parts = count === 1 ? [...key, event] : [...key, event, count];
    const transactionId = digest(JSON.stringify(parts)).slice(0, 40);
    try {
      // oxlint-disable-next-line no-await-in-loop
      return await create({ ...event, transactionId });
    } catch (error) {
      const isUsed = error instanceof ToolError && error.code === 'already_created';
      if (!isUsed || count === MAX_SAME) throw error;
    }
  }
}
