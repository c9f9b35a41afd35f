import { ToolError } from '../../errors.ts';
import { covers } from '../../graph/permissions.ts';
import { read } from '../../graph/request/read.ts';
import type { ToolCall } from '../define.ts';

/**
 * Settings of the caller's own mailbox, such as `timeZone`; undefined where the permission is missing, or the person
 * has no mailbox: they only make a result better.
 */
export async function mailboxSettings(call: ToolCall, select: readonly string[]): Promise<unknown> {
  if (!covers(await call.grantedScopes(), 'MailboxSettings.Read')) return undefined;
  try {
    const answer = await call.graph(read('/me/mailboxSettings', { select }));
    return answer.body;
  } catch (error) {
    if (error instanceof ToolError) return undefined;
    throw error;
  }
}
