import * as z from 'zod';

import { instantInNamedZone, localTime } from '../../../base/zones/time-zones.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import type { MailboxZone } from '../../input/mailbox-zone.ts';
import { entityOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { createHtmlBudget } from '../../output/html/html-budget.ts';
import { passage } from '../../output/untrusted.ts';

export const SETTINGS = '/me/mailboxSettings';

const momentSchema = z.object({ dateTime: text, timeZone: text }).nullish();

export const repliesSchema = z.object({
  status: text,
  externalAudience: text,
  internalReplyMessage: text,
  externalReplyMessage: text,
  scheduledStartDateTime: momentSchema,
  scheduledEndDateTime: momentSchema,
});

export type AutomaticReplies = z.output<typeof repliesSchema>;

const settings = z.object({ automaticRepliesSetting: repliesSchema.nullish() });

export async function readReplies(call: ToolCall): Promise<AutomaticReplies> {
  const answer = await call.graph(read(SETTINGS, { select: ['automaticRepliesSetting'] }));
  return entityOf(answer, settings).automaticRepliesSetting ?? {};
}

export type ReplyPeriod = {
  readonly state: 'later' | 'now' | 'over';
  /** Local times. */
  readonly start: string;
  readonly end: string;
};

/** Returns when scheduled replies are sent. Exchange keeps the status `scheduled` after the end of the period. */
export function periodOf(
  { scheduledStartDateTime: start, scheduledEndDateTime: end }: AutomaticReplies,
  { iana }: MailboxZone,
  now: Date,
): ReplyPeriod {
  const from = instantInNamedZone(start?.dateTime ?? '', start?.timeZone);
  const to = instantInNamedZone(end?.dateTime ?? '', end?.timeZone);
  const state = now < from ? 'later' : now < to ? 'now' : 'over';
  return { state, start: localTime(from, iana), end: localTime(to, iana) };
}

/** Converts a reply from Graph's HTML to text. Truncates the text at `longest` characters and adds a note. */
export function replyText(html: string | null | undefined, longest: number): string {
  return passage(createHtmlBudget().textOf(html ?? ''), longest);
}
