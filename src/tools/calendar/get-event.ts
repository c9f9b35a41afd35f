import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { instantInNamedZone, localTime } from '../../base/zones/time-zones.ts';
import { ToolError } from '../../errors.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { id, mailbox } from '../input/common-input.ts';
import { mailboxZone, type MailboxZone } from '../input/mailbox-zone.ts';
import { bodyPage, wholeBodyText } from '../mail/shared/body.ts';
import { offset } from '../files/shared/text-page.ts';
import { factLines } from '../output/fact-lines.ts';
import { personOf } from '../output/person.ts';
import { recurrenceWords } from '../output/recurrence-words.ts';
import { cell, fence } from '../output/untrusted.ts';
import { words } from '../output/words.ts';
import { whenOf } from './shared/event-time.ts';
import { readEvent, type KnownEvent } from './shared/known-event.ts';
import {
  MAIN_ONLY,
  MAX_SEARCHED,
  searchCalendar,
  type CalendarSearch,
  type EventRow,
} from './shared/search-calendar.ts';

const MAX_ATTENDEES = 100;

export const getEvent = defineTool({
  name: 'get_event',
  title: 'Read event',
  area: 'calendar',
  order: 20,
  presets: ['default'],
  about:
    'Read an event by id, or the next one with a person; lists attendees, responses, location, body, Teams link.',
  intents: [
    'who is coming to the meeting',
    'what is the agenda',
    'Teams link for my next meeting',
    'where is the appointment',
    'who declined the invitation',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Calendars.Read'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  sharedScopes: ['Calendars.Read.Shared'],
  operation: 'GET /me/events/{id}',
  supportingReads: ['/me', '/me/mailboxSettings'],
  example: { as: 'ana.silva', args: async ({ id }) => ({ event_id: await id('/me/events?$top=1') }) },
  input: {
    event_id: id('From list_events.').optional(),
    attendee: z.string().min(1).max(320).optional().describe('Next event with this person.'),
    query: z.string().min(1).max(200).optional().describe('Next event with these words.'),
    offset: offset(),
    mailbox: mailbox(),
  },
  check: ({ event_id: given, attendee, query, offset }) => {
    if ((given === undefined) === (attendee === undefined && query === undefined))
      return 'give either event_id, or attendee or query';
    return given === undefined && offset > 0 ? 'offset needs event_id' : undefined;
  },
  async run(args, call) {
    const zone = await mailboxZone(undefined, call);
    const eventId = args.event_id ?? (await nextEvent(args, { call, zone }));
    const event = await readEvent({ event_id: eventId, mailbox: args.mailbox }, call, zone);
    // Unlike a message, an event has no quoted thread to omit.
    const { text, next } = bodyPage(await wholeBodyText({ body: event.body }, call), args.offset);
    const head = args.offset === 0 ? headOf(event, zone) : [`Subject: ${cell(event.subject ?? '', 300)}`];
    const isNext = args.event_id === undefined;
    const idLine = isNext ? [`Id: ${cell(eventId, 512)}`] : [];
    const again = isNext ? ' and the id below as event_id' : '';
    const rest = next === undefined ? '' : `More text follows: call again with offset=${next}${again}.\n`;
    return { text: rest + fence([...head, ...idLine, '', text].join('\n')) };
  },
});

/** Returns the id of the next event that matches the attendee and the words. */
async function nextEvent(
  { attendee, query, mailbox }: Pick<CalendarSearch, 'attendee' | 'query' | 'mailbox'>,
  { call, zone }: { readonly call: ToolCall; readonly zone: MailboxZone },
): Promise<string> {
  const now = localTime(call.now(), zone.iana);
  const keep = ({ isCancelled, start }: EventRow) =>
    isCancelled !== true && start.dateTime.slice(0, 19) >= now;
  const found = await searchCalendar({ attendee, query, mailbox, keep }, { call, zone, most: 1 });
  const [next] = found.rows;
  if (next !== undefined) return next.id;
  throw new ToolError(
    'not_found',
    `No such event ${found.cut === 'searched' ? `among the next ${MAX_SEARCHED}` : `up to ${found.to}`}. To search further ahead or in the past, call search_events. ${MAIN_ONLY}`,
  );
}

function headOf(event: KnownEvent, zone: MailboxZone): readonly string[] {
  const attendees = event.attendees ?? [];
  const shown = attendees.slice(0, MAX_ATTENDEES);
  return factLines(
    [
      ['Subject', event.subject],
      ['When', `${whenOf(event)} (${zone.shown})`],
      ['Where', event.location?.displayName],
      ['Teams link', event.onlineMeeting?.joinUrl],
      ['Organiser', personOf(event.organizer)],
      ['State', stateOf(event)],
      ['Series', event.seriesMasterId],
      ['Repeats', recurrenceWords(event.recurrence)],
      ...shown.map((one): readonly [string, string] => [
        one.type === 'resource' ? 'Room' : 'Attendee',
        words(
          personOf(one),
          one.type === 'optional' && 'optional',
          one.status?.response ?? 'none',
          proposalOf(one, zone),
        ),
      ]),
      [
        'And',
        attendees.length > shown.length ? counted(attendees.length - shown.length, 'more attendee') : '',
      ],
    ],
    1_000,
  );
}

type Attendee = NonNullable<KnownEvent['attendees']>[number];

/** Returns the new time that an attendee proposes, in the given zone. */
function proposalOf({ proposedNewTime: proposed }: Attendee, { iana }: MailboxZone): string {
  if (!proposed) return '';
  const local = ({ dateTime, timeZone }: typeof proposed.start) => ({
    dateTime: localTime(instantInNamedZone(dateTime, timeZone), iana),
  });
  return `proposes ${whenOf({ start: local(proposed.start), end: local(proposed.end) })}`;
}

function stateOf(event: KnownEvent): string {
  return words(
    event.isCancelled === true && 'cancelled',
    event.type === 'seriesMaster' && 'whole series',
    (event.type === 'occurrence' || event.type === 'exception') && 'one of a series',
    event.isOrganizer === true ? 'I organise' : `my answer: ${event.responseStatus?.response ?? 'none'}`,
    event.showAs,
  );
}
