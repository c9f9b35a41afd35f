import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { oncePerCall } from '../../once-per-call.ts';
import { entityOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';

const user = z.object({ mail: text, userPrincipalName: text });

/** Whether the text stands for the caller. */
export function isMe(given: string): boolean {
  return /^(?:me|myself)$/i.test(given.trim());
}

/** Returns the caller's email address in lower case. */
export function ownAddress(call: ToolCall): Promise<string> {
  return oncePerCall(call, 'own address', async () => {
    const me = entityOf(await call.graph(read('/me', { select: Object.keys(user.shape) })), user);
    const address = me.mail || me.userPrincipalName;
    if (!address) throw new ToolError('no_mailbox', 'The signed-in account has no mailbox.');
    return address.toLowerCase();
  });
}
