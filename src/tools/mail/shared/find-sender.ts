import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import { findAddress } from '../../input/people/find-people.ts';

/**
 * Like `findAddress`, for the sender of messages. The error says how to find messages from a sender who is not known by
 * name, such as a newsletter.
 */
export async function findSender(given: string, call: ToolCall): Promise<string> {
  try {
    return await findAddress(given, call);
  } catch (error) {
    if (!(error instanceof ToolError && error.code === 'not_found')) throw error;
    throw new ToolError(
      error.code,
      `${error.message} search_messages with from also finds senders by part of the name or address.`,
    );
  }
}
