import type { ToolCall } from '../../define.ts';
import { addressesOf } from '../../input/people/find-people.ts';
import { isMe, withMeApart } from '../../input/people/own-address.ts';

/** The event's mailbox and calendar. Both are undefined for the user's main calendar. */
type Place = { readonly mailbox?: string | undefined; readonly calendar?: string | undefined };

/**
 * Returns the addresses of the people to invite, as `addressesOf` does. Leaves out `me` for the user's main calendar,
 * because an organiser needs no invitation. In another calendar, the organiser can be a colleague.
 */
export function invitedPeople(
  given: readonly string[] | undefined,
  { mailbox, calendar }: Place,
  call: ToolCall,
): Promise<readonly string[]> {
  const isOwn = mailbox === undefined && calendar === undefined;
  return addressesOf(isOwn ? given && withMeApart(given).filter((one) => !isMe(one)) : given, call);
}
