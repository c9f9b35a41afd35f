import { counted } from '../../base/text/counted.ts';
import { defineTool } from '../define.ts';
import { moment, people } from '../input/common-input.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { mailboxZone, rangeTimes } from '../input/mailbox-zone.ts';
import { cell, fence } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { busyTimes, MAX_PEOPLE, schedulesOf, type Schedule } from './shared/availability.ts';
import { windowOf } from './shared/window.ts';

const MAX_TIMES = 50;

export const getSchedule = defineTool({
  name: 'get_schedule',
  title: 'Free and busy times',
  area: 'calendar',
  order: 100,
  presets: [],
  about: 'List the free/busy schedule (availability) of people and rooms.',
  intents: [
    'is Ben free on Tuesday',
    'when is Carla busy',
    'is the meeting room taken',
    'availability of the team this week',
    'is anyone out of office',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Calendars.ReadBasic'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  scopesElsewhere: nameScopes,
  operation: 'POST /me/calendar/getSchedule',
  supportingReads: ['/me', '/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { people: ['ben.okafor@contoso.example'], start: 'next monday' } },
  input: {
    people: people(MAX_PEOPLE).min(1).describe('Addresses or names, e.g. Ana; rooms by address.'),
    start: moment('Default: now.').optional(),
    end: moment('Default: 7 days later.').optional(),
  },
  async run(args, call) {
    const zone = await mailboxZone(undefined, call);
    const window = windowOf(rangeTimes(args, { now: call.now(), iana: zone.iana }), zone, call.now());
    const schedules = await schedulesOf(await addressesOf(args.people, call), window, { call, zone });
    const lines = schedules.flatMap(linesOf);
    const range = `${minute(window.start.dateTime)} to ${minute(window.end.dateTime)}`;
    return {
      text: `Busy times, ${range}, ${zone.shown}. All other times are free.\n${fence(lines.join('\n'))}`,
    };
  },
});

function linesOf(schedule: Schedule): readonly string[] {
  const name = cell(schedule.scheduleId, 320);
  if (schedule.error) return [`${name}: unknown: ${cell(schedule.error.message ?? '', 200)}`];
  const busy = busyTimes(schedule);
  const shown = busy.slice(0, MAX_TIMES).map(({ status, subject, start, end }) => {
    const what = subject ? ` | ${cell(subject)}` : '';
    return `  ${minute(start.dateTime)} to ${minute(end.dateTime)} | ${cell(status ?? 'busy')}${what}`;
  });
  const more =
    busy.length > shown.length ? [`  and ${busy.length - shown.length} more: choose a shorter range`] : [];
  return [`${name}: ${busy.length === 0 ? 'free' : counted(busy.length, 'busy time')}`, ...shown, ...more];
}
