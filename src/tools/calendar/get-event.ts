import { defineTool } from '../define.ts';
import { id, mailbox } from '../input/common-input.ts';
import { mailboxZone } from '../input/mailbox-zone.ts';
import { bodyPage, wholeBodyText } from '../mail/shared/body.ts';
import { offset } from '../files/shared/text-page.ts';
import { personOf } from '../output/person.ts';
import { cell, fence } from '../output/untrusted.ts';
import { words } from '../output/words.ts';
import { whenOf } from './shared/event-time.ts';
import { readEvent, type KnownEvent } from './shared/known-event.ts';

const MAX_ATTENDEES = 100;

export const getEvent = defineTool({
  name: 'get_event',
  title: 'Read event',
  area: 'calendar',
  order: 20,
  presets: ['default', 'lite'],
  about: 'Read one event: attendees with addresses and answers, location, body, Teams link.',
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
  optionalScopes: ['MailboxSettings.Read'],
  sharedScopes: ['Calendars.Read.Shared'],
  operation: 'GET /me/events/{id}',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: async ({ id }) => ({ event_id: await id('/me/events?$top=1') }) },
  input: { event_id: id('From list_events.'), offset: offset(), mailbox: mailbox() },
  async run(args, call) {
    const zone = await mailboxZone(undefined, call);
    const event = await readEvent(args, call, zone);
    // An event has no earlier messages to leave out.
    const { text, next } = bodyPage(await wholeBodyText({ body: event.body }, call), args.offset);
    const head =
      args.offset === 0 ? headOf(event, zone.shown) : [`Subject: ${cell(event.subject ?? '', 300)}`];
    const rest = next === undefined ? '' : `More text follows: call again with offset=${next}.\n`;
    return { text: rest + fence([...head, '', text].join('\n')) };
  },
});

function headOf(event: KnownEvent, zone: string): readonly string[] {
  const attendees = event.attendees ?? [];
  const shown = attendees.slice(0, MAX_ATTENDEES);
  const lines: readonly (readonly [string, string | null | undefined])[] = [
    ['Subject', event.subject],
    ['When', `${whenOf(event)} (${zone})`],
    ['Where', event.location?.displayName],
    ['Teams link', event.onlineMeeting?.joinUrl],
    ['Organiser', personOf(event.organizer)],
    ['State', stateOf(event)],
    ['Series', event.seriesMasterId],
    ...shown.map((one): readonly [string, string] => [
      one.type === 'resource' ? 'Room' : 'Attendee',
      words(personOf(one), one.type === 'optional' && 'optional', one.status?.response ?? 'none'),
    ]),
    ['And', attendees.length > shown.length ? `${attendees.length - shown.length} more attendees` : ''],
  ];
  return lines
    .filter(([, value]) => Boolean(value))
    .map(([name, value]) => `${name}: ${cell(value ?? '', 1_000)}`);
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
