import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { oncePerCall } from '../../once-per-call.ts';
import { splitNames } from '../email-address.ts';
import { entityOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';

const profile = z.object({ displayName: text, mail: text, userPrincipalName: text });

/** Whether the text stands for the caller. */
export function isMe(given: string): boolean {
  return /^(?:me|myself)$/i.test(given.trim());
}

/** Splits texts that name the caller among others, such as `me; Ben`, so that `me` is not looked up as a name. */
export function withMeApart(given: readonly string[]): readonly string[] {
  return given.flatMap((one) => {
    const parts = splitNames(one);
    return parts.some(isMe) ? parts : one;
  });
}

/** Returns the caller's name, email address and sign-in name. */
export function ownProfile(call: ToolCall): Promise<z.output<typeof profile>> {
  return oncePerCall(call, 'own profile', async () =>
    entityOf(await call.graph(read('/me', { select: Object.keys(profile.shape) })), profile),
  );
}

/** Returns the caller's email address in lower case. */
export async function ownAddress(call: ToolCall): Promise<string> {
  const { mail, userPrincipalName } = await ownProfile(call);
  const address = mail || userPrincipalName;
  if (!address) throw new ToolError('no_mailbox', 'The signed-in account has no mailbox.');
  return address.toLowerCase();
}

/** Returns the addresses of a mailbox, or of the caller, in lower case. */
export async function ownAddresses(
  mailbox: string | undefined,
  call: ToolCall,
): Promise<ReadonlySet<string>> {
  if (mailbox !== undefined) return new Set([mailbox.toLowerCase()]);
  const { mail, userPrincipalName } = await ownProfile(call);
  return new Set([mail, userPrincipalName].flatMap((one) => (one ? [one.toLowerCase()] : [])));
}
