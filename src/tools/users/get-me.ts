import * as z from 'zod';

import { findTimeZone } from '../../base/zones/time-zones.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { mailboxSettings, type MailboxSettings } from '../input/mailbox-settings.ts';
import { cell } from '../output/untrusted.ts';

const profile = z.object({
  id: text,
  displayName: text,
  mail: text,
  userPrincipalName: text,
  jobTitle: text,
  department: text,
  officeLocation: text,
});

export const getMe = defineTool({
  name: 'get_me',
  title: 'My profile',
  area: 'users',
  order: 10,
  presets: ['default', 'lite'],
  about: 'Get my profile: who I am, time zone and working hours.',
  intents: ['who am I', 'my job title', 'my email address', 'what is my time zone', 'my working hours'],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['User.Read'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'GET /me',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: {} },
  input: {},
  structuredOutput: z.object({
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
      call.graph(read('/me', { select: Object.keys(profile.shape) })),
      mailboxSettings(call, ['timeZone', 'workingHours']),
    ]);
    const me = entityOf(answer, profile);
    const facts = {
      id: me.id,
      name: me.displayName,
      mail: me.mail || me.userPrincipalName,
      title: me.jobTitle,
      department: me.department,
      office: me.officeLocation,
      time_zone: settings?.timeZone,
      working_hours: workingHours(settings),
    };
    const known = Object.fromEntries(
      Object.entries(facts)
        .filter(([, value]) => Boolean(value))
        .map(([name, value]) => [name, cell(value ?? '')]),
    );
    return {
      text: Object.entries(known)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
      ...(call.caller.selection.structured === true && { structured: known }),
    };
  },
});

/**
 * Formats working hours as `monday, tuesday 09:00-17:00`, with their time zone if it differs from the mailbox's.
 * Returns an empty string if no working hours are set.
 */
function workingHours(settings: MailboxSettings | undefined): string {
  const { daysOfWeek, startTime, endTime } = settings?.workingHours ?? {};
  const days = (daysOfWeek ?? []).join(', ');
  return days === ''
    ? ''
    : `${days} ${startTime?.slice(0, 5) ?? ''}-${endTime?.slice(0, 5) ?? ''}${otherZone(settings)}`;
}

/**
 * Returns the time zone of the working hours in parentheses; an empty string if it is the mailbox's time zone or
 * unknown.
 */
function otherZone(settings: MailboxSettings | undefined): string {
  const own = findTimeZone(settings?.workingHours?.timeZone?.name ?? '');
  const mailbox = findTimeZone(settings?.timeZone ?? '');
  return own === undefined || own.windows === mailbox?.windows ? '' : ` (${own.name})`;
}
