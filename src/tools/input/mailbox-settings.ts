import * as z from 'zod';

import { oncePerObject } from '../../base/cache/once-per-object.ts';
import { ToolError } from '../../errors.ts';
import { covers } from '../../graph/permissions.ts';
import type { GraphAnswer } from '../../graph/request/graph-request.ts';
import { read } from '../../graph/request/read.ts';
import type { ToolCall } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { text, workingHours } from '../output/graph-schema.ts';

const settings = z.object({
  timeZone: text,
  workingHours,
});

export type MailboxSettings = z.output<typeof settings>;

/** Parses the settings. A cached response is always the same object, so it is parsed only once. */
const settingsIn = oncePerObject((answer: GraphAnswer) => entityOf(answer, settings));

/**
 * Maximum age of cached settings, in seconds. Most calls need the settings, which rarely change. Every result names its
 * time zone, so users notice an outdated zone.
 */
const MAX_AGE_SECONDS = 5 * 60;

/**
 * Returns settings of the caller's own mailbox, read at most five minutes ago. Returns undefined if the permission or
 * the mailbox is missing, because tools can work without the settings.
 */
export async function mailboxSettings(
  call: ToolCall,
  select: readonly (keyof MailboxSettings)[],
): Promise<MailboxSettings | undefined> {
  if (!covers(await call.grantedScopes(), 'MailboxSettings.Read')) return undefined;
  try {
    const request = { ...read('/me/mailboxSettings', { select }), maxAgeSeconds: MAX_AGE_SECONDS };
    return settingsIn(await call.graph(request));
  } catch (error) {
    if (error instanceof ToolError) return undefined;
    throw error;
  }
}
