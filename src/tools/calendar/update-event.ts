import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { immutableIds, prefer, timeZone } from '../../graph/request/prefer.ts';
import { changeCurrent } from '../changes/change-current.ts';
import { defineTool, type ArgsOf, type ToolCall } from '../define.ts';
import { id, mailbox, moment, people } from '../input/common-input.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { mailboxZone, type MailboxZone } from '../input/mailbox-zone.ts';
import { htmlOfMarkdown } from '../mail/shared/markdown.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { changedTimes } from './shared/change/changed-times.ts';
import { place } from './shared/change/place.ts';
import { asAttendee, daysOf, pastNote, type EventTimes } from './shared/graph-times.ts';
import { invitedPeople } from './shared/invited-people.ts';
import { withJoinBlock } from './shared/join-block.ts';
import {
  attendeesOf,
  eventLine,
  eventPath,
  eventSchema,
  readEvent,
  type KnownEvent,
} from './shared/known-event.ts';
import { scope } from './shared/remove-events.ts';

const MAX_ATTENDEES = 100;
const changeable = [
  'subject',
  'start',
  'end',
  'add_attendees',
  'remove_attendees',
  'location',
  'body',
] as const;

const input = {
  event_id: id('From list_events.'),
  subject: z.string().min(1).max(255).optional().describe('New title.'),
  start: moment('Without end, keeps duration.').optional(),
  end: moment('New end.').optional(),
  add_attendees: people(MAX_ATTENDEES).describe('Addresses or names, e.g. Ana.').optional(),
  remove_attendees: people(MAX_ATTENDEES).describe('Addresses or names, e.g. Ana.').optional(),
  location: place('New place.'),
  body: z.string().max(20_000).optional().describe('Markdown.'),
  scope: scope(),
  time_zone: z.string().max(60).optional().describe("Default: the mailbox's."),
  mailbox: mailbox(),
};

type Given = ArgsOf<typeof input>;

export const updateEvent = defineTool({
  name: 'update_event',
  title: 'Change event',
  area: 'calendar',
  order: 50,
  presets: ['default'],
  about: 'Change or reschedule an event, add or remove attendees. Other properties stay unchanged.',
  intents: [
    'move the meeting to Thursday',
    'push the call back an hour',
    'add Carla to the meeting',
    'rename the appointment',
    'change the room for the stand-up',
    'uninvite Ben',
  ],
  kind: 'send',
  openWorld: true,
  overwrites: true,
  repeat: 'never',
  scopes: ['Calendars.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  scopesElsewhere: nameScopes,
  sharedScopes: ['Calendars.ReadWrite.Shared'],
  operation: 'PATCH /me/events/{id}',
  supportingReads: ['/me', '/me/mailboxSettings', '/organization'],
  example: {
    as: 'ana.silva',
    args: async ({ id }) => ({
      event_id: await id('/me/events?$filter=isOrganizer eq true&$top=1'),
      location: 'Room 2',
    }),
  },
  input,
  check: (args) =>
    changeable.every((name) => args[name] === undefined)
      ? `give at least one of: ${changeable.join(', ')}`
      : undefined,
  async preview(args, call) {
    const zone = await mailboxZone(args.time_zone, call);
    const event = await readEvent(args, call, zone);
    const change = await changeOf(args, event, { call, zone });
    return {
      lines: [`change ${eventLine(event)}: ${change.told.join('; ')}`, ...onlyHere(event)],
      versions: [event['@odata.etag'] ?? event.id, ...change.days, ...change.added, ...change.removed],
      recipients: event.isOrganizer === true ? [...new Set([...attendeesOf(event), ...change.added])] : [],
    };
  },
  async run(args, call) {
    const zone = await mailboxZone(args.time_zone, call);
    const find = () => readEvent(args, call, zone);
    return changeCurrent(await find(), find, async (event) => {
      const { patch, told } = await changeOf(args, event, { call, zone });
      const answer = await call.graph({
        method: 'PATCH',
        path: eventPath(event.id, args.mailbox),
        headers: { ...prefer(immutableIds, timeZone(zone.windows)), ...guardOf(patch, event) },
        body: patch,
        repeat: 'never',
        verify: 'Read the event with get_event before you try again.',
      });
      return {
        text: [
          `Changed ${eventLine(entityOf(answer, eventSchema))} (${zone.shown}): ${told.join('; ')}`,
          ...onlyHere(event),
          '',
        ]
          .join('. ')
          .trim(),
      };
    });
  },
});

/**
 * Returns the header that lets Graph refuse the change if somebody else has changed the event since it was read. Only a
 * change of attendees needs this header: it replaces the whole list, and Graph would uninvite people added in the
 * meantime.
 */
function guardOf({ attendees }: Change['patch'], event: KnownEvent): Readonly<Record<string, string>> {
  const etag = event['@odata.etag'];
  return attendees !== undefined && etag ? { 'if-match': etag } : {};
}

/** Returns a preview line that says that only the attendee's own copy changes; an empty list for the organiser. */
function onlyHere({ isOrganizer }: KnownEvent): readonly string[] {
  return isOrganizer === false
    ? ['Only this copy changes: the organiser and the other attendees keep theirs and are not told']
    : [];
}

type Change = {
  readonly patch: Readonly<Record<string, unknown>>;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The new days of the event; empty if the event does not move. */
  readonly days: readonly string[];
  /** Descriptions of the changes. */
  readonly told: readonly string[];
};

async function changeOf(
  given: Given,
  event: KnownEvent,
  use: { call: ToolCall; zone: MailboxZone },
): Promise<Change> {
  const times = changedTimes(given, event, use);
  const { attendees, added, removed } = await attendeesAfter(given, event, use.call);
  const patch = {
    ...(given.subject !== undefined && { subject: given.subject }),
    ...times,
    ...(attendees !== undefined && { attendees }),
    ...(given.location !== undefined && { location: { displayName: given.location } }),
    ...(given.body !== undefined && {
      body: {
        contentType: 'html',
        content: withJoinBlock(await htmlOfMarkdown(given.body), event.body?.content ?? ''),
      },
    }),
  };
  const told = [
    given.subject === undefined ? '' : `subject "${cell(given.subject, 255)}"`,
    times === undefined ? '' : timesText(times, event, use),
    given.location === undefined ? '' : `location "${cell(given.location, 255)}"`,
    given.body === undefined ? '' : 'text replaced',
    added.length > 0 ? `added ${added.join(', ')}` : '',
    removed.length > 0 ? `removed ${removed.join(', ')}` : '',
  ].filter(Boolean);
  if (told.length === 0)
    throw new ToolError(
      'bad_argument',
      'Nothing would change: those attendees have already been added or removed.',
    );
  return { patch, added, removed, told, days: daysOf(times) };
}

/** Returns the complete new list of attendees, because Graph uninvites everyone who is not in the list. */
async function attendeesAfter(
  { add_attendees, remove_attendees, mailbox: of }: Given,
  event: KnownEvent,
  call: ToolCall,
) {
  if (add_attendees === undefined && remove_attendees === undefined)
    return { attendees: undefined, added: [], removed: [] };
  if (event.isOrganizer === false)
    throw new ToolError(
      'bad_argument',
      'Only the organiser can add or remove attendees; forward the invitation instead.',
    );
  const present = attendeesOf(event);
  const [wanted, unwanted] = [
    await invitedPeople(add_attendees, { mailbox: of }, call),
    await addressesOf(remove_attendees, call),
  ];
  const both = wanted.filter((one) => unwanted.includes(one));
  if (both.length > 0)
    throw new ToolError(
      'bad_argument',
      `add_attendees and remove_attendees both name ${both.join(', ')}. Nothing was changed.`,
    );
  const strangers = unwanted.filter((one) => !present.includes(one));
  if (strangers.length > 0) throw new ToolError('bad_argument', `Not an attendee: ${strangers.join(', ')}.`);
  const added = wanted.filter((one) => !present.includes(one));
  const kept = (event.attendees ?? []).filter(
    (one) => !unwanted.includes(one.emailAddress?.address?.toLowerCase() ?? ''),
  );
  if (added.length === 0 && unwanted.length === 0) return { attendees: undefined, added, removed: unwanted };
  return {
    attendees: [
      ...kept.map(({ emailAddress, type }) => ({ emailAddress, type: type ?? 'required' })),
      ...added.map((one) => asAttendee(one)),
    ],
    added,
    removed: unwanted,
  };
}

/**
 * Describes the new times. The time of day is part of a series' recurrence pattern, and Outlook removes the exceptions
 * of a series if the pattern changes ([MS-OXOCAL], section 3.1.4.7.3.5). Graph's documentation does not say whether
 * Graph also removes the exceptions.
 */
function timesText(
  times: EventTimes,
  { type }: KnownEvent,
  { call, zone }: { readonly call: ToolCall; readonly zone: MailboxZone },
): string {
  const [from, to] = [times.start, times.end].map(({ dateTime }) => minute(dateTime));
  const own = times.start.timeZone === zone.windows ? '' : ` (${times.start.timeZone})`;
  return type === 'seriesMaster'
    ? `time of day ${from?.slice(11)} to ${to?.slice(11)}${own}, on the same days as before (occurrences that were changed or cancelled individually may return to the series)`
    : `time ${from} to ${to}${pastNote(times, zone, call.now())}`;
}
