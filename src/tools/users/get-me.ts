import { z } from 'zod';

import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { entityOf, list, text } from '../output/fields.ts';
import { mailboxSettings } from '../input/mailbox-settings.ts';
import { cell } from '../output/untrusted.ts';

/** Tells who is signed in: profile, and mailbox zone and working hours where they may be read. */
export const getMe = defineTool({
  name: 'get_me',
  title: 'My profile',
  area: 'users',
  order: 10,
  presets: ['default', 'lite'],
  about: "Get the signed-in user's profile, mailbox time zone and working hours.",
  intents: ['who am I', 'my job title', 'my email address', 'what is my time zone', 'my working hours'],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['User.Read'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'GET /me',
  example: { as: 'ana.silva', args: {} },
  input: {},
  output: z.object({
    id: z.string(),
    name: z.string(),
    mail: z.string(),
    title: z.string().optional(),
    department: z.string().optional(),
    office: z.string().optional(),
    time_zone: z.string().optional(),
    working_hours: z.string().optional(),
  }),
  async run(_args, call) {
    const [answer, settings] = await Promise.all([
      call.graph(read('/me', { select: properties })),
      mailboxSettings(call, ['timeZone', 'workingHours']),
    ]);
    const me = entityOf(answer);
    const facts = {
      id: text(me, 'id'),
      name: text(me, 'displayName'),
      mail: text(me, 'mail') || text(me, 'userPrincipalName'),
      title: text(me, 'jobTitle'),
      department: text(me, 'department'),
      office: text(me, 'officeLocation'),
      time_zone: text(settings, 'timeZone'),
      working_hours: workingHours(settings),
    };
    const known = Object.fromEntries(
      Object.entries(facts)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [name, cell(value)]),
    );
    return {
      text: Object.entries(known)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
      structured: known,
    };
  },
});

const properties = [
  'id',
  'displayName',
  'mail',
  'userPrincipalName',
  'jobTitle',
  'department',
  'officeLocation',
];

/** `monday, tuesday 09:00-17:00`; empty where nothing is set. */
function workingHours(settings: unknown): string {
  const days = list(settings, 'workingHours.daysOfWeek').map(String).join(', ');
  const [start, end] = ['startTime', 'endTime'].map((name) =>
    text(settings, `workingHours.${name}`).slice(0, 5),
  );
  return days === '' ? '' : `${days} ${start}-${end}`;
}
