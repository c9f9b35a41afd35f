import * as z from 'zod';

import { findTimeZone, localTime } from '../../base/zones/time-zones.ts';
import { ToolError } from '../../errors.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { moment, people } from '../input/common-input.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { ownAddress } from '../input/people/own-address.ts';
import { mailboxSettings, type MailboxSettings } from '../input/mailbox-settings.ts';
import { mailboxZone, rangeTimes, type MailboxZone } from '../input/mailbox-zone.ts';
import { cell } from '../output/untrusted.ts';
import { busyTimes, MAX_PEOPLE, schedulesOf } from './shared/availability.ts';
import { whenOf } from './shared/event-time.ts';
import { freeSlots, type Hours, type Slot } from './shared/free-slots.ts';
import { graphTime, type EventTimes } from './shared/graph-times.ts';
import { clockChanges, offHours, workingDays } from './shared/off-hours.ts';
import { windowOf } from './shared/window.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const clock = /^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

export const findMeetingTimes = defineTool({
  name: 'find_meeting_times',
  title: 'Find meeting times',
  area: 'calendar',
  order: 90,
  presets: ['default'],
  about:
    'Find a time to meet: lists when everyone is free in their working hours. Without attendees: when I am free.',
  intents: [
    'when can we all meet',
    'find a slot with Ben and Carla',
    'first free hour this week',
    'when am I free tomorrow',
    'suggest a time for the review',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  // Uses getSchedule, because Graph's findMeetingTimes gives no reason when it finds nothing, and does not sort its
  // results by time.
  scopes: ['Calendars.ReadBasic', 'User.Read'],
  optionalScopes: ['MailboxSettings.Read'],
  scopesElsewhere: nameScopes,
  operation: 'POST /me/calendar/getSchedule',
  supportingReads: ['/me', '/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { attendees: ['ben.okafor@contoso.example'], duration_minutes: 60 } },
  input: {
    attendees: people(MAX_PEOPLE - 1)
      .describe('Addresses or names, e.g. Ana.')
      .default([]),
    duration_minutes: z.int().min(5).max(1_440).default(30).describe('Length.'),
    start: moment('Default: now.').optional(),
    end: moment('Default: 7 days later.').optional(),
    hours: z.string().max(11).optional().describe('Example: 08:00-18:00; replaces working hours.'),
    max: z.int().min(1).max(20).default(5).describe('How many.'),
  },
  check: ({ hours }) =>
    hours === undefined || clock.test(hours) ? undefined : 'hours must look like 08:00-18:00',
  async run(args, call) {
    const zone = await mailboxZone(undefined, call);
    const range = fromNow(
      windowOf(rangeTimes(args, { now: call.now(), iana: zone.iana }), zone, call.now()),
      zone,
      call.now(),
    );
    const window = { start: range.start.dateTime, end: range.end.dateTime };
    const addresses = [...new Set([await ownAddress(call), ...(await addressesOf(args.attendees, call))])];
    const schedules = await schedulesOf(addresses, range, { call, zone });
    const unknown = schedules.filter(({ error }) => error).map(({ scheduleId }) => cell(scheduleId, 320));
    const busy = [
      ...schedules.flatMap(busyTimes).map((one) => ({ start: one.start.dateTime, end: one.end.dateTime })),
      ...clockChanges(window, zone.iana),
    ];
    const wish = { minutes: args.duration_minutes, most: args.max };
    const own = await workingHours(zone, call);
    const hours = args.hours === undefined ? undefined : hoursIn(args.hours);
    const others =
      args.hours === undefined
        ? schedules.filter(({ scheduleId }) => scheduleId.toLowerCase() !== addresses[0])
        : [];
    const distinct = new Map(others.map(({ workingHours }) => [JSON.stringify(workingHours), workingHours]));
    const closed = [...distinct.values()].flatMap((one) => offHours(one, window, zone.iana));
    const notMine = hours === undefined ? offHours(own, window, zone.iana) : [];
    const mine = args.hours ?? `working hours (${hoursText(own, zone)})`;
    const within = closed.length > 0 ? "everyone's working hours" : mine;
    const attempts = [
      {
        blocked: [...busy, ...notMine, ...closed],
        hours: hours && { ...hours, days: workingDays(own.daysOfWeek) },
        intro: `Earliest free times within ${within}, ${zone.shown}. Tentative events count as busy.`,
      },
      {
        blocked: [...busy, ...notMine],
        hours,
        intro:
          hours === undefined
            ? `Earliest free times within my ${mine}, ${zone.shown}, but outside the working hours of some attendees. Tentative events count as busy.`
            : `Earliest free times within ${mine}, ${zone.shown}, but not on my working days. Tentative events count as busy.`,
      },
      {
        blocked: busy,
        hours: undefined,
        intro: `No common free time within ${mine}; these times are outside those hours, ${zone.shown}.`,
      },
    ];
    const caution =
      unknown.length === 0
        ? ''
        : ` These calendars could not be read and were not considered: ${unknown.join(', ')}.`;
    for (const { blocked, intro, ...attempt } of attempts) {
      const slots = freeSlots(window, blocked, { ...wish, ...attempt });
      if (slots.length > 0) return { text: `${intro}${caution}\n${slots.map(slotLine).join('\n')}` };
    }
    return { text: `No common free time in this range.${caution} Try a longer range or a shorter meeting.` };
  },
});

/** Leaves out the part of the range that has passed: `today` starts now, not at midnight. */
function fromNow({ start, end }: EventTimes, zone: MailboxZone, now: Date): EventTimes {
  const present = localTime(now, zone.iana);
  if (end.dateTime <= present)
    throw new ToolError('bad_argument', 'The range is in the past: end must be in the future.');
  return { start: start.dateTime < present ? graphTime(present, zone) : start, end };
}

function slotLine({ start, end }: Slot): string {
  return whenOf({ start: { dateTime: start }, end: { dateTime: end } });
}

type WorkingHours = NonNullable<MailboxSettings['workingHours']>;

/** Returns the user's working hours, with defaults for the values that Graph does not return. */
async function workingHours({ iana }: MailboxZone, call: ToolCall): Promise<WorkingHours> {
  const { daysOfWeek, startTime, endTime, timeZone } =
    (await mailboxSettings(call, ['timeZone', 'workingHours']))?.workingHours ?? {};
  return {
    daysOfWeek: workingDays(daysOfWeek).length > 0 ? daysOfWeek : WEEKDAYS,
    startTime: startTime ?? '09:00:00',
    endTime: endTime ?? '17:00:00',
    timeZone: findTimeZone(timeZone?.name ?? '') === undefined ? { name: iana } : timeZone,
  };
}

/** Formats working hours, with their time zone if it differs from the mailbox's time zone. */
function hoursText({ startTime, endTime, timeZone }: WorkingHours, { iana }: MailboxZone): string {
  const hours = `${startTime?.slice(0, 5)}-${endTime?.slice(0, 5)}`;
  const zone = findTimeZone(timeZone?.name ?? '');
  return zone === undefined || zone.iana === iana ? hours : `${hours} ${zone.name}`;
}

function hoursIn(text: string): Hours {
  const [from = '', to = ''] = text.split('-');
  return { days: [0, 1, 2, 3, 4, 5, 6], from, to };
}
