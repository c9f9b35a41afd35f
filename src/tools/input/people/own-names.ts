import * as z from 'zod';

import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { splitNames } from '../email-address.ts';
import { severalPeople } from './find-people.ts';
import { isMe } from './own-address.ts';

const user = z.object({ displayName: text, mail: text, userPrincipalName: text });

/** The text to search for: documents are found by their author's name, messages also by their sender's address. */
export type SearchedPerson = { readonly author: string; readonly sender: string };

/**
 * Replaces `me`, which no search index understands, with the caller's name and address. Throws
 * `ToolError('bad_argument')` if the text names several people, because the search would treat the whole text as one
 * name.
 */
export async function searchedPerson(given: string, call: ToolCall): Promise<SearchedPerson> {
  if (splitNames(given).length > 0) throw severalPeople(given);
  if (!isMe(given.trim())) return { author: given, sender: given };
  const select = Object.keys(user.shape);
  const { displayName, mail, userPrincipalName } = entityOf(await call.graph(read('/me', { select })), user);
  const sender = mail || userPrincipalName || displayName || given;
  return { author: displayName || sender, sender };
}
