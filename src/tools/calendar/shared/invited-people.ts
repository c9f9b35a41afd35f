import type { ToolCall } from '../../define.ts';
import { addressesOf } from '../../input/people/find-people.ts';
import { isMe } from '../../input/people/own-address.ts';

/**
 * Returns the addresses of the people to invite, like `addressesOf`. In the user's own calendar, leaves out `me`, because
 * the organiser takes part without an invitation.
 */
export function invitedPeople(
  given: readonly string[] | undefined,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<readonly string[]> {
  return addressesOf(mailbox === undefined ? given?.filter((one) => !isMe(one)) : given, call);
}
