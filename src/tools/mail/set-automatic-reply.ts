import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { daysOf, type EventTimes } from '../calendar/shared/graph-times.ts';
import { defineTool, type ArgsOf, type ToolCall } from '../define.ts';
import { moment } from '../input/common-input.ts';
import { mailboxZone } from '../input/mailbox-zone.ts';
import { minute } from '../output/words.ts';
import { readReplies, replyText, SETTINGS } from './shared/automatic-replies.ts';
import { htmlOfMarkdown } from './shared/markdown.ts';
import { replyPeriod } from './shared/reply-period.ts';

const MAX_MESSAGE = 8_000;
/** Maximum length of a reply's text in a preview, in characters. */
const SHOWN = 500;

const message = (what: string) => z.string().min(1).max(MAX_MESSAGE).optional().describe(what);

const audiences = {
  none: { graph: 'none', outsiders: [] },
  contacts: { graph: 'contactsOnly', outsiders: ['contacts outside the organisation who write to me'] },
  everyone: { graph: 'all', outsiders: ['everyone outside the organisation who writes to me'] },
} as const;

const input = {
  on: z.boolean().describe('false turns it off.'),
  message: message('Reply to colleagues, in Markdown. Default: the last one.'),
  start: moment('Default: now.').optional(),
  end: moment('Last day or time. Default: until turned off.').optional(),
  outside: z.enum(['none', 'contacts', 'everyone']).default('none').describe('Outsiders who get a reply.'),
  outside_message: message('Default: message.'),
};

type Given = ArgsOf<typeof input>;

export const setAutomaticReply = defineTool({
  name: 'set_automatic_reply',
  title: 'Set automatic reply',
  area: 'mail',
  order: 98,
  presets: [],
  about: 'Set or turn off my automatic reply (out of office), optionally also for outsiders.',
  intents: [
    'set my out of office',
    'I am on holiday until Friday, tell people',
    'turn off my automatic reply',
    'auto-reply to customers while I am away',
    'schedule an out-of-office message',
  ],
  kind: 'send',
  openWorld: true,
  overwrites: true,
  repeat: 'safe',
  scopes: ['MailboxSettings.ReadWrite'],
  operation: 'PATCH /me/mailboxSettings',
  example: {
    as: 'ana.silva',
    args: { on: true, message: 'I am away until Monday.', end: '2099-11-29' },
  },
  input,
  check: ({ on, outside, ...others }) => {
    if (!on && (outside !== 'none' || Object.values(others).some((value) => value !== undefined)))
      return 'on=false takes no other arguments';
    return outside === 'none' && others.outside_message !== undefined
      ? 'outside_message needs outside=contacts or outside=everyone'
      : undefined;
  },
  async preview(args, call) {
    if (!args.on) return { lines: ['turn my automatic reply off'] };
    const { inside, outside, when, days } = await planOf(args, call);
    const { outsiders } = audiences[args.outside];
    return {
      lines: [
        `reply to colleagues who write to me, ${when}: "${replyText(inside, SHOWN)}"`,
        ...outsiders.map((who) => `reply to ${who}: "${replyText(outside, SHOWN)}"`),
      ],
      outsiders,
      versions: [inside, outside, ...days],
    };
  },
  async run(args, call) {
    const plan = args.on ? await planOf(args, call) : undefined;
    await call.graph({
      method: 'PATCH',
      path: SETTINGS,
      body: { automaticRepliesSetting: plan === undefined ? { status: 'disabled' } : plan.setting },
      repeat: 'safe',
      verify: 'Call get_mailbox_settings to see the automatic reply.',
    });
    if (plan === undefined) return { text: 'The automatic reply is off.' };
    const reached = ['colleagues', ...audiences[args.outside].outsiders].join(' and ');
    return { text: `The automatic reply is on, ${plan.when}, for ${reached}.` };
  },
});

/**
 * Returns the setting for Graph and a description of the setting. The setting always includes the audience, because
 * otherwise Graph keeps the previous audience.
 */
async function planOf(given: Given, call: ToolCall) {
  const zone = await mailboxZone(undefined, call);
  const period = replyPeriod(given, zone, call.now());
  const inside =
    given.message === undefined
      ? ((await readReplies(call)).internalReplyMessage ?? '')
      : await htmlOfMarkdown(given.message);
  if (replyText(inside, SHOWN) === '')
    throw new ToolError('bad_argument', 'There is no earlier message to reuse: give message.');
  const outside =
    given.outside === 'none'
      ? ''
      : given.outside_message === undefined
        ? inside
        : await htmlOfMarkdown(given.outside_message);
  return {
    inside,
    outside,
    days: daysOf(period).slice(given.start === undefined ? 1 : 0),
    when: `${whenOf(period)}${period === undefined ? '' : ` (${zone.shown})`}`,
    setting: {
      status: period === undefined ? 'alwaysEnabled' : 'scheduled',
      externalAudience: audiences[given.outside].graph,
      internalReplyMessage: inside,
      ...(given.outside !== 'none' && { externalReplyMessage: outside }),
      ...(period && { scheduledStartDateTime: period.start, scheduledEndDateTime: period.end }),
    },
  };
}

function whenOf(period: EventTimes | undefined): string {
  if (period === undefined) return 'until it is turned off';
  return `from ${minute(period.start.dateTime)} to ${minute(period.end.dateTime)}`;
}
