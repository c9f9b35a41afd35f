import { percentDecoded } from '../../base/text/percent-decoded.ts';

/** Exchange ids of folders, messages, contacts, calendars, lists and tasks. Names do not have this form. */
const outlookId = /^A[AQ][\w=-]{58,}$/;

export function isOutlookId(text: string): boolean {
  return outlookId.test(text.trim());
}

/**
 * Matches the ids of conversations. If Outlook groups emails by conversation, its links contain a conversation's id.
 */
const conversationId = /^A[AQ]Qk[\w=-]+$/;

export function isConversationId(text: string): boolean {
  return conversationId.test(text);
}

/**
 * Matches an id from a result of `search`, such as `mail:AAMk…`, or the id of a later page of a text. Captures the
 * Outlook id.
 */
const resultId = /^\s*(?:mail|event):([\w=-]{40,})(?:#\d+)?\s*$/;

/** Matches the link to an email or event that Graph returns as `webLink`, and captures its id. */
const webLink = /^https:\/\/outlook\.[\w.-]+\/owa\/\?(?:\S*&)?itemid=([\w%=-]+)/i;

/** Matches the address of an email or event in the new Outlook on the web, and captures its id. */
const pageLink =
  /^https:\/\/outlook\.[\w.-]+\/(?:mail|calendar)\/(?:[^?#\s]*\/)?(?:id|item|read)\/([\w%=+-]+)/i;

/** Returns the id in a result of `search`, or in a link to an email or event. Returns any other text unchanged. */
export function outlookIdIn(text: string): string {
  const [, linked] = webLink.exec(text.trim()) ?? pageLink.exec(text.trim()) ?? [];
  const id = linked === undefined ? undefined : percentDecoded(linked);
  if (id !== undefined) return withoutSlashes(id);
  return resultId.exec(text)?.[1] ?? text;
}

/** Converts an Exchange Web Services id, as in links and search results, to a form without slashes and plus signs. */
export function withoutSlashes(id: string): string {
  return id.replaceAll('+', '_').replaceAll('/', '-');
}
