import * as z from 'zod';

import { instantInZone } from '../../base/zones/time-zones.ts';
import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { moment } from '../input/common-input.ts';
import { mailboxZone } from '../input/mailbox-zone.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { whenOf } from './shared/event-time.ts';
import { eventTimes, type GraphTime } from './shared/graph-times.ts';

const meeting = z.object({ id: z.string(), joinWebUrl: text });

export const createOnlineMeeting = defineTool({
  name: 'create_online_meeting',
  title: 'Create Teams meeting link',
  area: 'calendar',
  order: 130,
  presets: [],
  about: 'Create a Teams meeting link without a calendar event; nobody is invited.',
  intents: [
    'just give me a Teams link',
    'a meeting link to paste into a chat',
    'create an online meeting without an invitation',
    'ad hoc video call',
    'link for a call right now',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['OnlineMeetings.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'POST /me/onlineMeetings',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { subject: 'Quick call', start: 'tomorrow at 9:00' } },
  input: {
    subject: z.string().min(1).max(255).describe('Title.'),
    start: moment('Local date and time.'),
    end: moment('Default: duration_minutes later.').optional(),
    duration_minutes: z.int().min(1).max(1_440).default(30).describe('Length.'),
  },
  async run(args, call) {
    const zone = await mailboxZone(undefined, call);
    const { start, end } = eventTimes(args, zone, { call, minutes: args.duration_minutes });
    const utc = ({ dateTime }: GraphTime) => instantInZone(dateTime, zone.iana).toISOString();
    const answer = await call.graph({
      method: 'POST',
      path: '/me/onlineMeetings',
      body: { subject: args.subject, startDateTime: utc(start), endDateTime: utc(end) },
      repeat: 'never',
      verify: 'The meeting is not in a calendar. Creating it again only makes a second link.',
    });
    const { joinWebUrl } = entityOf(answer, meeting);
    if (!joinWebUrl) throw new ToolError('bad_answer', 'Microsoft Graph created a meeting without a link.');
    const when = `${whenOf({ start, end })} (${zone.shown})`;
    return {
      text: `Created the Teams meeting "${cell(args.subject, 255)}", ${when}. It is not in a calendar and nobody was invited: share the link.\n${cell(joinWebUrl, 2_000)}`,
    };
  },
});
