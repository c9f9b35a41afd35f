import * as z from 'zod';

import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { createHtmlBudget } from '../../output/html/html-budget.ts';
import { passage } from '../../output/untrusted.ts';

export const SETTINGS = '/me/mailboxSettings';

const moment = z.object({ dateTime: text, timeZone: text }).nullish();

export const repliesSchema = z.object({
  status: text,
  externalAudience: text,
  internalReplyMessage: text,
  externalReplyMessage: text,
  scheduledStartDateTime: moment,
  scheduledEndDateTime: moment,
});

export type AutomaticReplies = z.output<typeof repliesSchema>;

const settings = z.object({ automaticRepliesSetting: repliesSchema.nullish() });

export async function readReplies(call: ToolCall): Promise<AutomaticReplies> {
  const answer = await call.graph(read(SETTINGS, { select: ['automaticRepliesSetting'] }));
  return entityOf(answer, settings).automaticRepliesSetting ?? {};
}

/**
 * Converts a reply from HTML, the form in which Graph stores it, to text. Truncates the text at `longest` characters
 * and adds a note.
 */
export function replyText(html: string | null | undefined, longest: number): string {
  return passage(createHtmlBudget().textOf(html ?? ''), longest);
}
