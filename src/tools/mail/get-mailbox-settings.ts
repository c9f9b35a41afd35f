import * as z from 'zod';

import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { mailboxZone } from '../input/mailbox-zone.ts';
import { factLines } from '../output/fact-lines.ts';
import { entityOf } from '../output/graph-data.ts';
import { text, workingHours } from '../output/graph-schema.ts';
import { minute, words } from '../output/words.ts';
import {
  periodOf,
  replyText,
  repliesSchema,
  SETTINGS,
  type AutomaticReplies,
} from './shared/automatic-replies.ts';

/** Maximum length of a reply, in characters; about 1,000 tokens. */
const MAX_REPLY = 4_000;

const settings = z.object({
  timeZone: text,
  language: z.object({ locale: text, displayName: text }).nullish(),
  dateFormat: text,
  timeFormat: text,
  userPurpose: text,
  workingHours,
  delegateMeetingMessageDeliveryOptions: text,
  automaticRepliesSetting: repliesSchema.nullish(),
});

type Settings = z.output<typeof settings>;

export const getMailboxSettings = defineTool({
  name: 'get_mailbox_settings',
  title: 'Mailbox settings',
  area: 'mail',
  order: 96,
  presets: [],
  about: 'Get my mailbox settings: time zone, language, working hours, automatic reply.',
  intents: [
    'is my out of office on',
    'what does my automatic reply say',
    'which language is my mailbox in',
    'when do my working hours start',
    'who gets my meeting requests',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['MailboxSettings.Read'],
  operation: 'GET /me/mailboxSettings',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    const found = entityOf(await call.graph(read(SETTINGS)), settings);
    const facts = factLines([
      ['Time zone', found.timeZone],
      ['Language', found.language?.displayName || found.language?.locale],
      ['Formats', words(found.dateFormat, found.timeFormat)],
      ['Working hours', hoursOf(found)],
      ['Kind of mailbox', found.userPurpose],
      ['Meeting requests to delegates', found.delegateMeetingMessageDeliveryOptions],
    ]);
    return { text: [...facts, ...(await repliesIn(found.automaticRepliesSetting ?? {}, call))].join('\n') };
  },
});

function hoursOf({ workingHours }: Settings): string {
  const { daysOfWeek, startTime, endTime, timeZone } = workingHours ?? {};
  if (!daysOfWeek?.length) return '';
  return `${daysOfWeek.join(', ')} ${startTime?.slice(0, 5) ?? ''}-${endTime?.slice(0, 5) ?? ''} ${timeZone?.name ?? ''}`;
}

async function repliesIn(replies: AutomaticReplies, call: ToolCall): Promise<readonly string[]> {
  const { status, externalAudience } = replies;
  if (!status || status === 'disabled') return ['Automatic reply: off'];
  const { state, when } =
    status === 'scheduled'
      ? await scheduleOf(replies, call)
      : { state: 'now', when: 'until it is turned off' };
  if (state === 'over') return [`Automatic reply: off; the last one was on ${when}`];
  const outside =
    externalAudience === 'none'
      ? 'Outside: no reply'
      : `To ${externalAudience === 'contactsOnly' ? 'contacts' : 'everyone'} outside: ${replyText(replies.externalReplyMessage, MAX_REPLY)}`;
  return [
    `Automatic reply: ${state === 'later' ? 'not on yet, scheduled' : 'on,'} ${when}`,
    `To colleagues: ${replyText(replies.internalReplyMessage, MAX_REPLY)}`,
    outside,
  ];
}

async function scheduleOf(replies: AutomaticReplies, call: ToolCall) {
  const zone = await mailboxZone(undefined, call);
  const { state, start, end } = periodOf(replies, zone, call.now());
  return { state, when: `from ${minute(start)} to ${minute(end)} (${zone.shown})` };
}
