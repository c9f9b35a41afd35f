import { ToolError } from '../../../errors.ts';
import { equal, literal } from '../../../graph/request/odata.ts';
import { immutableIds, prefer } from '../../../graph/request/prefer.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { owner } from '../../input/common-input.ts';
import { withId } from '../../output/graph-schema.ts';
import { allItems } from '../../paging/all-items.ts';
import { findSender } from './find-sender.ts';
import { receivedIn } from './received-time.ts';

type Wanted = {
  readonly from?: string | undefined;
  /** Words that must occur next to each other in the subject. */
  readonly subject?: string | undefined;
  /** The id of a conversation. */
  readonly conversation?: string | undefined;
  readonly mailbox?: string | undefined;
};

/** Returns the id of the newest message that meets all given conditions, in any folder. */
export async function newestMessage(
  { from, subject, conversation, mailbox }: Wanted,
  call: ToolCall,
): Promise<string> {
  const sender = from === undefined ? undefined : await findSender(from, call);
  const filter = [
    ...receivedIn({}),
    'isDraft eq false',
    sender !== undefined && equal('from/emailAddress/address', sender),
    subject !== undefined && `contains(subject,${literal(withoutQuotes(subject))})`,
    conversation !== undefined && equal('conversationId', conversation),
  ];
  const request = read(
    `${owner(mailbox)}/messages`,
    { select: ['id'], filter, orderby: 'receivedDateTime desc', top: 1 },
    { headers: prefer(immutableIds) },
  );
  const [newest] = (await allItems(call, request, withId, 1)).items;
  if (newest !== undefined) return newest.id;
  throw new ToolError('not_found', 'No such message. To look for words in the text, call search_messages.');
}

/**
 * Removes quotation marks around the whole subject. Models add the marks to say that the words must be next to each
 * other.
 */
function withoutQuotes(subject: string): string {
  return /^["“](.*[^\s"“”].*)["”]$/.exec(subject.trim())?.[1] ?? subject;
}
