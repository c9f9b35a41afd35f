import type { ToolCall } from '../../define.ts';
import { bareAddress, isAddress, splitNames } from '../email-address.ts';
import { severalPeople } from './find-people.ts';
import { isMe, ownProfile } from './own-address.ts';

/** The text to search for: documents are found by their author's name, messages also by their sender's address. */
export type SearchedPerson = { readonly author: string; readonly sender: string };

/** Matches the name in `Name <address>` or `"Name" <address>`. */
const nameBeforeAddress = /^[\s"]*([^\s"<][^"<]*?)[\s"]*</;

/**
 * Replaces `me` with the caller's name and address, because no search index understands `me`. Splits `Name <address>`.
 * Throws `ToolError('bad_argument')` if the text names several people, because the search would treat the whole text as
 * one name.
 */
export async function searchedPerson(given: string, call: ToolCall): Promise<SearchedPerson> {
  if (splitNames(given).length > 0) throw severalPeople(given);
  if (isMe(given)) return ownNames(call);
  const sender = bareAddress(given);
  const name = isAddress(sender) ? nameBeforeAddress.exec(given)?.[1] : undefined;
  return { author: name ?? sender, sender };
}

async function ownNames(call: ToolCall): Promise<SearchedPerson> {
  const { displayName, mail, userPrincipalName } = await ownProfile(call);
  const sender = mail || userPrincipalName || displayName || 'me';
  return { author: displayName || sender, sender };
}

/** Matches `me` as the value of a KQL property that contains people. Also matches phrases, which stay as they are. */
const meOrPhrase =
  /(?<![\p{L}\p{N}_])(author|from|to|cc|bcc|participants|recipients):(?:"(?:me|myself)"|(?:me|myself)(?![\p{L}\p{M}\p{N}_@.'’-]))|"[^"]*"/giu;

/** Replaces `me` as the value of a property, as in `from:me`, with the caller's name or address. */
export async function withOwnNames(query: string, call: ToolCall): Promise<string> {
  if (![...query.matchAll(meOrPhrase)].some(([, property]) => property !== undefined)) return query;
  const { author, sender } = await ownNames(call);
  return query.replaceAll(meOrPhrase, (whole, property: string | undefined) => {
    if (property === undefined) return whole;
    const name = /author/i.test(property) ? author : sender;
    return `${property}:"${name.replaceAll('"', ' ')}"`;
  });
}
